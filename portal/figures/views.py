"""The tally and the papers as staff pages, for print, and as a spreadsheet."""

from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from portal.figures.papers import Period, ratings_in, record_sheet, register
from portal.figures.tally import NAMES, TALLIERS, cells, table, tally
from portal.figures.weeks import Week
from portal.people.crumbs import header
from portal.people.doors import StaffRequest, for_roles
from portal.people.roles import Role
from portal.sheets.writing import XLSX_TYPE, xlsx_bytes

LABELS = {
    "received": gettext_lazy("Received"),
    "closed": gettext_lazy("Closed"),
    "declined": gettext_lazy("Declined"),
    "withdrawn": gettext_lazy("Withdrawn"),
    "merged": gettext_lazy("Merged"),
    "open": gettext_lazy("Open at the end"),
    "rated": gettext_lazy("Rated"),
    "solved": gettext_lazy("Solved"),
    "satisfied": gettext_lazy("Satisfied"),
}
STAGES = (
    gettext_lazy("Analysing what was said"),
    gettext_lazy("Entering it in the register"),
    gettext_lazy("Handling it in time"),
    gettext_lazy("Reporting the result"),
    gettext_lazy("Residents' judgement"),
    gettext_lazy("Appraisal"),
)


@require_safe
@for_roles(*TALLIERS)
def weekly(request: StaffRequest) -> HttpResponse:
    """The tally of a week; `?week=2026-W47`, this week otherwise."""
    week = _week(request)
    found = tally(request.user, week)
    lines = [
        (line.community, line.team_kind, cells(line.counts), line.counts) for line in found.lines
    ]
    context = {
        "week": week, "lines": lines, "total": cells(found.total), "sum": found.total,
        "labels": [LABELS[name] for name in NAMES],
        "before": week.shifted(-1).name, "after": week.shifted(1).name, "printed": timezone.now(),
    } | header(_("Weekly tally"), icon="calendar")  # fmt: skip
    return render(request, "figures/admin/weekly.html", context)


@require_safe
@for_roles(*TALLIERS)
def weekly_sheet(request: StaffRequest) -> HttpResponse:
    """The same as a spreadsheet."""
    week = _week(request)
    headings = [_("Community"), _("Team kind"), *(str(LABELS[name]) for name in NAMES)]
    content = xlsx_bytes(headings, table(tally(request.user, week)))
    disposition = f'attachment; filename="tally-{week.name}.xlsx"'
    return HttpResponse(
        content, content_type=XLSX_TYPE, headers={"Content-Disposition": disposition}
    )


@require_safe
@for_roles(*TALLIERS)
def matters_register(request: StaffRequest) -> HttpResponse:
    """台账 of a period; this quarter unless the address says otherwise."""
    period = _period(request)
    context = {
        "period": period, "orders": register(request.user, period), "printed": timezone.now(),
    } | header(_("Register of matters"), icon="form")  # fmt: skip
    return render(request, "figures/admin/register.html", context)


@require_safe
@for_roles(*TALLIERS)
def evaluation(request: StaffRequest) -> HttpResponse:
    """评定表 of a period."""
    period = _period(request)
    context = {
        "period": period, "ratings": ratings_in(request.user, period), "printed": timezone.now(),
    } | header(_("Evaluation sheet"), icon="pick")  # fmt: skip
    return render(request, "figures/admin/evaluation.html", context)


@require_safe
@for_roles(Role.CLERK, Role.COORDINATOR)
def record(request: StaffRequest, number: str) -> HttpResponse:
    """记录表 of one order."""
    found = record_sheet(request.user, number)
    if found is None:
        raise Http404
    order, stages = found
    named = [(STAGES[stage.number - 1], stage) for stage in stages]
    context = {"order": order, "stages": named, "printed": timezone.now()} | header(
        _("Record sheet"), icon="doc-full"
    )
    return render(request, "figures/admin/record.html", context)


def _week(request: StaffRequest) -> Week:
    return Week.named(request.GET.get("week", "")) or Week.of(timezone.localdate())


def _period(request: StaffRequest) -> Period:
    quarter = Period.quarter_of(timezone.localdate())
    first, last = _day(request.GET.get("first", "")), _day(request.GET.get("last", ""))
    return Period(first or quarter.first, last or quarter.last)


def _day(text: str) -> date | None:
    try:
        day = parse_date(text)
    except ValueError:
        return None
    return day if day and 2000 <= day.year <= 2199 else None
