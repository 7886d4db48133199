"""Wagtail's admin without its links to foreign sites."""

from django.http import HttpRequest
from wagtail import hooks
from wagtail.admin.menu import MenuItem


@hooks.register("construct_help_menu")
def drop_foreign_links(request: HttpRequest, items: list[MenuItem]) -> None:
    """Release notes and editor guide stand on Wagtail's site; nothing here leads off the house."""
    items[:] = [item for item in items if item.attrs.get("target") != "_blank"]
