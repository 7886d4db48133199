"""The working calendars in the admin: the years, one year, and loading one. Translates, never decides."""

from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages

from portal.errors import Refused
from portal.ledger.naming import names_of
from portal.people.crumbs import header
from portal.people.doors import StaffRequest, for_roles
from portal.people.roles import Role
from portal.worktime import commands, comparing, queries
from portal.worktime.forms import LoadForm
from portal.worktime.models import Calendar
from portal.worktime.words import Status

KEEPERS = frozenset({Role.ADMINISTRATOR})


@require_safe
@for_roles(*KEEPERS)
def years(request: StaffRequest) -> HttpResponse:
    """Every year in its version in force, newest first."""
    known = queries.calendars()
    rows = queries.newest_calendars()[::-1]
    context = {
        "rows": [(row, who, len(known.worked(row.year))) for row, who in _with_names(rows)],
        "next_year": _next_to_load(rows),
    }
    words = header(_("Working calendars"), icon="calendar")
    return render(request, "worktime/admin/years.html", context | words)


@require_safe
@for_roles(*KEEPERS)
def year(request: StaffRequest, year: int) -> HttpResponse:
    """One year: its special days, and every version there was."""
    known = queries.calendars()
    if year not in known.years:
        raise Http404
    days = known.years[year].days.items()
    context = {
        "year": year,
        "versions": _with_names(Calendar.objects.filter(year=year)),
        "days": [(day, comparing.in_words(day, special)) for day, special in days],
        "worked": len(known.worked(year)),
    }
    return render(request, "worktime/admin/year.html", context | _words(str(year)))


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*KEEPERS)
def load(request: StaffRequest, year: int) -> HttpResponse:
    """Type or upload a notice, see what it changes, and confirm."""
    known = queries.calendars()
    form = LoadForm(year, known, request.POST or None, request.FILES or None)
    comparison = None
    if form.is_bound and form.is_valid():
        if "confirm" in request.POST:
            done = _confirm(request, form)
            if done:
                return done
        comparison = comparing.compare(form.notice())
    context = {"form": form, "comparison": comparison, "year": year}
    title = _("Load %(year)d") % {"year": year}
    return render(request, "worktime/admin/load.html", context | _words(title))


def _confirm(request: StaffRequest, form: LoadForm) -> HttpResponse | None:
    seen = form.cleaned_data["seen"]
    try:
        row = commands.load(form.notice(), by=request.user, at=timezone.now(), seen=seen or 0)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None
    said = {"year": row.year, "version": row.version}
    messages.success(request, _("%(year)d is in force in version %(version)d.") % said)
    return redirect("worktime:year", year=row.year)


def _with_names(rows: Iterable[Calendar]) -> list[tuple[Calendar, str]]:
    """Each row with the name of who loaded it; the house itself has none."""
    rows = list(rows)
    names = names_of(row.loaded_by for row in rows)
    return [(row, names.get(row.loaded_by, "–")) for row in rows]


def _next_to_load(rows: list[Calendar]) -> int | None:
    """The year after the newest; nothing while that one waits for its own notice."""
    if not rows:
        return timezone.localdate().year
    return rows[0].year + 1 if rows[0].status == Status.OFFICIAL else None


def _words(title: str) -> dict[str, Any]:
    above = ((_("Working calendars"), reverse("worktime:years")),)
    return header(title, icon="calendar", above=above)
