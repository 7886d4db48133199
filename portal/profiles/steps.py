"""The steps of the road that a street may name, keep or leave out (DOMAIN 6.1). No database, no rule.

Codes of states and verbs are those of the table of orders, which lies above this room; a test holds
them together.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Step(TextChoices):
    """点 制 派 抢 接 办 督 晒 评, in this order; the labels are those of the house's own road."""

    PLACE = "place", _("Placed")
    ADMIT = "admit", _("Admitted")
    DISPATCH = "dispatch", _("Dispatched")
    CLAIM = "claim", _("Waits to be grabbed")
    ACCEPT = "accept", _("Accepted")
    ANSWER = "answer", _("Answered")
    CHECK = "check", _("Closed")
    PUBLISH = "publish", _("Shown on the wall")
    RATE = "rate", _("Rated")


S = Step
# The state an order is in once it has reached the step; publishing and rating change no state.
STATES: dict[str, str] = {
    S.PLACE: "placed", S.ADMIT: "admitted", S.DISPATCH: "dispatched", S.CLAIM: "dispatched",
    S.ACCEPT: "accepted", S.ANSWER: "answered", S.CHECK: "closed",
}  # fmt: skip
MAIN_ROAD = ("placed", "admitted", "dispatched", "accepted", "answered", "closed")
# The button that takes an order to the step; a grabbed order is an accepted one.
VERBS: dict[str, str] = {
    S.ADMIT: "admit", S.DISPATCH: "dispatch", S.CLAIM: "accept", S.ACCEPT: "accept",
    S.ANSWER: "answer", S.CHECK: "close", S.RATE: "rate",
}  # fmt: skip
BUTTONS = {
    S.ADMIT: _("Admit"), S.DISPATCH: _("Dispatch"), S.CLAIM: _("Grab"), S.ACCEPT: _("Accept"),
    S.ANSWER: _("Answer"), S.CHECK: _("Close"), S.RATE: _("Rate"),
}  # fmt: skip
# A street cannot do without these: whoever asks is heard, somebody takes it on, there is an answer.
FIXED = frozenset({S.PLACE, S.ACCEPT, S.ANSWER})
OPTIONAL = tuple(step for step in Step if step not in FIXED)
# The road of an installation whose street has set up nothing (DESIGN 5).
HOUSE_STEPS = FIXED | {S.ADMIT, S.DISPATCH, S.CHECK}
# Where the step is left out, the house takes this verb by itself, and enters it.
REPLACED = {S.ADMIT: "admit", S.CHECK: "close"}
