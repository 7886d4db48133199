"""How far the followers are, and what they gave up on, with "try again"."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages

from portal.ledger import follow
from portal.ledger.followers import Follower, followers
from portal.ledger.models import Bookmark, Head, Parked
from portal.people.access import roles_of
from portal.people.crumbs import header
from portal.people.doors import for_roles
from portal.people.roles import Role

READERS = frozenset({Role.AUDITOR, Role.ADMINISTRATOR})
# Settled entries shown below the open ones.
MOST_SETTLED = 20


@dataclass(frozen=True)
class Progress:
    """One follower against the head."""

    follower: Follower
    bookmark: Bookmark
    behind: int


@require_safe
@for_roles(*READERS)
def followers_page(request: HttpRequest) -> HttpResponse:
    """Every follower's lag, and the parked entries, open ones first."""
    head = Head.objects.get(pk=1)
    parked = Parked.objects.select_related("entry")
    context = {
        "head": head,
        "progress": _progress(head),
        "open": parked.filter(settled_at=None),
        "settled": parked.exclude(settled_at=None).order_by("-settled_at")[:MOST_SETTLED],
        "may_retry": Role.ADMINISTRATOR in roles_of(request.user),
    } | header(_("Followers"), icon="tasks")
    return render(request, "ledger/admin/followers.html", context)


@require_POST
@for_roles(Role.ADMINISTRATOR)
def retry(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand a parked entry to its follower once more."""
    parked = get_object_or_404(Parked.objects.select_related("entry"), pk=pk, settled_at=None)
    follower = next((f for f in followers() if f.name == parked.follower), None)
    if follower is None:
        messages.error(request, _("This follower is not installed any more."))
    elif follow.retry(parked, follower, timezone.now()):
        messages.success(request, _("Entry %(seq)d went through.") % {"seq": parked.entry_id})
    else:
        words = _("Entry %(seq)d failed again; the reason below is the new one.")
        messages.error(request, words % {"seq": parked.entry_id})
    return redirect("ledger_staff:followers")


def _progress(head: Head) -> list[Progress]:
    bookmarks = {bookmark.follower: bookmark for bookmark in Bookmark.objects.all()}
    found = []
    for follower in followers():
        bookmark = bookmarks.get(follower.name) or Bookmark(follower=follower.name)
        found.append(Progress(follower, bookmark, head.seq - bookmark.seq))
    return found
