"""A deadline of an order, and what of it the order itself carries so that lists can filter by it."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from portal.orders.clocks.kinds import Colour, Kind
from portal.worktime.deadlines import Deadline as Term


class Clocked(models.Model):
    """The nearest deadline and the worst colour of all that run, kept in step by `clocks.turn`."""

    # Decided once, when the order is placed: editing a matter changes only later orders.
    time_class = models.CharField(
        _("Time class"), max_length=40, blank=True, default="", db_default=""
    )
    due_at = models.DateTimeField(_("Due"), null=True, blank=True)
    due_kind = models.CharField(max_length=12, choices=Kind, blank=True, default="", db_default="")
    due_provisional = models.BooleanField(default=False, db_default=False)
    colour = models.CharField(
        _("Colour"), max_length=6, choices=Colour, blank=True, default="", db_default=""
    )

    # The deadlines an order is placed with, as rows for the database, until they are written with it.
    opening: list[dict[str, Any]] | None = None

    class Meta:
        abstract = True


class Deadline(models.Model):
    """One limit of one order, from its start to its stop, with every pause and extension.

    `term` holds them as plain values (portal.worktime.deadlines); the columns are what is searched.
    """

    order = models.ForeignKey("orders.Order", models.CASCADE, related_name="deadlines")
    kind = models.CharField(_("Kind"), max_length=12, choices=Kind)
    # Whose part it limits, where other units help.
    assist = models.ForeignKey(
        "orders.Assist", models.CASCADE, null=True, blank=True, related_name="deadlines"
    )
    round = models.PositiveSmallIntegerField(default=1)
    time_class = models.CharField(max_length=40, blank=True)
    calendar_version = models.PositiveIntegerField()
    provisional = models.BooleanField(_("Provisional"))
    term = models.JSONField()

    started_at = models.DateTimeField(_("Started"))
    due_at = models.DateTimeField(_("Due"))
    blue_at = models.DateTimeField(null=True)
    yellow_at = models.DateTimeField(null=True)
    # When the clock next has something to do with it; the pass looks for nothing else.
    wake_at = models.DateTimeField(null=True)
    colour = models.CharField(max_length=6, choices=Colour, blank=True)
    warned = models.JSONField(default=dict)
    standing = models.BooleanField(default=False)
    lapsed_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(_("Stopped"), null=True)
    # Acts of the clock that failed: tried again, then left to people, with kind and place of the error.
    tries = models.PositiveSmallIntegerField(default=0)
    parked = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("Deadline")
        verbose_name_plural = _("Deadlines")
        ordering = ["pk"]
        default_permissions = ()
        indexes = [
            models.Index(
                fields=["wake_at", "id"], name="deadline_wakes", condition=Q(wake_at__isnull=False)
            ),
            models.Index(
                fields=["calendar_version"], name="deadline_guessed",
                condition=Q(provisional=True, stopped_at__isnull=True),
            ),
        ]  # fmt: skip
        constraints = [
            models.UniqueConstraint(
                name="one_running_deadline_a_kind", fields=["order", "kind"],
                condition=Q(stopped_at__isnull=True, assist__isnull=True),
            ),
            models.UniqueConstraint(
                name="one_running_deadline_an_assist", fields=["assist"],
                condition=Q(stopped_at__isnull=True, assist__isnull=False),
            ),
            models.CheckConstraint(name="deadline_kind_known", condition=Q(kind__in=Kind.values)),
            models.CheckConstraint(
                name="stopped_deadline_sleeps",
                condition=Q(stopped_at__isnull=True) | Q(wake_at__isnull=True),
            ),
            models.CheckConstraint(
                name="only_an_assist_has_its_deadline",
                condition=Q(kind="assist", assist__isnull=False)
                | (~Q(kind="assist") & Q(assist__isnull=True)),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.order_id} {self.kind}"

    @property
    def terms(self) -> Term:
        """The limit with its pauses and extensions, as plain values."""
        return Term.from_json(self.term)

    @property
    def late(self) -> bool:
        """Whether it was stopped after it was due."""
        return self.stopped_at is not None and self.stopped_at > self.due_at

    def hold(self, terms: Term, **more: Any) -> None:
        """Keep changed values; the columns follow in `clocks.schedule`."""
        self.term, self.calendar_version = terms.as_json(), terms.calendar_version
