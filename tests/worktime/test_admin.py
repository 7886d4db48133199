"""The calendars and time classes in the admin: for administrators, and for nobody else."""

import re
from datetime import date

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from portal.ledger.models import Entry
from portal.worktime import queries
from portal.worktime.models import Calendar, Limit, TimeClass

EVERYBODY = ("anonymous", "clerk", "coordinator", "handler", "editor", "reviewer", "auditor",
             "nobody", "administrator")  # fmt: skip
YEARS, LOAD = "/admin/calendars/", "/admin/calendars/2027/load/"
CLASSES = "/admin/snippets/worktime/timeclass/"
TEXT = "2027-01-01~2027-01-03,放假,元旦\n2027-01-09,上班"
GIVEN = {"source": "国办〔2026〕1号", "status": "official", "hours": "09:00-12:00,14:00-17:30",
         "text": TEXT}  # fmt: skip
CONFIRM = {**GIVEN, "confirm": "1", "seen": "1"}


def shown(answer) -> str:
    return answer.content.decode()


@pytest.mark.parametrize("url", [YEARS, "/admin/calendars/2026/", LOAD, CLASSES, f"{CLASSES}add/"])
def test_pages_are_for_administrators(town, as_, url):
    found = {who for who in EVERYBODY if as_(who).get(url).status_code == 200}
    assert found == {"administrator"}


def test_loading_is_for_administrators(town, as_):
    for who in EVERYBODY:
        before = Calendar.objects.filter(year=2027).count(), Entry.objects.count()
        as_(who).post(LOAD, CONFIRM)
        after = Calendar.objects.filter(year=2027).count(), Entry.objects.count()
        grown = 1 if who == "administrator" else 0
        assert after == (before[0] + grown, before[1] + grown), who


def test_preview_changes_nothing_and_confirming_does(town, as_):
    administrator = as_("administrator")
    page = administrator.post(LOAD, {**GIVEN, "preview": "1"})
    changed = {change.day for change in page.context["comparison"].changes}
    assert {date(2027, 1, 2), date(2027, 1, 9), date(2027, 10, 1)} <= changed
    assert "调休上班" in shown(page)
    assert not queries.calendars().is_official(2027)
    assert administrator.post(LOAD, CONFIRM).status_code == 302
    assert queries.calendars().is_worked(date(2027, 1, 9))
    assert "国办〔2026〕1号" in shown(administrator.get("/admin/calendars/2027/"))
    assert "administrator" in shown(administrator.get(YEARS))


def test_the_same_twice_is_one_version(town, as_):
    for _again in range(2):
        assert as_("administrator").post(LOAD, CONFIRM).status_code == 302
    assert Calendar.objects.filter(year=2027).count() == 2


def test_somebody_else_was_faster(town, as_):
    as_("administrator").post(LOAD, CONFIRM)
    late = as_("administrator").post(LOAD, {**CONFIRM, "text": "2027-01-01,放假"})
    assert "其他人刚刚载入了这一年" in shown(late)
    assert "2027-01-01,放假" in shown(late)
    assert late.context["comparison"].version == 2


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"text": "2027-01-01,放假\n2027-01-32,放假\n2027-02-01,上班"}, ["没有这一天", "不是周六或周日"]),
        ({"hours": "9-12"}, ["办公时间请写成"]),
        ({"status": "guess"}, []),
        ({"text": ""}, ["没有放假的日子"]),
        ({"source": ""}, ["哪个通知"]),
    ],
)  # fmt: skip
def test_what_is_refused_is_said_and_nothing_typed_is_lost(town, as_, change, words):
    answer = as_("administrator").post(LOAD, {**CONFIRM, **change})
    assert answer.status_code == 200
    assert all(word in shown(answer) for word in words)
    assert answer.context["form"].errors
    for name, value in {**GIVEN, **change}.items():
        assert answer.context["form"][name].value() == value
    assert not queries.calendars().is_official(2027)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_file_stands_in_the_text_afterwards(town, as_, encoding):
    file = SimpleUploadedFile("2027.csv", TEXT.encode(encoding))
    page = as_("administrator").post(LOAD, {**GIVEN, "text": "", "sheet": file})
    assert page.context["form"]["text"].value() == TEXT
    assert page.context["comparison"].changes


@pytest.mark.parametrize("content", [b"PK\x03\x04\x00\x00", b"\xff\xfe\x00", b"x" * 100_001])
def test_a_file_that_is_no_text(town, as_, content):
    file = SimpleUploadedFile("2027.xlsx", content)
    page = as_("administrator").post(LOAD, {**CONFIRM, "sheet": file})
    assert "另存为 CSV" in shown(page)
    assert page.context["form"]["text"].value() == TEXT
    assert not queries.calendars().is_official(2027)


@pytest.mark.parametrize("year", ["1999", "2100", "20270", "x"])
def test_no_such_year(town, as_, year):
    assert as_("administrator").get(f"/admin/calendars/{year}/load/").status_code == 404


@pytest.mark.parametrize(("year", "status"), [(2026, 200), (2029, 404)])
def test_a_year_that_was_never_loaded(town, as_, year, status):
    assert as_("administrator").get(f"/admin/calendars/{year}/").status_code == status
    assert as_("administrator").get(f"/admin/calendars/{year}/load/").status_code == 200


def test_a_correction_begins_with_what_is_in_force(town, as_):
    page = as_("administrator").get("/admin/calendars/2026/load/")
    assert "2026-02-14,上班" in page.context["form"]["text"].value()
    assert page.context["form"]["source"].value() == "python-holidays"


def test_reading_the_years_costs_the_same_for_many(town, as_, django_assert_max_num_queries):
    administrator = as_("administrator")
    administrator.get(YEARS)
    with django_assert_max_num_queries(12):
        assert "2026" in administrator.get(YEARS).content.decode()


@pytest.mark.parametrize(
    ("today", "who", "called"),
    [
        ("2026-10-31", "administrator", False),
        ("2026-11-01", "administrator", True),
        ("2027-03-01", "administrator", True),
        ("2026-11-01", "clerk", False),
    ],
)
def test_a_missing_year_is_seen_without_looking(town, as_, today, who, called):
    with time_machine.travel(f"{today}T04:00:00Z"):
        assert ("2027 年的放假通知还没有载入" in shown(as_(who).get("/admin/"))) is called


def edited(time_class, **change):
    limits = list(time_class.limits.all())
    fields = {"name": time_class.name, "code": time_class.code, "order": 1, "note": "",
              "limits-TOTAL_FORMS": len(limits), "limits-INITIAL_FORMS": len(limits),
              "limits-MIN_NUM_FORMS": 0, "limits-MAX_NUM_FORMS": 1000}  # fmt: skip
    for number, limit in enumerate(limits):
        one = {"id": limit.pk, "step": limit.step, "amount": limit.amount, "unit": limit.unit}
        fields |= {f"limits-{number}-{name}": value for name, value in one.items()}
    return fields | change


@pytest.mark.parametrize(
    ("who", "amount", "stored"),
    [
        ("administrator", "7", 7),
        ("administrator", "0", 24),
        ("editor", "7", 24),
        ("clerk", "7", 24),
    ],
)
def test_setting_a_limit(town, as_, who, amount, stored):
    urgent = TimeClass.objects.get(code="urgent")
    place = [limit.step for limit in urgent.limits.all()].index("answer")
    fields = edited(urgent, **{f"limits-{place}-amount": amount})
    as_(who).post(f"{CLASSES}edit/{urgent.pk}/", fields)
    assert Limit.objects.get(time_class=urgent, step="answer").amount == stored


def test_a_step_has_one_limit(town, as_):
    urgent = TimeClass.objects.get(code="urgent")
    fields = edited(urgent, **{"limits-0-step": "answer"})
    answer = as_("administrator").post(f"{CLASSES}edit/{urgent.pk}/", fields)
    assert answer.status_code == 200
    assert Limit.objects.filter(time_class=urgent, step="dispatch").exists()


def test_a_time_class_is_never_deleted(town, as_):
    urgent = TimeClass.objects.get(code="urgent")
    as_("administrator").post(f"{CLASSES}delete/{urgent.pk}/")
    assert TimeClass.objects.filter(code="urgent").exists()


def test_the_code_of_a_class_stays_and_its_name_does_not(town, as_):
    row = TimeClass.objects.get(code="ordinary")
    url = f"{CLASSES}edit/{row.pk}/"
    assert re.search(r'name="code"[^>]*disabled', shown(as_("administrator").get(url)))
    limits = {f"limits-{name}": "0" for name in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS")}
    given = {"name": "常办", "code": "other", "order": "1", "note": "", **limits}
    assert as_("administrator").post(url, given).status_code == 302
    row.refresh_from_db()
    assert (row.code, row.name) == ("ordinary", "常办")
    row.code = "other"
    with pytest.raises(ValidationError, match="The code stays|编码不能再改"):
        row.full_clean()


def test_the_code_of_a_new_class_is_chosen(town, as_):
    page = as_("administrator").get(f"{CLASSES}add/")
    assert not re.search(r'name="code"[^>]*disabled', shown(page))


def test_a_time_class_is_not_deleted(town, as_):
    urgent = TimeClass.objects.get(code="urgent")
    page = as_("administrator").post(f"/admin/snippets/worktime/timeclass/delete/{urgent.pk}/")
    assert page.status_code in (302, 403)
    bulk = "/admin/bulk/worktime/timeclass/delete/"
    as_("administrator").post(f"{bulk}?id={urgent.pk}")
    assert TimeClass.objects.filter(pk=urgent.pk).exists()
