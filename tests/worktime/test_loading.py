"""Loading a year: versions, who may, what is refused, and what reading costs."""

from datetime import UTC, date, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from portal.errors import Refused
from portal.ledger.models import Entry
from portal.people.actors import Clock
from portal.worktime import commands, library, queries, sheets
from portal.worktime.calendars import USUAL_HOURS, Special
from portal.worktime.hours import parse
from portal.worktime.models import Calendar, Day, Limit, TimeClass
from portal.worktime.notices import Notice
from portal.worktime.words import Kind, Status, Step, Unit
from tests.worktime.notices import YEARS, calendars, moment, noticed, said

AT = datetime(2026, 11, 20, tzinfo=UTC)
SETUP = Clock("setup")
DAYS = {date(2027, 1, 1): Special(Kind.HOLIDAY, "元旦"), date(2027, 1, 9): Special(Kind.WORKDAY)}


def notice(**given) -> Notice:
    return Notice(**{"year": 2027, "status": Status.OFFICIAL, "source": "国办〔2026〕1号",
                     "days": DAYS} | given)  # fmt: skip


def load(given=None, by=SETUP, **more) -> Calendar:
    return commands.load(given or notice(), by=by, at=AT, **more)


@pytest.mark.django_db
def test_an_installation_begins_with_what_is_known():
    known = queries.calendars()
    assert [year for year in known.years if not known.is_official(year)] == [max(known.years)]
    assert min(known.years) == 2020
    for year in YEARS:
        assert known.worked(year) == calendars([year]).worked(year)


@pytest.mark.django_db
def test_the_time_classes_of_the_rulebook():
    limits = queries.limits()
    found = {key: (limit.amount, limit.unit) for key, limit in limits.items()}
    assert found["urgent", Step.CONTACT] == (2, Unit.HOURS)
    assert found["urgent", Step.ANSWER] == (24, Unit.HOURS)
    assert found["ordinary", Step.CONTACT] == (1, Unit.WORKING_DAYS)
    assert found["ordinary", Step.ANSWER] == (5, Unit.WORKING_DAYS)
    assert found["ordinary", Step.REDO] == (3, Unit.WORKING_DAYS)
    assert found["complex", Step.EXTENSION] == (15, Unit.WORKING_DAYS)
    assert found["question", Step.ANSWER] == (1, Unit.WORKING_DAYS)
    assert all((code, Step.ASSIST) in found for code in ("urgent", "ordinary", "complex"))


@pytest.mark.django_db
def test_a_new_version_replaces_and_overwrites_nothing():
    before = queries.calendars()
    row = load()
    after = queries.calendars()
    assert (row.version, after.edition) == (2, row.pk)
    assert after.edition > before.edition
    assert after.is_official(2027)
    assert after.is_worked(date(2027, 1, 9))
    assert not before.is_official(2027)
    assert Calendar.objects.get(year=2027, version=1).days.count() == len(before.years[2027].days)


@pytest.mark.django_db
def test_the_same_again_changes_nothing():
    first, entries = load(), Entry.objects.count()
    assert load().pk == first.pk
    assert Entry.objects.count() == entries


@pytest.mark.django_db
@pytest.mark.parametrize(
    "change",
    [{"source": "国办〔2026〕2号"}, {"hours": parse("08:30-17:00")},
     {"days": {**DAYS, date(2027, 1, 10): Special(Kind.HALF, "", parse("09:00-12:00"))}}],
)  # fmt: skip
def test_any_change_is_a_version_and_comes_back_as_loaded(change):
    load()
    changed = load(notice(**change))
    assert changed.version == 3
    assert commands.says(changed) == notice(**change)
    assert Entry.objects.order_by("seq").last().subject == "calendar:2027"


@pytest.mark.parametrize(
    ("who", "loaded"),
    [("administrator", True), ("clerk", False), ("coordinator", False), ("nobody", False)],
)
def test_who_may(town, who, loaded):
    if loaded:
        assert load(by=getattr(town, who)).loaded_by == f"staff:{getattr(town, who).pk}"
    else:
        with pytest.raises(Refused, match="管理员"):
            load(by=getattr(town, who))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"source": " "}, "哪个通知"),
        ({"days": {}}, "没有放假"),
        ({"days": {date.fromordinal(date(2027, 1, 1).toordinal() + n): Special(Kind.HOLIDAY)
                   for n in range(120)}}, "工作日太少"),
    ],
)  # fmt: skip
def test_what_is_refused(given, sentence):
    with pytest.raises(Refused, match=sentence):
        load(notice(**given))
    assert not Calendar.objects.filter(year=2027, version=2).exists()


@pytest.mark.django_db
@pytest.mark.parametrize(("seen", "loaded"), [(1, True), (0, False), (None, True)])
def test_what_was_compared_is_what_is_replaced(seen, loaded):
    if loaded:
        assert load(seen=seen).version == 2
    else:
        with pytest.raises(Refused, match="其他人"):
            load(seen=seen)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "row",
    [
        lambda c: Day.objects.create(calendar=c, date=c.days.first().date, kind="workday"),
        lambda c: Day.objects.create(calendar=c, date="2027-03-01", kind="half"),
        lambda c: Day.objects.create(calendar=c, date="2027-03-01", kind="holiday", hours="9:00"),
        lambda c: Day.objects.create(calendar=c, date="2027-03-01", kind="other"),
        lambda c: Calendar.objects.create(year=2027, version=1, status="provisional",
                                          office_hours="09:00-12:00", loaded_at=AT),
        lambda c: Calendar.objects.create(year=2028, version=1, status="official",
                                          office_hours="09:00-12:00", loaded_at=AT),
        lambda c: Limit.objects.create(time_class=TimeClass.objects.first(), step="answer", amount=1),
        lambda c: Limit.objects.create(time_class=TimeClass.objects.first(), step="x", amount=0),
        lambda c: Limit.objects.create(time_class=TimeClass.objects.first(), step="x", amount=1,
                                       unit="moons"),
    ],
)  # fmt: skip
def test_the_database_refuses(row):
    calendar = Calendar.objects.get(year=2027, version=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        row(calendar)


@pytest.mark.django_db
def test_reading_is_three_queries_then_one_and_none_when_handed_on(django_assert_num_queries):
    load()
    time_class = TimeClass.objects.prefetch_related("limits").get(code="ordinary")
    with django_assert_num_queries(3):
        known = queries.calendars()
    with django_assert_num_queries(1):
        assert queries.calendars() is known
    with django_assert_num_queries(0):
        due = queries.due_of(time_class, Step.ANSWER, AT, known)
        deadline = queries.deadline_of(time_class, Step.ANSWER, AT, known)
        queries.waits_until(time_class, AT, known)
    assert deadline.due(known) == due
    assert said(due.at) == "2026-11-27 17:30"
    with django_assert_num_queries(1):
        assert len(queries.limits()) > 30


@pytest.mark.django_db
def test_what_was_rolled_back_is_forgotten():
    before = queries.calendars()
    with transaction.atomic():
        load()
        assert queries.calendars().is_official(2027)
        transaction.set_rollback(True)
    assert not queries.calendars().is_official(2027)
    load(notice(days={**DAYS, date(2027, 1, 16): Special(Kind.WORKDAY)}))
    assert queries.calendars().is_worked(date(2027, 1, 16))
    assert not before.is_official(2027)


@pytest.mark.django_db
def test_a_class_without_a_limit_has_no_deadline():
    silent = TimeClass.objects.create(code="silent", name="不计时")
    assert queries.due_of(silent, Step.ANSWER, AT) is None
    assert queries.deadline_of(silent, Step.ANSWER, AT) is None
    assert said(queries.waits_until(silent, AT)) == "2026-11-27 17:30"


@pytest.mark.django_db
def test_provisional_and_loaded_by_the_command(tmp_path):
    file = tmp_path / "2027.csv"
    file.write_bytes("日期,类型,名称\n2027-02-06~2027-02-12,放假,春节\n".encode("gb18030"))
    out = StringIO()
    for _again in range(2):
        call_command("load_calendar", "2027", file=file, notice="国办〔2026〕1号", stdout=out)
    assert out.getvalue() == "2027 · 2 · 已按通知\n" * 2
    call_command("load_calendar", "2027", stdout=out)
    assert Calendar.objects.filter(year=2027).count() == 2
    assert queries.calendars().usual_hours(2027) == USUAL_HOURS


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("sheet", "said_so"),
    [
        ("2027-02-30,放假".encode(), "1: 没有这一天"),
        (b"\x00\x01", "不是文本"),
        ("2027-03-01,放假".encode(), "哪个通知"),
    ],
)
def test_the_command_says_what_is_wrong(tmp_path, sheet, said_so):
    file = tmp_path / "bad.csv"
    file.write_bytes(sheet)
    with pytest.raises(CommandError, match=said_so):
        call_command("load_calendar", "2027", file=file)


@pytest.mark.parametrize("year", YEARS)
def test_what_is_written_is_read(year):
    assert sheets.read(sheets.written(noticed(year)), year) == sheets.Sheet(
        dict(sorted(noticed(year).items())), ()
    )
    seed = library.notice_of(year)
    assert sheets.read(sheets.written(seed.days), year).days == seed.days


@pytest.mark.parametrize(
    ("line", "days"),
    [
        ("2027-01-01,放假,元旦", 1),
        ("2027/1/1, 休 ,元旦", 1),
        ("2027年1月1日，放假，元旦", 1),
        ("2027-01-01\t放假\t元旦", 1),
        ("2027-02-05~2027-02-11,holiday", 7),
        ("2027年2月5日至2027年2月11日,放假", 7),
        ("2027-01-09,上班", 1),
        ("2026-12-31,放假,元旦", 1),
        ("2027-03-08,半天,妇女节,09:00-12:00", 1),
        ('2027-03-08,半天,活动,"08:30-10:00,10:30-12:00"', 1),
        ("", 0),
    ],
)
def test_ways_to_write_a_day(line, days):
    sheet = sheets.read(f"日期,类型,名称,时间\n{line}", 2027)
    assert (len(sheet.days), sheet.faults) == (days, ())


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("2027-13-01,放假", "没有这一天"),
        ("元旦,放假", "第一列请填日期"),
        ("2028-01-01,放假", "不在 2027 年"),
        ("2026-11-30,放假", "不在 2027 年"),
        ("2027-02-11~2027-02-05,放假", "前后颠倒"),
        ("2027-02-05~2027-04-05,放假", "超过一个月"),
        ("2027-02-05,补", "第二列请填以下之一：放假, 上班, 半天"),
        ("2027-02-05", "第二列"),
        ("2027-02-05,上班", "不是周六或周日"),
        ("2027-02-05,半天", "写明时间"),
        ("2027-02-05,半天,,12:00-09:00", "写明时间"),
        ("2027-01-01,放假", "出现了两次"),
    ],
)
def test_every_bad_line_is_named(line, sentence):
    sheet = sheets.read(f"2027-01-01,放假,元旦\n{line}\n2027-05-01,放假", 2027)
    assert len(sheet.days) == 2
    [fault] = sheet.faults
    assert (fault.line, fault.text) == (2, line)
    assert sentence in str(fault.sentence)


@pytest.mark.parametrize("text", ["9-12", "09:00-08:00", "09:00-12:00,11:00-13:00", "25:00-26:00"])
def test_office_hours_that_are_none(text):
    with pytest.raises(ValueError, match=r"."):
        parse(text)


def test_office_hours_as_people_write_them():
    assert str(parse("8:30-12:00，14：00-17:30")) == "08:30-12:00,14:00-17:30"


def test_a_working_day_of_an_unknown_year():
    assert calendars([]).worked_after(moment("2031-05-02 00:00").date(), 1) == date(2031, 5, 5)
