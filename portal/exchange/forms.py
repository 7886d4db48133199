"""What a person hands in and how the columns are read: shape only."""

from collections.abc import Collection
from hashlib import blake2b
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.exchange.fields import FIELDS, guessed
from portal.exchange.models import Batch, Source
from portal.exchange.rules import KEEPERS, own_words
from portal.orders.models import Channel
from portal.people.access import reach
from portal.people.models import User
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

    def __init__(
        self, by: User, matters: list[str], areas: list[str], *args: Any, **kwargs: Any
    ) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        # The words are theirs and may hold anything: the fields are numbered instead.
        self.words = {f"matter-{n}": w for n, w in enumerate(matters)}
        self.words |= {f"area-{n}": w for n, w in enumerate(areas)}
        offered, places = _matters(), _areas(by)
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


class SourceForm(forms.Form):
    """Another system, new here."""

    name = forms.CharField(label=_("Name"), max_length=60)
    code = forms.RegexField(
        r"^[a-z0-9]+\Z", label=_("Code"), max_length=20,
        error_messages={"invalid": _("Only small letters and digits, please.")},
        help_text=_("Small letters and digits. It cannot be changed later: by it and their number "
                    "an order is known again."),
    )  # fmt: skip
    channel = forms.ChoiceField(label=_("Channel"), choices=Channel)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)


class ReadingForm(forms.Form):
    """How a source is read, without a file at hand: headings, and what their words mean."""

    def __init__(self, source: Source, by: User, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for field in FIELDS:
            self.fields[field.name] = forms.CharField(
                label=_("Column: %(field)s") % {"field": field.label}, required=field.needed,
                max_length=60, initial=source.columns.get(field.name, ""),
            )  # fmt: skip
        self.forgettable: dict[str, str] = {}
        self._offer("matter", _("which matter"), source.matters, _matters())
        self._offer("area", _("which community"), own_words(source, by), _areas(by))

    def _offer(
        self, kind: str, which: str | Promise, said: dict[str, str], known: list[tuple[str, str]]
    ) -> None:
        """Every word that was said, to be forgotten, and room for one more."""
        meant = _names(said.values())
        for word, code in said.items():
            name = f"{kind}-{_short(word, code)}"
            self.forgettable[name] = word
            told = {"word": word[:60], "meaning": meant.get(code, code)}
            label = _("Forget that “%(word)s” means “%(meaning)s”") % told
            self.fields[f"forget-{name}"] = forms.BooleanField(label=label, required=False)
        one_more = _("One more word of theirs: %(which)s") % {"which": which}
        self.fields[f"{kind}-word"] = forms.CharField(label=one_more, max_length=60, required=False)
        self.fields[f"{kind}-code"] = forms.ChoiceField(
            label=_("It means"), choices=[("", "–"), *known], required=False
        )

    def clean(self) -> None:
        """A word comes with its meaning; what is to be forgotten still means what the person read."""
        for kind in ("matter", "area"):
            self._check_both(f"{kind}-word", f"{kind}-code")
        if any(name.startswith("forget-") and name not in self.fields for name in self.data):
            self.add_error(
                None, _("Somebody has changed these words meanwhile. Please look once more.")
            )

    def _check_both(self, word: str, code: str) -> None:
        if {word, code} & self.errors.keys():
            return
        if self.cleaned_data[word] and not self.cleaned_data[code]:
            self.add_error(code, _("Please choose what the word means."))
        elif self.cleaned_data[code] and not self.cleaned_data[word]:
            self.add_error(word, _("Please write their word."))

    @property
    def columns(self) -> dict[str, str]:
        """Our field → their heading, of a valid form."""
        return {f.name: self.cleaned_data[f.name] for f in FIELDS if self.cleaned_data[f.name]}

    def said(self, kind: str) -> dict[str, str]:
        """Their word → our code, "" where it is forgotten, of a valid form."""
        gone = {
            word: ""
            for name, word in self.forgettable.items()
            if name.startswith(kind) and self.cleaned_data[f"forget-{name}"]
        }
        word, code = self.cleaned_data[f"{kind}-word"], self.cleaned_data[f"{kind}-code"]
        return {**gone, word: code} if word and code else gone


def _matters() -> list[tuple[str, str]]:
    return [(m.code, m.title) for m in Matter.objects.offered()]


def _areas(by: User) -> list[tuple[str, str]]:
    """The communities whose words this person may match."""
    mine = Area.objects.filter(reach(by, KEEPERS, area="path"), takes_orders=True)
    return [(area.code, area.name) for area in mine]


def _short(word: str, code: str) -> str:
    """A word and its meaning as a part of a field's name: the same whatever else is said meanwhile."""
    return blake2b(f"{word}\0{code}".encode(), digest_size=8).hexdigest()


def _names(codes: Collection[str]) -> dict[str, str]:
    names = dict(Matter.objects.filter(code__in=codes).values_list("code", "title"))
    return names | dict(Area.objects.filter(code__in=codes).values_list("code", "name"))
