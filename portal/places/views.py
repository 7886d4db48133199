"""Appointing and relieving, in the admin. Translates, never decides."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from portal.errors import Refused
from portal.people.access import reach
from portal.people.crumbs import header
from portal.people.doors import StaffRequest, for_roles
from portal.people.roles import Role
from portal.places import commands
from portal.places.forms import AppointForm, RelieveForm
from portal.places.models import Post


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.ADMINISTRATOR)
def appoint(request: StaffRequest) -> HttpResponse:
    """Give somebody a post."""
    form = AppointForm(request.user, request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            post = commands.appoint(**form.cleaned_data, by=request.user, at=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Appointed: %(post)s") % {"post": post})
            return redirect("posts_modeladmin_index")
    return _page(request, form, _("Appoint"))


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.ADMINISTRATOR)
def relieve(request: StaffRequest, pk: int) -> HttpResponse:
    """End a post of one's own area."""
    reached = reach(request.user, [Role.ADMINISTRATOR], area="organisation__area__path")
    post = get_object_or_404(Post.objects.filter(reached).select_related("person"), pk=pk)
    form = RelieveForm(request.POST or None, label_suffix="")
    if form.is_bound and form.is_valid():
        try:
            commands.relieve(post, **form.cleaned_data, by=request.user, at=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Relieved: %(post)s") % {"post": post})
            return redirect("posts_modeladmin_index")
    return _page(request, form, _("Relieve"), subject=f"{post.person} · {post}")


def _page(
    request: StaffRequest, form: AppointForm | RelieveForm, title: str, subject: str = ""
) -> HttpResponse:
    back_to = reverse("posts_modeladmin_index")
    context = {"form": form, "submit": title, "subject": subject, "back_to": back_to}
    words = header(title, icon="group", above=((_("Posts"), back_to),))
    return render(request, "staff/form.html", context | words)
