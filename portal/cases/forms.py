"""The shape of the edit form: browsers send line ends of their own, which are no change of the text."""

from typing import Any

from django import forms
from wagtail.admin.forms import WagtailAdminModelForm


class LinesField(forms.CharField):
    """Text of several lines, each ended as the database keeps it."""

    def to_python(self, value: Any) -> str:
        """The text with one kind of line end."""
        return str(super().to_python(value)).replace("\r\n", "\n")


class CaseForm(WagtailAdminModelForm):
    """The editor's three texts, told from what was saved before."""

    class Meta:
        field_classes = dict.fromkeys(("matter_text", "measures", "result"), LinesField)
