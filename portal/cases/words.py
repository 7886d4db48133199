"""The words that a case chooses from, and what a state of the order is called in public."""

from datetime import datetime
from typing import NamedTuple

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.orders.models import Solved
from portal.orders.states import State


class Disclosure(models.TextChoices):
    """How far the outcome may be shown (DOMAIN 8)."""

    PUBLIC = "public", _("Public")
    ANONYMOUS = "anonymous", _("Public without names")
    NOT = "not", _("Not public")


class Standing(models.TextChoices):
    """Where its order stands, as far as a neighbour needs to know."""

    UNDER_WAY = "underway", _("Under way")
    SUSPENDED = "suspended", _("Suspended")
    ANSWERED = "answered", _("Answered")
    CLOSED = "closed", _("Closed")


class Stage(NamedTuple):
    """One line of the public timeline."""

    at: datetime
    title: str | Promise


STANDINGS = {
    State.SUSPENDED: Standing.SUSPENDED,
    State.ANSWERED: Standing.ANSWERED,
    State.CLOSED: Standing.CLOSED,
}
TONES = {
    Solved.YES.value: "done", Solved.PARTLY.value: "partly", Solved.NO.value: "unsolved",
    Standing.UNDER_WAY.value: "underway", Standing.ANSWERED.value: "underway",
}  # fmt: skip


def standing_of(state: str) -> Standing:
    """What the public is told of a state; whose move it is inside the house is not its matter."""
    return STANDINGS.get(State(state), Standing.UNDER_WAY)
