"""The header of a staff page in Wagtail's own way: title, icon, and the way up."""

from typing import Any

from django.utils.functional import Promise

Words = str | Promise


def header(title: Words, *, icon: str, above: tuple[tuple[Words, str], ...] = ()) -> dict[str, Any]:
    """The context that wagtailadmin/generic/base.html makes its header of."""
    crumbs = [{"label": label, "url": url} for label, url in above]
    return {
        "header_title": title,
        "header_icon": icon,
        "breadcrumbs_items": [*crumbs, {"label": title, "url": ""}],
    }
