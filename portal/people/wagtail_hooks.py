"""Registers accounts in Wagtail's admin, and takes out its links to foreign sites."""

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from portal.ledger import naming
from portal.people import urls

naming.VERBS.update({
    "account.deleted": _("A resident's account was deleted"),
    "account.opened": _("Account opened"),
    "account.password_renewed": _("Password renewed"),
})  # fmt: skip


@hooks.register("register_admin_urls")
def account_urls() -> list[URLPattern | URLResolver]:
    """Opening an account."""
    return [path("", include(urls))]


@hooks.register("construct_help_menu")
def drop_foreign_links(request: HttpRequest, items: list[MenuItem]) -> None:
    """Release notes and editor guide stand on Wagtail's site; nothing here leads off the house."""
    items[:] = [item for item in items if item.attrs.get("target") != "_blank"]
