"""Whether a line can become an order, and which. Reads a few tables once, writes nothing."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from django.utils.translation import gettext as _

from portal.errors import Refused
from portal.exchange.fields import NEEDED, cell
from portal.exchange.models import Source
from portal.exchange.rules import IMPORTERS
from portal.orders import rules
from portal.orders.commands import Intake
from portal.orders.models import Consent, Order
from portal.people.access import holds
from portal.people.models import User
from portal.places.models import Area
from portal.privacy.blind import is_mobile, normalise_phone
from portal.privacy.finding import mask
from portal.services.models import Matter

# A source's number is the same order for ever, whoever hands it in and however often.
NAMESPACE = uuid.UUID("6f2d3f6e-4a0b-5d0c-9a52-0c1f6f0e2a11")
Row = TypeVar("Row", Matter, Area)


def key_of(source: Source, number: str) -> uuid.UUID:
    """The order's key for the number of that source."""
    return uuid.uuid5(NAMESPACE, f"{source.code}:{number}")


@dataclass(frozen=True)
class Judged:
    """What a line would become: an intake, an order that is here already, or a problem in words."""

    intake: Intake | None = None
    known: uuid.UUID | None = None
    problem: str = ""


@dataclass
class Judge:
    """One source's lines, judged for one person. Four queries for any number of lines."""

    source: Source
    person: User
    known: frozenset[uuid.UUID]
    matters: Mapping[str, Matter] = field(init=False)
    areas: Mapping[str, Area] = field(init=False)
    seen: dict[str, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.matters = _by_words(Matter.objects.offered(), "title", self.source.matters)
        self.areas = _by_words(Area.objects.filter(takes_orders=True), "name", self.source.areas)

    def judge(self, line: int, cells: Mapping[str, str]) -> Judged:
        """The line as it would go in; the same number twice in one file counts once."""
        columns = self.source.columns
        for wanted in NEEDED:
            if not cell(cells, columns, wanted.name):
                return Judged(problem=_("“%(column)s” is empty.") % {"column": wanted.label})
        number = cell(cells, columns, "number")
        first = self.seen.setdefault(number, line)
        if first != line:
            return Judged(problem=_("The same number stands on line %(line)d.") % {"line": first})
        key = key_of(self.source, number)
        if key in self.known:
            return Judged(known=key)
        try:
            return Judged(self._intake(key, cells))
        except Refused as refusal:
            return Judged(problem=str(refusal))

    def _intake(self, key: uuid.UUID, cells: Mapping[str, str]) -> Intake:
        said = {name: cell(cells, self.source.columns, name) for name in
                ("text", "title", "place", "name", "phone", "matter", "area")}  # fmt: skip
        matter, area = self._matter(said["matter"]), self._area(said["area"])
        text = said["text"] if said["title"] in said["text"] else f"{said['title']}\n{said['text']}"
        rules.check_intake(matter, area, text, Consent.NONE)
        rules.check_collectable(said["place"], said["name"])
        # They agreed with the hotline, not with us: nothing is shown unless they say so when rating.
        return Intake(
            key=key, matter=matter, area=area, text=text, place=said["place"],
            contact_name=said["name"][:20], contact_phone=_phone(said["phone"]),
            consent=Consent.NONE, channel=self.source.channel,
        )  # fmt: skip

    # A column read as the wrong one may hold a phone: what is told of a line is kept unsealed.
    def _matter(self, word: str) -> Matter:
        if word not in self.matters:
            raise Refused(
                _("“%(word)s” is not matched to a matter of the menu.") % {"word": mask(word)[:40]}
            )
        return self.matters[word]

    def _area(self, word: str) -> Area:
        if word not in self.areas:
            raise Refused(
                _("“%(word)s” is not matched to a community.") % {"word": mask(word)[:40]}
            )
        area = self.areas[word]
        if not holds(self.person, IMPORTERS, area_path=area.path):
            raise Refused(_("This community is not one of yours."))
        return area


def known_keys(source: Source, numbers: list[str]) -> frozenset[uuid.UUID]:
    """Which of the numbers are orders already."""
    keys = [key_of(source, number) for number in numbers]
    found: set[uuid.UUID] = set()
    for start in range(0, len(keys), 500):
        found.update(
            Order.objects.filter(pk__in=keys[start : start + 500]).values_list("pk", flat=True)
        )
    return frozenset(found)


def _by_words(rows: Iterable[Row], name: str, said: Mapping[str, str]) -> dict[str, Row]:
    """Rows by their own name and code, and by the words staff matched to their codes."""
    by_code = {row.code: row for row in rows}
    words = {getattr(row, name): row for row in by_code.values()}
    matched = {word: by_code[code] for word, code in said.items() if code in by_code}
    return {**words, **by_code, **matched}


def _phone(typed: str) -> str:
    """The number as digits; what is no number is left out rather than called."""
    digits = normalise_phone(typed)
    return digits if is_mobile(typed) or 7 <= len(digits) <= 12 else ""
