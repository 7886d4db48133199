"""Posts, organisations and areas in the admin: for administrators, each within their own area."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.people.access import reach
from portal.people.lists import AdministratorsRead, ReadOnlyAdmin
from portal.people.roles import Role
from portal.places.models import Area, Organisation, Post


class PostAdmin(ReadOnlyAdmin):
    """Who serves where; changed by appointing and relieving only."""

    model = Post
    base_url_path = "posts"
    menu_label = gettext_lazy("Posts")
    menu_icon = "group"
    list_display = ("person", "organisation", "role", "begins", "ends")
    list_select_related = ("person", "organisation__area")
    search_fields = ("person__username", "person__display_name", "organisation__name")
    ordering = ("organisation__area__path", "organisation__code", "role", "pk")
    permission_helper_class = AdministratorsRead

    def get_queryset(self, request: HttpRequest) -> QuerySet[Post]:
        """Those of the administrator's area."""
        reached = reach(request.user, [Role.ADMINISTRATOR], area="organisation__area__path")
        return Post.objects.filter(reached).order_by(*self.ordering)

    def actions(self, request: HttpRequest) -> list[tuple[str, str]]:
        """Appointing, and a new account for whom to appoint."""
        return [
            (_("Appoint"), reverse("staffing:appoint")),
            (_("Open an account"), reverse("accounts:open")),
        ]

    @admin.display(description=gettext_lazy("Since"))
    def begins(self, post: Post) -> str:
        """The first day."""
        return post.since.isoformat()

    @admin.display(description=gettext_lazy("Until"))
    def ends(self, post: Post) -> str:
        """The last day, or the way to end it."""
        if post.until:
            return post.until.isoformat()
        url = reverse("staffing:relieve", args=[post.pk])
        return format_html('<a class="button button-small button-secondary" href="{}">{}</a>', url,
                           _("Relieve"))  # fmt: skip


class OrganisationAdmin(ReadOnlyAdmin):
    """Every body with its area and kind."""

    model = Organisation
    base_url_path = "organisations"
    menu_label = gettext_lazy("Organisations")
    menu_icon = "home"
    list_display = ("name", "kind", "area", "parent", "team_kind", "phone")
    list_select_related = ("area", "parent")
    search_fields = ("name", "code")
    ordering = ("area__path", "code")
    permission_helper_class = AdministratorsRead

    def get_queryset(self, request: HttpRequest) -> QuerySet[Organisation]:
        """Those of the administrator's area."""
        reached = reach(request.user, [Role.ADMINISTRATOR])
        return Organisation.objects.filter(reached).order_by(*self.ordering)


class AreaAdmin(ReadOnlyAdmin):
    """The tree."""

    model = Area
    base_url_path = "areas"
    menu_label = gettext_lazy("Areas")
    menu_icon = "site"
    list_display = ("name", "level_name", "code", "parent", "orders_are_taken")
    list_select_related = ("parent",)
    search_fields = ("name", "code")
    ordering = ("path",)
    permission_helper_class = AdministratorsRead

    def get_queryset(self, request: HttpRequest) -> QuerySet[Area]:
        """From the administrator's area down."""
        reached = reach(request.user, [Role.ADMINISTRATOR], area="path")
        return Area.objects.filter(reached).order_by(*self.ordering)

    @admin.display(description=gettext_lazy("Residents choose it when they order"))
    def orders_are_taken(self, area: Area) -> str:
        """A word, not a sign."""
        return _("Yes") if area.takes_orders else "–"
