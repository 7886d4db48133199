"""The verbs that clerks and coordinators have in the admin, each as a page."""

from django.utils.translation import gettext_lazy as _

from portal.orders import commands
from portal.orders.acting import Action, by_verb
from portal.orders.staff.forms import (
    AskAssistForm,
    DeclineForm,
    DispatchForm,
    RerouteForm,
    ReturnForm,
)
from portal.orders.staff.merge_forms import MergeForm, UnmergeForm
from portal.orders.staff.owner_forms import (
    CallBackForm,
    CancelAssistForm,
    EscalateForm,
    ExtendForm,
    SuspendForm,
)
from portal.orders.states import Verb

# The owner and the lead's handler have these two alike: in the admin and at the desk.
ASK_ASSIST = Action(
    Verb.ASK_ASSIST,
    commands.ask_assist,
    done=_("The unit has been asked to help."),
    form=AskAssistForm,
    explanation=_("The order cannot be answered until the other unit has done its part."),
    icon="group",
)
CANCEL_ASSIST = Action(
    Verb.CANCEL_ASSIST,
    commands.cancel_assist,
    done=_("The help is called off."),
    form=CancelAssistForm,
    explanation=_("The order can be answered without it."),
    icon="cross",
)
ACTIONS = by_verb(
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
        Verb.RECORD_CALL_BACK,
        commands.record_call_back,
        done=_("The call is recorded."),
        form=CallBackForm,
        explanation=_(
            "Ring up and ask. Not reached: try once more at another time of day. Whoever was "
            "not reached has not rated."
        ),
        icon="comment",
    ),
    Action(
        Verb.MERGE,
        commands.merge,
        done=_("Merged. The reporter keeps the number and rates the shared answer."),
        form=MergeForm,
        explanation=_("For several reports of one and the same matter. It can be undone."),
        icon="link",
    ),
    ASK_ASSIST,
    Action(
        Verb.REROUTE,
        commands.reroute,
        done=_("Handed to the other unit. Its handlers see it now."),
        form=RerouteForm,
        explanation=_("The unit that has it now gives it up."),
        icon="redirect",
    ),
    Action(
        Verb.ESCALATE,
        commands.escalate,
        done=_("Raised. The level above owns it now."),
        form=EscalateForm,
        explanation=_("The level above takes it over and keeps it. There is no way down."),
        icon="arrow-up",
    ),
    Action(
        Verb.EXTEND,
        commands.extend,
        done=_("More time is given. The resident reads why."),
        form=ExtendForm,
        explanation=_("Once for an order, before its time is up."),
        icon="calendar",
    ),
    Action(
        Verb.SUSPEND,
        commands.suspend,
        done=_("Suspended. It comes back on the review date."),
        form=SuspendForm,
        explanation=_("Only while nothing can be done. Whoever has it keeps it."),
        icon="time",
    ),
    Action(
        Verb.RESUME,
        commands.resume,
        done=_("Taken up again where it stood."),
        explanation=_("It goes on where it stood, with whoever had it."),
        icon="rotate",
    ),
    CANCEL_ASSIST,
    Action(
        Verb.UNMERGE,
        commands.unmerge,
        done=_("It stands alone again and waits for its owner."),
        form=UnmergeForm,
        explanation=_("It is handled on its own again, never on a lower level than before."),
        icon="undo",
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
# Those on the main road stand in every row of the list.
IN_ROW = (Verb.ADMIT, Verb.DISPATCH, Verb.CLOSE)
