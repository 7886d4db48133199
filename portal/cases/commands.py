"""What changes a case: the house keeps its facts in step, people ask, write, submit and approve."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import LogContext

from portal.cases import rules
from portal.cases.facts import GONE, facts_of, may_be_drafted, may_stand
from portal.cases.models import TEXTS, Case
from portal.cases.queries import words_of_residents
from portal.errors import Refused
from portal.ledger.append import append
from portal.orders.commands.beats import lock
from portal.orders.models import Order
from portal.people.actors import Clock, actor_code
from portal.people.models import User

HOUSE = actor_code(Clock("cases"))


@transaction.atomic
def keep_in_step(order_id: UUID) -> Case | None:
    """Bring the case of an order in line with the order as it stands now; again changes nothing.

    A closed order whose resident agreed gets one draft, or the case it had while it was under way.
    Where consent is withdrawn, or the order is handled again, the case comes off the public side
    and waits; one that tells no outcome yet stays. An erased order keeps its case.
    """
    number = Order.objects.filter(pk=order_id).values("number")[:1]
    case = Case.objects.select_for_update(of=("self",)).filter(number=number).first()
    # Read behind the lock: while we waited, the order may have gone on and been asked for anew.
    order = Order.objects.select_related("matter", "unit", "owner").filter(pk=order_id).first()
    if order is None:
        return None
    if case is None:
        return _draft(order) if may_be_drafted(order) else None
    facts = facts_of(order)
    turned = case.closed_on != facts["closed_on"]
    if not may_stand(order, case) or (turned and case.tells_outcome):
        _take_back(case)
    elif turned:
        _call_back(case)
    if order.state in GONE:
        facts["asked_on"] = None
    _set_facts(case, facts)
    return case


@transaction.atomic
def ask(order: Order, *, title: str, matter_text: str, by: User, at: datetime) -> Case:
    """Ask that an order under way be shown in public: a draft for the editors, in staff's own words.

    Raises Refused (see rules.check_ask) and ValidationError for personal data in the text.
    """
    # Locked before its wish is read: the resident may be taking it back at this moment.
    order = lock(order)
    case = Case.objects.select_for_update(of=("self",)).filter(number=order.number).first()
    rules.check_ask(order, case, by)
    rules.check_own_words(words_of_residents(order), title, matter_text)
    case = case or Case(live=False)
    for name, value in facts_of(order).items():
        setattr(case, name, value)
    case.asked_on, case.title, case.matter_text = at, title.strip(), matter_text.strip()
    case.forget_outcome()
    case.full_clean()
    case.save()
    case.save_revision(user=by, log_action=True)
    append("case.asked", f"case:{case.pk}", by=actor_code(by), at=at)
    return case


@transaction.atomic
def write(
    case: Case, *, title: str, matter_text: str, measures: str, result: str, by: User
) -> Case:
    """Save a new version of the text as a draft. Raises ValidationError for personal data in it.

    While the order is under way, what was done and the result are left out.
    """
    draft: Case = _locked(case).get_latest_revision_as_object()
    for name, text in zip(TEXTS, (title, matter_text, measures, result), strict=True):
        setattr(draft, name, text.strip())
    if draft.is_under_way:
        draft.forget_outcome()
    draft.save_revision(user=by, log_action=True)
    return _locked(case)


@transaction.atomic
def submit(case: Case, *, by: User) -> Case:
    """Hand the latest version to a second person. Raises Refused when it could not be published."""
    row = _locked(case)
    latest: Case = row.get_latest_revision_as_object()
    if latest.is_under_way and latest.tells_outcome:
        # Written when the order was closed, before it was opened again.
        latest.forget_outcome()
        latest.save_revision(user=by, log_action=True)
        row = _locked(case)
    rules.check_showable(latest)
    workflow = row.get_workflow()
    if workflow is None:
        raise Refused(_("No approval is set up for cases. Please ask the administrator."))
    workflow.start(row, by)
    return row


@transaction.atomic
def approve(case: Case, *, by: User) -> Case:
    """Approve what another person submitted: it is published, or scheduled. Raises Refused."""
    row = _locked(case)
    state = row.current_workflow_task_state
    if state is None:
        raise Refused(_("Nobody has submitted this case."))
    with LogContext(user=by):  # the ledger names who released it
        state.task.specific.on_action(state, by, "approve")
    return _locked(case)


def _locked(case: Case) -> Case:
    return Case.objects.select_for_update(of=("self",)).get(pk=case.pk)


def _draft(order: Order) -> Case:
    case = Case(live=False, title=order.matter.title, **facts_of(order))
    case.save()
    case.save_revision(clean=False)
    return case


def _take_back(case: Case) -> None:
    """Nothing of it stays public, scheduled or under approval."""
    _call_back(case)
    if case.live:
        case.unpublish()


def _call_back(case: Case) -> None:
    """What was submitted or scheduled was written of another standing of the order."""
    if state := case.current_workflow_state:
        state.cancel()
    case.revisions.filter(approved_go_live_at__isnull=False).update(approved_go_live_at=None)


def _set_facts(case: Case, facts: dict[str, Any]) -> None:
    changed = [name for name, value in facts.items() if getattr(case, name) != value]
    if not changed:
        return
    for name in changed:
        setattr(case, name, facts[name])
    case.save(update_fields=changed)
    if case.live:
        append("case.facts_changed", f"case:{case.pk}", by=HOUSE, at=timezone.now())
