"""The shape of what staff fill in about a case: the editor's texts, and the clerk's first words.

Browsers send line ends of their own, which are no change of the text.
"""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from portal.cases.models import OUTCOME, Case


class LinesField(forms.CharField):
    """Text of several lines, each ended as the database keeps it."""

    def to_python(self, value: Any) -> str:
        """The text with one kind of line end."""
        return str(super().to_python(value)).replace("\r\n", "\n")


class CaseForm(WagtailAdminModelForm):
    """The editor's texts, told from what was saved before; of what is under way, title and matter."""

    class Meta:
        field_classes = dict.fromkeys(("matter_text", "measures", "result"), LinesField)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        case: Case = self.instance
        if case.is_under_way:
            case.forget_outcome()
            for name in OUTCOME:
                self.fields.pop(name, None)


class AskForm(forms.Form):
    """What is to be read while the order is under way, in the clerk's own words."""

    title = forms.CharField(
        label=_("Title"), max_length=60,
        error_messages={"required": _("Please write the title and the matter first.")},
    )  # fmt: skip
    matter_text = LinesField(
        label=_("The matter"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_(
            "What it was about, in your own words. No names, phone numbers or room numbers."
        ),
        error_messages={"required": _("Please write the title and the matter first.")},
    )  # fmt: skip

    def __init__(self, data: QueryDict | None = None, *, title: str = "") -> None:
        super().__init__(data, initial={"title": title}, label_suffix="")
