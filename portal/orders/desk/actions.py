"""The verbs a handler has on the phone, each as a page."""

from django.utils.translation import gettext_lazy as _

from portal.orders import commands
from portal.orders.acting import Action
from portal.orders.desk.forms import AnswerForm, ContactForm, TurnDownForm
from portal.orders.states import Verb

ACTIONS: dict[str, Action] = {
    action.verb.value: action
    for action in (
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
        Action(
            Verb.TURN_DOWN,
            commands.turn_down,
            done=_("Given back. The community looks for another unit."),
            form=TurnDownForm,
            explanation=_("The order goes back to the community and leaves your list."),
            icon="arrow-left",
        ),
    )
}
