"""Opening an account and renewing a password, in the admin. Translates, never decides."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from portal.errors import Refused
from portal.people import commands, queries
from portal.people.crumbs import header
from portal.people.doors import StaffRequest, for_roles
from portal.people.forms import AccountForm, PasswordForm
from portal.people.roles import Role


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.ADMINISTRATOR)
def open_account(request: StaffRequest) -> HttpResponse:
    """Names and a first password; then a post."""
    form = AccountForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            commands.open_account(**form.cleaned_data, by=request.user, at=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The account is open. Next: appoint its holder to a post."))
            return redirect("staffing:appoint")
    return _page(request, form, _("Open an account"))


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.ADMINISTRATOR)
def renew_password(request: StaffRequest, pk: int) -> HttpResponse:
    """A new password for somebody who has forgotten theirs."""
    person = get_object_or_404(queries.accounts_under(request.user), pk=pk)
    form = PasswordForm(request.POST or None, owner=person)
    if form.is_bound and form.is_valid():
        password = form.cleaned_data["password"]
        try:
            commands.renew_password(person, password=password, by=request.user, at=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The password of %(name)s is new.") % {"name": person})
            return redirect("accounts_modeladmin_index")
    return _page(request, form, _("Renew the password"), subject=str(person))


def _page(request: StaffRequest, form: PasswordForm, title: str, subject: str = "") -> HttpResponse:
    back_to = reverse("accounts_modeladmin_index")
    words = header(title, icon="user", above=((_("Accounts"), back_to),))
    context = {"form": form, "submit": title, "subject": subject, "back_to": back_to}
    return render(request, "staff/form.html", context | words)
