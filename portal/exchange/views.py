"""Import in four steps: hand in, say what is what, look at the dry run, import and watch."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages

from portal.errors import Refused
from portal.exchange import commands, queries
from portal.exchange.fields import NEEDED
from portal.exchange.forms import ColumnsForm, FileForm, WordsForm
from portal.exchange.judging import Judge
from portal.exchange.models import Batch, Line
from portal.exchange.rules import IMPORTERS, KEEPERS, why_not_read
from portal.people.access import roles_of
from portal.people.crumbs import header
from portal.people.doors import StaffRequest, for_roles
from portal.sheets.reading import read
from portal.sheets.writing import CSV_TYPE, XLSX_TYPE, csv_bytes, xlsx_bytes

SHOWN = 200
# How often the progress of an import is shown anew.
REFRESH_SECONDS = 3
State = Batch.State


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*IMPORTERS)
def hand_in(request: StaffRequest) -> HttpResponse:
    """The person's imports, and a new one."""
    form = FileForm(request.POST or None, request.FILES or None)
    if form.is_bound and form.is_valid():
        file, source = form.cleaned_data["file"], form.cleaned_data["source"]
        try:
            batch = commands.hand_in(
                source, read(file), file_name=file.name, by=request.user, at=timezone.now()
            )
        except Refused as refusal:
            form.add_error("file", str(refusal))
        else:
            return _next(request, batch)
    batches = queries.batches_of(request.user)[:50]
    context = {"form": form, "batches": batches, "keeps": _keeps(request)}
    context |= header(_("Import"), icon="download")
    return render(request, "exchange/admin/hand_in.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*IMPORTERS & KEEPERS)
def columns(request: StaffRequest, pk: int) -> HttpResponse:
    """Which column is what; remembered for the next file of the source."""
    batch = _own(request, pk)
    form = ColumnsForm(batch, request.POST or None)
    if form.is_bound and form.is_valid():
        commands.match(batch.source, columns=form.columns, matters={}, areas={},
                       by=request.user, at=timezone.now())  # fmt: skip
        return HttpResponseRedirect(reverse("exchange:words", args=[batch.pk]))
    context = {"form": form, "batch": batch, "sample": batch.lines.first()} | _header(batch)
    return render(request, "exchange/admin/columns.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*IMPORTERS & KEEPERS)
def words(request: StaffRequest, pk: int) -> HttpResponse:
    """What the source's words for matters and communities mean here; then the dry run.

    Not before it is known which column is what.
    """
    batch = _own(request, pk)
    if not all(batch.source.columns.get(field.name) for field in NEEDED):
        return HttpResponseRedirect(reverse("exchange:columns", args=[batch.pk]))
    judge = Judge(batch.source, request.user, frozenset())
    strange = [queries.strange_words(batch, "matter", set(judge.matters)),
               queries.strange_words(batch, "area", set(judge.areas))]  # fmt: skip
    form = WordsForm(request.user, *strange, request.POST or None)
    if not any(strange) or (form.is_bound and form.is_valid()):
        return _checked(request, batch, form if form.is_bound else None)
    context = {"form": form, "batch": batch} | _header(batch)
    return render(request, "exchange/admin/words.html", context)


def _checked(request: StaffRequest, batch: Batch, form: WordsForm | None) -> HttpResponse:
    try:
        if form:
            commands.match(batch.source, columns=batch.source.columns, matters=form.said("matter"),
                           areas=form.said("area"), by=request.user, at=timezone.now())  # fmt: skip
    except Refused as refusal:
        messages.error(request, str(refusal))
    return _check(request, batch)


@require_POST
@for_roles(*IMPORTERS)
def check(request: StaffRequest, pk: int) -> HttpResponse:
    """The dry run again: the source may be read differently by now."""
    return _check(request, _own(request, pk))


def _check(request: StaffRequest, batch: Batch) -> HttpResponse:
    try:
        commands.check(batch, by=request.user)
    except Refused:
        pass  # begun meanwhile, or not readable: its page says so
    return HttpResponseRedirect(reverse("exchange:batch", args=[batch.pk]))


def _next(request: StaffRequest, batch: Batch) -> HttpResponse:
    """Who keeps the sources looks at the columns first; for anybody else they are as they were said."""
    if _keeps(request):
        return HttpResponseRedirect(reverse("exchange:columns", args=[batch.pk]))
    return _check(request, batch)


def _keeps(request: StaffRequest) -> bool:
    return not roles_of(request.user).isdisjoint(KEEPERS)


@require_safe
@for_roles(*IMPORTERS)
def batch(request: StaffRequest, pk: int) -> HttpResponse:
    """The dry run's outcome before the import, its progress while it runs, its result afterwards."""
    found = _own(request, pk)
    counts = queries.counts(found)
    total = sum(counts.values())
    done = total - counts[Line.Outcome.NEW] - counts[Line.Outcome.WAITING]
    bad = found.lines.filter(outcome=Line.Outcome.BAD).defer("cells")[:SHOWN]
    context = {
        "batch": found, "total": total, "done": done, "bad": bad, "shown": SHOWN,
        "counts": [(Line.Outcome(outcome).label, n) for outcome, n in counts.items() if n],
        "new": counts[Line.Outcome.NEW], "bad_count": counts[Line.Outcome.BAD],
        "unchecked": found.state == State.READ, "checked": found.state == State.CHECKED,
        "running": found.state == State.RUNNING, "keeps": _keeps(request),
        "why_not": why_not_read(found.source, found.headings),
    } | _header(found)  # fmt: skip
    page = render(request, "exchange/admin/batch.html", context)
    if found.state == State.RUNNING:
        page["Refresh"] = str(REFRESH_SECONDS)
    return page


@require_POST
@for_roles(*IMPORTERS)
def start(request: StaffRequest, pk: int) -> HttpResponse:
    """Let the worker import it. Pressed twice, it runs once."""
    found = _own(request, pk)
    try:
        commands.start(found, by=request.user, at=timezone.now())
    except Refused:
        pass  # the page says why: it runs, it is done, or there is nothing to import
    return HttpResponseRedirect(reverse("exchange:batch", args=[found.pk]))


@require_safe
@for_roles(*IMPORTERS)
def results(request: StaffRequest, pk: int, kind: str) -> HttpResponse:
    """The file as it came, with what became of each line. For who handed it in."""
    found = _own(request, pk)
    headings, rows = queries.results(found)
    content = csv_bytes(headings, rows) if kind == "csv" else xlsx_bytes(headings, rows)
    return HttpResponse(
        content, content_type=CSV_TYPE if kind == "csv" else XLSX_TYPE,
        headers={"Content-Disposition": f'attachment; filename="import-{found.pk}.{kind}"',
                 "Cache-Control": "no-store"},
    )  # fmt: skip


def _own(request: StaffRequest, pk: int) -> Batch:
    return get_object_or_404(queries.batches_of(request.user), pk=pk)


def _header(batch: Batch) -> dict[str, object]:
    return header(
        batch.file_name, icon="download", above=((_("Import"), reverse("exchange:hand_in")),)
    )
