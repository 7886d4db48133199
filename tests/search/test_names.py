"""A new name of what public texts call by name is found without making the index anew."""

import pytest

from portal.cases.models import Case
from portal.ledger.models import Entry
from portal.places.models import Area
from portal.services.models import Category
from search.query import Query
from search.rebuild import build
from search.results import results
from tests.cases.record import follow as follow_cases
from tests.cases.record import published
from tests.search import writing
from tests.support.town import build_town


def found(words):
    return sorted(row.kind for row in results(Query(words)).rows)


def rename(row, name):
    row.name = name
    row.save()


@pytest.mark.parametrize(
    ("model", "name", "old", "kinds"),
    [
        (Category, "垃圾", "设施", ["case", "service"]),
        (Area, "听荷", "桂雨", ["case"]),
    ],
)
def test_a_renamed_category_or_area_is_found_under_its_new_name(on_engine, model, name, old, kinds):
    writing.case("三盏路灯连着不亮")
    writing.matter("换灯泡")
    writing.follow()
    assert (found(old), found(name)) == (kinds, [])
    rename(model.objects.get(), name)
    writing.follow()
    assert (found(old), found(name)) == ([], kinds)


def test_a_renamed_unit_is_found_under_its_new_name(on_embedded):
    town = build_town()
    published(town)
    writing.follow()
    assert (found("雨维"), found("丹枫")) == (["case"], [])
    rename(town.team, "丹枫抢修组")
    follow_cases()
    writing.follow()
    assert (found("雨维"), found("丹枫")) == ([], ["case"])
    assert Case.objects.get().unit_name == "丹枫抢修组"


@pytest.mark.parametrize(("change", "entries"), [({"name": "新"}, 1), ({"order": 9}, 0), ({}, 0)])
def test_only_a_new_name_is_logged(db, change, entries):
    category = Category.objects.create(code="facility", name="市政设施")
    for field, value in change.items():
        setattr(category, field, value)
    category.save()
    told = Entry.objects.filter(verb="category.changed", subject=f"category:{category.pk}")
    assert told.count() == entries


def test_names_that_change_while_the_index_is_made_anew_are_not_missed(on_embedded):
    writing.case("三盏路灯连着不亮")

    class Meanwhile:
        """What stands between the first reading of all rows and the last lap."""

        def __enter__(self):
            rename(Category.objects.get(), "市容环境")

        def __exit__(self, *error):
            pass

    build(on_embedded, Meanwhile())
    assert found("市容环境") == ["case"]


@pytest.mark.parametrize("many", [1, 12])
def test_a_name_shared_by_many_costs_no_query_a_row(on_embedded, django_assert_num_queries, many):
    for number in range(many):
        writing.case(f"路灯第{number}盏", f"2026-{number:06d}")
    writing.follow()
    rename(Category.objects.get(), "市容环境")
    with django_assert_num_queries(18):
        writing.follow()
    assert results(Query("市容环境")).total == many
