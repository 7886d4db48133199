"""Public addresses are permanent: a case is taken down, never deleted."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from wagtail.admin import messages

from portal.cases.models import Case


def refuse_deletion(request: HttpRequest, objects: Sequence[Any]) -> HttpResponse | None:
    """Heard before every deletion of a snippet, several at once included."""
    if not any(isinstance(thing, Case) for thing in objects):
        return None
    messages.error(request, _("A case is not deleted. Take it down instead."))
    return redirect(Case.snippet_viewset.get_url_name("list"))
