"""Which entry of the ledger is told to whom, and in what words unless staff chose others.

Data only: one line more is one message more. `key` and `value` pick entries by a detail.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.messages.words import Audience
from portal.orders.clocks.kinds import Colour
from portal.orders.story import TITLES

Words = str | Promise


@dataclass(frozen=True)
class Event:
    """One kind of entry for one audience; `unit` names the detail that holds the unit concerned."""

    verb: str
    audience: Audience
    text: Words
    urgent: bool = False
    key: str = ""
    value: str = ""
    unit: str = ""

    @property
    def code(self) -> str:
        """Its name in the database: the verb, and the detail that picks it."""
        return f"{self.verb}.{self.value}" if self.value else self.verb

    def fits(self, verb: str, details: Mapping[str, object]) -> bool:
        """Whether this entry is one of these."""
        return verb == self.verb and (not self.key or str(details.get(self.key)) == self.value)


RESIDENT, HANDLER = Audience.RESIDENT, Audience.HANDLER
CLERK, COORDINATOR = Audience.CLERK, Audience.COORDINATOR
EVENTS: tuple[Event, ...] = (
    # The resident.
    Event("order.placed", RESIDENT,
          _("Your order {number} ({matter}) has reached {owner}. Keep your query code. Progress: {link}")),
    Event("order.admitted", RESIDENT,
          _("{owner} has taken on your order {number} ({matter}). Progress: {link}")),
    Event("order.dispatched", RESIDENT,
          _("Your order {number} was handed to {unit}. Progress: {link}")),
    Event("order.accepted", RESIDENT,
          _("{unit} has accepted your order {number} and will contact you. Progress: {link}")),
    Event("order.answered", RESIDENT,
          _("Your order {number} ({matter}) is answered. Is it solved? Read and rate: {link}")),
    Event("order.closed", RESIDENT,
          _("Your order {number} ({matter}) is closed. You may still rate it: {link}")),
    Event("order.returned", RESIDENT, urgent=True, text=
          _("{owner} needs some details to go on with your order {number}. Add them here: {link}")),
    Event("order.declined", RESIDENT,
          _("Your order {number} could not be taken on. The reason and the right place are here: {link}")),
    Event("order.redo_opened", RESIDENT,
          _("Your order {number} ({matter}) is handled again by {unit}. Progress: {link}")),
    Event("order.escalated", RESIDENT,
          _("Your order {number} was raised; {owner} now sees to it. Progress: {link}")),
    Event("order.rerouted", RESIDENT,
          _("Your order {number} is now with {unit}. Progress: {link}")),
    Event("order.suspended", RESIDENT,
          _("Your order {number} is suspended and looked at again on {review}. The reason: {link}")),
    Event("order.resumed", RESIDENT,
          _("Your order {number} is taken up again. Progress: {link}")),
    Event("order.merged", RESIDENT,
          _("Your order {number} is handled together with others like it. Your number stays good: {link}")),
    Event("order.unmerged", RESIDENT,
          _("Your order {number} is handled by itself again. Progress: {link}")),
    Event("order.extended", RESIDENT,
          _("Your order {number} needs more time, now until {due}. The reason: {link}")),
    # The next actor.
    Event("order.placed", CLERK,
          _("New order {number} ({matter}) in {community}. Admit or decline it: {link}")),
    Event("order.supplemented", CLERK,
          _("The resident added details to order {number} ({matter}): {link}")),
    Event("order.turned_down", CLERK,
          _("{unit} gave order {number} ({matter}) back. Dispatch it anew: {link}")),
    Event("order.answered", CLERK,
          _("Order {number} ({matter}) is answered by {unit}: {link}")),
    Event("order.unmerged", CLERK,
          _("Order {number} ({matter}) stands by itself again. Dispatch it: {link}")),
    Event("order.warned", CLERK, key="colour", value="yellow", text=
          _("Yellow: order {number} ({matter}) at {unit} shows no progress; due {due}: {link}")),
    Event("order.warned", CLERK, key="colour", value="red", urgent=True, text=
          _("Red: order {number} ({matter}) at {unit} is overdue since {due}: {link}")),
    Event("order.dispatched", HANDLER, unit="unit", text=
          _("Order {number} ({matter}) waits for {unit} to accept it: {link}")),
    Event("order.rerouted", HANDLER, unit="unit", text=
          _("Order {number} ({matter}) was re-routed to {unit}. Accept it: {link}")),
    Event("order.redo_opened", HANDLER, unit="unit", text=
          _("The resident was not satisfied: order {number} ({matter}) is to be handled again: {link}")),
    Event("order.assist_asked", HANDLER, unit="unit", text=
          _("Your unit is asked to help with order {number} ({matter}): {link}")),
    Event("order.assist_cancelled", HANDLER, unit="unit", text=
          _("Your unit's help with order {number} ({matter}) was called off.")),
    Event("order.assist_done", HANDLER,
          _("{unit} has done its part of order {number} ({matter}): {link}")),
    Event("order.assist_given_back", HANDLER,
          _("{unit} cannot help with order {number} ({matter}): {link}")),
    Event("order.ring_wished", HANDLER,
          _("The resident of order {number} ({matter}) would like to be rung up: {link}")),
    Event("order.suspended", HANDLER,
          _("Order {number} ({matter}) is suspended until {review}: {link}")),
    Event("order.resumed", HANDLER,
          _("Order {number} ({matter}) is taken up again: {link}")),
    Event("order.withdrawn", HANDLER,
          _("The resident withdrew order {number} ({matter}). Nothing more is to be done.")),
    Event("order.warned", HANDLER, key="colour", value="blue", unit="unit", text=
          _("Blue: order {number} ({matter}) is due {due}: {link}")),
    Event("order.warned", HANDLER, key="colour", value="yellow", unit="unit", text=
          _("Yellow: half the time for order {number} ({matter}) is gone; due {due}: {link}")),
    Event("order.warned", HANDLER, key="colour", value="red", urgent=True, unit="unit", text=
          _("Red: order {number} ({matter}) is overdue since {due}: {link}")),
    Event("order.escalated", COORDINATOR, urgent=True, text=
          _("Order {number} ({matter}) in {community} was raised to {owner}: {link}")),
    Event("order.warned", COORDINATOR, key="colour", value="red", text=
          _("Red: order {number} ({matter}) in {community} is overdue since {due}: {link}")),
)  # fmt: skip
VERBS = tuple(dict.fromkeys(event.verb for event in EVENTS))
# About the reporter's own order; everything else of a lead concerns all whose orders it carries.
OF_ONE = frozenset({"order.placed", "order.merged", "order.unmerged", "order.declined"})


def title_of(code: str) -> str:
    """What an event is called: as in the story, and the colour of a warning."""
    verb, _dot, value = code.rpartition(".")
    if value in Colour.values and verb in TITLES:
        return f"{TITLES[verb]} · {Colour(value).label}"
    return str(TITLES.get(code, code))
