"""Reading cases: the public ones, and those a member of staff may work on. Writes nothing."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Cast
from wagtail.models import TaskState, WorkflowState

from portal.cases.facts import GONE
from portal.cases.models import Case, CasePicture
from portal.cases.rules import EDITORS, check_ask
from portal.cases.words import Disclosure
from portal.errors import Refused
from portal.orders.models import Consent, Order, Rating, Remark
from portal.orders.states import State
from portal.people.access import Person, reach
from portal.people.models import User


def public() -> QuerySet[Case]:
    """What anybody may read. A wish taken back counts at once, before the follower has come round."""
    rows = Case.objects.filter(~_unwanted(), live=True)
    return rows.select_related("category", "area")


def _unwanted() -> Exists:
    """Its reporters do not wish it, or it ended without an outcome; an erased order has no wish any more."""
    gone = Q(outcome_consent=Consent.NONE) | Q(state__in=sorted(GONE))
    return Exists(Order.objects.filter(gone, number=OuterRef("number")))


def shown_since(order: Order) -> datetime | None:
    """When the case of this order went public; None while it is not."""
    return public().filter(number=order.number).values_list("first_published_at", flat=True).first()


def told_since(order: Order) -> datetime | None:
    """Since when the outcome of this order is public; None while only its matter is, or nothing."""
    case = outcomes().filter(number=order.number).first()
    if case is None:
        return None
    return case.last_published_at if case.asked_on else case.first_published_at


def outcomes() -> QuerySet[Case]:
    """The public cases that tell what was done and what came of it."""
    return public().exclude(result="")


def latest(count: int) -> QuerySet[Case]:
    """The newest public outcomes, for the home page."""
    return outcomes().order_by("-moved_on", "-pk")[:count]


def related(case: Case, count: int = 3) -> QuerySet[Case]:
    """Other public cases of the same category, newest first."""
    others = public().filter(category_id=case.category_id).exclude(pk=case.pk)
    return others.order_by("-moved_on", "-pk")[:count]


def by_number(number: str) -> Case | None:
    """The case that is public under this number, or once was; a draft is nobody's business."""
    once = Case.objects.filter(number=number, first_published_at__isnull=False)
    once = once.annotate(unwanted=_unwanted()).select_related("category", "area")
    return once.first()


def any_of(order: Order) -> Case | None:
    """The case of an order, public or not, and whether it is unwanted; for who may see the order."""
    return Case.objects.filter(number=order.number).annotate(unwanted=_unwanted()).first()


def why_not_ask(order: Order, case: Case | None, person: User) -> str:
    """The sentence for who cannot ask that it be shown under way; "" where it would go through."""
    try:
        check_ask(order, case, person)
    except Refused as refusal:
        return str(refusal)
    return ""


def words_of_residents(order: Order) -> list[str]:
    """All that its resident wrote, and those whose orders were merged into it."""
    orders = list(Order.objects.filter(Q(pk=order.pk) | Q(merged_into=order)))
    words = [word for row in orders for word in (row.text, row.place, *row.answers.values())]
    words += Remark.objects.filter(order__in=orders, by=None).values_list("text", flat=True)
    words += Rating.objects.filter(order__in=orders).values_list("comment", flat=True)
    return [str(word) for word in words]


def shared_with(number: str) -> Case | None:
    """The public case that tells what became of a merged order; its own number leads there."""
    lead = Order.objects.filter(number=number).values("merged_into__number")
    return public().filter(number__in=lead).first()


def pictures(case: Case) -> list[CasePicture]:
    """Before, then after, with every size already made."""
    rows = case.pictures.select_related("image").prefetch_related("image__renditions")
    return sorted(rows, key=lambda row: row.moment != CasePicture.Moment.BEFORE)


def editable_by(person: Person) -> QuerySet[Case]:
    """Editors and reviewers: the cases of their area."""
    if person.is_superuser:
        return Case.objects.all()
    return Case.objects.filter(reach(person, EDITORS, unit="pk"))


def within_reach(waiting: QuerySet[TaskState], person: Person) -> QuerySet[TaskState]:
    """Approvals without those of cases that this person may not open; pages are left as they are."""
    mine = editable_by(person).annotate(key=Cast("pk", CharField())).order_by().values("key")
    is_case = Q(revision__base_content_type=Case.get_base_content_type())
    return waiting.filter(~is_case | Q(revision__object_id__in=mine))


def to_review(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Those that were submitted and wait for the second person."""
    return cases.filter(_submitted())


def to_write(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Those that may be shown but are not submitted; of the public ones, closed without an outcome."""
    closed, asked = Q(closed_on__isnull=False), Q(asked_on__isnull=False)
    due = (Q(live=False) & (closed | asked)) | (Q(live=True, result="") & closed)
    return cases.filter(due, ~_submitted()).exclude(disclosure=Disclosure.NOT.value)


def _submitted() -> Exists:
    states = WorkflowState.objects.filter(
        base_content_type=Case.get_base_content_type(),
        status=WorkflowState.STATUS_IN_PROGRESS,
        object_id=Cast(OuterRef("pk"), CharField()),
    )
    return Exists(states)


def orders_naming(organisation: int) -> QuerySet[Order, UUID]:
    """The orders whose cases call this organisation by name."""
    called = Q(unit_id=organisation) | Q(unit=None, owner_id=organisation)
    numbers = Case.objects.values("number")
    return Order.objects.filter(called, number__in=numbers).values_list("pk", flat=True)


def orders_told_of(orders: Collection[UUID]) -> QuerySet[Order, UUID]:
    """Of these orders, and of those whose outcome they share, the ones that have a case or may get one."""
    merged = Order.objects.filter(pk__in=orders, merged_into__isnull=False)
    # Asked apart: joined, every order there is would be looked at.
    concerned = {*orders, *merged.values_list("merged_into_id", flat=True)}
    told = Q(state=State.CLOSED) | Exists(Case.objects.filter(number=OuterRef("number")))
    return Order.objects.filter(told, pk__in=concerned).values_list("pk", flat=True)
