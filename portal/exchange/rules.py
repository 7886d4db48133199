"""Who may import, who says how a source is read, and whose a file is. Reads, never writes."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext_lazy as _

from portal.errors import Refused
from portal.exchange.fields import NEEDED
from portal.exchange.models import Batch, Source
from portal.people.access import reach, roles_of
from portal.people.models import User
from portal.people.roles import Role
from portal.places.models import Area

IMPORTERS = frozenset({Role.CLERK, Role.COORDINATOR})
# How a source is read is the same for everybody: it is said by who answers for a street or more.
KEEPERS = frozenset({Role.COORDINATOR, Role.ADMINISTRATOR})


def check_importer(by: User) -> None:
    """Those who enter orders import them; for which communities is asked of each line. Raises Refused."""
    if roles_of(by).isdisjoint(IMPORTERS):
        raise Refused(_("Only clerks and coordinators import orders."))


def check_keeper(by: User) -> None:
    """Coordinators and administrators add sources and say how they are read. Raises Refused."""
    if roles_of(by).isdisjoint(KEEPERS):
        raise Refused(
            _("Only coordinators and administrators say how another system's words are read.")
        )


def check_places(source: Source, areas: Mapping[str, str], by: User) -> None:
    """A word for a community is matched, and taken back, by who keeps that community. Raises Refused."""
    meant = {code for code in areas.values() if code}
    mine = Area.objects.filter(reach(by, KEEPERS, area="path"), code__in=meant)
    taken_back = areas.keys() & source.areas.keys()
    if mine.count() != len(meant) or not taken_back <= own_words(source, by).keys():
        raise Refused(_("This community is not one of yours."))


def own_words(source: Source, by: User) -> dict[str, str]:
    """The words for communities that the person keeps, and for those that are gone: nobody keeps these."""
    others = Area.objects.exclude(reach(by, KEEPERS, area="path"))
    kept = set(others.filter(code__in=source.areas.values()).values_list("code", flat=True))
    return {word: code for word, code in source.areas.items() if code not in kept}


def check_columns(columns: Mapping[str, str]) -> None:
    """Every field that an order needs has its column. Raises Refused."""
    for field in NEEDED:
        if not columns.get(field.name):
            raise Refused(_("Please say which column is “%(field)s”.") % {"field": field.label})


def why_not_read(source: Source, headings: Iterable[str]) -> str:
    """The sentence why a file with these headings cannot be read, "" when it can."""
    have = set(headings)
    missing = [f for f in NEEDED if source.columns.get(f.name) not in have]
    if not missing:
        return ""
    if not source.columns:
        return str(_("Nobody has said yet how the files of this source are read."))
    wanted = source.columns.get(missing[0].name) or missing[0].label
    return str(_("The file has no column “%(column)s”.") % {"column": wanted})


def check_own(batch: Batch, by: User) -> None:
    """A file holds residents' words: only who handed it in goes on with it. Raises Refused."""
    check_importer(by)
    if batch.by_id != by.pk:
        raise Refused(_("Somebody else handed this file in."))
