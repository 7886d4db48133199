"""A matter in plain values, as it stands at one moment; what a version keeps."""

from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.services.kinds import lines
from portal.services.models import Matter
from portal.services.parts import Question

# What the lines of a snapshot are called.
LABELS: dict[str, str | Promise] = {
    **{
        name: Matter._meta.get_field(name).verbose_name  # type: ignore[union-attr]
        for name in (
            "code", "category", "title", "summary", "guide", "audience", "area", "way", "promise",
            "admitted_at", "approved_by", "expires", "duty", "owner", "team_kind", "time_class",
            "urgent_words",
        )
    },
    "questions": _("Questions for the resident"),
}  # fmt: skip


def snapshot(matter: Matter) -> dict[str, Any]:
    """All that residents and the rules read. Answer templates are the handlers' own, and left out."""
    return {
        "code": matter.code,
        "category": matter.category.name,
        "title": matter.title,
        "summary": matter.summary,
        "guide": lines(matter.guide),
        "audience": matter.audience,
        "area": matter.area.code if matter.area else "",
        "way": matter.way,
        "promise": matter.promise,
        "admitted_at": matter.admitted_at.isoformat() if matter.admitted_at else "",
        "approved_by": matter.approved_by,
        "expires": matter.expires.isoformat() if matter.expires else "",
        "duty": matter.duty,
        "owner": matter.owner.code if matter.owner else "",
        "team_kind": matter.team_kind.name,
        "time_class": matter.time_class_id,
        "urgent_words": lines(matter.urgent_words),
        "questions": [asked(question) for question in matter.questions.all()],
    }


def asked(question: Question) -> dict[str, Any]:
    """One question with everything the resident could choose and read."""
    return {
        "label": question.label,
        "hint": question.hint,
        "kind": question.kind,
        "required": question.required,
        "choices": question.choice_list,
        "notice_for": lines(question.notice_for),
        "notice": question.notice,
        "stops": question.stops,
    }


def changed(before: dict[str, Any] | None, after: dict[str, Any]) -> list[str]:
    """Which lines of the content a version changed; the first version changed nothing."""
    if before is None:
        return []
    return [key for key in LABELS if before.get(key) != after.get(key)]
