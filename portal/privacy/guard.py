"""Stops personal data before a text goes public. Says what it found, never repeats it."""

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.privacy.finding import Finding, find, mask
from portal.privacy.kinds import Kind
from portal.privacy.plain import plain

AROUND = 6
AT_ONCE = 20  # so many sentences are enough to begin with

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


def _complaint(masked: str, finding: Finding) -> ValidationError:
    before = max(finding.start - AROUND, 0)
    parts = {
        "kind": finding.kind.label,
        "around": masked[before : finding.end + AROUND].replace("\n", " "),
        "advice": ADVICE.get(finding.kind, REMOVE),
    }
    sentence = _("This text goes public and holds a %(kind)s: “%(around)s”. %(advice)s")
    return ValidationError(sentence % parts, code=finding.kind.value)


def check_public_text(
    text: str, *, allowed: Collection[str] = (), kinds: Collection[Kind] = frozenset(Kind)
) -> None:
    """Public text holds no personal data (PIPL 25; buildings of public facilities may be named).

    `allowed`: numbers, mailboxes and names that an office publishes as its own. `kinds`: news may
    name offices and officials and asks for fewer; a case asks for all.
    Raises ValidationError with one sentence for each thing found.
    """
    published = {_bare(value) for value in allowed}
    findings = [
        finding
        for finding in find(text)
        if finding.kind in kinds and _bare(text[finding.start : finding.end]) not in published
    ]
    if findings:
        masked = mask(text)  # of the same length; an error is read aloud, mailed and logged
        raise ValidationError([_complaint(masked, finding) for finding in findings[:AT_ONCE]])
