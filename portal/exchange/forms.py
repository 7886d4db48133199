"""What a person hands in and how the columns are read: shape only."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from portal.exchange.fields import FIELDS, guessed
from portal.exchange.models import Batch, Source
from portal.places.models import Area
from portal.services.models import Matter


class FileForm(forms.Form):
    """Where the file comes from, and the file."""

    source = forms.ModelChoiceField(
        Source.objects.all(), label=_("From which system"), empty_label=None
    )
    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV or XLSX, up to 10 MB and 20,000 rows. The first line names the columns."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)


class ColumnsForm(forms.Form):
    """Which of their columns is which of our fields."""

    def __init__(self, batch: Batch, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        choices = [("", _("– not in this file –")), *((h, h) for h in batch.headings)]
        found = guessed(batch.headings, batch.source.columns)
        for field in FIELDS:
            self.fields[field.name] = forms.ChoiceField(
                label=str(field.label), choices=choices, required=field.needed,
                initial=found.get(field.name, ""),
            )  # fmt: skip

    @property
    def columns(self) -> dict[str, str]:
        """Our field → their heading, of a valid form."""
        return {name: heading for name, heading in self.cleaned_data.items() if heading}


class WordsForm(forms.Form):
    """What their words mean here: a select for each word that matches nothing."""

    def __init__(self, matters: list[str], areas: list[str], *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        # The words are theirs and may hold anything: the fields are numbered instead.
        self.words = {f"matter-{n}": w for n, w in enumerate(matters)}
        self.words |= {f"area-{n}": w for n, w in enumerate(areas)}
        offered = [(m.code, m.title) for m in Matter.objects.offered()]
        places = [(a.code, a.name) for a in Area.objects.filter(takes_orders=True)]
        for name, word in self.words.items():
            known = offered if name.startswith("matter") else places
            self.fields[name] = forms.ChoiceField(
                label=word[:60],
                choices=[("", _("– leave these lines out –")), *known],
                required=False,
            )

    def said(self, kind: str) -> dict[str, str]:
        """Their word → our code, of a valid form."""
        return {
            word: self.cleaned_data[name]
            for name, word in self.words.items()
            if name.startswith(kind) and self.cleaned_data[name]
        }
