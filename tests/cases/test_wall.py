"""The echo wall as anybody reads it: filters, counts, paging, and no query string that breaks it."""

import re
from collections import Counter
from itertools import pairwise

import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.cases.choosing import Choice, groups
from portal.cases.models import Case
from portal.cases.paging import PAGE_LENGTH, page
from portal.cases.queries import public
from portal.ledger.models import Entry
from tests.cases.record import days_ago, drafted, next_door, published
from tests.support.remembered import remembered
from tests.support.town import build_town

WALL = "/echo/"


def many(town, count):
    """Public rows, written straight into the table: this file tests reading alone."""
    first = published(town)
    rows = []
    for number in range(1, count):
        # Every third has the same moment as its neighbour: the key decides then.
        closed = days_ago(number - number % 3)
        row = Case.objects.get(pk=first.pk)
        row.pk, row.number, row.closed_on = None, f"2025-{number:06d}", closed
        row.moved_on = closed
        row.year, row.solved = closed.year, (None, "yes", "partly", "no")[number % 4]
        row.area = town.other_community if number % 2 else town.community
        rows.append(row)
    Case.objects.bulk_create(rows)
    return public()


@remembered
def build_wall():
    town = build_town()
    many(town, 3 * PAGE_LENGTH + 5)
    return town


@pytest.fixture
def town_of_wall(db):
    return build_wall()


@pytest.fixture
def wall(town_of_wall):
    return public()


def numbers(answer):
    return [case.number for case in answer.context["cases"]]


def walk(client, address, step):
    """Every page from this one on, following the links shown."""
    answers = [client.get(address)]
    while link := answers[-1].context[step]:
        answers.append(client.get(WALL + link))
    return answers


@pytest.mark.parametrize("query", ["", "?state=yes", "?area=990101001002"])
def test_every_case_stands_on_one_page(client, wall, query):
    answers = walk(client, WALL + query, "older_url")
    seen = [number for answer in answers for number in numbers(answer)]
    wanted = Choice(answers[0].wsgi_request.GET.dict()).cases().order_by("-moved_on", "-pk")
    assert seen == [case.number for case in wanted]
    assert answers[0].context["total"] == len(seen)


def test_the_way_back_shows_the_same_pages(client, wall):
    there = walk(client, WALL, "older_url")
    back = walk(client, there[-1].wsgi_request.get_full_path(), "newer_url")
    assert [numbers(answer) for answer in back[:-1]] == [
        numbers(answer) for answer in reversed(there[1:])
    ][: len(back) - 1]
    assert numbers(back[-1]) == numbers(there[0])


def test_a_new_case_shifts_no_page(client, town_of_wall, wall):
    second = WALL + client.get(WALL).context["older_url"]
    before = numbers(client.get(second))
    published(town_of_wall)
    assert numbers(client.get(second)) == before


def test_the_counts_are_those_of_the_pages(client, wall):
    answer = client.get(WALL, {"area": "990101001002"})
    by_title = {str(group.title): group.options for group in answer.context["filters"]}
    states = Counter(case.solved for case in wall if case.area.code == "990101001002")
    assert sum(option.count for option in by_title["状态"]) == sum(states.values())
    assert {option.count for option in by_title["状态"]} == set(states.values())
    communities = Counter(case.area.name for case in wall)
    assert {option.label: option.count for option in by_title["社区"]} == communities


@pytest.mark.parametrize("query", [
    {}, {"state": "no"}, {"year": "2026", "area": "990101001001"}, {"state": "unrated", "year": "2026"},
])  # fmt: skip
def test_a_chip_leads_to_as_many_cases_as_it_says(client, wall, query):
    groups = client.get(WALL, query).context["filters"]
    options = [one for group in groups for one in group.options if not one.is_chosen]
    assert len(options) > 3
    for option in options:
        assert client.get(WALL + option.url).context["total"] == option.count


def test_what_is_chosen_is_shown_and_taken_away_singly(client, wall):
    answer = client.get(WALL, {"area": "990101001002", "state": "yes", "before": "9-9"})
    taken = answer.context["taken"]
    assert [option.url for option in taken] == ["?state=yes", "?area=990101001002"]
    text = answer.content.decode()
    assert 'href="?state=yes"' in text
    assert 'aria-current="true"' in text


def test_drafts_and_withheld_cases_are_on_no_page(client, town):
    draft, shown = drafted(town), published(next_door(town))
    text = client.get(WALL).content.decode()
    assert shown.title in text
    assert draft.number not in text
    assert groups(Choice({}))[1] == 1


@pytest.mark.parametrize(("query", "words"), [
    ("", "还没有公开的办理结果"), ("?state=no", "没有同时符合这些条件的案例"),
])  # fmt: skip
def test_an_empty_wall_says_why(client, town, query, words):
    assert words in client.get(WALL + query).content.decode()


def test_the_list_takes_five_queries(client, wall, django_assert_max_num_queries):
    first = client.get(WALL)
    with django_assert_max_num_queries(5):
        assert client.get(WALL + first.context["older_url"]).context["cases"]
    with django_assert_max_num_queries(5):
        chosen = {"area": "990101001002", "category": "housing", "state": "yes"}
        assert client.get(WALL, chosen).status_code == 200


@pytest.mark.parametrize("method", ["post", "put", "delete", "patch"])
def test_the_wall_is_only_read(client, db, method):
    assert getattr(client, method)(WALL).status_code == 405
    assert client.head(WALL).status_code == 200


JUNK = [
    "?before=", "?before=x", "?before=99999999999999999-1", "?after=0-0", "?after=1-99999999999999999999",
    "?year=20x6", "?year=١٩٩٩", "?year=9999", "?area=%00", "?area='--", "?category=" + "a" * 500,
    "?state=yes&state=no", "?%FF=%FE", "?before=1-1&after=1-1", "?page=2", "?area[]=1",
]  # fmt: skip


@pytest.mark.parametrize("query", JUNK)
def test_junk_is_left_out(client, wall, query):
    assert client.get(WALL + query).status_code == 200


def test_no_query_string_breaks_the_wall(client, wall):
    names = st.sampled_from(["before", "after", "year", "area", "category", "state", "q"])
    values = st.one_of(st.text(max_size=40), st.from_regex(r"[0-9]{0,20}-[0-9]{0,20}"))

    @settings(max_examples=150)
    @given(st.dictionaries(names, values, max_size=4))
    def holds(query):
        assert client.get(WALL, query).status_code == 200

    holds()


def test_cursors_beyond_both_ends_lead_to_a_page(wall):
    assert len(page(wall, after="0-0").cases) == PAGE_LENGTH
    assert page(wall, before="1-1").cases == []
    oldest_first = sorted(case.moved_on for case in wall)
    assert all(one <= two for one, two in pairwise(oldest_first))


def test_pages_carry_labels_and_no_inline_code(client, wall):
    text = client.get(WALL).content.decode()
    for name in ("SiteName", "ColumnName", "ColumnDescription", "ColumnKeywords", "ColumnType"):
        assert f'<meta name="{name}"' in text
    assert not re.search(r"<script(?![^>]*src)|<style|\son\w+=|style=", text)


def test_reading_writes_nothing(client, wall):
    before = Entry.objects.count()
    client.get(WALL)
    client.get(reverse("cases:case", args=[wall.first().number]))
    assert Entry.objects.count() == before
