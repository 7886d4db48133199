"""Calendars by year and version, their special days, and the time classes that staff set."""

import uuid

from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel

from portal.worktime import hours
from portal.worktime.words import BY_CLOCK, Kind, Status, Step, Unit


def check_hours(text: str) -> None:
    """Office hours that can be read. Raises ValidationError."""
    try:
        hours.parse(text)
    except ValueError:
        raise ValidationError(_("Write office hours like 09:00-12:00,14:00-17:30.")) from None


class Calendar(models.Model):
    """One version of one year; a newer version replaces it, nothing overwrites it."""

    year = models.PositiveSmallIntegerField(_("Year"))
    version = models.PositiveSmallIntegerField(_("Version"))
    status = models.CharField(_("Status"), max_length=12, choices=Status)
    notice = models.CharField(_("Source notice"), max_length=120, blank=True)
    office_hours = models.CharField(_("Office hours"), max_length=60, validators=[check_hours])
    # Names this row for good: a number may come again after a rollback.
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    loaded_at = models.DateTimeField(_("Loaded at"))
    loaded_by = models.CharField(_("Loaded by"), max_length=40)

    class Meta:
        verbose_name = _("Working calendar")
        verbose_name_plural = _("Working calendars")
        ordering = ["-year", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["year", "version"], name="one_calendar_per_version"),
            models.CheckConstraint(
                name="calendar_status_known", condition=models.Q(status__in=Status.values)
            ),
            models.CheckConstraint(
                name="official_calendar_names_notice",
                condition=~models.Q(status=Status.OFFICIAL, notice=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.year} · {self.version}"


class Day(models.Model):
    """One day of a calendar that differs from its weekday."""

    calendar = models.ForeignKey(Calendar, models.CASCADE, related_name="days")
    date = models.DateField(_("Date"))
    kind = models.CharField(_("Kind"), max_length=8, choices=Kind)
    name = models.CharField(_("Name"), max_length=40, blank=True)
    hours = models.CharField(_("Hours"), max_length=60, blank=True, validators=[check_hours])

    class Meta:
        verbose_name = _("Special day")
        verbose_name_plural = _("Special days")
        ordering = ["date"]
        constraints = [
            models.UniqueConstraint(fields=["calendar", "date"], name="a_day_is_one_kind"),
            models.CheckConstraint(
                name="half_days_have_hours",
                condition=models.Q(kind=Kind.HALF) & ~models.Q(hours="")
                | models.Q(kind__in=(Kind.HOLIDAY, Kind.WORKDAY), hours=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.date} {self.kind}"


class TimeClass(ClusterableModel):
    """How fast a kind of matter goes, step by step (DOMAIN 11)."""

    code = models.SlugField(
        _("Code"), max_length=40, unique=True,
        validators=[RegexValidator(r"^[a-z0-9-]+\Z", _("Small letters, digits and hyphens only."))],
    )  # fmt: skip
    name = models.CharField(_("Name"), max_length=40)
    note = models.TextField(_("Where the limits come from"), blank=True)
    order = models.PositiveSmallIntegerField(_("Sorting"), default=0)

    panels = [
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("name"), FieldPanel("code"), FieldPanel("order")]),
             FieldPanel("note")],
            _("Time class"),
        ),
        InlinePanel("limits", heading=_("Limits"), label=_("Limit")),
    ]  # fmt: skip

    class Meta:
        verbose_name = _("Time class")
        verbose_name_plural = _("Time classes")
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        """The code is chosen once: matters, orders and deadlines name it. Raises ValidationError."""
        if not self._state.adding and not type(self).objects.filter(pk=self.pk, code=self.code):
            raise ValidationError({"code": _("The code stays: matters and deadlines name it.")})


class Limit(models.Model):
    """One step of a time class: so many units."""

    time_class = ParentalKey(TimeClass, on_delete=models.CASCADE, related_name="limits")
    step = models.CharField(_("Step"), max_length=20, choices=Step)
    amount = models.PositiveSmallIntegerField(_("Amount"), validators=[MinValueValidator(1)])
    unit = models.CharField(_("Counted in"), max_length=16, choices=Unit, default=Unit.WORKING_DAYS)

    panels = [FieldRowPanel([FieldPanel("step"), FieldPanel("amount"), FieldPanel("unit")])]

    class Meta:
        verbose_name = _("Limit")
        verbose_name_plural = _("Limits")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["time_class", "step"], name="one_limit_per_step"),
            models.CheckConstraint(name="limit_is_some", condition=models.Q(amount__gte=1)),
            models.CheckConstraint(
                name="limit_unit_known", condition=models.Q(unit__in=Unit.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_step_display()} {self.amount} {self.get_unit_display()}"

    @property
    def by_clock(self) -> bool:
        """Whether it runs day and night."""
        return self.unit in BY_CLOCK
