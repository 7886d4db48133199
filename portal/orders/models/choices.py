"""The words that rows of an order choose from."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Consent(models.TextChoices):
    """Whether progress and outcome may be shown on the echo wall."""

    NONE = "none", _("Do not show")
    ANONYMOUS = "anonymous", _("Show without my name")


class Channel(models.TextChoices):
    """How the order came in."""

    WEB = "web", _("Web")
    PHONE = "phone", _("Phone")
    VISIT = "visit", _("Home visit")
    WINDOW = "window", _("Window")
    BOX = "box", _("Suggestion box")
    MEETING = "meeting", _("Meeting")
    PATROL = "patrol", _("Patrol")
    HOTLINE = "12345", _("12345 hotline")
    DEPUTY = "deputy", _("Deputy")
    GRID = "grid", _("Grid platform")


class Origin(models.TextChoices):
    """Who noticed it first, where staff entered the order (S2: 干部了解、群众反映、信息化采集)."""

    RESIDENT = "resident", _("Told by residents")
    STAFF = "staff", _("Noticed by staff")
    SYSTEM = "system", _("Collected by a system")


class AssistState(models.TextChoices):
    """Where the part of an assisting unit stands."""

    ASKED = "asked", _("Asked")
    ACCEPTED = "accepted", _("Under way")
    DONE = "done", _("Done")
    GIVEN_BACK = "given_back", _("Given back")
    CANCELLED = "cancelled", _("Called off")


class Solved(models.TextChoices):
    """The resident's word, not the unit's."""

    YES = "yes", _("Solved")
    PARTLY = "partly", _("Partly solved")
    NO = "no", _("Not solved")


class Satisfied(models.IntegerChoices):
    """The five levels of 好差评."""

    VERY = 5, _("Very satisfied")
    YES = 4, _("Satisfied")
    FAIRLY = 3, _("Fairly satisfied")
    NO = 2, _("Dissatisfied")
    NOT_AT_ALL = 1, _("Very dissatisfied")


class Heard(models.TextChoices):
    """How the resident's word on an answer reached us; there is no other way to a rating."""

    CODE = "code", _("With number and query code")
    LINK = "link", _("By the link sent")
    ACCOUNT = "account", _("Signed in")
    CALL_BACK = "callback", _("On the telephone")


class Agreed(models.TextChoices):
    """What a resident is asked aloud when staff write the order down."""

    PASS_ON = "pass_on", _("Contact data goes to the unit that does the work")
    PUBLISH = "publish", _("The outcome is shown without a name")


class OpeningReason(models.TextChoices):
    """Why contact data was opened; the ledger keeps the code."""

    CALL = "call", _("To ring the resident about this order")
    CHECK = "check", _("To check a detail before handing it on")
    CALL_BACK = "callback", _("For a call-back")
    COMPLAINT = "complaint", _("To look into a complaint")
    OTHER = "other", _("Another reason")
