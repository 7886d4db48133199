"""What the codes of the ledger are called. Other rooms bring their words; the ledger knows no room."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping

from django.utils.functional import Promise

from portal.people.models import User

Names = Callable[[Collection[str]], Mapping[str, str]]
# Words for verbs, and for each kind of reference ("order:…") what names many of them at once.
VERBS: dict[str, str | Promise] = {}


def staff(keys: Collection[str]) -> dict[str, str]:
    """Colleagues by the name shown to colleagues."""
    well_formed = [int(key) for key in keys if key.isdecimal() and len(key) < 10]
    people = User.objects.filter(pk__in=well_formed)
    return {str(person.pk): str(person) for person in people}


NAMES: dict[str, Names] = {"staff": staff}


def names_of(codes: Iterable[str]) -> dict[str, str]:
    """The names of those references that have one; one query for each kind."""
    by_kind: dict[str, set[str]] = defaultdict(set)
    for code in codes:
        kind, _colon, key = code.partition(":")
        by_kind[kind].add(key)
    return {
        f"{kind}:{key}": name
        for kind, keys in by_kind.items()
        if kind in NAMES
        for key, name in NAMES[kind](keys).items()
    }
