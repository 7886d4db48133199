"""The ledger's entries, to read: newest first, found by number, verb or subject."""

from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.ledger.models import Entry
from portal.ledger.naming import VERBS, names_of
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

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The lines with the names of what and whom they speak of."""
        context = super().get_context_data(**kwargs)
        entries = context["object_list"]
        names = names_of(code for entry in entries for code in (entry.subject, entry.actor))
        for entry in entries:
            entry.names = names
        return context


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
        """The verb, in words where it has some."""
        return _with(VERBS.get(entry.verb), entry.verb)

    @admin.display(description=_("On what"))
    def whose(self, entry: Entry) -> str:
        """The subject, with the number of an order."""
        return _with(_name(entry, entry.subject), entry.subject)

    @admin.display(description=_("By whom"))
    def who(self, entry: Entry) -> str:
        """The reference, and the name of a colleague; of a resident the ledger knows none."""
        return _with(_name(entry, entry.actor), entry.actor)

    @admin.display(description=_("Codes"))
    def codes(self, entry: Entry) -> str:
        """The details without JSON's signs."""
        details: dict[str, Any] = entry.details
        return ", ".join(f"{key}={value}" for key, value in details.items())


def _name(entry: Entry, code: str) -> str:
    names: dict[str, str] = entry.names  # type: ignore[attr-defined]
    return names.get(code, "")


def _with(words: str | Promise | None, code: str) -> str:
    return f"{words} · {code}" if words else code
