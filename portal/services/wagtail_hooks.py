"""The menu's place in the admin: matters with drafts, their categories and team kinds."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.admin.ui.tables import LiveStatusTagColumn
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from portal.ledger import naming
from portal.services.models import Category, Matter, TeamKind

naming.VERBS.update({
    "matter.published": _("Matter put on the menu"),
    "matter.scheduled": _("Release of a matter scheduled"),
    "matter.unpublished": _("Matter taken off the menu"),
    "matter.deleted": _("Matter deleted"),
    "category.changed": _("Category renamed"),
})  # fmt: skip


class MatterViewSet(SnippetViewSet):
    """Matters; publishing one puts it on the menu."""

    model = Matter
    icon = "list-ul"
    list_display = ["title", "category", "team_kind", "promise", LiveStatusTagColumn()]
    list_filter = ["category", "team_kind", "live"]
    search_fields = ["title", "summary"]
    ordering = ["category__order", "order", "pk"]


class CategoryViewSet(SnippetViewSet):
    """The first level of the menu."""

    model = Category
    icon = "folder-open-inverse"
    list_display = ["name", "code", "order"]
    panels = [FieldPanel("name"), FieldPanel("code"), FieldPanel("order")]


class TeamKindViewSet(SnippetViewSet):
    """Kinds of teams that carry matters out."""

    model = TeamKind
    icon = "group"
    list_display = ["name", "code"]
    panels = [FieldPanel("name"), FieldPanel("code")]


class MenuGroup(SnippetViewSetGroup):
    """One entry in the admin's sidebar."""

    items = (MatterViewSet, CategoryViewSet, TeamKindViewSet)
    menu_label = _("Service menu")
    menu_icon = "list-ul"
    menu_order = 250


register_snippet(MenuGroup)
