"""When a case may become public, and through whom. Reads plain values, writes nothing."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from portal.errors import Refused
from portal.people.access import holds
from portal.people.models import User
from portal.people.roles import Role
from portal.privacy.guard import check_public_text

EDITORS = (Role.EDITOR, Role.REVIEWER)
REVIEWERS = (Role.REVIEWER,)


def check_showable(case: Any) -> None:
    """The resident agreed, the order is closed, all is written, no personal data. Raises Refused."""
    if case.disclosure == "not":
        raise Refused(_("The resident does not want the outcome shown, so it stays unpublished."))
    if case.closed_on is None:
        raise Refused(_("The order is being handled again. It can be published once it is closed."))
    texts = (case.title, case.matter_text, case.measures, case.result)
    if not all(text.strip() for text in texts):
        raise Refused(_("Please write the title, the matter, what was done and the result first."))
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


def _check_private(*texts: str) -> None:
    for text in texts:
        try:
            check_public_text(text)
        except ValidationError as error:
            raise Refused(error.messages[0]) from error
