"""The two pages of OrderAdmin: the list, and one order's whole story."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _
from wagtail_modeladmin.options import ModelAdmin
from wagtail_modeladmin.views import IndexView, InspectView, WMABaseView

from portal.orders import queries
from portal.orders.models import Order
from portal.orders.staff import listing
from portal.orders.staff.actions import ACTIONS, IN_ROW
from portal.orders.staff.buttons import Button, buttons_for
from portal.orders.staff.returning import came_from
from portal.orders.states import State
from portal.orders.story import story
from portal.orders.tones import TONES
from portal.people.access import holds
from portal.people.crumbs import header

FILTER_LABELS = {
    "category": _("All categories"),
    "community": _("All communities"),
    "unit": _("All units"),
    "year": _("All years"),
}


@dataclass(frozen=True)
class Row:
    """One line of the list."""

    order: Order
    tone: str
    buttons: list[Button]


@dataclass(frozen=True)
class Chip:
    """One state above the list."""

    label: str | Promise
    tone: str
    count: int
    chosen: bool
    url: str


class OrderList(IndexView):
    """The list. Filters, search and sorting are our own: the address can name no other column."""

    FORMATS = ()  # no export: a spreadsheet of residents' words would leave the house unseen

    @cached_property
    def choice(self) -> listing.Choice:
        """What the address asks for."""
        return listing.Choice.of(self.request.GET)

    def get_queryset(self, request: HttpRequest | None = None) -> Any:
        """The chosen rows, as seen by this person."""
        return listing.matching(self.request.user, self.choice)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The page with its buttons, the filters with their counts."""
        facets = listing.facets(self.request.user, self.choice)
        states = facets.pop("state")
        chosen = self.choice.filters.get("state")
        count = sum(option.count for option in states if chosen in (None, option.value))
        page = self._page(count)
        return WMABaseView.get_context_data(
            self, page_obj=page, count=count, rows=[self._row(order) for order in page.object_list],
            chips=self._chips(states), choice=self.choice,
            selects=[(name, FILTER_LABELS[name], options) for name, options in facets.items()],
            narrowed=bool(self.choice.words or self.choice.filters),
            here=self.request.get_full_path(),
            **header(_("Orders"), icon="list-ul"), **kwargs,
        )  # fmt: skip

    def _page(self, count: int) -> Page[Order]:
        paginator = Paginator(self.queryset, self.items_per_page)
        paginator.count = count  # known from the filters' counts already
        return paginator.get_page(max(self.page_num, 1))

    def _row(self, order: Order) -> Row:
        person = self.request.user
        staff = holds(person, queries.STAFF_ROLES, area_path=order.area.path)
        actions = [ACTIONS[verb] for verb in IN_ROW] if staff else []
        back_to = self.request.get_full_path()
        return Row(order, TONES[order.state], buttons_for(order, person, actions, back_to=back_to))

    def _chips(self, states: list[listing.Option]) -> list[Chip]:
        chosen = self.choice.filters.get("state", "")
        everything = Chip(_("All"), "", sum(o.count for o in states), not chosen, self._to(""))
        return [
            everything,
            *(
                Chip(State(o.value).label, TONES[o.value], o.count, o.chosen, self._to(o.value))
                for o in states
            ),
        ]

    def _to(self, state: str) -> str:
        """The list's address with this state, everything else as chosen."""
        params = self.request.GET.copy()
        params.pop(self.PAGE_VAR, None)
        params.pop("state", None)
        if state:
            params["state"] = state
        return f"?{params.urlencode()}"


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
        return WMABaseView.get_context_data(
            self, order=order, tone=TONES[order.state], steps=story(order, for_staff=True),
            photos=order.photos.defer("jpeg"), contact=queries.may_see_contact(person, order),
            buttons=buttons, anything_to_do=not all(button.why_not for button in buttons),
            back_to=back_to,
            **header(order.number, icon="list-ul", above=((_("Orders"), back_to),)),
            **kwargs,
        )  # fmt: skip
