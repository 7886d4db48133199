"""Accounts in the admin, to read; what a person may do hangs on posts."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.people import queries
from portal.people.lists import AdministratorsRead, ReadOnlyAdmin
from portal.people.models import User


class AccountAdmin(ReadOnlyAdmin):
    """Who can sign in."""

    model = User
    base_url_path = "accounts"
    menu_label = gettext_lazy("Accounts")
    menu_icon = "user"
    list_display = ("username", "display_name", "open", "signed_in", "password_link")
    search_fields = ("username", "display_name")
    ordering = ("username",)
    permission_helper_class = AdministratorsRead

    def get_queryset(self, request: HttpRequest) -> QuerySet[User]:
        """Those of the administrator's area, and those without any post."""
        return queries.accounts_under(request.user).order_by(*self.ordering)

    def actions(self, request: HttpRequest) -> list[tuple[str, str]]:
        """A new account."""
        return [(_("Open an account"), reverse("accounts:open"))]

    @admin.display(description=gettext_lazy("State"))
    def open(self, user: User) -> str:
        """A word, not a sign."""
        return _("Open account") if user.is_active else _("Closed account")

    @admin.display(description=gettext_lazy("Signed in last"))
    def signed_in(self, user: User) -> str:
        """In Beijing."""
        if user.last_login is None:
            return "–"
        return timezone.localtime(user.last_login).strftime("%Y-%m-%d %H:%M")

    @admin.display(description=gettext_lazy("Password"))
    def password_link(self, user: User) -> str:
        """The way to a new one."""
        url = reverse("accounts:password", args=[user.pk])
        return format_html(
            '<a class="button button-small button-secondary" href="{}">{}</a>',
            url,
            _("Renew the password"),
        )
