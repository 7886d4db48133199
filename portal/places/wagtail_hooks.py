"""Registers people and places in Wagtail's admin."""

from django.urls import URLPattern, URLResolver, include, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail_modeladmin.options import ModelAdminGroup, modeladmin_register

from portal.ledger import naming
from portal.people.admin import AccountAdmin
from portal.places import urls
from portal.places.admin import AreaAdmin, OrganisationAdmin, PostAdmin


class PeopleAndPlaces(ModelAdminGroup):
    """One menu for administrators."""

    menu_label = _("People and places")
    menu_icon = "user"
    menu_order = 140
    items = (PostAdmin, AccountAdmin, OrganisationAdmin, AreaAdmin)


modeladmin_register(PeopleAndPlaces)
naming.VERBS.update({
    "post.appointed": _("Appointed to a post"),
    "post.relieved": _("Relieved of a post"),
    "post.covered": _("Somebody stands in for a post"),
    "post.cover_ended": _("Standing in ended early"),
    "area.changed": _("Area renamed"),
    "organisation.changed": _("Organisation renamed"),
})  # fmt: skip


@hooks.register("register_admin_urls")
def staffing_urls() -> list[URLPattern | URLResolver]:
    """Appointing and relieving."""
    return [path("", include(urls))]
