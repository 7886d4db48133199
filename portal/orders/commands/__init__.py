"""The verbs of an order, one file each. Nothing else writes an order's rows."""

from portal.orders.commands.accept import accept
from portal.orders.commands.accept_assist import accept_assist
from portal.orders.commands.admit import admit
from portal.orders.commands.answer import answer
from portal.orders.commands.ask_assist import ask_assist
from portal.orders.commands.bulk import Outcome, dispatch_many, merge_many
from portal.orders.commands.cancel_assist import cancel_assist
from portal.orders.commands.capture import Settled, capture
from portal.orders.commands.change_consent import change_consent
from portal.orders.commands.close import close
from portal.orders.commands.decline import decline
from portal.orders.commands.dispatch import dispatch
from portal.orders.commands.escalate import escalate
from portal.orders.commands.extend import extend
from portal.orders.commands.filters import drop_filter, keep_filter
from portal.orders.commands.finish_assist import finish_assist
from portal.orders.commands.give_back_assist import give_back_assist
from portal.orders.commands.hand_over import hand_over
from portal.orders.commands.merge import merge
from portal.orders.commands.open_contact import open_contact, take_out_contacts
from portal.orders.commands.place import Intake, place
from portal.orders.commands.rate import rate
from portal.orders.commands.record_call_back import record_call_back
from portal.orders.commands.record_contact import record_contact
from portal.orders.commands.reroute import reroute
from portal.orders.commands.resume import resume
from portal.orders.commands.return_for_info import return_for_info
from portal.orders.commands.supplement import supplement
from portal.orders.commands.suspend import suspend
from portal.orders.commands.turn_down import turn_down
from portal.orders.commands.unmerge import unmerge
from portal.orders.commands.withdraw import withdraw

__all__ = [
    "Intake",
    "Outcome",
    "Settled",
    "accept",
    "accept_assist",
    "admit",
    "answer",
    "ask_assist",
    "cancel_assist",
    "capture",
    "change_consent",
    "close",
    "decline",
    "dispatch",
    "dispatch_many",
    "drop_filter",
    "escalate",
    "extend",
    "finish_assist",
    "give_back_assist",
    "hand_over",
    "keep_filter",
    "merge",
    "merge_many",
    "open_contact",
    "place",
    "rate",
    "record_call_back",
    "record_contact",
    "reroute",
    "resume",
    "return_for_info",
    "supplement",
    "suspend",
    "take_out_contacts",
    "turn_down",
    "unmerge",
    "withdraw",
]
