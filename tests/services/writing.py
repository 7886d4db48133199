"""Matters as staff write and publish them."""

import datetime

from portal.services.models import Matter, Question

LONG_AGO = datetime.date(2020, 1, 1)


def publish(matter, **changes) -> Matter:
    """A change by staff, released; as the admin does it."""
    draft = Matter.objects.get(pk=matter.pk)
    draft = draft.latest_revision.as_object() if draft.latest_revision else draft
    for name, value in changes.items():
        setattr(draft, name, value)
    draft.save_revision().publish()
    return Matter.objects.get(pk=matter.pk)


def ask(matter, *questions: dict) -> Matter:
    """The same, with other questions."""
    draft = Matter.objects.get(pk=matter.pk)
    draft.questions.set(
        [Question(sort_order=place, **question) for place, question in enumerate(questions)]
    )
    draft.save_revision().publish()
    return Matter.objects.get(pk=matter.pk)


def new_matter(town, code, **fields) -> Matter:
    """Another matter on the menu."""
    given = {
        "title": f"事项 {code}", "summary": "一句话", "promise": "当天回话", "live": False,
        "category": town.matter.category, "team_kind": town.matter.team_kind,
        "admitted_at": LONG_AGO, "approved_by": "街道办事处",
    } | fields  # fmt: skip
    return publish(Matter.objects.create(code=code, **given))
