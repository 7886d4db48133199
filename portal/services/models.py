"""Matters in two levels, each with its questions, team kind and promise."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel, PublishingPanel
from wagtail.models import DraftStateMixin, Orderable, RevisionMixin

from portal.ledger.publishing import Chronicled
from portal.places.named import CODE, Named


class TeamKind(models.Model):
    """A kind of team that carries matters out (S2: 政策法规宣传、矛盾纠纷调解、助困帮扶、爱心援助)."""

    code = models.SlugField(_("Code"), max_length=40, unique=True, validators=[CODE])
    name = models.CharField(_("Name"), max_length=40)

    class Meta:
        verbose_name = _("Team kind")
        verbose_name_plural = _("Team kinds")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name


class Category(Named):
    """The first level of matters (DOMAIN 5: twelve categories by default)."""

    name_kind = "category"

    code = models.SlugField(_("Code"), max_length=40, unique=True, validators=[CODE])
    name = models.CharField(_("Name"), max_length=40)
    order = models.PositiveSmallIntegerField(_("Sorting"), default=0)

    class Meta:
        verbose_name = _("Category")
        verbose_name_plural = _("Categories")
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.name


class MatterQuerySet(models.QuerySet["Matter"]):
    """Matters by what the public may do with them."""

    def offered(self) -> "MatterQuerySet":
        """On the menu today."""
        return self.filter(live=True)


class Matter(Chronicled, DraftStateMixin, RevisionMixin, ClusterableModel):
    """The second level: one thing a resident can order."""

    chronicle_kind = "matter"

    code = models.SlugField(_("Code"), max_length=40, unique=True, validators=[CODE])
    category = models.ForeignKey(
        Category, models.PROTECT, related_name="matters", verbose_name=_("Category")
    )
    title = models.CharField(_("Title"), max_length=60)
    summary = models.CharField(_("In one sentence"), max_length=200)
    guide = models.TextField(
        _("What to know"),
        blank=True,
        help_text=_("Shown on the menu; plain text, one matter a line."),
    )
    team_kind = models.ForeignKey(TeamKind, models.PROTECT, verbose_name=_("Team kind"))
    promise = models.CharField(
        _("Promise"), max_length=120, help_text=_("Who does what by when, as residents read it.")
    )
    order = models.PositiveSmallIntegerField(_("Sorting"), default=0)

    objects = MatterQuerySet.as_manager()

    panels = [
        MultiFieldPanel(
            [
                FieldPanel("category"),
                FieldPanel("title"),
                FieldPanel("code"),
                FieldPanel("summary"),
            ],
            _("Matter"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("guide"),
                FieldPanel("team_kind"),
                FieldPanel("promise"),
                FieldPanel("order"),
            ],
            _("Service"),
        ),
        InlinePanel("questions", heading=_("Questions for the resident"), label=_("Question")),
        PublishingPanel(),
    ]

    class Meta:
        verbose_name = _("Matter")
        verbose_name_plural = _("Matters")
        ordering = ["category__order", "order", "pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its place on the service menu."""
        return f"{reverse('services:menu')}#{self.code}"


class Question(Orderable):
    """One question to the resident; the answer is kept with the order under the question's text."""

    class Kind(models.TextChoices):
        TEXT = "text", _("A line of text")
        CHOICE = "choice", _("One of the choices")

    matter = ParentalKey(Matter, on_delete=models.CASCADE, related_name="questions")
    label = models.CharField(_("Question"), max_length=80)
    hint = models.CharField(_("Hint"), max_length=120, blank=True)
    kind = models.CharField(_("Kind"), max_length=10, choices=Kind, default=Kind.TEXT)
    choices = models.TextField(_("Choices"), blank=True, help_text=_("One a line."))
    required = models.BooleanField(_("Must be answered"), default=False)

    panels = [
        FieldPanel("label"), FieldPanel("hint"), FieldPanel("kind"),
        FieldPanel("choices"), FieldPanel("required"),
    ]  # fmt: skip

    class Meta(Orderable.Meta):
        verbose_name = _("Question")
        verbose_name_plural = _("Questions")

    def __str__(self) -> str:
        return self.label

    @property
    def choice_list(self) -> list[str]:
        """The choices, one for each line that is not empty."""
        return [line.strip() for line in self.choices.splitlines() if line.strip()]
