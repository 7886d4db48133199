"""Registers the working calendars and the time classes in Wagtail's admin."""

from typing import Any

from django.urls import URLPattern, URLResolver, include, path, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import ObjectList
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from portal.ledger import naming
from portal.people.access import roles_of
from portal.people.doors import RoleMenuItem, StaffRequest
from portal.people.models import User
from portal.worktime import urls
from portal.worktime.forms import TimeClassForm
from portal.worktime.models import TimeClass
from portal.worktime.panel import MissingYearPanel
from portal.worktime.views import KEEPERS

naming.VERBS["calendar.loaded"] = _("Working calendar loaded")


class KeptPolicy(ModelPermissionPolicy):
    """By the group's permissions; but nothing is deleted: matters and deadlines name a class for years."""

    def user_has_permission(self, user: User, action: str) -> bool:
        """Whether the person may do this to some class."""
        return action != "delete" and super().user_has_permission(user, action)

    def user_has_permission_for_instance(
        self, user: User, action: str, instance: TimeClass
    ) -> bool:
        """Whether the person may do this to this class."""
        return self.user_has_permission(user, action)


class TimeClassViewSet(SnippetViewSet):
    """How fast each kind of matter goes; administrators only."""

    model = TimeClass
    permission_policy = KeptPolicy(TimeClass)
    icon = "time"
    list_display = ["name", "code", "note"]
    ordering = ["order", "pk"]
    edit_handler = ObjectList(TimeClass.panels, base_form_class=TimeClassForm)
    add_to_settings_menu = True
    menu_order = 910


register_snippet(TimeClassViewSet)


@hooks.register("register_admin_urls")
def calendar_urls() -> list[URLPattern | URLResolver]:
    """The years, and loading one."""
    return [path("", include(urls))]


@hooks.register("register_settings_menu_item")
def calendars_item() -> MenuItem:
    """Where next year's notice is loaded."""
    return RoleMenuItem(
        _("Working calendars"), reverse_lazy("worktime:years"), roles=KEEPERS,
        icon_name="calendar", name="calendars", order=900,
    )  # fmt: skip


@hooks.register("construct_homepage_panels")
def missing_year_panel(request: StaffRequest, panels: list[Any]) -> None:
    """From November on, a year without its notice is seen without looking for it."""
    if not roles_of(request.user).isdisjoint(KEEPERS):
        panels.append(MissingYearPanel(timezone.localdate()))
