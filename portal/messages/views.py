"""The staff's pages about messages. Translates, never decides."""

from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages

from portal.errors import Refused
from portal.messages import commands, placeholders, queries, wording
from portal.messages.events import EVENTS, Event, title_of
from portal.messages.forms import TemplateForm
from portal.messages.models import Template
from portal.messages.words import Audience, Status
from portal.people.access import roles_of
from portal.people.crumbs import header
from portal.people.doors import StaffRequest, for_roles
from portal.people.roles import Role

READERS = frozenset({Role.CLERK, Role.COORDINATOR, Role.ADMINISTRATOR})
EDITORS = frozenset({Role.ADMINISTRATOR})
PER_PAGE = 50
TONES = {
    Status.QUEUED: "waiting", Status.FAILED: "waiting", Status.SENT: "done",
    Status.GIVEN_UP: "overdue", Status.SUPPRESSED: "ended",
}  # fmt: skip


@require_safe
@for_roles(*READERS)
def sent(request: StaffRequest) -> HttpResponse:
    """The messages about the orders this person may see; given up ones have their reason."""
    rows = queries.visible_to(request.user)
    status = request.GET.get("status", "")
    if status in Status.values:
        rows = rows.filter(status=status)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("p"))
    manages = Role.ADMINISTRATOR in roles_of(request.user)
    context = {
        "page_obj": page,
        "rows": [(row, title_of(row.event), TONES[Status(row.status)]) for row in page],
        "states": Status.choices,
        "status": status,
        "stuck": queries.given_up() if manages else [],
        "manages": manages,
    } | header(_("Messages"), icon="mail")
    return render(request, "order_messages/admin/sent.html", context)


@require_POST
@for_roles(Role.CLERK, Role.COORDINATOR)
def retry(request: StaffRequest, pk: UUID) -> HttpResponse:
    """Queue one message once more."""
    message = get_object_or_404(queries.visible_to(request.user), pk=pk)
    try:
        commands.try_again(message, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("The message is queued again."))
    return redirect("order_messages_staff:sent")


@require_POST
@for_roles(*EDITORS)
def retry_all(request: StaffRequest) -> HttpResponse:
    """Once a provider is well again: everything that was given up, at once."""
    count = commands.try_all_again(by=request.user, at=timezone.now())
    messages.success(request, _("%(count)d messages are queued again.") % {"count": count})
    return redirect("order_messages_staff:sent")


@require_safe
@for_roles(*EDITORS)
def templates(request: StaffRequest) -> HttpResponse:
    """Every text, for whom, and whether staff changed it."""
    known = wording.in_force()
    lines = [(event, known.get((event.code, event.audience))) for event in EVENTS]
    rows = [(event, title_of(event.code), wording.text_of(event, row), row) for event, row in lines]
    context = {"rows": rows} | header(_("Message templates"), icon="edit")
    return render(request, "order_messages/admin/templates.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*EDITORS)
def template(request: StaffRequest, code: str, audience: str) -> HttpResponse:
    """One text: write, preview, save as a new version, or go back to the house's own."""
    event = _event(code, audience)
    row = _versions(event).first()
    form = TemplateForm(request.POST if request.method == "POST" else _initial(event, row))
    if request.method == "POST" and form.is_valid() and "save" in request.POST:
        if _saved(request, event, form):
            return redirect("order_messages_staff:templates")
        row = _versions(event).first()
    return _template_page(request, event, row, form)


@require_POST
@for_roles(*EDITORS)
def default(request: StaffRequest, code: str, audience: str) -> HttpResponse:
    """The house's own words again."""
    event = _event(code, audience)
    row = _versions(event).first()
    if row is not None:
        seen = row.version
        commands.back_to_default(event, seen=seen, by=request.user, at=timezone.now())
        messages.success(request, _("The house's own words are sent again."))
    return redirect("order_messages_staff:template", code=code, audience=audience)


def _saved(request: StaffRequest, event: Event, form: TemplateForm) -> bool:
    given = form.cleaned_data
    try:
        commands.reword(
            event, given["text"], on=given["on"], seen=given["seen"],
            by=request.user, at=timezone.now(),
        )  # fmt: skip
    except (Refused, ValidationError) as refusal:
        form.refuse(refusal if isinstance(refusal, ValidationError) else str(refusal))
        return False
    messages.success(request, _("The text is in force from the next message on."))
    return True


def _template_page(
    request: StaffRequest, event: Event, row: Template | None, form: TemplateForm
) -> HttpResponse:
    text = form.data.get("text", "")
    context: dict[str, Any] = {
        "event": event,
        "form": form,
        "audience": Audience(event.audience).label,
        "preview": "" if form.errors else placeholders.fill(text, placeholders.sample()),
        "own": str(event.text),
        "row": row,
        "versions": _versions(event).select_related("made_by"),
        "known": [(name, words, example) for name, (words, example) in placeholders.KNOWN.items()],
    } | header(
        title_of(event.code), icon="edit",
        above=((_("Message templates"), reverse("order_messages_staff:templates")),),
    )  # fmt: skip
    return render(request, "order_messages/admin/template.html", context)


def _event(code: str, audience: str) -> Event:
    event = wording.event_of(code, audience)
    if event is None:
        raise Http404
    return event


def _versions(event: Event) -> Any:
    rows = Template.objects.filter(event=event.code, audience=event.audience)
    return rows.order_by("-version")


def _initial(event: Event, row: Template | None) -> dict[str, Any]:
    return {
        "text": wording.text_of(event, row),
        "on": "on" if row is None or row.on else "",
        "seen": row.version if row else 0,
    }
