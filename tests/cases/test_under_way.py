"""An open order in public: asked for by staff, released by two, in step until it is its outcome."""

import json

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from wagtail.models import Revision

from portal.cases import commands
from portal.cases.choosing import Choice, groups
from portal.cases.follower import CaseDraftFollower
from portal.cases.models import Case
from portal.cases.queries import latest, public, shown_since, to_write, told_since
from portal.errors import Refused
from portal.ledger.follow import rebuild
from portal.ledger.models import Entry
from portal.orders import commands as orders
from search.sources.cases import Cases
from tests.cases.record import (
    MATTER,
    TEXT,
    asked,
    drafted,
    follow,
    order_of,
    published,
    rate,
    shown_under_way,
)
from tests.support.town import STEPS, merge_into_answered, order_in, resident_of

NOW = timezone.now()
MARK = "居民原话记号"


def onward(town, case, *states):
    """The order goes on, and the follower comes round."""
    order = order_of(case)
    for state in states:
        order = STEPS[f"to_{state}"](town, order, timezone.now())
    follow()
    case.refresh_from_db()
    return case


def release(town, case):
    return commands.approve(commands.submit(case, by=town.editor), by=town.reviewer)


def seen(client, case):
    """What anybody gets: the page, the wall, the index."""
    page, wall = client.get(f"/echo/{case.number}/"), client.get("/echo/").content.decode()
    filed = {listed.document.key for listed in Cases().public()}
    return page.status_code, case.number in wall, f"case:{case.pk}" in filed


# Who may ask, and for what


@pytest.mark.parametrize(
    ("who", "may"),
    [("clerk", True), ("coordinator", True), ("other_clerk", False), ("handler", False),
     ("editor", False), ("reviewer", False), ("auditor", False)],
)  # fmt: skip
def test_the_owners_staff_ask_and_nobody_else(town, who, may):
    order = order_in(town, "accepted")
    if may:
        assert not commands.ask(order, **MATTER, by=getattr(town, who), at=NOW).live
        assert Entry.objects.get(verb="case.asked").actor == f"staff:{getattr(town, who).pk}"
    else:
        with pytest.raises(Refused, match="不归您"):
            commands.ask(order, **MATTER, by=getattr(town, who), at=NOW)
        assert not Case.objects.exists()


@pytest.mark.parametrize(
    ("state", "may"),
    [("placed", False), ("admitted", True), ("dispatched", True), ("accepted", True),
     ("answered", True), ("suspended", True), ("returned", False), ("closed", False),
     ("declined", False), ("withdrawn", False), ("merged", False)],
)  # fmt: skip
def test_what_is_under_way_and_nothing_else(town, state, may):
    order = order_in(town, state)
    if may:
        assert asked(town, order=order).number == order.number
    else:
        with pytest.raises(Refused):
            asked(town, order=order)


def test_a_raised_order_is_asked_for_by_the_level_that_owns_it(town):
    order = order_in(town, "escalated")
    with pytest.raises(Refused):
        asked(town, order=order)
    assert commands.ask(order, **MATTER, by=town.coordinator, at=NOW).asked_on == NOW


@pytest.mark.parametrize(("consent", "may"), [("anonymous", True), ("none", False)])
def test_without_consent_nothing_is_asked(town, consent, may):
    order = order_in(town, "accepted", consent=consent)
    if may:
        assert asked(town, order=order)
    else:
        with pytest.raises(Refused, match="不愿公开"):
            asked(town, order=order)


def test_one_neighbour_who_does_not_agree_is_enough(town):
    lead, careful = order_in(town, "accepted"), order_in(town, "placed", consent="none")
    orders.merge(careful, into=lead, by=town.clerk, at=NOW)
    with pytest.raises(Refused, match="不愿公开"):
        asked(town, order=lead)


def test_it_is_asked_for_once(town):
    case = asked(town)
    with pytest.raises(Refused, match="编辑手里"):
        asked(town, order=order_of(case))
    release(town, case)
    with pytest.raises(Refused, match="已经在回音壁"):
        asked(town, order=order_of(case))


@pytest.mark.parametrize(
    ("text", "error"),
    [("三楼照明坏了，已经安排检查。", None), ("请打 13800138000", ValidationError),
     ("居民说楼道里的灯一个月来天天晚上都不亮老人下楼看不清台阶", Refused)],
)  # fmt: skip
def test_the_first_words_are_the_clerks_own(town, text, error):
    words = "楼道里的灯一个月来天天晚上都不亮老人下楼看不清台阶，请快来修"
    order = order_in(town, "accepted", text=words)
    if error is None:
        assert commands.ask(order, title="灯", matter_text=text, by=town.clerk, at=NOW)
    else:
        with pytest.raises(error):
            commands.ask(order, title="灯", matter_text=text, by=town.clerk, at=NOW)
        assert not Case.objects.exists()


COPY = "楼道里的灯一个月来天天晚上都不亮老人下楼看不清台阶"


def supplemented(town):
    order = STEPS["return"](town, order_in(town, "placed"), NOW)
    order = orders.supplement(order, text=COPY, by=resident_of(order), at=NOW)
    for step in ("to_admitted", "to_dispatched", "to_accepted"):
        order = STEPS[step](town, order, NOW)
    return order


def led(town):
    lead = order_in(town, "accepted")
    orders.merge(order_in(town, "placed", text=COPY), into=lead, by=town.clerk, at=NOW)
    return lead


def commented(town):
    order = order_in(town, "answered")
    return orders.rate(
        order, solved="no", satisfied=1, comment=COPY, by=resident_of(order), at=NOW
    )  # fmt: skip


@pytest.mark.parametrize(
    "told",
    [
        lambda town: order_in(town, "accepted", place=COPY),
        lambda town: order_in(town, "accepted", answers={"问": COPY}),
        supplemented, led, commented,
    ],
    ids=["place", "answers", "supplement", "merged", "rating"],
)  # fmt: skip
def test_the_first_words_are_copied_from_nothing_a_resident_wrote(town, told):
    order = told(town)
    with pytest.raises(Refused, match="居民"):
        commands.ask(order, title="灯", matter_text=f"据说{COPY}。", by=town.clerk, at=NOW)
    assert asked(town, order=order)


# Two persons


def test_it_is_public_only_after_two_persons(town, client):
    case = asked(town)
    assert seen(client, case) == (404, False, False)
    with pytest.raises(Refused), transaction.atomic():
        release_alone(town, case)
    case = release(town, case)
    assert (case.live, seen(client, case)) == (True, (200, True, True))


def release_alone(town, case):
    commands.submit(case, by=town.reviewer)
    commands.approve(case, by=town.reviewer)


def test_no_outcome_is_told_before_there_is_one(town):
    case = release(town, commands.write(asked(town), **TEXT, by=town.editor))
    assert (case.live, case.measures, case.result) == (True, "", "")


@pytest.mark.parametrize("begin", [asked, shown_under_way])
def test_an_outcome_written_and_never_released_is_no_dead_end_after_a_redo(town, begin):
    case = onward(town, begin(town), "answered", "closed")
    commands.write(case, **TEXT, by=town.editor)
    rate(case, solved="no", satisfied=1)
    case = release(town, case)
    assert (case.live, case.title, case.result) == (True, TEXT["title"], "")
    kept = [revision.content["result"] for revision in case.revisions.order_by("pk")]
    assert kept[-2:] == [TEXT["result"], ""]


def test_what_was_handed_in_again_after_an_outcome_is_not_called_back_by_the_next_step(town):
    case = onward(town, shown_under_way(town), "answered", "closed")
    case = release(town, commands.write(case, **TEXT, by=town.editor))
    rate(case, solved="no", satisfied=1)
    commands.submit(case, by=town.editor)
    case = onward(town, case, "accepted")
    assert commands.approve(case, by=town.reviewer).live


@pytest.mark.parametrize("wrong", [{"result": "修好了"}, {"asked_on": None}, {"matter_text": ""},
                                   {"standing": "closed"}, {"disclosure": "not"}])  # fmt: skip
def test_the_database_refuses_what_may_not_stand(town, wrong):
    case = shown_under_way(town)
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(**wrong)


# What the public reads


def test_the_page_tells_state_unit_dates_and_how_it_goes(town, client):
    case = shown_under_way(town)
    text = client.get(f"/echo/{case.number}/").content.decode()
    for words in (*MATTER.values(), case.number, "桂雨社区", "桂雨维修队", "办理中", "已接单",
                  "社区正在办理", "我也遇到了", "评价也都是您自己的"):  # fmt: skip
        assert words in text, words
    for words in ("怎么办的</h2>", "是否解决", "满意度", "未评价", "我也要办这件事"):
        assert words not in text, words
    assert f"/orders/new/?like={case.number}&amp;service=lamp" in text


def test_no_word_of_the_resident_reaches_the_public(town, client):
    order = order_in(
        town, "placed", text=f"{MARK}一", place=f"{MARK}二", answers={"问": f"{MARK}三"},
        contact_name=f"{MARK}四", contact_phone="13800138000",
    )  # fmt: skip
    for step in ("to_admitted", "to_dispatched", "to_accepted"):
        order = STEPS[step](town, order, NOW)
    orders.record_contact(order, note=f"{MARK}五", by=town.handler, at=NOW)
    case = shown_under_way(town, order=order)
    onward(town, case, "answered")
    rows = [list(Case.objects.values()), list(Revision.objects.values())]
    kept = json.dumps(rows, ensure_ascii=False, default=str)
    pages = "".join(
        client.get(path).content.decode() for path in ("/echo/", f"/echo/{case.number}/")
    )
    filed = "".join(repr(listed) for listed in Cases().public())
    for place in (kept, pages, filed):
        assert MATTER["title"] in place
        for secret in (MARK, "13800138000", str(order.pk), order.query_code, "张女士"):
            assert secret not in place


def test_the_wall_shows_it_under_its_state(town, client):
    case, done = shown_under_way(town), published(town)
    options = {str(o.label): o for g in groups(Choice({}))[0] for o in g.options}
    assert options["办理中"].count == 1
    listed = client.get("/echo/" + options["办理中"].url).content.decode()
    assert (case.number in listed, done.number in listed) == (True, False)
    unrated = client.get("/echo/?state=unrated").content.decode()
    assert (case.number in unrated, done.number in unrated) == (False, True)
    assert list(latest(3)) == [done]


def test_the_index_has_it_with_its_state(town):
    case = shown_under_way(town)
    (document,) = [listed.document for listed in Cases().public()]
    assert (document.key, document.state) == (f"case:{case.pk}", "underway")
    assert MATTER["matter_text"] in document.text


def test_page_and_wall_keep_their_budgets(town, client, django_assert_max_num_queries):
    case = shown_under_way(town)
    for _more in range(3):
        published(town)
    client.get(f"/echo/{case.number}/")
    with django_assert_max_num_queries(4):
        assert client.get(f"/echo/{case.number}/").status_code == 200
    with django_assert_max_num_queries(5):
        assert client.get("/echo/?state=underway").status_code == 200


# In step


@pytest.mark.parametrize(
    ("states", "standing", "shown"),
    [((), "underway", "办理中"), (("answered",), "answered", "已反馈"),
     (("answered", "closed"), "closed", "已办结")],
)  # fmt: skip
def test_it_follows_its_order(town, client, states, standing, shown):
    case = onward(town, shown_under_way(town), *states)
    assert (case.live, case.standing) == (True, standing)
    assert shown in client.get(f"/echo/{case.number}/").content.decode()


@pytest.mark.parametrize(
    ("state", "told"),
    [("accepted", "社区正在办理"), ("suspended", "这件事暂时中止"), ("answered", "已经反馈")],
)
def test_the_page_says_what_is_so(town, client, state, told):
    case = shown_under_way(town, state)
    text = client.get(f"/echo/{case.number}/").content.decode()
    said = [words for words in ("社区正在办理", "这件事暂时中止", "已经反馈") if words in text]
    assert said == [told]


def test_it_becomes_the_outcome_and_there_is_no_second_case(town, client):
    case = onward(town, shown_under_way(town), "answered", "closed")
    assert Case.objects.get() == case
    assert (case.live, case.result, case.closed_on) == (True, "", order_of(case).ended_at)
    assert list(to_write(Case.objects.all())) == [case]
    page = client.get(f"/echo/{case.number}/").content.decode()
    assert "正在整理" in page
    assert not latest(3)
    commands.write(case, **TEXT, by=town.editor)
    assert TEXT["result"] not in client.get(f"/echo/{case.number}/").content.decode()
    case = release(town, case)
    assert TEXT["result"] in client.get(f"/echo/{case.number}/").content.decode()
    assert list(latest(3)) == [case]
    assert not to_write(Case.objects.all())


def test_the_outcome_needs_both_its_parts(town):
    case = onward(town, shown_under_way(town), "answered", "closed")
    with pytest.raises(ValidationError):
        commands.write(case, **{**TEXT, "result": ""}, by=town.editor)
    with pytest.raises(Refused, match="怎么办的"):
        commands.submit(case, by=town.editor)


def test_what_was_submitted_while_under_way_is_called_back_when_it_closes(town):
    case = commands.submit(asked(town), by=town.editor)
    onward(town, case, "answered", "closed")
    assert (case.live, case.workflow_in_progress) == (False, False)
    assert list(to_write(Case.objects.all())) == [case]


def test_handled_again_before_any_outcome_was_told_it_stays(town):
    case = onward(town, shown_under_way(town), "answered", "closed")
    rate(case, solved="no", satisfied=1)
    case.refresh_from_db()
    assert (case.live, case.standing, case.solved) == (True, "underway", None)


def test_handled_again_after_the_outcome_was_told_it_waits_and_can_be_asked_for_anew(town, client):
    case = onward(town, shown_under_way(town), "answered", "closed")
    case = release(town, commands.write(case, **TEXT, by=town.editor))
    rate(case, solved="no", satisfied=1)
    case.refresh_from_db()
    assert (case.live, seen(client, case)) == (False, (410, False, False))
    case = shown_under_way(town, order=order_of(case))
    page = client.get(f"/echo/{case.number}/").content.decode()
    assert MATTER["matter_text"] in page
    assert TEXT["result"] not in page


def test_an_outcome_of_an_earlier_round_is_not_left_standing(town):
    case = published(town)
    orders.rate(order_of(case), solved="no", satisfied=1, by=resident_of(order_of(case)), at=NOW)
    onward(town, case, "accepted", "answered", "closed")
    assert not case.live


@pytest.mark.parametrize("closed", [False, True])
def test_what_the_resident_said_is_not_read_before_the_end(town, client, closed):
    case = onward(town, shown_under_way(town), "answered")
    rate(case, solved="partly", satisfied=4)
    if closed:
        onward(town, case, "closed")
    case.refresh_from_db()
    assert (case.solved == "partly", case.raters == 1) == (closed, closed)
    assert any(code == "rated" for _at, code in case.timeline) is closed
    assert ("部分解决" in client.get("/echo/").content.decode()) is closed


# Off the wall at once


def wish(order):
    orders.change_consent(order, consent="none", by=resident_of(order), at=NOW)


@pytest.mark.parametrize("state", ["dispatched", "accepted", "answered"])
def test_a_wish_taken_back_takes_it_off_before_any_follower_comes(town, client, state):
    case = shown_under_way(town, state)
    assert seen(client, case) == (200, True, True)
    wish(order_of(case))
    assert seen(client, case) == (410, False, False)
    assert groups(Choice({}))[1] == 0
    follow()
    case.refresh_from_db()
    assert (case.live, case.disclosure) == (False, "not")


def test_one_that_ends_without_an_outcome_is_off_at_once_and_not_released_again(town, client):
    case = shown_under_way(town, "dispatched")
    order = order_of(case)
    orders.withdraw(order, by=resident_of(order), at=NOW)
    assert seen(client, case) == (410, False, False)
    follow()
    case.refresh_from_db()
    assert (case.live, case.asked_on) == (False, None)
    with pytest.raises(Refused):
        commands.submit(case, by=town.editor)


def test_merged_into_another_its_number_leads_to_the_public_lead(town, client):
    case, lead = shown_under_way(town, "admitted"), shown_under_way(town)
    orders.merge(order_of(case), into=order_of(lead), by=town.clerk, at=NOW)
    answer = client.get(f"/echo/{case.number}/")
    assert (answer.status_code, answer["Location"]) == (302, f"/echo/{lead.number}/")
    follow()
    lead.refresh_from_db()
    assert lead.reporters == 2


def test_parted_and_asked_for_while_the_follower_waits_it_stays_asked_for(town):
    case, lead = shown_under_way(town, "admitted"), order_in(town, "accepted")
    order = orders.merge(order_of(case), into=lead, by=town.clerk, at=NOW)
    follow()
    meanwhile = []

    def before(execute, sql, *rest):
        if "cases_case" in sql and not meanwhile:
            meanwhile.append(sql)
            orders.unmerge(order, reason="不是一回事", by=town.clerk, at=NOW)
            asked(town, order=order)
        return execute(sql, *rest)

    with connection.execute_wrapper(before):
        commands.keep_in_step(order.pk)
    case.refresh_from_db()
    assert meanwhile
    assert (case.asked_on is None, case.standing) == (False, "underway")


def test_the_wall_counts_the_set_it_lists_while_the_follower_is_behind(town, client):
    case = published(town)
    shown_under_way(town)
    wish(order_of(case))
    answer = client.get("/echo/")
    assert answer.context["total"] == len(answer.context["cases"]) == public().count() == 1
    assert {o.count for g in answer.context["filters"] for o in g.options} == {1}


def test_handled_twice_and_rebuilt_from_nothing_is_the_same(town):
    shown_under_way(town)
    asked(town)
    drafted(town)
    before = [list(Case.objects.order_by("pk").values()), Entry.objects.count()]
    CaseDraftFollower().handle(list(Entry.objects.filter(verb__startswith="order.")))
    rebuild(CaseDraftFollower(), timezone.now)
    assert [list(Case.objects.order_by("pk").values()), Entry.objects.count()] == before


def test_an_outcome_is_told_since_it_was_released(town):
    case = shown_under_way(town)
    assert (shown_since(order_of(case)), told_since(order_of(case))) == (
        case.first_published_at,
        None,
    )
    case = onward(town, case, "answered", "closed")
    assert told_since(order_of(case)) is None
    case = release(town, commands.write(case, **TEXT, by=town.editor))
    assert told_since(order_of(case)) == case.last_published_at


def test_a_lead_answered_with_its_neighbours_counts_them(town):
    lead = merge_into_answered(town, order_in(town, "placed"), NOW).merged_into
    assert shown_under_way(town, order=lead).reporters == 2
