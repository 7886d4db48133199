"""Stops personal data before a text goes public. Says what it found, never repeats it."""

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.privacy.finding import STAR, Finding, find
from portal.privacy.kinds import Kind
from portal.privacy.plain import plain

AROUND = 6

REMOVE = gettext_lazy("Take it out.")
OFFICE = gettext_lazy("Take it out, or give the number of the office instead.")
ADVICE: dict[Kind, str | Promise] = {
    Kind.MOBILE: OFFICE,
    Kind.LANDLINE: OFFICE,
    Kind.ADDRESS: gettext_lazy(
        "Name the community and the estate only; for a public facility also the building."
    ),
    Kind.NAME: gettext_lazy("Write the surname with a form of address only."),
}


def _bare(text: str) -> str:
    return "".join(char for char in plain(text) if char.isalnum())


def _surroundings(text: str, finding: Finding) -> str:
    """A few characters on both sides, every find in them starred: an error ends up in logs too."""
    starred = list(text)
    for other in find(text):
        starred[other.start : other.end] = STAR * (other.end - other.start)
    before = max(finding.start - AROUND, 0)
    return "".join(starred[before : finding.end + AROUND]).replace("\n", " ")


def _complaint(text: str, finding: Finding) -> ValidationError:
    parts = {
        "kind": finding.kind.label,
        "around": _surroundings(text, finding),
        "advice": ADVICE.get(finding.kind, REMOVE),
    }
    sentence = _("This text goes public and holds a %(kind)s: “%(around)s”. %(advice)s")
    return ValidationError(sentence % parts, code=finding.kind.value)


def check_public_text(text: str, *, allowed: Collection[str] = ()) -> None:
    """Public text holds no personal data (PIPL 25; buildings of public facilities may be named).

    `allowed`: numbers, mailboxes and names that an office publishes as its own.
    Raises ValidationError with one sentence for each thing found.
    """
    published = {_bare(value) for value in allowed}
    complaints = [
        _complaint(text, finding)
        for finding in find(text)
        if _bare(text[finding.start : finding.end]) not in published
    ]
    if complaints:
        raise ValidationError(complaints)
