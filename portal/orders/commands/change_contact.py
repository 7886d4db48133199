"""How the resident of an order can be reached, changed by the resident. The ledger keeps no value."""

from datetime import datetime

from django.db import transaction

from portal.orders import belonging_rules, rules
from portal.orders.commands.beats import lock, log
from portal.orders.models import Order
from portal.people.actors import Resident
from portal.privacy.blind import blind_index

CONTACT = ("contact_phone", "contact_name", "phone_index")


@transaction.atomic
def change_contact(
    order: Order, *, contact_phone: str, contact_name: str = "", by: Resident, at: datetime
) -> Order:
    """Another phone or form of address. Raises Refused: not theirs, ended, no phone."""
    order = lock(order)
    belonging_rules.check_asker(order, by)
    belonging_rules.check_contact(order, contact_phone)
    rules.check_collectable(contact_name)
    given = (contact_phone, contact_name.strip(), blind_index(contact_phone))
    changed = [name for name, value in zip(CONTACT, given, strict=True)
               if getattr(order, name) != value]  # fmt: skip
    if changed:
        order.contact_phone, order.contact_name, order.phone_index = given
        order.save(update_fields=CONTACT)
        log("contact_changed", order, by=by, at=at, phone="contact_phone" in changed,
            name="contact_name" in changed)  # fmt: skip
    return order


@transaction.atomic
def wish_ring(order: Order, *, ring: str, by: Resident, at: datetime) -> Order:
    """请回电: when somebody may ring. Raises Refused: not theirs, ended, no time chosen."""
    order = lock(order)
    belonging_rules.check_asker(order, by)
    belonging_rules.check_ring(order, ring)
    if order.ring != ring or not order.wants_ring:
        order.ring, order.ring_wished_at = ring, at
        order.save(update_fields=["ring", "ring_wished_at"])
        log("ring_wished", order, by=by, at=at, window=ring)
    return order
