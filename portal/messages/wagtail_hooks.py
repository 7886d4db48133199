"""Registers the pages about messages in Wagtail's admin."""

from django.urls import URLPattern, URLResolver, include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from portal.ledger import naming
from portal.messages import staff_urls
from portal.messages.views import EDITORS, READERS
from portal.people.doors import RoleMenuItem

naming.VERBS["template.changed"] = _("Message template changed")


@hooks.register("register_admin_urls")
def message_urls() -> list[URLPattern | URLResolver]:
    """What was sent, and the templates."""
    return [path("", include(staff_urls))]


@hooks.register("register_admin_menu_item")
def messages_item() -> MenuItem:
    """What was sent, and what was given up."""
    return RoleMenuItem(
        _("Messages"), reverse_lazy("order_messages_staff:sent"), roles=READERS,
        icon_name="mail", name="messages", order=115,
    )  # fmt: skip


@hooks.register("register_settings_menu_item")
def templates_item() -> MenuItem:
    """The words of each message."""
    return RoleMenuItem(
        _("Message templates"), reverse_lazy("order_messages_staff:templates"), roles=EDITORS,
        icon_name="edit", name="message-templates", order=920,
    )  # fmt: skip
