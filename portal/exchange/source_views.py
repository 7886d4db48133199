"""The systems that files come from, and how each is read: for coordinators and administrators."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from portal.errors import Refused
from portal.exchange import commands
from portal.exchange.forms import ReadingForm, SourceForm
from portal.exchange.models import Source
from portal.exchange.rules import KEEPERS
from portal.people.crumbs import header
from portal.people.doors import StaffRequest, for_roles


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*KEEPERS)
def sources(request: StaffRequest) -> HttpResponse:
    """Every source, and a new one."""
    form = SourceForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            source = commands.add_source(**form.cleaned_data, by=request.user, at=timezone.now())
            return HttpResponseRedirect(reverse("exchange:source", args=[source.pk]))
        except Refused as refusal:
            form.add_error("code", str(refusal))
    context = {"form": form, "sources": Source.objects.all()}
    title = header(_("Sources of imports"), icon="download")
    return render(request, "exchange/admin/sources.html", context | title)


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*KEEPERS)
def source(request: StaffRequest, pk: int) -> HttpResponse:
    """How one source is read, for everybody who imports from it."""
    found = get_object_or_404(Source, pk=pk)
    form = ReadingForm(found, request.user, request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            commands.match(found, columns=form.columns, matters=form.said("matter"),
                           areas=form.said("area"), by=request.user, at=timezone.now())  # fmt: skip
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Remembered for every file of this source."))
            return HttpResponseRedirect(reverse("exchange:source", args=[found.pk]))
    above = ((_("Sources of imports"), reverse("exchange:sources")),)
    context = {"form": form, "source": found} | header(found.name, icon="download", above=above)
    return render(request, "exchange/admin/source.html", context)
