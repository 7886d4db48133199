"""What an order was placed under: the matter as it was then, whatever staff have written since."""

from collections.abc import Mapping
from typing import Any

from django.db import models

from portal.services.models import MatterVersion


class PlacedUnder(models.Model):
    """The version of the matter, and what residents and staff read of it years later."""

    # Nothing where the matter had never been published.
    matter_version = models.ForeignKey(
        MatterVersion, models.PROTECT, null=True, blank=True, related_name="orders", editable=False
    )

    class Meta:
        abstract = True

    @property
    def terms(self) -> Mapping[str, Any]:
        """Title, promise and questions as the resident read them; empty without a version."""
        content: Mapping[str, Any] = self.matter_version.snapshot if self.matter_version else {}
        return content

    @property
    def title(self) -> str:
        """What the matter was called."""
        return self.terms.get("title") or self.matter.title  # type: ignore[attr-defined]

    @property
    def promise(self) -> str:
        """What was promised."""
        return self.terms.get("promise") or self.matter.promise  # type: ignore[attr-defined]

    @property
    def asked(self) -> list[tuple[str, str]]:
        """Every question as it was asked then, with the answer; "" where none was given."""
        given: Mapping[str, str] = self.answers  # type: ignore[attr-defined]
        labels = [question["label"] for question in self.terms.get("questions", ())]
        others = [label for label in given if label not in labels]
        return [(label, given.get(label, "")) for label in (*others, *labels)]
