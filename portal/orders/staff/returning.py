"""Where a person of staff came from, as the address says; believed only within this house."""

from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme


def came_from(request: HttpRequest, *, otherwise: str) -> str:
    """The address in `next`, if that is in this house; else the other one."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    if url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}):
        return wanted
    return otherwise
