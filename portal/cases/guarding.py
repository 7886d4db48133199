"""One door in front of every admin view of one case: wrong person 404, all or nothing, refusals told.

Wagtail's own snippet views do not ask about the row (any row of the model would open).
"""

from collections.abc import Callable
from contextlib import nullcontext
from functools import wraps
from typing import Any

from django.core.exceptions import BadRequest, PermissionDenied
from django.db import DataError, transaction
from django.http import Http404, HttpRequest, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.utils.datastructures import MultiValueDictKeyError
from wagtail.admin import messages
from wagtail.models import TaskState

from portal.cases.models import Case
from portal.cases.permissions import CasePolicy
from portal.cases.queries import editable_by
from portal.errors import Refused

View = Callable[..., HttpResponseBase]
# The right that an address needs beyond reading and writing the draft.
NEEDS = {
    "lock": "lock",
    "unpublish": "unpublish",
    "revisions_unschedule": "unpublish",
    "workflow_action": "review",
    "collect_workflow_action_data": "review",
}


def guarded(view: View, url_name: str, policy: CasePolicy) -> View:
    """The view, opened only for a case of this person's area; a POST changes whole or not at all."""

    @wraps(view)
    def guard(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if "pk" not in kwargs:
            return _list(view, request, *args, **kwargs)
        try:
            with transaction.atomic() if request.method == "POST" else nullcontext():
                case = _case_of(request, kwargs)
                right = NEEDS.get(url_name, "change")
                if not policy.user_has_permission_for_instance(request.user, right, case):
                    raise PermissionDenied
                return _rendered(view(request, *args, **kwargs))
        except MultiValueDictKeyError as error:
            raise BadRequest("A field of the form is missing.") from error
        except Refused as refusal:
            messages.error(request, str(refusal))
            return redirect(Case.snippet_viewset.get_url_name("edit"), kwargs["pk"])

    return guard


def _list(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
    try:
        return _rendered(view(request, *args, **kwargs))
    except (OverflowError, DataError) as error:
        raise BadRequest("A number in the address is too large for the database.") from error


def _case_of(request: HttpRequest, kwargs: dict[str, Any]) -> Case:
    """The row, locked for a change; 404 where it, or the approval named with it, is another's."""
    if not str(kwargs["pk"]).isdecimal():
        raise Http404
    cases = editable_by(request.user).select_related("area")
    if request.method == "POST":
        cases = cases.select_for_update(of=("self",))
    case: Case = get_object_or_404(cases, pk=int(kwargs["pk"]))
    if "task_state_id" in kwargs:
        get_object_or_404(TaskState.objects.for_instance(case), pk=kwargs["task_state_id"])
    return case


def _rendered(response: HttpResponseBase) -> HttpResponseBase:
    # A template response would otherwise be rendered after the transaction has ended.
    render = getattr(response, "render", None)
    return render() if callable(render) else response
