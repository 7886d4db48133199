"""Registers tally and papers in Wagtail's admin."""

from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, include, path, reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from portal.figures import urls
from portal.figures.tally import TALLIERS
from portal.people.access import roles_of
from portal.people.doors import RoleMenuItem

READERS = frozenset(TALLIERS)
PAGES = (
    (_("Weekly tally"), "figures:weekly", "calendar"),
    (_("Register of matters"), "figures:register", "form"),
    (_("Evaluation sheet"), "figures:evaluation", "pick"),
)


class Papers(SubmenuMenuItem):
    """The papers under one item, for who may read them."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Whether this person holds one of the roles."""
        return not roles_of(request.user).isdisjoint(READERS)


@hooks.register("register_admin_urls")
def figures_urls() -> list[URLPattern | URLResolver]:
    """Tally and papers."""
    return [path("", include(urls))]


@hooks.register("register_admin_menu_item")
def papers_item() -> MenuItem:
    """Tally, register, evaluation."""
    items = [
        RoleMenuItem(
            label,
            reverse_lazy(name),
            roles=READERS,
            icon_name=icon,
            name=name.replace(":", "-"),
            order=n,
        )
        for n, (label, name, icon) in enumerate(PAGES)
    ]
    return Papers(
        _("Tallies and papers"), Menu(items=items), icon_name="doc-full", name="papers", order=116
    )
