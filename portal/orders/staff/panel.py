"""What waits for this person, and whether the books agree, on the admin's home page."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from django.utils import timezone
from wagtail.admin.ui.components import Component

from portal.orders.reconciliation import balance
from portal.orders.staff.counting import overview
from portal.orders.staff.listing import Choice, areas_seen
from portal.orders.states import OPEN, State
from portal.orders.tones import TONES
from portal.people.models import User


class OrdersPanel(Component):
    """Open orders by state, each a link into the list."""

    name = "orders"
    template_name = "orders/admin/panel.html"
    order = 10

    class Media:
        css = {"all": ["staff/admin.css"]}

    def __init__(self, person: User) -> None:
        self.person = person

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """Counts of the open states."""
        areas = areas_seen(self.person)
        found = overview(self.person, Choice(), timezone.now(), areas).options["state"]
        return {
            "list_url": reverse("orders_modeladmin_index"),
            "waiting": [
                (o.value, State(o.value).label, TONES[o.value], o.told)
                for o in found
                if o.value in OPEN
            ],
        }


class BalancePanel(Component):
    """One sentence: received is the sum of the rest, or not."""

    name = "balance"
    template_name = "orders/admin/balance_panel.html"
    order = 30

    class Media:
        css = {"all": ["staff/admin.css"]}

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """The balance and its lines by name."""
        found = balance()
        return {"balance": found, **{line.name: line.rows for line in found.lines}}
