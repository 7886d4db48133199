"""When a case may become public, and through whom. Reads plain values, writes nothing."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.errors import Refused
from portal.orders.models import Consent, Order
from portal.orders.rules import STAFF_ROLES
from portal.orders.states import LEADING, State
from portal.people.access import holds
from portal.people.models import User
from portal.people.roles import Role
from portal.privacy.guard import check_public_text

EDITORS = (Role.EDITOR, Role.REVIEWER)
REVIEWERS = (Role.REVIEWER,)
# Once the community has taken it on; before that it may still be declined.
ASKABLE = LEADING - {State.PLACED}
# So many characters in a row that stand in a resident's text are no words of one's own.
COPIED = 20


def check_showable(case: Any) -> None:
    """The resident agreed, all is written, no personal data. Raises Refused.

    Of a closed order the outcome is told; of one under way the matter alone, and only if staff asked.
    """
    if case.disclosure == "not":
        raise Refused(_("The resident does not want the outcome shown, so it stays unpublished."))
    texts = (case.title, case.matter_text, case.measures, case.result)
    if case.is_closed:
        if not all(text.strip() for text in texts):
            raise Refused(
                _("Please write the title, the matter, what was done and the result first.")
            )
    else:
        _check_under_way(case)
    _check_private(*texts, *(picture.caption for picture in case.pictures.all()))


def check_release(case: Any, *, written_by: int | None, by: User | None) -> None:
    """A reviewer of the area releases what somebody else wrote; nobody is the clock of a schedule.

    Raises Refused; also for every reason of check_showable.
    """
    check_showable(case)
    if by is None or by.is_superuser:
        return
    if not holds(by, REVIEWERS, area_path=case.area.path):
        raise Refused(_("Only a reviewer of this area can publish the case."))
    if written_by == by.pk:
        raise Refused(_("Somebody else must approve this: you wrote or submitted it yourself."))


def check_ask(order: Order, case: Any, by: User) -> None:
    """The owner's staff ask, once, for what is under way and all its reporters agree to. Raises Refused."""
    if not holds(by, STAFF_ROLES, area_path=order.owner.area.path):
        raise Refused(_("This order is not yours to work on."))
    if order.state not in ASKABLE:
        raise Refused(_("Only what has been admitted and is under way is shown as “under way”."))
    if order.outcome_consent == Consent.NONE:
        raise Refused(_("The resident does not want it shown, so it stays between you."))
    if case is not None and case.live:
        raise Refused(_("It stands on the echo wall already."))
    if case is not None and case.asked_on and not case.tells_outcome:
        raise Refused(_("It has been asked for already; the editors have it."))


def check_own_words(residents: Iterable[str], *texts: str) -> None:
    """What is to become public is not copied from what a resident wrote. Raises Refused."""
    own = {run for text in texts for run in _runs(text)}
    if any(run in own for words in residents for run in _runs(words)):
        raise Refused(_("These are the resident's words. Please write it in your own."))


def _runs(text: str) -> Iterable[str]:
    """Every stretch of the text that is long enough to be copied."""
    return (text[start : start + COPIED] for start in range(len(text) - COPIED + 1))


def _check_under_way(case: Any) -> None:
    if case.asked_on is None:
        raise Refused(_("The order is being handled again. It can be published once it is closed."))
    if case.tells_outcome:
        raise Refused(
            _("The order is under way: what was done and the result are told once it is closed.")
        )
    if not (case.title.strip() and case.matter_text.strip()):
        raise Refused(_("Please write the title and the matter first."))


def _check_private(*texts: str) -> None:
    for text in texts:
        try:
            check_public_text(text)
        except ValidationError as error:
            raise Refused(error.messages[0]) from error
