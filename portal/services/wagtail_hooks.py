"""The menu's place in the admin: matters with drafts, their categories and team kinds."""

from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from portal.ledger import naming
from portal.services.admin import CategoryViewSet, MatterViewSet, TeamKindViewSet

naming.VERBS.update({
    "matter.published": _("Matter put on the menu"),
    "matter.scheduled": _("Release of a matter scheduled"),
    "matter.unpublished": _("Matter taken off the menu"),
    "matter.offered": _("Matter came onto the menu on its day"),
    "matter.lapsed": _("Matter left the menu: its admission has expired"),
    "matter.deleted": _("Matter deleted"),
    "category.changed": _("Category renamed"),
})  # fmt: skip


class MenuGroup(SnippetViewSetGroup):
    """One entry in the admin's sidebar."""

    items = (MatterViewSet, CategoryViewSet, TeamKindViewSet)
    menu_label = _("Service menu")
    menu_icon = "list-ul"
    menu_order = 250


register_snippet(MenuGroup)
