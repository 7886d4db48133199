"""Two persons, the resident's consent and a complete text stand before every publication."""

import datetime

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from portal.cases import commands
from portal.cases.models import Case
from portal.cases.queries import latest, public
from portal.errors import Refused
from portal.ledger.models import Entry
from portal.people.roles import Role
from tests.cases.record import TEXT, drafted, published, rate, submitted, written
from tests.support.town import person


def verbs(case) -> list[str]:
    entries = Entry.objects.filter(subject=f"case:{case.pk}").order_by("seq")
    return list(entries.values_list("verb", flat=True))


def test_written_submitted_approved_is_public(town):
    case = published(town)
    assert case.live
    assert list(public()) == [case] == list(latest(3))
    assert (case.title, case.result) == (TEXT["title"], TEXT["result"])
    assert verbs(case) == ["case.published"]
    assert Entry.objects.get(verb="case.published").actor == f"staff:{town.reviewer.pk}"


@pytest.mark.parametrize("who", ["editor", "reviewer", "clerk", "reviewer elsewhere"])
def test_only_a_second_person_of_the_area_approves(town, who):
    case = submitted(town)
    people = {
        "editor": town.editor, "reviewer": town.reviewer, "clerk": town.clerk,
        "reviewer elsewhere": person("far", Role.REVIEWER, town.other_committee),
    }  # fmt: skip
    if who == "reviewer":
        assert commands.approve(case, by=people[who]).live
    else:
        with pytest.raises(Refused):
            commands.approve(case, by=people[who])
        case.refresh_from_db()
        assert not case.live


def test_who_wrote_or_submitted_may_not_approve(town):
    case = commands.write(drafted(town), **TEXT, by=town.reviewer)
    commands.submit(case, by=town.editor)
    with pytest.raises(Refused), transaction.atomic():
        commands.approve(case, by=town.reviewer)
    own = commands.submit(written(town), by=town.reviewer)
    with pytest.raises(Refused), transaction.atomic():
        commands.approve(own, by=town.reviewer)


@pytest.mark.parametrize(("prepare", "complete"), [(written, True), (lambda t: drafted(t), False)])
def test_an_unwritten_case_is_not_submitted(town, prepare, complete):
    case = prepare(town)
    if complete:
        assert commands.submit(case, by=town.editor).workflow_in_progress
    else:
        with pytest.raises(Refused):
            commands.submit(case, by=town.editor)


@pytest.mark.parametrize("name", ["title", "matter_text", "measures", "result"])
def test_a_part_left_empty_is_named(town, name):
    with pytest.raises(ValidationError) as caught:
        written(town, **{name: " "})
    assert list(caught.value.message_dict) == [name]


@pytest.mark.parametrize(("consent", "shown"), [("anonymous", True), ("none", False)])
def test_without_consent_nothing_can_be_published(town, consent, shown):
    case = written(town)
    rate(case, consent=consent)
    case.refresh_from_db()
    if shown:
        commands.submit(case, by=town.editor)
    else:
        with pytest.raises(Refused, match=".+"):
            commands.submit(case, by=town.editor)


@pytest.mark.parametrize("name", ["title", "matter_text", "measures", "result"])
@pytest.mark.parametrize(
    ("text", "private"), [("联系人电话 13800138000", True), ("路灯亮了", False)]
)
def test_personal_data_is_named_beside_its_field(town, name, text, private):
    case = drafted(town)
    if private:
        with pytest.raises(ValidationError) as caught:
            written(town, case, **{name: text})
        assert list(caught.value.message_dict) == [name]
    else:
        written(town, case, **{name: text})


@pytest.mark.parametrize("wrong", [
    {"disclosure": "not"}, {"closed_on": None}, {"result": ""}, {"satisfied": 6},
])  # fmt: skip
def test_the_database_refuses_a_live_case_that_may_not_be_shown(town, wrong):
    case = published(town)
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(**wrong)


def test_publication_and_its_entry_stand_or_fall_together(town, monkeypatch):
    case = submitted(town)

    def broken(*args, **kwargs):
        raise RuntimeError("the disk is full")

    monkeypatch.setattr("portal.ledger.publishing.append", broken)
    with pytest.raises(RuntimeError):
        commands.approve(case, by=town.reviewer)
    case.refresh_from_db()
    assert (case.live, verbs(case)) == (False, [])


def test_a_schedule_publishes_on_time_and_is_logged(town):
    case = written(town)
    draft = case.get_latest_revision_as_object()
    draft.go_live_at = timezone.now() + datetime.timedelta(days=1)
    draft.save_revision(user=town.editor)
    case = commands.approve(commands.submit(case, by=town.editor), by=town.reviewer)
    assert not case.live
    with time_machine.travel(timezone.now() + datetime.timedelta(days=2)):
        call_command("publish_scheduled")
    case.refresh_from_db()
    assert case.live
    assert verbs(case)[-1] == "case.published"


def test_consent_withdrawn_stops_a_schedule(town):
    case = written(town)
    draft = case.get_latest_revision_as_object()
    draft.go_live_at = timezone.now() + datetime.timedelta(days=1)
    draft.save_revision(user=town.editor)
    commands.approve(commands.submit(case, by=town.editor), by=town.reviewer)
    rate(case, consent="none")
    with time_machine.travel(timezone.now() + datetime.timedelta(days=2)):
        call_command("publish_scheduled")
    case.refresh_from_db()
    assert not case.live
