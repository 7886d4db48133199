"""The words of working time: kinds of days, units, and the steps that have a limit."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """A day on which the week's rule (Monday to Friday) does not say what is done."""

    HOLIDAY = "holiday", _("Day off")
    WORKDAY = "workday", _("Make-up workday")
    HALF = "half", _("Half day")


class Status(models.TextChoices):
    """Whether the State Council's notice of the year is known."""

    OFFICIAL = "official", _("By the notice")
    PROVISIONAL = "provisional", _("Provisional")


class Unit(models.TextChoices):
    """What a limit is counted in; the first two run by the clock, day and night."""

    MINUTES = "minutes", _("minutes")
    HOURS = "hours", _("hours")
    OFFICE_HOURS = "office_hours", _("office hours")
    DAYS = "days", _("days")
    WORKING_DAYS = "working_days", _("working days")


BY_CLOCK = frozenset({Unit.MINUTES, Unit.HOURS})


class Step(models.TextChoices):
    """What has to be done within a limit; the last two bound what may be added to one."""

    DISPATCH = "dispatch", _("Dispatch")
    ACCEPT = "accept", _("Accept")
    CONTACT = "contact", _("First contact")
    ANSWER = "answer", _("Answer")
    ASSIST = "assist", _("Assist")
    REDO_CONTACT = "redo_contact", _("Contact after a bad rating")
    REDO = "redo", _("Handle again")
    RECTIFY = "rectify", _("Put right after a bad rating")
    WAIT = "wait", _("Waiting for the resident, at most")
    EXTENSION = "extension", _("Extension, at most")


class Part(models.TextChoices):
    """What a stretch of elapsed time was, seen from a deadline."""

    RUNNING = "running", _("Running")
    OFF = "off", _("Outside office hours")
    PAUSED = "paused", _("Paused")
