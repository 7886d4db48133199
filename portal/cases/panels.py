"""What the editor sees but does not write: the facts of the order, and the way to its story."""

from typing import Any

from django.urls import reverse
from wagtail.admin.panels import Panel

from portal.orders.queries import visible_to

ORDER_STORY = "orders_modeladmin_inspect"


class FactsPanel(Panel):
    """The facts, and a link to the order for those who may see it; never a contact."""

    class BoundPanel(Panel.BoundPanel):
        """Bound to one case and one person."""

        template_name = "cases/admin/facts_panel.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """The case and where its story is told."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            return {**context, "case": self.instance, "story_url": self._story_url()}

        def _story_url(self) -> str:
            seen = visible_to(self.request.user).filter(number=self.instance.number).exists()
            return reverse(ORDER_STORY, args=[self.instance.number]) if seen else ""
