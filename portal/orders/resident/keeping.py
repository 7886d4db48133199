"""What a resident sends from a step of the intake is kept in the draft, words and photos alike."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.errors import Refused
from portal.orders.commands import drafts
from portal.orders.resident import gates, grants
from portal.orders.resident.fields import readable
from portal.orders.resident.sheet import Sheet


def keep(request: HttpRequest, sheet: Sheet, typed: dict[str, Any]) -> None:
    """Write the step down; a draft that was purged meanwhile begins again with what was sent."""
    now = timezone.now()
    if sheet.draft is None:
        drafts.open_draft(sheet.key, at=now)
    sheet.draft = drafts.save_step(sheet.key, typed, at=now)
    grants.grant(request, sheet.key)


def may_open(request: HttpRequest) -> bool:
    """Whether one more order may be begun from this network."""
    return gates.DRAFTS_OF_ADDRESS.lets_in(gates.address_of(request), timezone.now())


def too_many_drafts() -> str:
    """The sentence for who must wait, with the time."""
    again = gates.moment(gates.DRAFTS_OF_ADDRESS.opens_again(timezone.now()))
    sentence = _(
        "Too many orders are being written from this network. Please go on after %(time)s; "
        "if it is urgent, call 12345."
    )
    return sentence % {"time": again}


def remove_photo(request: HttpRequest, sheet: Sheet) -> None:
    """Let go of the photo whose button was pressed, if one was."""
    try:
        drafts.remove_photo(sheet.key, UUID(request.POST.get("remove", "")))
    except ValueError:
        return


def add_photos(request: HttpRequest, sheet: Sheet) -> list[str]:
    """Keep every photo that can be read; a sentence for each that cannot."""
    uploads, now = request.FILES.getlist("photos"), timezone.now()
    if not uploads:
        return []
    if not gates.PHOTOS_OF_DRAFT.lets_in(sheet.key.hex, now):
        return [_("Too many photos were tried. Please go on without them, or wait an hour.")]
    photos, complaints = readable(uploads[: drafts.MOST_PHOTOS])
    try:
        for jpeg in photos:
            drafts.add_photo(sheet.key, jpeg, at=timezone.now())
        if len(uploads) > drafts.MOST_PHOTOS:
            complaints.append(_("There can be at most 4 photos; the first 4 were kept."))
    except Refused as refusal:
        complaints.append(str(refusal))
    return complaints
