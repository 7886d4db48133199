"""Orders full of marks: whatever a person writes carries MARK, and the kind of words it stands in."""

import uuid
from io import BytesIO

from django.utils import timezone
from PIL import Image

from portal.cases import commands as cases
from portal.cases.models import Case
from portal.orders import commands
from portal.orders.commands import drafts
from portal.orders.models import Consent, Order
from portal.people.actors import Resident
from portal.privacy.photos import reencode
from tests.cases.record import TEXT
from tests.support.town import place_order

MARK = "密标zqleak"
PHONES = "1380013"
# Sealed in the database; the rest of what is written is plain there and nowhere else.
SEALED = ("name", "place", "reply", "exif", "drafted")
ENDS = (
    "closed", "returned", "declined", "withdrawn", "turned down", "contacted", "rated", "placed",
)  # fmt: skip
MAKER, GPS = 0x010F, 0x8825


def mark(kind: str, number: int) -> str:
    return f"{MARK}{kind}{number:03d}"


def phone(number: int) -> str:
    return f"{PHONES}{number:04d}"


def photo(number: int) -> BytesIO:
    """A JPEG whose metadata tells who took it, and where."""
    exif, file = Image.Exif(), BytesIO()
    exif[MAKER] = mark("exif", number)
    exif[GPS] = {1: "N", 2: (36.0, 4.0, 12.0)}
    Image.new("RGB", (60, 40), (number % 256, 90, 90)).save(
        file, "JPEG", exif=exif, comment=mark("exif", number).encode()
    )
    assert b"zqleakexif" in file.getvalue()
    file.seek(0)
    file.name = f"{mark('exif', number)}.jpg"
    return file


def plant(town, number: int) -> Order:
    """One order with a photo, left where its number says."""
    key, now = uuid.uuid4(), timezone.now()
    drafts.open_draft(key, at=now)
    drafts.save_step(key, {"text": mark("drafted", number)}, at=now)
    drafts.add_photo(key, reencode(photo(number)), at=now)
    order = place_order(
        town, key=key, text=f"楼道灯坏了，{mark('text', number)}", place=mark("place", number),
        contact_name=mark("name", number)[:20], contact_phone=phone(number),
        answers={"什么时候方便": mark("reply", number)}, consent=Consent.ANONYMOUS,
    )  # fmt: skip
    return walk(town, order, number, ENDS[number % len(ENDS)])


def walk(town, order: Order, number: int, end: str) -> Order:
    now, resident = timezone.now(), Resident(order.pk)

    def note(kind):
        return mark(kind, number)

    if end == "placed":
        return order
    if end == "returned":
        order = commands.return_for_info(order, missing=note("asked"), by=town.clerk, at=now)
        return commands.supplement(order, text=note("supplement"), by=resident, at=now)
    if end == "declined":
        return commands.decline(
            order, reason=note("reason"), channel=note("channel"), by=town.clerk, at=now
        )
    if end == "withdrawn":
        return commands.withdraw(order, reason=note("withdrawal"), by=resident, at=now)
    order = commands.admit(order, by=town.clerk, at=now)
    order = commands.dispatch(order, to=town.team, by=town.clerk, at=now)
    if end == "turned down":
        return commands.turn_down(order, reason=note("refusal"), by=town.handler, at=now)
    order = commands.accept(order, by=town.handler, at=now)
    order = commands.record_contact(order, note=note("contact"), by=town.handler, at=now)
    if end == "contacted":
        return order
    order = commands.answer(
        order, spoken_with=note("spoken"), done=note("answer"), finished_by=note("by"),
        by=town.handler, at=now,
    )  # fmt: skip
    order = commands.rate(
        order, solved="yes", satisfied=5, comment=note("comment"), consent=Consent.ANONYMOUS,
        by=resident, at=now,
    )  # fmt: skip
    return order if end == "rated" else commands.close(order, by=town.clerk, at=now)


def publish_all(town) -> int:
    """The editor writes, the reviewer approves every draft the follower has made."""
    for case in list(Case.objects.filter(live=False)):
        written = cases.write(case, **TEXT, by=town.editor)
        cases.approve(cases.submit(written, by=town.editor), by=town.reviewer)
    return Case.objects.filter(live=True).count()
