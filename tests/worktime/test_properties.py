"""What holds for any limit, any start and any pauses, on calendars that nobody has seen."""

from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from portal.worktime import arithmetic, sheets
from portal.worktime.calendars import BEIJING, Calendars, Special, Year
from portal.worktime.deadlines import Deadline, Extension
from portal.worktime.hours import parse
from portal.worktime.words import BY_CLOCK, Kind, Part, Unit
from tests.worktime.notices import moment

FIRST, LAST = moment("2024-12-01 00:00"), moment("2026-12-31 23:59")
OFFICE = ("09:00-12:00,14:00-17:30", "08:30-11:30,13:30-17:00", "09:00-17:00")
moments = st.datetimes(
    FIRST.replace(tzinfo=None), LAST.replace(tzinfo=None), timezones=st.just(BEIJING)
)
days = st.dates(date(2024, 12, 1), date(2026, 12, 31))
specials = st.sampled_from(
    [Special(Kind.HOLIDAY), Special(Kind.WORKDAY), Special(Kind.HALF, "", parse("09:00-12:00"))]
)
units = st.sampled_from(list(Unit))
amounts = st.integers(1, 40)


@st.composite
def calendars(draw):
    special = draw(st.dictionaries(days, specials, max_size=60))
    office = parse(draw(st.sampled_from(OFFICE)))
    years = {
        year: Year(year, 1, True, office, {d: s for d, s in special.items() if d.year == year})
        for year in draw(st.sets(st.integers(2024, 2027), max_size=4))
    }
    return Calendars(1, years)


@st.composite
def deadlines(draw):
    """Running, with any pauses that a clock can have had, the last perhaps still standing."""
    unit = draw(units)
    deadline = Deadline("any", "answer", draw(amounts), unit, draw(moments), 1)
    at = deadline.started_at
    for _pause in range(draw(st.integers(0, 4))):
        at += timedelta(minutes=draw(st.integers(0, 30_000)))
        latest = at + timedelta(minutes=draw(st.integers(1, 30_000)))
        deadline = deadline.paused(at, latest=latest, reason="waiting")
        at += timedelta(minutes=draw(st.integers(0, 30_000)))
        deadline = deadline.resumed(at)
        at = max(at, deadline.pauses[-1].until)
    if draw(st.booleans()):
        deadline = deadline.paused(at, latest=at + timedelta(days=3), reason="waiting")
    return deadline


@given(calendars(), deadlines(), moments)
def test_the_segments_sum_to_the_time_gone_by(known, deadline, until):
    segments = deadline.segments(until, known)
    gone = max(until - deadline.started_at, timedelta())
    assert sum((segment.length for segment in segments), timedelta()) == gone
    assert all(segment.length > timedelta() for segment in segments)
    edges = [(before.end, after.start) for before, after in pairwise(segments)]
    assert all(end == start for end, start in edges)
    if deadline.by_clock:
        assert Part.OFF not in {segment.part for segment in segments}


@given(calendars(), moments, amounts)
def test_counting_gives_back_the_working_days_that_were_added(known, start, amount):
    due = arithmetic.add_working(start, amount, known).at
    assert arithmetic.working_between(start, due, known) == amount
    assert known.is_worked(due.date())


@given(calendars(), moments, st.integers(1, 5_000))
def test_counting_gives_back_the_office_time_that_was_added(known, start, minutes):
    length = timedelta(minutes=minutes)
    due = arithmetic.add_office(start, length, known).at
    assert arithmetic.office_between(start, due, known) == length


@given(calendars(), moments, moments, amounts, units)
def test_who_starts_later_is_due_later_and_more_takes_longer(known, one, other, amount, unit):
    first, second = sorted([one, other])
    add = arithmetic.add
    assert add(first, amount, unit, known).at <= add(second, amount, unit, known).at
    assert first < add(first, amount, unit, known).at <= add(first, amount + 1, unit, known).at


@given(calendars(), moments, moments, moments)
def test_counts_add_up(known, one, two, three):
    a, b, c = sorted([one, two, three])
    for between in (arithmetic.working_between, arithmetic.office_between):
        assert between(a, b, known) + between(b, c, known) == between(a, c, known)


@given(calendars(), deadlines())
def test_no_pause_makes_it_due_earlier_or_before_the_pause_ended(known, deadline):
    before = deadline.due(known).at
    late = max([deadline.started_at, *(pause.until for pause in deadline.pauses)])
    if deadline.standing or late >= before:
        return
    longer = deadline.paused(late, latest=late + timedelta(days=2), reason="waiting")
    after = longer.due(known).at
    assert after >= before
    assert after >= longer.pauses[-1].until
    assert longer.resumed(late).due(known).at == before


@given(calendars(), deadlines())
def test_by_the_clock_a_pause_moves_it_by_its_own_length(known, deadline):
    if deadline.unit not in BY_CLOCK:
        return
    due = deadline.due(known).at
    running = [s.length for s in deadline.segments(due, known) if s.part == Part.RUNNING]
    wanted = arithmetic.add(deadline.started_at, deadline.amount, deadline.unit, known).at
    assert sum(running, timedelta()) == wanted - deadline.started_at


@given(calendars(), deadlines(), amounts)
def test_an_extension_gives_more(known, deadline, amount):
    extended = deadline.extended(Extension(amount, "why", "staff:1", deadline.started_at))
    before, after = deadline.due(known).at, extended.due(known).at
    # Two calendar days may both lead to the same Monday.
    assert after >= before if deadline.unit == Unit.DAYS else after > before


@given(calendars(), calendars(), deadlines())
def test_a_promise_is_kept_when_it_is_earlier(known, later, deadline):
    plain = Deadline("any", "answer", deadline.amount, deadline.unit, deadline.started_at, 1)
    promised = plain.recomputed(known)
    assert promised.due(known) == plain.due(known)
    assert promised.recomputed(later).due(later).at == min(plain.due(known).at, plain.due(later).at)


@given(calendars(), deadlines())
def test_it_is_warned_of_before_it_is_due(known, deadline):
    due = deadline.due(known).at
    assert deadline.started_at <= deadline.warned_at(known) <= due
    assert deadline.started_at <= deadline.half_gone_at(known) <= due


@given(deadlines())
def test_what_is_stored_comes_back(deadline):
    assert Deadline.from_json(deadline.as_json()) == deadline


@given(st.text() | st.text(alphabet='0123456789-/~," 放假上班半天：\n\t', max_size=80))
def test_whatever_a_sheet_says_each_line_is_read_or_named(text):
    sheet = sheets.read(text, 2027)
    assert all(fault.line >= 1 and str(fault.sentence) for fault in sheet.faults)
    assert sheets.read(sheets.written(sheet.days), 2027).faults == ()
