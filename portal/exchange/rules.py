"""Who may import, and whose a file is. Reads, never writes."""

from django.utils.translation import gettext_lazy as _

from portal.errors import Refused
from portal.exchange.models import Batch
from portal.people.access import roles_of
from portal.people.models import User
from portal.people.roles import Role

IMPORTERS = frozenset({Role.CLERK, Role.COORDINATOR})


def check_importer(by: User) -> None:
    """Those who enter orders import them; for which communities is asked of each line. Raises Refused."""
    if roles_of(by).isdisjoint(IMPORTERS):
        raise Refused(_("Only clerks and coordinators import orders."))


def check_own(batch: Batch, by: User) -> None:
    """A file holds residents' words: only who handed it in goes on with it. Raises Refused."""
    check_importer(by)
    if batch.by_id != by.pk:
        raise Refused(_("Somebody else handed this file in."))
