"""One intake form under way as a view sees it: the draft, its three forms, how far it has come."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from portal.orders.echoing import echoable
from portal.orders.models import Draft, Order, Photo
from portal.orders.resident.intake_forms import ContactForm, DetailsForm, WhatForm
from portal.orders.resident.question_fields import notices
from portal.places.models import Area
from portal.privacy.finding import find
from portal.privacy.kinds import Kind
from portal.services.models import Matter, Question
from portal.services.queries import offered
from portal.services.rules import urgent_word

WHAT, DETAILS, CONTACT = STEPS = (1, 2, 3)
PHONES = frozenset({Kind.MOBILE, Kind.LANDLINE})


@dataclass
class Sheet:
    """The draft of `key`, or an empty form that will become it."""

    key: UUID
    draft: Draft | None

    @property
    def body(self) -> dict[str, Any]:
        """What was typed so far."""
        return self.draft.body if self.draft else {}

    @cached_property
    def matters(self) -> list[Matter]:
        """What is on the menu now."""
        return offered()

    @cached_property
    def matter(self) -> Matter | None:
        """What was chosen in step 1, if it is still on the menu."""
        code = self.body.get("matter")
        return next((matter for matter in self.matters if matter.code == code), None)

    @cached_property
    def questions(self) -> list[Question]:
        """The questions of that matter."""
        return list(self.matter.questions.all()) if self.matter else []

    @cached_property
    def areas(self) -> list[Area]:
        """The communities that take orders, or those where the matter is offered."""
        taking = Area.objects.filter(takes_orders=True).select_related("parent")
        if self.matter and self.matter.area:
            taking = taking.filter(path__startswith=self.matter.area.path)
        return list(taking)

    @cached_property
    def area(self) -> Area | None:
        """The community that was chosen in step 2."""
        code = self.body.get("area")
        return next((area for area in self.areas if area.code == code), None)

    @cached_property
    def echo(self) -> Order | None:
        """The public order that the resident says this one is like, while it is open."""
        return echoable(str(self.body.get("like", "")))

    @cached_property
    def photos(self) -> list[Photo]:
        """The pictures so far, without their pixels."""
        return list(self.draft.photos.only("id", "draft_id").order_by("pk")) if self.draft else []

    def what(self, data: Any = None, chosen: str = "") -> WhatForm:
        """Step 1."""
        initial = {"matter": self.body.get("matter") or chosen}
        return WhatForm(self.matters, data, initial=initial)

    def details(self, data: Any = None, files: Any = None) -> DetailsForm:
        """Step 2."""
        for_shops = bool(self.matter and self.matter.is_for_shops)
        begun = {"area": self.echo.area.code} if self.echo else {}
        return DetailsForm(
            self.questions, self.areas, data, for_shops=for_shops, files=files,
            initial=begun | self.body,
        )  # fmt: skip

    def contact(self, data: Any = None, phone: str = "") -> ContactForm:
        """Step 3; `phone` is the one of who is signed in."""
        return ContactForm(data, initial={"contact_phone": phone} | self.body)

    def furthest(self) -> int:
        """The first step that is not yet as it must be."""
        if self.matter is None:
            return WHAT
        return CONTACT if self.details(self.body).is_valid() else DETAILS

    def mentions_phone(self) -> bool:
        """Whether the words hold a phone number, which is better given as contact."""
        return any(finding.kind in PHONES for finding in find(str(self.body.get("text", ""))))

    def notices(self) -> list[str]:
        """What the resident was told about the choices made."""
        return notices(self.questions, self.body)

    def urgent_word(self) -> str:
        """The word for which the order goes by the urgent time class, "" where there is none."""
        words = self.matter.urgent_word_list if self.matter else []
        return urgent_word(words, str(self.body.get("text", "")))
