"""Registers the staff side of orders in Wagtail's admin."""

from typing import Any

from django.urls import URLPattern, URLResolver, include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail_modeladmin.options import modeladmin_register

from portal.ledger import naming
from portal.orders.admin import OrderAdmin
from portal.orders.clocks.parked import WATCHERS
from portal.orders.outcomes import by_matter
from portal.orders.queries import STAFF_ROLES, numbers_of
from portal.orders.staff import urls
from portal.orders.staff.entry import CLERKS
from portal.orders.staff.panel import BalancePanel, OrdersPanel
from portal.orders.staff.views import BOOKKEEPERS, RECONCILERS
from portal.orders.story import TITLES
from portal.people.access import roles_of
from portal.people.doors import RoleMenuItem, StaffRequest
from portal.services import figures

modeladmin_register(OrderAdmin)
# What the auditor's list of the ledger calls our codes.
naming.VERBS.update(TITLES)
naming.VERBS["orders.contacts_taken"] = _("Contact data taken out in a sheet")
naming.NAMES["order"] = numbers_of
# What the service menu says of each matter.
figures.COUNTERS.append(by_matter)


@hooks.register("register_admin_urls")
def order_urls() -> list[URLPattern | URLResolver]:
    """The pages beside OrderAdmin's."""
    return [path("", include(urls))]


@hooks.register("register_admin_menu_item")
def entry_item() -> MenuItem:
    """Writing an order down for a resident."""
    return RoleMenuItem(
        _("Order for a resident"), reverse_lazy("order_staff:enter"), roles=CLERKS,
        icon_name="edit", name="enter-order", order=101,
    )  # fmt: skip


@hooks.register("register_admin_menu_item")
def agenda_item() -> MenuItem:
    """What is stuck, for the meeting that unsticks it."""
    return RoleMenuItem(
        _("Agenda of the dispatch meeting"), reverse_lazy("order_staff:agenda"), roles=CLERKS,
        icon_name="list-ul", name="agenda", order=102,
    )  # fmt: skip


@hooks.register("register_admin_menu_item")
def reconciliation_item() -> MenuItem:
    """The balance, for who answers for it."""
    return RoleMenuItem(
        _("Reconciliation"), reverse_lazy("order_staff:reconciliation"), roles=RECONCILERS,
        icon_name="form", name="reconciliation", order=110,
    )  # fmt: skip


@hooks.register("register_admin_menu_item")
def clocks_item() -> MenuItem:
    """The clocks that failed, for who may let them try again."""
    return RoleMenuItem(
        _("Clocks that failed"), reverse_lazy("order_staff:clocks"), roles=WATCHERS,
        icon_name="time", name="clocks", order=131,
    )  # fmt: skip


@hooks.register("construct_homepage_panels")
def orders_panel(request: StaffRequest, panels: list[Any]) -> None:
    """What waits for this person stands first on the admin's home; editors have no order in hand."""
    if not roles_of(request.user).isdisjoint(STAFF_ROLES):
        panels.insert(0, OrdersPanel(request.user))


@hooks.register("construct_homepage_panels")
def balance_panel(request: StaffRequest, panels: list[Any]) -> None:
    """Who watches over the books sees at once whether they agree."""
    if not roles_of(request.user).isdisjoint(BOOKKEEPERS):
        panels.insert(0, BalancePanel())
