"""An order and what belongs to it: drafts, photos, remarks, answers, assists, calls, ratings.

What the resident wrote lives only here; what the public reads is a Case (portal.cases).
"""

from portal.orders.models.assisted import Agreement, ContactOpening, Handover, SavedFilter
from portal.orders.models.choices import (
    Agreed,
    AssistState,
    Channel,
    Consent,
    Heard,
    OpeningReason,
    Origin,
    Satisfied,
    Solved,
)
from portal.orders.models.deadline import Deadline
from portal.orders.models.handling import Answer, Assist, Remark
from portal.orders.models.intake import Draft, Photo, Serial
from portal.orders.models.order import Order
from portal.orders.models.rating import CallBack, Rating

__all__ = [
    "Agreed",
    "Agreement",
    "Answer",
    "Assist",
    "AssistState",
    "CallBack",
    "Channel",
    "Consent",
    "ContactOpening",
    "Deadline",
    "Draft",
    "Handover",
    "Heard",
    "OpeningReason",
    "Order",
    "Origin",
    "Photo",
    "Rating",
    "Remark",
    "Satisfied",
    "SavedFilter",
    "Serial",
    "Solved",
]
