"""What a resident can fill in: words, a phone number, photos. Shape only; the rules are asked."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from portal.errors import Refused
from portal.orders import rules
from portal.privacy.blind import is_mobile, normalise_phone
from portal.privacy.photos import reencode
from portal.privacy.plain import plain

NOT_COLLECTED = "not_collected"
MOBILE_DIGITS = 11
LANDLINE_DIGITS = range(7, 13)


class Words(forms.CharField):
    """Free text. Its length is told in a sentence, never cut off by the browser."""

    def __init__(self, *, most: int, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.most = most

    def to_python(self, value: Any) -> str:
        """A line break counts as one character, as the resident sees it."""
        return str(super().to_python(value)).replace("\r\n", "\n").replace("\r", "\n")

    def validate(self, value: str) -> None:
        """Not too long, and without what is never collected."""
        super().validate(value)
        if len(value) > self.most:
            raise too_long(value, self.most)
        try:
            rules.check_collectable(value)
        except Refused as refusal:
            raise ValidationError(str(refusal), code=NOT_COLLECTED) from None


def too_long(text: str, most: int) -> ValidationError:
    """How long it is, and how long it may be."""
    sentence = _("This is %(count)d characters long. Please keep it under %(most)d.")
    return ValidationError(sentence % {"count": len(text), "most": most})


class Phone(forms.CharField):
    """A number at which the resident can be reached, as digits alone."""

    widget = forms.TextInput(
        attrs={"type": "tel", "inputmode": "tel", "autocomplete": "tel", "class": "input--short"}
    )

    def clean(self, value: Any) -> str:
        """The normalised number. Raises ValidationError saying what is wrong with it."""
        typed = super().clean(value)
        digits = normalise_phone(typed)
        if not typed or is_mobile(typed):
            return digits
        if digits.startswith("1") and not typed.startswith("0"):
            sentence = _("A mobile number has 11 digits; this one has %(count)d. Please check it.")
            if len(digits) != MOBILE_DIGITS:
                raise ValidationError(sentence % {"count": len(digits)})
            raise ValidationError(_("There is no such mobile number. Please check it."))
        if len(digits) not in LANDLINE_DIGITS or not _characters(typed).isdecimal():
            raise ValidationError(
                _("Please give a mobile number, or a landline with its area code.")
            )
        return digits


class PhotoInput(forms.FileInput):
    """Several files at once; a phone offers its camera and its album."""

    allow_multiple_selected = True

    def __init__(self) -> None:
        super().__init__(attrs={"accept": "image/*", "multiple": True})

    def value_from_datadict(
        self, data: Any, files: MultiValueDict[str, UploadedFile], name: str
    ) -> list[UploadedFile]:
        """Every file that was sent, in order."""
        return files.getlist(name) if hasattr(files, "getlist") else []


class Photos(forms.Field):
    """Photos as they were sent; `readable` says which of them are photos."""

    widget = PhotoInput


def readable(uploads: Iterable[UploadedFile]) -> tuple[list[bytes], list[str]]:
    """The re-encoded photos, and a sentence for each file that is none."""
    photos, complaints = [], []
    for upload in uploads:
        try:
            photos.append(reencode(upload))
        except ValidationError as error:
            complaints.append(f"{upload.name}: {error.messages[0]}")
    return photos, complaints


def _characters(typed: str) -> str:
    """What stands between the usual separators of a number."""
    return "".join(char for char in plain(typed) if char not in " -()+.·")
