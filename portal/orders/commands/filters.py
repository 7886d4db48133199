"""Filters that one person keeps. Their own convenience: no entry in the ledger."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from portal.errors import Refused
from portal.orders.models import SavedFilter
from portal.people.models import User

MOST_FILTERS = 12
NAME_MOST = 20


@transaction.atomic
def keep_filter(name: str, params: Mapping[str, str], *, by: User) -> SavedFilter:
    """Keep a choice of the list under a name; the same name again is that filter, changed.

    Raises Refused without a name, with one too long, and beyond twelve.
    """
    name = name.replace("\0", "").strip()
    if not name:
        raise Refused(_("Please give the filter a name."))
    if len(name) > NAME_MOST:
        raise Refused(_("A name of at most 20 characters is enough."))
    User.objects.select_for_update(no_key=True).get(pk=by.pk)  # who presses twice is counted once
    mine = SavedFilter.objects.filter(person=by)
    if not mine.filter(name=name).exists() and mine.count() >= MOST_FILTERS:
        raise Refused(_("You keep 12 filters already. Please remove one first."))
    kept, _new = SavedFilter.objects.update_or_create(
        person=by, name=name, defaults={"params": dict(params)}
    )
    return kept


def drop_filter(pk: int, *, by: User) -> None:
    """Remove one's own filter; another's, or one that is gone, is no mistake."""
    SavedFilter.objects.filter(pk=pk, person=by).delete()
