"""Registers the ways of working in Wagtail's admin."""

from django.urls import URLPattern, URLResolver, include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from portal.ledger import naming
from portal.people.doors import RoleMenuItem
from portal.profiles import urls
from portal.profiles.queries import KEEPERS

naming.VERBS["profile.published"] = _("Way of working published")


@hooks.register("register_admin_urls")
def profile_urls() -> list[URLPattern | URLResolver]:
    """Whose there are, one, and setting one up."""
    return [path("", include(urls))]


@hooks.register("register_admin_menu_item")
def profiles_item() -> MenuItem:
    """For who sets one."""
    return RoleMenuItem(
        _("Ways of working"), reverse_lazy("profiles:areas"), roles=KEEPERS,
        icon_name="list-ol", name="profiles", order=130,
    )  # fmt: skip
