"""A case: one order as the public reads it. Holds no word that a resident wrote.

Facts stand on the row and come from the order alone; a revision carries only the editor's text.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    PreviewableMixin,
    Revision,
    RevisionMixin,
    WorkflowMixin,
)

from portal.cases import rules
from portal.cases.pictures import CasePicture, mistakes_in
from portal.cases.words import TONES, Disclosure, Stage, Standing
from portal.ledger.publishing import Chronicled
from portal.orders.models import Satisfied, Solved
from portal.orders.story import TITLES
from portal.people.models import User
from portal.places.models import Area
from portal.services.models import Category

__all__ = ["FACTS", "OUTCOME", "TEXTS", "Case", "CasePicture"]

# What the follower keeps in step with the order; a revision never brings an older one back.
FACTS = (
    "number", "matter_code", "category_id", "area_id", "unit_name", "placed_on", "closed_on", "year",
    "standing", "moved_on", "asked_on", "solved", "satisfied", "disclosure", "timeline", "from_seq",
    "reporters", "raters",
)  # fmt: skip
TEXTS = ("title", "matter_text", "measures", "result")
# Told once the order is closed.
OUTCOME = ("measures", "result")


def _index(name: str, *fields: str) -> models.Index:
    return models.Index(name=name, fields=fields, condition=Q(live=True))


class Case(
    Chronicled, PreviewableMixin, WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin,
    ClusterableModel,
):  # fmt: skip
    """The editorially managed public record of one order, under way or closed."""

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
        help_text=_("Empty while the order is under way."),
    )  # fmt: skip
    standing = models.CharField(
        _("State"), max_length=9, choices=Standing, default=Standing.CLOSED, editable=False
    )
    # When the order closed; until then its last public step. The echo wall is sorted by it.
    moved_on = models.DateTimeField(default=timezone.now, editable=False)
    # Since when staff want it shown while it is under way; never, where only the outcome is shown.
    asked_on = models.DateTimeField(_("Asked for while under way"), null=True, editable=False)
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
            _index("case_public", "-moved_on", "-id"),
            _index("case_public_in_area", "area", "-moved_on", "-id"),
            _index("case_public_in_category", "category", "-moved_on", "-id"),
            # Counts of the filters are read from this index alone.
            _index(
                "case_counts", "area", "category", "year", "standing", "solved", "number", "live"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="case_live_may_be_shown",
                condition=Q(live=False) | (Q(year__isnull=False) & ~Q(disclosure="not")),
            ),
            models.CheckConstraint(
                name="case_closed_has_date",
                condition=Q(standing="closed", closed_on__isnull=False)
                | (~Q(standing="closed") & Q(closed_on__isnull=True)),
            ),
            # An outcome is told of what is closed; the matter alone, where staff asked for that.
            models.CheckConstraint(
                name="case_live_is_written",
                condition=Q(live=False)
                | (
                    ~(Q(title="") | Q(matter_text=""))
                    & (
                        (Q(closed_on__isnull=False) & ~Q(measures="") & ~Q(result=""))
                        | Q(asked_on__isnull=False, measures="", result="")
                    )
                ),
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

    def full_clean(
        self,
        exclude: Iterable[str] | None = None,
        validate_unique: bool = True,
        validate_constraints: bool = True,
    ) -> None:
        """While its order is under way, what was done and the result may be empty."""
        open_yet = OUTCOME if self.is_under_way else ()
        super().full_clean({*(exclude or ()), *open_yet}, validate_unique, validate_constraints)

    def clean(self) -> None:
        """Public text holds no personal data; the mistake stands beside its field."""
        super().clean()
        mistakes = {name: mistakes_in(getattr(self, name)) for name in TEXTS}
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
    def is_closed(self) -> bool:
        """Whether there is an outcome to tell."""
        return self.closed_on is not None

    @property
    def is_under_way(self) -> bool:
        """Whether it is shown, or to be shown, without an outcome: asked for, and open."""
        return self.asked_on is not None and not self.is_closed

    def forget_outcome(self) -> None:
        """Of what is handled anew no outcome is told; the revision it was written in keeps it."""
        self.measures = self.result = ""

    @property
    def tells_outcome(self) -> bool:
        """Whether its text says what was done and what came of it."""
        return bool(self.measures or self.result)

    @property
    def summary(self) -> str:
        """The result, until there is one the matter."""
        return self.result or self.matter_text

    @property
    def tone(self) -> str:
        """The colour of its chip: underway, done, partly, unsolved, ended (suspended, not rated)."""
        return TONES.get((self.solved or "") if self.is_closed else self.standing, "ended")

    @property
    def chip_words(self) -> str | Promise:
        """Solved or not; of what is under way, where it stands."""
        return self.solved_words if self.is_closed else self.get_standing_display()

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
