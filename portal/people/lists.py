"""Lists that are read in the admin and never written there: by role, with a search and no more.

modeladmin's own list takes any column from the address; this one takes none.
"""

from typing import Any

from django.db.models import Model
from django.http import HttpRequest
from django.urls import URLPattern
from wagtail_modeladmin.helpers import PermissionHelper
from wagtail_modeladmin.options import ModelAdmin
from wagtail_modeladmin.views import IndexView

from portal.people.access import roles_of
from portal.people.crumbs import header
from portal.people.models import User
from portal.people.roles import Role


class Reads(PermissionHelper):
    """Who holds one of the roles may read; nobody adds, edits or deletes here."""

    roles: frozenset[Role] = frozenset()

    def user_can_list(self, user: User) -> bool:
        """By post, never by Django's model permissions."""
        return not roles_of(user).isdisjoint(self.roles)

    def user_can_create(self, user: User) -> bool:
        """Never here."""
        return False

    def user_can_edit_obj(self, user: User, obj: Model) -> bool:
        """Never here."""
        return False

    def user_can_delete_obj(self, user: User, obj: Model) -> bool:
        """Never here."""
        return False


class AdministratorsRead(Reads):
    """Administrators."""

    roles = frozenset({Role.ADMINISTRATOR})


class PlainList(IndexView):
    """A list without export, whose address may say search, order and page only."""

    FORMATS = ()

    def get_filters(self, request: HttpRequest) -> tuple[list[Any], bool, dict[str, Any], bool]:
        """None, and no look-up from the address either."""
        return [], False, {}, False

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> Any:
        """As modeladmin does; a database takes no NUL."""
        return super().get_search_results(request, queryset, search_term.replace("\0", ""))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """With the header of the other staff pages."""
        admin = self.model_admin
        words = header(admin.get_menu_label(), icon=admin.get_menu_icon())
        return super().get_context_data(**words, actions=admin.actions(self.request), **kwargs)


class ReadOnlyAdmin(ModelAdmin):
    """Base of such a list; `reads` is the permission helper that names the roles."""

    list_per_page = 50
    history_view_enabled = False
    index_view_class = PlainList
    index_template_name = "staff/list.html"

    def register_indexing(self) -> None:
        """Not in Wagtail's index of references: it would add queries to every write."""

    def actions(self, request: HttpRequest) -> list[tuple[str, str]]:
        """Buttons above the list: label and address."""
        return []

    def get_admin_urls_for_registration(self) -> tuple[URLPattern, ...]:
        """The list alone has an address."""
        index = self.url_helper.get_action_url_name("index")
        return tuple(url for url in super().get_admin_urls_for_registration() if url.name == index)
