"""The service menu and each matter's page: what can be ordered, who does it, by when, how it went."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from portal.services import queries
from portal.services.figures import NONE, Figures, figures
from portal.services.kinds import Audience, Way
from portal.services.models import Category, Matter
from portal.services.queries import Pace


@dataclass(frozen=True)
class Offer:
    """One matter on the menu, with its pace and what became of it."""

    matter: Matter
    pace: Pace | None
    figures: Figures


@require_safe
def menu(request: HttpRequest) -> HttpResponse:
    """Every matter that is offered today to residents, or to shops, grouped by category."""
    everything = queries.offered()
    audience = _one_of(Audience.values, request.GET.get("for"), Audience.RESIDENT)
    matters = queries.of_audience(everything, audience)
    way = _one_of(Way.values, request.GET.get("way"))
    areas = queries.areas_of(matters)
    area = _one_of([one.code for one in areas], request.GET.get("area"))
    within = queries.in_area(matters, area)
    shown = [matter for matter in within if way in ("", matter.way)]
    context = {
        "groups": _offers(shown),
        "audience": audience,
        "both": len({matter.audience for matter in everything}) > 1,
        "ways": queries.ways_of(within),
        "way": way,
        "areas": areas,
        "area": area,
        "total": len(within),
    }
    return render(request, "services/menu.html", context)


@require_safe
def matter(request: HttpRequest, code: str) -> HttpResponse:
    """One matter that is offered today: promise, pace, questions, figures."""
    offered = Matter.objects.offered().select_related("category", "team_kind", "area", "owner")
    found = get_object_or_404(offered, code=code)
    context = {
        "matter": found,
        "questions": found.questions.all(),
        "pace": queries.paces().get(str(found.time_class_id)),
        "figures": figures(timezone.now()).get(found.pk, NONE),
    }
    return render(request, "services/matter.html", context)


def _offers(matters: list[Matter]) -> list[tuple[Category, list[Offer]]]:
    if not matters:
        return []
    paces, counted = queries.paces(), figures(timezone.now())
    return [
        (category, [
            Offer(one, paces.get(str(one.time_class_id)), counted.get(one.pk, NONE)) for one in group
        ])
        for category, group in queries.by_category(matters)
    ]  # fmt: skip


def _one_of(known: list[str], asked: str | None, otherwise: str = "") -> str:
    return asked if asked in known else otherwise
