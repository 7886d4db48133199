"""What an administrator fills in to staff a body. Shape only; the rules decide."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from portal.people.access import reach
from portal.people.models import User
from portal.people.roles import Role
from portal.places.models import Organisation


class AppointForm(forms.Form):
    """Whom, where, as what, from when."""

    person = forms.ModelChoiceField(User.objects.none(), label=_("Person"))
    organisation = forms.ModelChoiceField(Organisation.objects.none(), label=_("Organisation"))
    role = forms.ChoiceField(
        label=_("Role"), choices=Role.choices,
        help_text=_("A handler works on the orders of this organisation; every other role reaches "
                    "the organisation's whole area."),
    )  # fmt: skip
    since = forms.DateField(label=_("Since"), widget=AdminDateInput, initial=timezone.localdate)

    def __init__(self, by: User, data: dict[str, str] | None = None) -> None:
        super().__init__(data, label_suffix="")
        people = User.objects.filter(is_active=True, is_resident=False)
        mine = Organisation.objects.filter(reach(by, [Role.ADMINISTRATOR]))
        self.fields["person"].queryset = people.order_by("display_name", "username")  # type: ignore[attr-defined]
        self.fields["organisation"].queryset = mine  # type: ignore[attr-defined]

    def clean_role(self) -> Role:
        """As the role itself."""
        return Role(self.cleaned_data["role"])


class RelieveForm(forms.Form):
    """The last day."""

    until = forms.DateField(
        label=_("Last day"), widget=AdminDateInput, initial=timezone.localdate,
        help_text=_("The rights of the post end with this day."),
    )  # fmt: skip
