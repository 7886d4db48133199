"""The verbs a handler has on the phone, each as a page: of an order, and of a part in another's."""

from django.utils.translation import gettext_lazy as _

from portal.orders import commands
from portal.orders.acting import Action, by_verb
from portal.orders.desk.forms import (
    AcceptAssistForm,
    AnswerForm,
    ContactForm,
    FinishAssistForm,
    GiveBackAssistForm,
    TurnDownForm,
)
from portal.orders.staff.actions import ASK_ASSIST, CANCEL_ASSIST
from portal.orders.states import Verb

ACTIONS = by_verb(
    Action(
        Verb.ACCEPT,
        commands.accept,
        done=_("Accepted. Please contact the resident next."),
        explanation=_("You take it on. The resident sees that your unit works on it."),
        icon="check",
    ),
    Action(
        Verb.RECORD_CONTACT,
        commands.record_contact,
        done=_("Recorded."),
        form=ContactForm,
        explanation=_("The resident sees this in the progress of the order."),
        icon="phone",
    ),
    Action(
        Verb.ANSWER,
        commands.answer,
        done=_("Answered. The resident can rate it now."),
        form=AnswerForm,
        explanation=_("The resident reads this."),
        icon="chat",
    ),
    ASK_ASSIST,
    CANCEL_ASSIST,
    Action(
        Verb.TURN_DOWN,
        commands.turn_down,
        done=_("Given back. The owner looks for another unit."),
        form=TurnDownForm,
        explanation=_(
            "The order goes back to its owner and leaves your list. Given back twice, it goes to "
            "the street."
        ),
        icon="arrow-left",
    ),
)
ASSISTING = by_verb(
    Action(
        Verb.ACCEPT_ASSIST,
        commands.accept_assist,
        done=_("Accepted. The lead unit sees that you help."),
        form=AcceptAssistForm,
        icon="check",
    ),
    Action(
        Verb.FINISH_ASSIST,
        commands.finish_assist,
        done=_("Reported. The lead unit goes on."),
        form=FinishAssistForm,
        explanation=_("The lead unit and the owner read this."),
        icon="check",
    ),
    Action(
        Verb.GIVE_BACK_ASSIST,
        commands.give_back_assist,
        done=_("Given back. The lead unit asks elsewhere."),
        form=GiveBackAssistForm,
        explanation=_("The lead unit and the owner read this."),
        icon="arrow-left",
    ),
)
