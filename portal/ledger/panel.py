"""How many entries a follower gave up on, on the admin's home page."""

from collections.abc import Mapping
from typing import Any

from wagtail.admin.ui.components import Component

from portal.ledger.models import Parked


class ParkedPanel(Component):
    """The count, with the way to the page where they are tried again."""

    name = "parked"
    template_name = "ledger/admin/parked_panel.html"
    order = 40

    class Media:
        css = {"all": ["staff/admin.css"]}

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        """Those that are not settled."""
        return {"parked": Parked.objects.filter(settled_at=None).count()}
