"""The verbs of an order, one file each. Nothing else writes an order's rows."""

from portal.orders.commands.accept import accept
from portal.orders.commands.admit import admit
from portal.orders.commands.answer import answer
from portal.orders.commands.close import close
from portal.orders.commands.decline import decline
from portal.orders.commands.dispatch import dispatch
from portal.orders.commands.extend import extend
from portal.orders.commands.place import Intake, place
from portal.orders.commands.rate import rate
from portal.orders.commands.record_contact import record_contact
from portal.orders.commands.return_for_info import return_for_info
from portal.orders.commands.supplement import supplement
from portal.orders.commands.turn_down import turn_down
from portal.orders.commands.withdraw import withdraw

__all__ = [
    "Intake",
    "accept",
    "admit",
    "answer",
    "close",
    "decline",
    "dispatch",
    "extend",
    "place",
    "rate",
    "record_contact",
    "return_for_info",
    "supplement",
    "turn_down",
    "withdraw",
]
