"""Reading the menu."""

from itertools import groupby

from portal.services.models import Category, Matter


def offered() -> list[Matter]:
    """Every matter on the menu, category by category; one query."""
    return list(Matter.objects.offered().select_related("category", "team_kind"))


def by_category(matters: list[Matter]) -> list[tuple[Category, list[Matter]]]:
    """The same matters under their categories."""
    return [(category, list(group)) for category, group in groupby(matters, _category)]


def _category(matter: Matter) -> Category:
    return matter.category
