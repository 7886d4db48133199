"""Reading cases: the public ones, and those a member of staff may work on. Writes nothing."""

from datetime import datetime
from uuid import UUID

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Cast
from wagtail.models import TaskState, WorkflowState

from portal.cases.models import Case, CasePicture, Disclosure
from portal.cases.rules import EDITORS
from portal.orders.models import Consent, Order
from portal.people.access import Person, reach


def live() -> QuerySet[Case]:
    """What is published, and so disclosed (constraint case_live_may_be_shown); enough to count."""
    return Case.objects.filter(live=True)


def public() -> QuerySet[Case]:
    """What anybody may read. A wish taken back counts at once, before the follower has come round."""
    return live().filter(~_unwanted()).select_related("category", "area")


def _unwanted() -> Exists:
    """An erased order has no wish any more; its case stays."""
    return Exists(Order.objects.filter(number=OuterRef("number"), outcome_consent=Consent.NONE))


def shown_since(order: Order) -> datetime | None:
    """When the case of this order went public; None while it is not."""
    return public().filter(number=order.number).values_list("first_published_at", flat=True).first()


def latest(count: int) -> QuerySet[Case]:
    """The newest public outcomes, for the home page."""
    return public().order_by("-closed_on", "-pk")[:count]


def related(case: Case, count: int = 3) -> QuerySet[Case]:
    """Other public cases of the same category, newest first."""
    others = public().filter(category_id=case.category_id).exclude(pk=case.pk)
    return others.order_by("-closed_on", "-pk")[:count]


def by_number(number: str) -> Case | None:
    """The case that is public under this number, or once was; a draft is nobody's business."""
    once = Case.objects.filter(number=number, first_published_at__isnull=False)
    once = once.annotate(unwanted=_unwanted()).select_related("category", "area")
    return once.first()


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
    """Those that may be shown but are neither public nor submitted."""
    showable = cases.filter(live=False, closed_on__isnull=False).exclude(
        disclosure=Disclosure.NOT.value
    )
    return showable.filter(~_submitted())


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


def orders_sharing(order: UUID) -> list[UUID]:
    """The order, and the one whose outcome it shares."""
    lead = Order.objects.filter(pk=order, merged_into__isnull=False)
    return [order, *lead.values_list("merged_into_id", flat=True)]
