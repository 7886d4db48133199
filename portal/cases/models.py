"""A case: what became of one order, as the public reads it. Holds no word that a resident wrote.

Facts stand on the row and come from the order alone; a revision carries only the editor's text.
"""

from datetime import datetime
from typing import Any, NamedTuple

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    Orderable,
    PreviewableMixin,
    Revision,
    RevisionMixin,
    WorkflowMixin,
)

from portal.cases import rules
from portal.ledger.publishing import Chronicled
from portal.orders.models import Satisfied, Solved
from portal.orders.story import TITLES
from portal.people.models import User
from portal.places.models import Area
from portal.privacy.guard import check_public_text
from portal.services.models import Category

# What the follower keeps in step with the order; a revision never brings an older one back.
FACTS = (
    "number", "matter_code", "category_id", "area_id", "unit_name", "placed_on", "closed_on", "year",
    "solved", "satisfied", "disclosure", "timeline", "from_seq", "reporters", "raters",
)  # fmt: skip
TEXTS = ("title", "matter_text", "measures", "result")


class Disclosure(models.TextChoices):
    """How far the outcome may be shown (DOMAIN 8)."""

    PUBLIC = "public", _("Public")
    ANONYMOUS = "anonymous", _("Public without names")
    NOT = "not", _("Not public")


def _index(name: str, *fields: str) -> models.Index:
    return models.Index(name=name, fields=fields, condition=Q(live=True))


class Stage(NamedTuple):
    """One line of the public timeline."""

    at: datetime
    title: str | Promise


class Case(
    Chronicled, PreviewableMixin, WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin,
    ClusterableModel,
):  # fmt: skip
    """The editorially managed public record of one closed order."""

    chronicle_kind = "case"

    number = models.CharField(_("Number"), max_length=16, unique=True, editable=False)
    matter_code = models.CharField(_("Matter"), max_length=40, blank=True, editable=False)
    category = models.ForeignKey(
        Category, models.PROTECT, related_name="cases", verbose_name=_("Category"), editable=False
    )
    area = models.ForeignKey(
        Area, models.PROTECT, related_name="cases", verbose_name=_("Community"), editable=False
    )
    unit_name = models.CharField(_("Unit"), max_length=60, blank=True, editable=False)
    placed_on = models.DateTimeField(_("Placed on"), editable=False)
    closed_on = models.DateTimeField(
        _("Closed on"), null=True, editable=False,
        help_text=_("Empty while the order is handled again; the case cannot be published then."),
    )  # fmt: skip
    year = models.PositiveSmallIntegerField(_("Year"), null=True, editable=False)
    solved = models.CharField(
        _("Solved?"), max_length=6, choices=Solved, null=True, editable=False,
        help_text=_("The resident's word; empty when it was not rated."),
    )  # fmt: skip
    satisfied = models.PositiveSmallIntegerField(
        _("Satisfied?"), choices=Satisfied, null=True, editable=False
    )
    disclosure = models.CharField(
        _("Disclosure"), max_length=10, choices=Disclosure, default=Disclosure.NOT, editable=False
    )
    reporters = models.PositiveSmallIntegerField(_("Reported by"), default=1, editable=False)
    raters = models.PositiveSmallIntegerField(_("Rated by"), default=0, editable=False)
    # [[moment in ISO 8601, code], …]; the codes become words when shown.
    timeline = models.JSONField(_("Timeline"), default=list, editable=False)
    from_seq = models.BigIntegerField(_("Ledger entry"), editable=False)

    title = models.CharField(_("Title"), max_length=60)
    matter_text = models.TextField(
        _("The matter"),
        help_text=_(
            "What it was about, in your own words. No names, phone numbers or room numbers."
        ),
    )
    measures = models.TextField(_("What was done"), help_text=_("Who did what, step by step."))
    result = models.TextField(_("The result"), help_text=_("What is different now."))

    live = models.BooleanField(_("Public now"), default=False, editable=False)

    class Meta:
        verbose_name = _("Case")
        verbose_name_plural = _("Cases")
        ordering = ["-closed_on", "-pk"]
        default_permissions = ()
        indexes = [
            _index("case_public", "-closed_on", "-id"),
            _index("case_public_in_area", "area", "-closed_on", "-id"),
            _index("case_public_in_category", "category", "-closed_on", "-id"),
            # Counts of the filters are read from this index alone.
            _index("case_counts", "area", "category", "year", "solved", "live"),
        ]
        constraints = [
            models.CheckConstraint(
                name="case_live_may_be_shown",
                condition=Q(live=False)
                | (Q(closed_on__isnull=False, year__isnull=False) & ~Q(disclosure="not")),
            ),
            models.CheckConstraint(
                name="case_live_is_written",
                condition=Q(live=False)
                | ~(Q(title="") | Q(matter_text="") | Q(measures="") | Q(result="")),
            ),
            models.CheckConstraint(
                name="case_five_levels",
                condition=Q(satisfied__isnull=True) | Q(satisfied__range=(1, 5)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    def get_absolute_url(self) -> str:
        """Its permanent place on the echo wall."""
        return reverse("cases:case", args=[self.number])

    def clean(self) -> None:
        """Public text holds no personal data; the mistake stands beside its field."""
        super().clean()
        mistakes = {name: _mistakes(getattr(self, name)) for name in TEXTS}
        found = {name: errors for name, errors in mistakes.items() if errors}
        if found:
            raise ValidationError(found)

    def with_content_json(self, content: dict[str, Any]) -> "Case":
        """The text of a revision with the facts of today's row."""
        restored: Case = super().with_content_json(content)
        for name in FACTS:
            setattr(restored, name, getattr(self, name))
        return restored

    def publish(self, revision: Revision, user: User | None = None, **kwargs: Any) -> None:
        """Publish, or schedule, a revision. Raises Refused; see rules.check_release."""
        with transaction.atomic():
            # Locked and read afresh: the follower may just have changed a fact.
            row = Case.objects.select_for_update(of=("self",)).get(pk=self.pk)
            revision.content_object = row
            rules.check_release(revision.as_object(), written_by=revision.user_id, by=user)
            super().publish(revision, user=user, **{**kwargs, "skip_permission_checks": True})

    @property
    def stages(self) -> list[Stage]:
        """The public timeline in words."""
        return [
            Stage(datetime.fromisoformat(at), TITLES.get(f"order.{code}", code))
            for at, code in self.timeline
        ]

    @property
    def tone(self) -> str:
        """The colour of its chip: done, partly, unsolved, ended (not rated)."""
        return TONES.get(self.solved or "", "ended")

    @property
    def solved_words(self) -> str | Promise:
        """Solved, partly, not; or that nobody said."""
        return self.get_solved_display() if self.solved else _("Not rated")

    def get_preview_template(self, request: HttpRequest, mode_name: str) -> str:
        """The page that the public will read."""
        return "cases/case.html"

    def get_preview_context(self, request: HttpRequest, mode_name: str) -> dict[str, Any]:
        """What the public page is given; nothing related is looked up for a preview."""
        return {"case": self, "pictures": list(self.pictures.all()), "is_preview": True}


TONES = {Solved.YES.value: "done", Solved.PARTLY.value: "partly", Solved.NO.value: "unsolved"}


class CasePicture(Orderable):
    """A picture from before or after; what it shows is told by the picture's own description."""

    class Moment(models.TextChoices):
        BEFORE = "before", _("Before")
        AFTER = "after", _("After")

    case = ParentalKey(Case, on_delete=models.CASCADE, related_name="pictures")
    image = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        models.PROTECT,
        related_name="+",
        verbose_name=_("Picture"),
    )
    moment = models.CharField(_("Before or after"), max_length=6, choices=Moment)
    caption = models.CharField(_("Caption"), max_length=80, blank=True)

    panels = [FieldPanel("image"), FieldPanel("moment"), FieldPanel("caption")]

    class Meta(Orderable.Meta):
        verbose_name = _("Picture")
        verbose_name_plural = _("Pictures")
        default_permissions = ()

    def __str__(self) -> str:
        return self.caption or self.get_moment_display()

    def clean(self) -> None:
        """A caption is public text too."""
        super().clean()
        if errors := _mistakes(self.caption):
            raise ValidationError({"caption": errors})


def _mistakes(text: str) -> list[ValidationError]:
    try:
        check_public_text(text)
    except ValidationError as error:
        return error.error_list
    return []
