"""The ledger's entries, to read: newest first, found by number, verb or subject."""

from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.ledger.models import Entry
from portal.ledger.views import READERS
from portal.people.lists import PlainList, ReadOnlyAdmin, Reads


class AuditorsRead(Reads):
    """Auditors and administrators."""

    roles = READERS


class EntryList(PlainList):
    """The search knows what a ledger is asked for."""

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Entry], search_term: str
    ) -> QuerySet[Entry]:
        """By number, or by the beginning of a verb or subject."""
        words = search_term.replace("\0", "").strip()
        if words.isascii() and words.isdecimal() and len(words) < 18:
            return queryset.filter(seq=int(words))
        return queryset.filter(Q(verb__startswith=words) | Q(subject__startswith=words))


class EntryAdmin(ReadOnlyAdmin):
    """The ledger as a list."""

    model = Entry
    base_url_path = "ledger"
    menu_label = _("Ledger")
    menu_icon = "history"
    menu_order = 120
    ordering = ("-seq",)
    list_display = ("no", "when", "what", "whose", "who", "codes")
    search_fields = ("verb", "subject")
    index_view_class = EntryList
    permission_helper_class = AuditorsRead

    @admin.display(description=_("No."))
    def no(self, entry: Entry) -> int:
        """Gapless, in commit order."""
        return entry.seq

    @admin.display(description=_("When"))
    def when(self, entry: Entry) -> str:
        """In Beijing."""
        return timezone.localtime(entry.at).strftime("%Y-%m-%d %H:%M:%S")

    @admin.display(description=_("What"))
    def what(self, entry: Entry) -> str:
        """The verb."""
        return entry.verb

    @admin.display(description=_("On what"))
    def whose(self, entry: Entry) -> str:
        """The subject."""
        return entry.subject

    @admin.display(description=_("By whom"))
    def who(self, entry: Entry) -> str:
        """A reference, never a name."""
        return entry.actor

    @admin.display(description=_("Codes"))
    def codes(self, entry: Entry) -> str:
        """The details without JSON's signs."""
        details: dict[str, Any] = entry.details
        return ", ".join(f"{key}={value}" for key, value in details.items())
