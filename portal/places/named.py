"""What others call by name or code. A new name is told to whoever listens; it must not know whom."""

from typing import Any

from django.core.validators import RegexValidator
from django.db import models, transaction
from django.dispatch import Signal
from django.utils.translation import gettext_lazy as _

CODE_PATTERN = "[a-z0-9-]+"
CODE = RegexValidator(rf"^{CODE_PATTERN}\Z", _("Small letters, digits and hyphens only."))
# Sent with `instance=`, in the transaction that writes the new name.
renamed = Signal()


class Named(models.Model):
    """Mixin for rows whose name and code are repeated elsewhere, such as in the index of the search.

    `name_kind` is the word of its ledger subjects: area, organisation, category.
    """

    name_kind: str

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, and tell of a changed name in the same transaction."""
        with transaction.atomic():
            before = None if self._state.adding else _called(type(self), self.pk)
            super().save(*args, **kwargs)
            if before is not None and before != _called(type(self), self.pk):
                renamed.send(type(self), instance=self)


def _called(model: type[models.Model], pk: object) -> tuple[str, str] | None:
    rows = model._base_manager.select_for_update(no_key=True).filter(pk=pk)
    return rows.values_list("name", "code").first()
