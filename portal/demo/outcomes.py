"""The public text of the demo's outcomes: written by the editor, released by the reviewer."""

from datetime import datetime
from typing import Any

from django.db import transaction

from portal.cases.models import Case, CasePicture
from portal.demo import pictures
from portal.demo.town import read
from portal.demo.walk import key_of
from portal.orders.models import Order
from portal.pages.workflow import approve, submit
from portal.people.models import User

PICTURES = {
    "2": lambda: (pictures.lane(lit=False), pictures.lane(lit=True)),
    "3": lambda: (pictures.manhole(mended=False), pictures.manhole(mended=True)),
    "8": lambda: (pictures.roof(mended=False), pictures.roof(mended=True)),
}


def publish_outcomes(now: datetime) -> int:
    """Write and publish each draft the follower has made; returns how many were new."""
    return sum(_publish(no, texts) for no, texts in read("outcomes.json").items())


@transaction.atomic
def _publish(no: str, texts: list[str]) -> bool:
    order = Order.objects.filter(pk=key_of(f"case-{no}")).first()
    case = Case.objects.filter(number=order.number).first() if order else None
    if case is None or case.live:
        return False
    case.title, case.matter_text, case.measures, case.result = texts
    if no in PICTURES:
        case.pictures.set(_before_and_after(no))
    case.full_clean()
    editor, reviewer = (User.objects.get(username=name) for name in ("editor", "reviewer"))
    case.save_revision(user=editor)
    submit(case, by=editor)
    approve(case, by=reviewer)
    return True


def _before_and_after(no: str) -> list[Any]:
    before, after = PICTURES[no]()
    return [
        CasePicture(sort_order=place, image=image, moment=moment, caption="示意画面，由程序绘制")
        for place, (image, moment) in enumerate([(before, "before"), (after, "after")])
    ]
