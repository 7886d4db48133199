"""The ledger's entries, to read: newest first, found by subject, verb or number."""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail_modeladmin.helpers import PermissionHelper
from wagtail_modeladmin.options import ModelAdmin
from wagtail_modeladmin.views import IndexView

from portal.ledger.models import Entry
from portal.ledger.views import READERS
from portal.people.access import roles_of
from portal.people.models import User


class ReadOnly(PermissionHelper):
    """Auditors and administrators read; nobody writes."""

    def user_can_list(self, user: User) -> bool:
        """By post."""
        return not roles_of(user).isdisjoint(READERS)

    def user_can_create(self, user: User) -> bool:
        """Never here."""
        return False

    def user_can_edit_obj(self, user: User, obj: Entry) -> bool:
        """Never: the ledger is appended to."""
        return False

    def user_can_delete_obj(self, user: User, obj: Entry) -> bool:
        """Never."""
        return False


class EntryList(IndexView):
    """Takes its search from the address and nothing else."""

    FORMATS = ()

    def get_queryset(self, request: HttpRequest | None = None) -> QuerySet[Entry]:
        """Newest first."""
        return self.get_search_results(request, Entry.objects.order_by("-seq"), self.query)

    def get_search_results(
        self, request: HttpRequest | None, queryset: QuerySet[Entry], search_term: str
    ) -> QuerySet[Entry]:
        """By number, or by the beginning of a verb or subject."""
        words = search_term.replace("\0", "").strip()
        if words.isascii() and words.isdecimal() and len(words) < 18:
            return queryset.filter(seq=int(words))
        return queryset.filter(Q(verb__startswith=words) | Q(subject__startswith=words))


class EntryAdmin(ModelAdmin):
    """The ledger as a list."""

    model = Entry
    base_url_path = "ledger"
    menu_label = _("Ledger")
    menu_icon = "history"
    menu_order = 120
    list_display = ("seq", "when", "verb", "subject", "actor", "details_text")
    list_per_page = 50
    search_fields = ("verb", "subject")
    history_view_enabled = False
    index_view_class = EntryList
    index_view_extra_css = ["staff/admin.css"]
    permission_helper_class = ReadOnly

    def when(self, entry: Entry) -> Any:
        """Date and time, in Beijing."""
        return entry.at

    when.short_description = _("When")  # type: ignore[attr-defined]

    def get_admin_urls_for_registration(self) -> tuple[Any, ...]:
        """The list alone has an address."""
        index = self.url_helper.get_action_url_name("index")
        return tuple(u for u in super().get_admin_urls_for_registration() if u.name == index)
