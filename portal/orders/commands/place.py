"""点单: the resident's act. A repeated submit is the same order."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.errors import Refused
from portal.orders import helping, rules
from portal.orders.clocks.turning import open_clocks
from portal.orders.commands.admit import admit
from portal.orders.commands.beats import log
from portal.orders.commands.locking import lock_account
from portal.orders.models import (
    Agreement,
    Channel,
    Consent,
    Draft,
    Handover,
    Order,
    Origin,
    Photo,
)
from portal.orders.states import State, Verb
from portal.people.actors import Actor
from portal.people.models import User
from portal.places.models import Area, Organisation
from portal.places.queries import level_of
from portal.prepared import insert, values
from portal.privacy.blind import blind_index
from portal.profiles.models import Profile
from portal.profiles.queries import in_force
from portal.services.models import Matter
from portal.services.queries import owner_of
from portal.services.rules import check_offered

# Crockford's base 32: no I, L, O or U. Ten characters are 50 bits.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CODE_LENGTH = 10
KNOWN = """
    SELECT EXISTS (SELECT 1 FROM orders_order WHERE id = %s),
           EXISTS (SELECT 1 FROM orders_draft WHERE id = %s)
"""
COUNT_ON = """
    INSERT INTO orders_serial (year, last) VALUES (%s, 1)
    ON CONFLICT (year) DO UPDATE SET last = orders_serial.last + 1 RETURNING last
"""


@dataclass(frozen=True)
class Intake:
    """What a resident hands in; `key` is the draft's and becomes the order's.

    Where staff wrote it down, `helped_by` says who, and `agreed` what the resident answered when
    asked aloud (Agreed → yes or no).
    """

    key: UUID
    matter: Matter
    area: Area
    text: str
    consent: str = Consent.ANONYMOUS
    place: str = ""
    answers: dict[str, str] = field(default_factory=dict)
    contact_name: str = ""
    contact_phone: str = ""
    channel: str = Channel.WEB
    origin: str = Origin.RESIDENT
    helped_by: User | None = None
    agreed: Mapping[str, bool] = field(default_factory=dict)
    # Whose account it goes into, and which public order the resident says it is like.
    account: User | None = None
    echoes: Order | None = None


def place(intake: Intake, *, by: Actor, at: datetime) -> Order:
    """Receive an order: number, query code, owner. The same key again gives the same order.

    It keeps the version of the matter that it was placed under; what was taken back from the street
    is never owned there. Raises Refused when the matter is off the menu or not offered there, the
    community is none that takes orders, the text is empty or too long, the consent was not
    answered, or what is never collected was given.
    """
    is_placed, has_draft = _known(intake.key)
    if is_placed:
        return Order.objects.get(pk=intake.key)
    profile = in_force(intake.area)
    most = profile.plan.limits.text_most if profile else rules.TEXT_MOST
    rules.check_intake(intake.matter, intake.area, intake.text, intake.consent, most=most)
    if intake.helped_by is not None:
        helping.check_helper(intake.helped_by, intake.area, by)
        helping.check_agreed(intake.origin, intake.contact_phone, intake.agreed)
    rules.check_collectable(intake.place, intake.contact_name, *intake.answers.values())
    check_offered(intake.matter, intake.area, timezone.localdate(at))
    owner = owner_of(intake.matter, intake.area)
    if owner is None:
        raise Refused(_("No community serves this place yet. Please call 12345."))
    order = _order(intake, owner, profile, at)
    open_clocks(order, at)
    row = values(order)
    # Everything above is done before the counter is locked: all who place wait for it.
    try:
        with transaction.atomic():
            if order.account and not lock_account(order.account):
                order.account = row["account_id"] = None  # deleted at this moment; the order stays
            _write(order, row, has_draft)
            _write_help(order, intake, at)
            log("placed", order, by=by, at=at, number=order.number, owner=owner.code,
                channel=order.channel, origin=order.origin,
                helped=order.helped_by_id is not None)  # fmt: skip
            if Verb.ADMIT in order.plan.by_itself:
                order = admit(order, by=rules.PROFILE, at=at)
    except IntegrityError:
        # The same key came first; what was begun is rolled back, the number with it.
        if placed := Order.objects.filter(pk=intake.key).first():
            return placed
        raise
    return order


def _order(intake: Intake, owner: Organisation, profile: Profile | None, at: datetime) -> Order:
    return Order(
        id=intake.key, profile=profile,
        query_code="".join(secrets.choice(ALPHABET) for _i in range(CODE_LENGTH)),
        matter=intake.matter, matter_version_id=intake.matter.version_id,
        area=intake.area, channel=intake.channel,
        origin=intake.origin, helped_by=intake.helped_by,
        consent=intake.consent, outcome_consent=intake.consent,
        text=intake.text.strip(), place=intake.place.strip(), answers=intake.answers,
        contact_name=intake.contact_name.strip(), contact_phone=intake.contact_phone,
        phone_index=blind_index(intake.contact_phone) if intake.contact_phone else "",
        account=intake.account, echoes=intake.echoes,
        state=State.PLACED, owner=owner, level=level_of(owner), placed_at=at, changed_at=at,
    )  # fmt: skip


def _known(key: UUID) -> tuple[bool, bool]:
    """Whether there is an order with this key, and whether a draft."""
    given = key.hex if connection.vendor == "sqlite" else key
    with connection.cursor() as cursor:
        cursor.execute(KNOWN, [given, given])
        is_placed, has_draft = cursor.fetchone()
    return bool(is_placed), bool(has_draft)


def _write(order: Order, row: dict[str, Any], has_draft: bool) -> None:
    if has_draft:
        # No photo comes any more: who adds one locks the draft first.
        list(Draft.objects.select_for_update().filter(pk=order.pk).values_list("pk"))
    order.number = _next_number(timezone.localdate(order.placed_at).year)
    insert(Order, [{**row, "number": order.number}])
    order._state.adding, order._state.db = False, connection.alias
    if has_draft:
        Photo.objects.filter(draft_id=order.pk).update(order=order, draft=None)
        Draft.objects.filter(pk=order.pk).delete()


def _write_help(order: Order, intake: Intake, at: datetime) -> None:
    """What the resident agreed to, by whom recorded and when; and that the code is still to be shown."""
    if intake.helped_by is None:
        return
    Handover.objects.create(order=order, by=intake.helped_by)
    Agreement.objects.bulk_create(
        Agreement(order=order, to=to, given=given, by=intake.helped_by, at=at)
        for to, given in intake.agreed.items()
    )


def _next_number(year: int) -> str:
    """Counts on and locks the counter until the transaction ends, so that numbers have no gap."""
    with connection.cursor() as cursor:
        cursor.execute(COUNT_ON, [year])
        return f"{year}-{cursor.fetchone()[0]:06d}"
