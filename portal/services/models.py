"""Matters in two levels: what can be ordered, by whom, on whose duty, how fast. And their versions."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel
from wagtail.models import DraftStateMixin, PreviewableMixin, RevisionMixin

from portal.ledger.publishing import Chronicled
from portal.places.models import Area, Organisation
from portal.places.named import CODE, Named
from portal.services.kinds import Audience, Duty, Way, lines
from portal.services.parts import AnswerTemplate, Question
from portal.worktime.models import TimeClass

__all__ = ["AnswerTemplate", "Category", "Matter", "MatterVersion", "Question", "TeamKind"]

# The time class of a matter that says nothing else, and of a text with an urgent word.
ORDINARY, URGENT = "ordinary", "urgent"


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

    def offered(self, on: date | None = None) -> "MatterQuerySet":
        """On the menu that day, or today: published, admitted, not expired (DOMAIN 5: 准入)."""
        on = on or timezone.localdate()
        unexpired = Q(expires__isnull=True) | Q(expires__gte=on)
        return self.filter(unexpired, live=True, admitted_at__lte=on)


class Matter(Chronicled, PreviewableMixin, DraftStateMixin, RevisionMixin, ClusterableModel):
    """The second level: one thing that can be ordered."""

    chronicle_kind = "matter"

    code = models.SlugField(_("Code"), max_length=40, unique=True, validators=[CODE])
    category = models.ForeignKey(
        Category, models.PROTECT, related_name="matters", verbose_name=_("Category")
    )
    title = models.CharField(_("Title"), max_length=60)
    summary = models.CharField(_("In one sentence"), max_length=200)
    guide = models.TextField(
        _("What to know"), blank=True,
        help_text=_("Shown on the menu; plain text, one matter a line."),
    )  # fmt: skip
    audience = models.CharField(
        _("Who orders"), max_length=10, choices=Audience, default=Audience.RESIDENT,
        help_text=_("A matter for shops stands on the menu of the business district."),
    )  # fmt: skip
    area = models.ForeignKey(
        Area, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("Only in this area"),
        help_text=_("Empty: everywhere. For a business district choose its community."),
    )  # fmt: skip
    way = models.CharField(
        _("Way of service"), max_length=12, choices=Way, blank=True,
        help_text=_("Residents can filter the menu by it."),
    )  # fmt: skip
    promise = models.CharField(
        _("Promise"), max_length=120, help_text=_("Who does what by when, as residents read it.")
    )

    admitted_at = models.DateField(
        _("Admitted on"), null=True, blank=True,
        help_text=_("From this day on it may stand on the menu; empty: not admitted yet."),
    )  # fmt: skip
    approved_by = models.CharField(
        _("Approved by"), max_length=80, blank=True,
        help_text=_("The body that admitted it, or the number of its paper."),
    )  # fmt: skip
    expires = models.DateField(
        _("Admitted until"), null=True, blank=True,
        help_text=_("The last day; afterwards it leaves the menu by itself. Empty: no end."),
    )  # fmt: skip
    duty = models.CharField(
        _("Duty list"), max_length=10, choices=Duty, default=Duty.BASIC,
        help_text=_("What was taken back is never owned by the street or the community."),
    )  # fmt: skip
    owner = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+",
        limit_choices_to=Q(kind__in=("district", "department")),
        verbose_name=_("Owner of what was taken back"),
        help_text=_("A department or the district. Empty: the district of the place."),
    )  # fmt: skip

    team_kind = models.ForeignKey(TeamKind, models.PROTECT, verbose_name=_("Team kind"))
    time_class = models.ForeignKey(
        TimeClass, models.PROTECT, to_field="code", db_column="time_class", default=ORDINARY,
        related_name="+", verbose_name=_("Time class"),
    )  # fmt: skip
    urgent_words = models.TextField(
        _("Urgent words"), blank=True,
        help_text=_("One a line. An order whose text holds one goes by the urgent time class."),
    )  # fmt: skip
    order = models.PositiveSmallIntegerField(_("Sorting"), default=0)

    # The version in force; kept with every order that is placed.
    version = models.ForeignKey(
        "MatterVersion", models.SET_NULL, null=True, editable=False, related_name="+"
    )

    objects = MatterQuerySet.as_manager()

    class Meta:
        verbose_name = _("Matter")
        verbose_name_plural = _("Matters")
        ordering = ["category__order", "order", "pk"]
        constraints = [
            models.CheckConstraint(
                name="matter_words_known",
                condition=Q(duty__in=Duty.values, audience__in=Audience.values)
                & Q(way__in=["", *Way.values]),
            ),
            models.CheckConstraint(
                name="matter_admission_is_approved",
                condition=Q(admitted_at__isnull=True) | ~Q(approved_by=""),
                violation_error_message=_("Please write who approved the admission."),
            ),
            models.CheckConstraint(
                name="matter_expires_after_admission",
                condition=Q(expires__isnull=True) | Q(admitted_at__lte=F("expires")),
                violation_error_message=_("The last day cannot come before the first."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """Its own page."""
        return reverse("services:matter", args=[self.code])

    @property
    def urgent_word_list(self) -> list[str]:
        """The words, one for each line that is not empty."""
        return lines(self.urgent_words)

    @property
    def is_for_shops(self) -> bool:
        """Whether it stands on the menu of a business district."""
        return self.audience == Audience.BUSINESS

    def with_content_json(self, content: dict[str, Any]) -> "Matter":
        """A revision brings back words, never an older version number."""
        found: Matter = super().with_content_json(content)
        found.version_id = self.version_id
        return found

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        """The public page, before it is public."""
        return "services/matter.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        """What the public page is given."""
        context: dict[str, Any] = super().get_preview_context(request, mode_name)
        return {**context, "matter": self, "questions": self.questions.all(), "preview": True}


class MatterVersion(models.Model):
    """What a matter said from one moment on; written once, never changed (triggers see to it)."""

    matter = models.ForeignKey(Matter, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField(_("Version"))
    snapshot = models.JSONField(_("Content"))
    at = models.DateTimeField(_("Since"))
    by = models.CharField(_("By"), max_length=80)

    class Meta:
        verbose_name = _("Version of a matter")
        verbose_name_plural = _("Versions of matters")
        ordering = ["-number"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["matter", "number"], name="one_version_per_number")
        ]

    def __str__(self) -> str:
        return f"{self.matter_id} · {self.number}"
