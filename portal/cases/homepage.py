"""What waits for an editor or a reviewer, on the admin's home page. Counts, decides nothing."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from wagtail.admin.ui.components import Component

from portal.cases.admin import WAITING
from portal.cases.models import Case
from portal.cases.queries import editable_by
from portal.people.models import User


class CasesPanel(Component):
    """Cases to be written and to be approved, each number a link into the list."""

    name = "cases"
    template_name = "cases/admin/homepage.html"
    order = 20

    class Media:
        css = {"all": ["staff/admin.css"]}

    def __init__(self, person: User) -> None:
        self.person = person

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """The two counts, over the cases of this person's area."""
        mine = editable_by(self.person)
        return {
            "list_url": reverse(Case.snippet_viewset.get_url_name("list")),
            "waiting": [
                (name, label, rows(mine).count()) for name, (rows, label) in WAITING.items()
            ],
        }
