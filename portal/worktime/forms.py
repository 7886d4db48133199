"""What an administrator fills in: a year to load, a time class. Shape only; the rules decide."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from portal.worktime import hours, sheets
from portal.worktime.calendars import Calendars
from portal.worktime.models import check_hours
from portal.worktime.notices import Notice
from portal.worktime.words import Status

LARGEST_FILE = 100_000


class LoadForm(forms.Form):
    """The notice, its days, and the office hours of the year."""

    source = forms.CharField(
        label=_("Source notice"), max_length=120, required=False,
        help_text=_("Number and date of the notice; needed unless the year is provisional."),
    )  # fmt: skip
    status = forms.ChoiceField(label=_("Status"), choices=Status.choices)
    hours = forms.CharField(
        label=_("Office hours"), max_length=60, validators=[check_hours],
        help_text=_("Like 09:00-12:00,14:00-17:30."),
    )  # fmt: skip
    sheet = forms.FileField(
        label=_("CSV file"), required=False,
        help_text=_("Takes the place of what stands below. Saved by a spreadsheet or an editor."),
    )  # fmt: skip
    text = forms.CharField(
        label=_("Days"), required=False, max_length=LARGEST_FILE,
        widget=forms.Textarea(attrs={"rows": 18, "spellcheck": "false"}),
        help_text=_("One day a line: date, kind, name, and for a half day its hours. "
                    "2027-02-05~2027-02-11 is a stretch. The whole year, not only what changes."),
    )  # fmt: skip
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, year: int, known: Calendars, data: Any = None, files: Any = None) -> None:
        self.year = year
        self.faults: tuple[sheets.Fault, ...] = ()
        super().__init__(
            _with_file(data, files), files, initial=_initial(year, known), label_suffix=""
        )

    def clean_sheet(self) -> None:
        """The file was read into the text already."""
        given = self.files.get("sheet")
        if given and _text_of(given) is None:
            raise forms.ValidationError(_("This file is no text. Save the table as CSV."))

    def clean_text(self) -> sheets.Sheet:
        """The days, or a fault for each line that cannot be read."""
        sheet = sheets.read(self.cleaned_data["text"], self.year)
        self.faults = sheet.faults
        if sheet.faults:
            raise forms.ValidationError(_("Nothing was loaded: the lines named below need a look."))
        return sheet

    def notice(self) -> Notice:
        """What was filled in, once it is valid."""
        given = self.cleaned_data
        return Notice(
            self.year, Status(given["status"]), given["source"].strip(), given["text"].days,
            hours.parse(given["hours"]),
        )  # fmt: skip


class TimeClassForm(WagtailAdminModelForm):
    """A time class; the code that matters and deadlines name it by is chosen once."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].disabled = self.instance.pk is not None


def _initial(year: int, known: Calendars) -> dict[str, Any]:
    """The version in force, so that one day can be corrected without typing the year."""
    now = known.years.get(year)
    return {
        "source": now.notice if now and now.official else "",
        "status": Status.OFFICIAL,
        "hours": str(known.usual_hours(year)),
        "text": sheets.written(now.days) if now else "",
    }


def _with_file(data: Any, files: Any) -> Any:
    """What a file says stands in the text field afterwards, where it can be corrected."""
    given = files.get("sheet") if files else None
    text = _text_of(given) if given else None
    if text is None:
        return data
    filled = data.copy()
    filled["text"] = text
    return filled


def _text_of(given: UploadedFile) -> str | None:
    if (given.size or 0) > LARGEST_FILE:
        return None
    given.seek(0)
    return sheets.decoded(given.read())
