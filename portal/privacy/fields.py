"""Columns that are ciphertext in the database and plain in Python. They cannot be searched: for
that, keep a `blind_index` beside them.
"""

import json
from typing import Any, NoReturn

from cryptography.fernet import InvalidToken
from django.core import checks
from django.core.exceptions import FieldError
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from portal.privacy.keys import field_keys


class CannotDecrypt(Exception):
    """A stored value opens with none of PRIVACY_KEYS; ciphertext is never handed out instead."""


def seal(plain: str) -> str:
    """Ciphertext of a text, different each time."""
    return field_keys().encrypt(plain.encode()).decode("ascii")


def unseal(token: str, *, where: str = "a value") -> str:
    """The text again. Raises CannotDecrypt: the key is missing or the value was changed."""
    try:
        return field_keys().decrypt(token.encode()).decode()
    except InvalidToken:
        raise CannotDecrypt(
            f"{where} opens with none of PRIVACY_KEYS: a key was removed that is still in use, "
            "or the stored value was changed. Put the old key back behind the first one."
        ) from None


class EncryptedTextField(models.TextField):
    """Text kept as ciphertext. "" and NULL stay what they are; only `isnull` may be asked."""

    description = "Encrypted text"

    def get_lookup(self, lookup_name: str) -> Any:
        """Equal texts have different ciphertexts, so every comparison would silently find nothing.

        Raises FieldError.
        """
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else self._refuse()

    def get_transform(self, lookup_name: str) -> Any:
        """No function of a ciphertext means anything. Raises FieldError."""
        self._refuse()

    def get_prep_value(self, value: Any) -> Any:
        """What goes into the database."""
        value = super().get_prep_value(value)
        return value if value in (None, "") else seal(value)

    def from_db_value(
        self, value: str | None, expression: Any, connection: BaseDatabaseWrapper
    ) -> Any:
        """What comes out. Raises CannotDecrypt."""
        return value if value is None or value == "" else unseal(value, where=str(self))

    def check(self, **kwargs: Any) -> list[checks.CheckMessage]:
        """An index on ciphertext would promise something it cannot keep."""
        found = super().check(**kwargs)
        options = self.deconstruct()[3]
        if options.keys() & {"primary_key", "unique", "db_index"}:
            hint = "Put the constraint on a column that holds blind_index(value)."
            message = "An encrypted field can be neither unique nor indexed."
            found.append(checks.Error(message, hint=hint, obj=self, id="privacy.E001"))
        return found

    def _refuse(self) -> NoReturn:
        raise FieldError(
            f"{self} is encrypted and can only be asked for isnull. "
            "To find a row by its value, compare a blind_index column."
        )


class EncryptedJSONField(EncryptedTextField):
    """A JSON value kept as ciphertext. None is NULL; empty lists and objects are sealed too."""

    description = "Encrypted JSON"
    # For the type checker: a JSON value, where the column below is text.
    _pyi_private_set_type: Any
    _pyi_private_get_type: Any

    def get_prep_value(self, value: Any) -> Any:
        """What goes into the database."""
        if value is None:
            return None
        return seal(json.dumps(value, ensure_ascii=False, cls=DjangoJSONEncoder))

    def from_db_value(
        self, value: str | None, expression: Any, connection: BaseDatabaseWrapper
    ) -> Any:
        """What comes out. Raises CannotDecrypt."""
        text = super().from_db_value(value, expression, connection)
        return json.loads(text) if text else text

    def to_python(self, value: Any) -> Any:
        """Already a Python value; a form or a fixture hands in any kind."""
        return value

    def value_to_string(self, obj: models.Model) -> Any:
        """For serialisers that carry JSON values themselves."""
        return self.value_from_object(obj)
