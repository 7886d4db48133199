"""The page of OrderAdmin that tells one order's whole story."""

from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail_modeladmin.options import ModelAdmin
from wagtail_modeladmin.views import InspectView, WMABaseView

from portal.orders import echoing, queries
from portal.orders.models import Order
from portal.orders.opening import is_open, masked, openings
from portal.orders.staff.actions import ACTIONS
from portal.orders.staff.buttons import beside, buttons_for
from portal.orders.staff.returning import came_from
from portal.orders.story import story
from portal.orders.tones import TONES
from portal.people.access import holds
from portal.people.crumbs import header


class OrderStory(InspectView):
    """One order: facts, the resident's words, what happened, what can be done."""

    def __init__(self, model_admin: ModelAdmin, instance: Order) -> None:
        # The row comes from `visible_to`; modeladmin's own look-up would see every row.
        WMABaseView.__init__(self, model_admin)
        self.instance = instance

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The story, and contact data only for who may see it."""
        order, person = self.instance, self.request.user
        staff = holds(person, queries.STAFF_ROLES, area_path=order.area.path)
        here = self.request.get_full_path()
        back_to = came_from(self.request, otherwise=self.index_url)
        buttons = buttons_for(order, person, ACTIONS.values(), back_to=here) if staff else []
        buttons += beside(order, person) if staff else []
        steps = story(order, for_staff=True, for_handler=order.handler_id == person.pk)
        return WMABaseView.get_context_data(
            self, order=order, tone=TONES[order.state], steps=steps,
            merged=order.merged_orders.only("number", "placed_at").order_by("placed_at"),
            lead=echoing.named_lead(order) if staff else None,
            joining=echoing.waiting_to_join(order, person) if staff else (),
            parts=order.assists.select_related("unit"), photos=order.photos.defer("jpeg"),
            contact=queries.may_see_contact(person, order),
            opened=is_open(person, order, timezone.now()), masked=masked(order.contact_phone),
            openings=openings(order),
            buttons=buttons, offered=[button for button in buttons if not button.why_not],
            back_to=back_to,
            **header(order.number, icon="list-ul", above=((_("Orders"), back_to),)),
            **kwargs,
        )  # fmt: skip
