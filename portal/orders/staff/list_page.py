"""The list of OrderAdmin: chips with counts, filters, rows to tick. Six queries of its own."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _
from wagtail_modeladmin.views import IndexView, WMABaseView

from portal.orders import queries
from portal.orders.clocks.kinds import Colour
from portal.orders.models import Channel, Order, SavedFilter
from portal.orders.staff import listing
from portal.orders.staff.actions import ACTIONS, IN_ROW
from portal.orders.staff.buttons import Button, buttons_for
from portal.orders.staff.counting import CAP, Option, Overview, overview, told
from portal.orders.states import State
from portal.orders.tones import TONES
from portal.people.access import holds
from portal.people.crumbs import header

FILTER_LABELS = {
    "category": _("All categories"),
    "community": _("All communities"),
    "unit": _("All units"),
    "handler": _("All handlers"),
    "channel": _("All channels"),
    "level": _("All levels"),
    "year": _("All years"),
}
LEVEL_LABELS = {
    "0": _("With the community"),
    "1": _("With the street"),
    "2": _("With the district"),
}


@dataclass(frozen=True)
class Row:
    """One line of the list."""

    order: Order
    tone: str
    buttons: list[Button]


@dataclass(frozen=True)
class Chip:
    """One state or colour above the list."""

    label: str | Promise
    tone: str
    count: str
    chosen: bool
    url: str


class OrderList(IndexView):
    """The list. Filters, search and sorting are our own: the address can name no other column."""

    FORMATS = ()  # modeladmin's export knows no reason and no right

    @cached_property
    def choice(self) -> listing.Choice:
        """What the address asks for."""
        return listing.Choice.of(self.request.GET)

    @cached_property
    def at(self) -> datetime:
        """The moment of this page."""
        return timezone.now()

    @cached_property
    def areas(self) -> listing.Areas | None:
        """The areas whose orders this person sees."""
        return listing.areas_seen(self.request.user)

    def get_queryset(self, request: HttpRequest | None = None) -> Any:
        """The chosen rows, as seen by this person."""
        return listing.matching(self.request.user, self.choice, self.at, self.areas)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The page with its buttons, the filters with their counts."""
        found = overview(self.request.user, self.choice, self.at, self.areas)
        page = self._page(min(found.total, CAP))
        return WMABaseView.get_context_data(
            self, page_obj=page, count=told(found.total), capped=found.capped,
            rows=[self._row(order) for order in page.object_list], choice=self.choice,
            chips=self._states(found), lights=self._colours(found), selects=_selects(found),
            overdue="overdue" in self.choice.filters, chosen=self._chosen(),
            saved=self._saved(), narrowed=bool(self.choice.words or self.choice.filters),
            query=urlencode(self.choice.params()), here=self.request.get_full_path(),
            **header(_("Orders"), icon="list-ul"), **kwargs,
        )  # fmt: skip

    def _chosen(self) -> int:
        """How many of the filters that a phone folds away are set."""
        folded = {*FILTER_LABELS, "overdue"} & self.choice.filters.keys()
        return len(folded) + bool(self.choice.sort)

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

    def _states(self, found: Overview) -> list[Chip]:
        """The states, after all of them together."""
        options, chosen = found.options["state"], self.choice.filters.get("state", "")
        counts = [option.count for option in options if option.count is not None]
        every = told(sum(counts)) if len(counts) == len(options) else ""
        return [
            Chip(_("All"), "", every, not chosen, self._to("state", "")),
            *(
                Chip(State(o.value).label, TONES[o.value], o.told, o.chosen,
                     self._to("state", o.value))
                for o in options
            ),
        ]  # fmt: skip

    def _colours(self, found: Overview) -> list[Chip]:
        """The colours of supervision; one that is chosen leads back to all."""
        return [
            Chip(Colour(o.value).label, o.value, o.told, o.chosen,
                 self._to("colour", "" if o.chosen else o.value))
            for o in reversed(found.options["colour"])
        ]  # fmt: skip

    def _to(self, name: str, value: str) -> str:
        """The list's address with this filter, everything else as chosen."""
        params = self.choice.params() | {name: value}
        return f"?{urlencode({key: kept for key, kept in params.items() if kept})}"

    def _saved(self) -> list[tuple[SavedFilter, str, bool]]:
        """The person's own filters, each with its address and whether it is the present one."""
        now = self.choice.params()
        kept = [(one, listing.Choice.of(one.params).params()) for one in _filters_of(self.request)]
        return [(one, f"?{urlencode(params)}", params == now) for one, params in kept]


def _filters_of(request: HttpRequest) -> list[SavedFilter]:
    return list(SavedFilter.objects.filter(person=request.user.pk))


def _selects(found: Overview) -> list[tuple[str, str | Promise, list[Option]]]:
    """The filters that are chosen from a list, with the words of their values."""
    words: dict[str, dict[str, Any]] = {
        "channel": dict(Channel.choices), "level": LEVEL_LABELS,
    }  # fmt: skip
    return [
        (name, label, [_worded(option, words.get(name)) for option in found.options[name]])
        for name, label in FILTER_LABELS.items()
    ]


def _worded(option: Option, words: dict[str, Any] | None) -> Option:
    label = words.get(option.value, option.label) if words else option.label
    return Option(option.value, str(label), option.count, option.chosen)
