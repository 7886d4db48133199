"""The closed lists that staff choose from: duty, way, audience, and how a question is answered."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Duty(models.TextChoices):
    """Whose duty a matter is (S4: 审批、服务事项下放街道); a reclaimed one never goes to the street."""

    BASIC = "basic", _("The street's own duty")
    ASSIST = "assist", _("The street assists")
    RECLAIMED = "reclaimed", _("Taken back by the level above")


class Way(models.TextChoices):
    """The five ways to meet a need (S4: 组团、数字、代办、预约、错时)."""

    GROUP = "group", _("By a group")
    DIGITAL = "digital", _("On line")
    ERRAND = "errand", _("On your behalf")
    APPOINTMENT = "appointment", _("By appointment")
    OFF_HOURS = "off_hours", _("At staggered hours")


class Audience(models.TextChoices):
    """Who orders: residents, or the shops of a business district (S4: “三单”式服务)."""

    RESIDENT = "resident", _("Residents")
    BUSINESS = "business", _("Shops")


class QuestionKind(models.TextChoices):
    """How a question is answered."""

    TEXT = "text", _("A line of text")
    LONG_TEXT = "long_text", _("Several lines of text")
    CHOICE = "choice", _("One of the choices")
    CHOICES = "choices", _("Several of the choices")
    YES_NO = "yes_no", _("Yes or no")
    DATE = "date", _("A date")
    NUMBER = "number", _("A number")
    PLACE = "place", _("A place")


WITH_CHOICES = frozenset({QuestionKind.CHOICE, QuestionKind.CHOICES})
WITH_OPTIONS = WITH_CHOICES | {QuestionKind.YES_NO}


def lines(text: str) -> list[str]:
    """What staff wrote one a line, without empty lines."""
    return [line.strip() for line in text.splitlines() if line.strip()]
