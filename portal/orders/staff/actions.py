"""The verbs that clerks and coordinators have in the admin, each as a page."""

from django.utils.translation import gettext_lazy as _

from portal.orders import commands
from portal.orders.acting import Action
from portal.orders.staff.forms import DeclineForm, DispatchForm, ReturnForm
from portal.orders.states import Verb

ACTIONS: dict[str, Action] = {
    action.verb.value: action
    for action in (
        Action(
            Verb.ADMIT,
            commands.admit,
            done=_("Admitted. Next: hand it to a unit."),
            explanation=_("The community takes the matter on. The resident sees it at once."),
            icon="check",
        ),
        Action(
            Verb.DISPATCH,
            commands.dispatch,
            done=_("Handed to the unit. Its handlers see it now."),
            form=DispatchForm,
            explanation=_("Everybody who handles orders in the unit can accept it."),
            icon="mail",
        ),
        Action(
            Verb.CLOSE,
            commands.close,
            done=_("Closed."),
            explanation=_(
                "The answer stands. Without a rating the order stays unrated; it is never counted "
                "as satisfied."
            ),
            icon="success",
        ),
        Action(
            Verb.RETURN_FOR_INFO,
            commands.return_for_info,
            done=_("The resident has been asked."),
            form=ReturnForm,
            explanation=_("The order waits until the resident has added what is missing."),
            icon="help",
        ),
        Action(
            Verb.DECLINE,
            commands.decline,
            done=_("Declined. The resident reads why and where to go."),
            form=DeclineForm,
            explanation=_("Only for what this channel cannot take on. It cannot be undone."),
            icon="cross",
        ),
    )
}
# Those on the main road stand in every row of the list.
IN_ROW = (Verb.ADMIT, Verb.DISPATCH, Verb.CLOSE)
