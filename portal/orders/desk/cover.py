"""我要外出: whoever is away names a colleague who does their work meanwhile. Translates only."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from portal.errors import Refused
from portal.people.doors import StaffRequest
from portal.people.models import User
from portal.places import covering
from portal.places.models import Cover, Post
from portal.places.rules import LENT

DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class AwayForm(forms.Form):
    """Which post, who stands in, from when to when."""

    use_required_attribute = False
    post = forms.ModelChoiceField(
        Post.objects.none(), label=gettext_lazy("Post"), empty_label=None,
        error_messages={"required": gettext_lazy("Please choose the post.")},
    )  # fmt: skip
    deputy = forms.ModelChoiceField(
        User.objects.none(), label=gettext_lazy("Who stands in"), empty_label=None,
        help_text=gettext_lazy("Colleagues who serve the same body."),
        error_messages={"required": gettext_lazy("Please choose a colleague.")},
    )  # fmt: skip
    since = forms.DateField(label=gettext_lazy("First day"), widget=DAY, initial=timezone.localdate)
    until = forms.DateField(label=gettext_lazy("Last day"), widget=DAY)

    def __init__(self, posts: Any, colleagues: Any, data: Any = None) -> None:
        super().__init__(data, label_suffix="")
        self.fields["post"].queryset = posts  # type: ignore[attr-defined]
        self.fields["deputy"].queryset = colleagues  # type: ignore[attr-defined]


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def away(request: StaffRequest) -> HttpResponse:
    """Name a deputy; and what stands already, on either side."""
    today = timezone.localdate()
    posts = Post.objects.held_on(today).filter(person=request.user, role__in=LENT)
    if not posts:
        raise Http404
    colleagues = User.objects.filter(
        posts__in=Post.objects.held_on(today).filter(organisation__in=posts.values("organisation")),
        is_active=True,
    ).exclude(pk=request.user.pk)
    form = AwayForm(
        posts.select_related("organisation"), colleagues.distinct(), request.POST or None
    )
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            covering.stand_in(given.pop("post"), **given, by=request.user, at=timezone.now())
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Recorded. Your colleague sees your work on these days."))
            return redirect("desk:away")
    context = {"form": form, "covers": _covers(request), "colleagues": colleagues.exists()}
    return render(request, "desk/away.html", context)


@require_POST
@login_required
def end(request: StaffRequest, pk: int) -> HttpResponse:
    """Back early."""
    cover = get_object_or_404(_covers(request), pk=pk)
    try:
        covering.end_cover(cover, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
    return redirect("desk:away")


def _covers(request: StaffRequest) -> Any:
    """What has not passed yet, of which the person is either side."""
    mine = Q(post__person=request.user) | Q(deputy=request.user)
    rows = Cover.objects.filter(mine, until__gte=timezone.localdate())
    return rows.select_related("post__person", "post__organisation", "deputy")
