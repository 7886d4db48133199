"""Registers the import in Wagtail's admin."""

from django.urls import URLPattern, URLResolver, include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from portal.exchange import urls
from portal.exchange.rules import IMPORTERS, KEEPERS
from portal.ledger import naming
from portal.people.doors import RoleMenuItem

naming.VERBS.update({
    "source.added": _("Another system to import from was added"),
    "source.matched": _("Columns of another system matched"),
    "import.started": _("Import of orders started"),
    "import.done": _("Import of orders finished"),
})  # fmt: skip


@hooks.register("register_admin_urls")
def exchange_urls() -> list[URLPattern | URLResolver]:
    """Imports and their results."""
    return [path("", include(urls))]


@hooks.register("register_admin_menu_item")
def import_item() -> MenuItem:
    """For those who enter orders."""
    return RoleMenuItem(
        _("Import"), reverse_lazy("exchange:hand_in"), roles=IMPORTERS,
        icon_name="download", name="import", order=115,
    )  # fmt: skip


@hooks.register("register_admin_menu_item")
def sources_item() -> MenuItem:
    """For those who say how another system is read."""
    return RoleMenuItem(
        _("Sources of imports"), reverse_lazy("exchange:sources"), roles=KEEPERS,
        icon_name="download", name="sources", order=116,
    )  # fmt: skip
