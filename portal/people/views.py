"""Opening an account, in the admin. Translates, never decides."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from portal.errors import Refused
from portal.people import commands
from portal.people.crumbs import header
from portal.people.doors import for_roles
from portal.people.forms import AccountForm
from portal.people.roles import Role


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(Role.ADMINISTRATOR)
def open_account(request: HttpRequest) -> HttpResponse:
    """Names and a first password; then a post."""
    form = AccountForm(request.POST or None, label_suffix="")
    if form.is_bound and form.is_valid():
        try:
            commands.open_account(**form.cleaned_data, by=request.user, at=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The account is open. Next: appoint its holder to a post."))
            return redirect("staffing:appoint")
    back_to = reverse("accounts_modeladmin_index")
    words = header(_("Open an account"), icon="user", above=((_("Accounts"), back_to),))
    context = {"form": form, "submit": _("Open an account"), "back_to": back_to}
    return render(request, "staff/form.html", context | words)
