"""Orders in the admin: a list with row actions, and one page with the whole story. Declarative.

Rows come from `queries.visible_to`; what a button may do is asked of the rules. Nothing is added,
edited or deleted here: orders change by verbs only.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from wagtail_modeladmin.helpers import AdminURLHelper, PermissionHelper
from wagtail_modeladmin.options import ModelAdmin

from portal.orders import queries
from portal.orders.admin_roles import LISTING_ROLES
from portal.orders.models import Order
from portal.orders.staff.list_page import OrderList
from portal.orders.staff.pages import OrderStory
from portal.people.access import roles_of
from portal.people.models import User


class OrderPermissions(PermissionHelper):
    """By post, never by Django's model permissions; no row is added, edited or deleted."""

    def user_can_list(self, user: User) -> bool:
        """Whoever holds a role that sees some orders."""
        return not roles_of(user).isdisjoint(LISTING_ROLES)

    def user_can_inspect_obj(self, user: User, obj: Order) -> bool:
        """Exactly the rows of `visible_to`."""
        return queries.visible_to(user).filter(pk=obj.pk).exists()

    def user_can_create(self, user: User) -> bool:
        """Never here."""
        return False

    def user_can_edit_obj(self, user: User, obj: Order) -> bool:
        """Never: orders change by verbs."""
        return False

    def user_can_delete_obj(self, user: User, obj: Order) -> bool:
        """Never."""
        return False


class OrderURLs(AdminURLHelper):
    """/admin/orders/ and /admin/orders/2026-000123/."""

    def get_action_url_pattern(self, action: str) -> str:
        """An order's page is found by its number."""
        if action == "inspect":
            return rf"^{self.base_url_path}/(?P<instance_pk>[0-9]{{4}}-[0-9]{{6,9}})/$"
        return super().get_action_url_pattern(action)


class OrderAdmin(ModelAdmin):
    """The clerk's desk."""

    model = Order
    base_url_path = "orders"
    menu_label = _("Orders")
    menu_icon = "list-ul"
    menu_order = 100
    list_display = ("number",)
    list_per_page = 20
    inspect_view_enabled = True
    history_view_enabled = False
    permission_helper_class = OrderPermissions
    url_helper_class = OrderURLs
    index_view_class = OrderList
    inspect_view_class = OrderStory
    index_template_name = "orders/admin/list.html"
    inspect_template_name = "orders/admin/story.html"
    index_view_extra_css = ["staff/admin.css"]
    inspect_view_extra_css = ["staff/admin.css"]

    def register_indexing(self) -> None:
        """Not in Wagtail's index of references: it would add queries to every step of an order."""

    def inspect_view(self, request: HttpRequest, instance_pk: str) -> HttpResponse:
        """The page of one order, 404 for whoever may not see it."""
        order = get_object_or_404(queries.visible_to(request.user), number=instance_pk)
        return self.inspect_view_class.as_view(model_admin=self, instance=order)(request)

    def get_admin_urls_for_registration(self) -> tuple[object, ...]:
        """The list and the page; the views that would add, edit or delete have no address."""
        offered = {self.url_helper.get_action_url_name(name) for name in ("index", "inspect")}
        urls = super().get_admin_urls_for_registration()
        return tuple(url for url in urls if url.name in offered)
