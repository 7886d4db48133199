"""The ways of working in the admin: whose there are, one with its history, and setting one up.

Translates, never decides.
"""

from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages

from portal.errors import Refused
from portal.ledger.naming import names_of
from portal.people.crumbs import header
from portal.people.doors import StaffRequest, for_roles
from portal.places.models import Area
from portal.places.queries import paths_above
from portal.profiles import commands, queries
from portal.profiles.forms import ProfileForm, filled_in
from portal.profiles.models import Profile
from portal.profiles.plans import HOUSE, Plan
from portal.profiles.presets import PRESETS
from portal.profiles.previews import by_itself, preview
from portal.profiles.roads import road


@require_safe
@for_roles(*queries.KEEPERS)
def areas(request: StaffRequest) -> HttpResponse:
    """Every street and district this person sets, with the road in force there."""
    kept = queries.areas_kept_by(request.user)
    newest = queries.newest().select_related("area")
    in_force = {profile.area.path: profile for profile in newest}
    rows = [_row(area, in_force) for area in kept]
    words = header(_("Ways of working"), icon="list-ol")
    return render(request, "profiles/admin/areas.html", {"rows": rows} | words)


def _row(area: Area, in_force: dict[str, Profile]) -> dict[str, Any]:
    above = [in_force[path] for path in paths_above(area.path) if path in in_force]
    profile = above[-1] if above else None
    return {
        "area": area, "own": in_force.get(area.path), "profile": profile,
        "road": road(profile.plan if profile else HOUSE),
        "preset": PRESETS.get(profile.preset) if profile else PRESETS["house"],
    }  # fmt: skip


@require_safe
@for_roles(*queries.KEEPERS)
def show(request: StaffRequest, code: str) -> HttpResponse:
    """The road in force in one area, and every version there was."""
    area = _area(request, code)
    profile = queries.in_force(area)
    plan = profile.plan if profile else HOUSE
    versions = list(Profile.objects.filter(area=area).order_by("-version"))
    names = names_of(row.published_by for row in versions)
    context = {
        "area": area, "profile": profile, "inherited": profile and profile.area_id != area.pk,
        "versions": [(row, names.get(row.published_by, "–"), PRESETS.get(row.preset), road(row.plan))
                     for row in versions],
    }  # fmt: skip
    return render(request, "profiles/admin/show.html", context | _drawn(plan) | _words(area))


@require_http_methods(["GET", "HEAD", "POST"])
@for_roles(*queries.KEEPERS)
def edit(request: StaffRequest, code: str) -> HttpResponse:
    """Choose, rename, look at the road, publish. What is published is what was looked at."""
    area = _area(request, code)
    plan, preset = _begun_from(request, area)
    version = queries.version_of(area)
    form = ProfileForm(plan=plan, preset=preset, seen=version, data=_sent(request))
    context: dict[str, Any] = {"area": area, "presets": PRESETS.values(), "form": form}
    if form.is_bound and form.is_valid():
        looked_at = form.cleaned_data["previewed"] == form.plan().digest
        wanted = "publish" in request.POST
        if wanted and looked_at and (done := _published(request, area, form)):
            return done
        changed = wanted and not looked_at
        context |= _looked(request, area, form) | {"version": version, "changed": changed}
    above = (*_above(), (area.name, reverse("profiles:show", args=[area.code])))
    words = header(_("Set the way of working"), icon="list-ol", above=above)
    return render(request, "profiles/admin/edit.html", context | words)


def _sent(request: StaffRequest) -> QueryDict | None:
    """What was sent; where a preset is to be filled in, its steps and words take their place."""
    if request.method != "POST":
        return None
    preset = PRESETS.get(request.POST.get("preset", ""))
    return filled_in(request.POST, preset) if preset and "fill" in request.POST else request.POST


def _begun_from(request: StaffRequest, area: Area) -> tuple[Plan, str]:
    """An earlier version where one is asked for, else what is in force."""
    wanted = request.GET.get("from", "")
    if wanted.isascii() and wanted.isdecimal() and len(wanted) < 5:
        earlier = get_object_or_404(Profile, area=area, version=int(wanted))
        return earlier.plan, earlier.preset
    now = queries.in_force(area)
    return (now.plan, now.preset) if now else (HOUSE, "house")


def _published(request: StaffRequest, area: Area, form: ProfileForm) -> HttpResponse | None:
    given = form.cleaned_data
    try:
        row = commands.publish(
            area, form.plan(), preset=given["preset"], seen=given["seen"] or 0,
            by=request.user, at=timezone.now(),
        )  # fmt: skip
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None
    said = {"area": area.name, "version": row.version}
    messages.success(
        request, _("%(area)s: version %(version)d holds for what is placed from now on.") % said
    )
    return redirect("profiles:show", code=area.code)


def _looked(request: StaffRequest, area: Area, form: ProfileForm) -> dict[str, Any]:
    """The road as it will be; what the rules refuse is told before it can be published."""
    plan = form.plan()
    try:
        commands.check(area, plan, by=request.user)
    except Refused as refusal:
        if not form.non_field_errors():
            form.add_error(None, str(refusal))
        return {}
    return _drawn(plan) | {"digest": plan.digest}


def _drawn(plan: Plan) -> dict[str, Any]:
    return {"plan": plan, "steps": preview(plan), "by_itself": by_itself(plan)}


def _area(request: StaffRequest, code: str) -> Area:
    return get_object_or_404(queries.areas_kept_by(request.user), code=code)


def _above() -> tuple[tuple[str, str], ...]:
    return ((_("Ways of working"), reverse("profiles:areas")),)


def _words(area: Area) -> dict[str, Any]:
    return header(area.name, icon="list-ol", above=_above())
