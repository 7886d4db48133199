"""Registers the ledger's staff pages in Wagtail's admin."""

from typing import Any

from django.urls import URLPattern, URLResolver, include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail_modeladmin.options import modeladmin_register

from portal.ledger import urls
from portal.ledger.admin import EntryAdmin
from portal.ledger.panel import ParkedPanel
from portal.ledger.views import READERS
from portal.people.access import roles_of
from portal.people.doors import RoleMenuItem, StaffRequest

modeladmin_register(EntryAdmin)


@hooks.register("register_admin_urls")
def ledger_urls() -> list[URLPattern | URLResolver]:
    """Followers and parked entries."""
    return [path("", include(urls))]


@hooks.register("register_admin_menu_item")
def followers_item() -> MenuItem:
    """How far the followers are."""
    return RoleMenuItem(
        _("Followers"), reverse_lazy("ledger_staff:followers"), roles=READERS,
        icon_name="tasks", name="followers", order=130,
    )  # fmt: skip


@hooks.register("construct_homepage_panels")
def parked_panel(request: StaffRequest, panels: list[Any]) -> None:
    """What nobody delivered is seen without looking for it."""
    if not roles_of(request.user).isdisjoint(READERS):
        panels.append(ParkedPanel())
