"""The year whose notice is missing, on the admin's home page."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from wagtail.admin.ui.components import Component

from portal.worktime import queries

# The notice of the next year comes in November (DOMAIN 3.2).
NOVEMBER = 11


def missing_year(today: date) -> int | None:
    """This year if it is only guessed, or from November on the next."""
    known = queries.calendars()
    wanted = [today.year, *([today.year + 1] if today.month >= NOVEMBER else [])]
    return next((year for year in wanted if not known.is_official(year)), None)


class MissingYearPanel(Component):
    """A call to load the notice; empty when nothing is missing."""

    name = "missing-year"
    template_name = "worktime/admin/missing_year.html"
    order = 30

    class Media:
        css = {"all": ["staff/admin.css"]}

    def __init__(self, today: date) -> None:
        self.today = today

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """The year, if one is missing."""
        return {"year": missing_year(self.today)}
