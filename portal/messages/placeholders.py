"""The fixed list of what a template may name. Plain values in; knows no order.

Nothing on this list is a resident's word, a contact or a person's name.
"""

import re
from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

TEXT_MOST = 300
NAME = re.compile(r"\{([^{}]*)\}")
NOTHING = "–"
# What each means, and what stands there in the preview.
KNOWN: dict[str, tuple[str | Promise, str | Promise]] = {
    "number": (gettext_lazy("Number of the order"), "2026-000123"),
    "matter": (gettext_lazy("Matter"), gettext_lazy("Stair light repair")),
    "community": (gettext_lazy("Community"), gettext_lazy("Guiyu community")),
    "unit": (gettext_lazy("Unit that has it"), gettext_lazy("Repair team")),
    "owner": (gettext_lazy("Body that owns it"), gettext_lazy("Guiyu residents' committee")),
    "phone": (gettext_lazy("Office phone of that body"), "0000-0000000"),
    "state": (gettext_lazy("State"), gettext_lazy("Accepted")),
    "due": (gettext_lazy("Due date"), "2026-12-01 17:30"),
    "review": (gettext_lazy("Review date of a suspension"), "2026-12-15"),
    "link": (
        gettext_lazy("Link to the order's page"),
        "https://www.example.gov.cn/orders/track/?number=2026-000123",
    ),
}


def check(text: str) -> None:
    """A template names only what is on the list. Raises ValidationError naming each fault."""
    faults = [
        _("{%(name)s} is not known. Known are: %(known)s.")
        % {"name": name, "known": " ".join(f"{{{word}}}" for word in KNOWN)}
        for name in dict.fromkeys(NAME.findall(text))
        if name not in KNOWN
    ]
    if not faults and re.search(r"[{}]", NAME.sub("", text)):
        faults = [_("A brace stands alone. Write a placeholder as {number}.")]
    if len(text) > TEXT_MOST:
        faults.append(_("At most %(most)d characters.") % {"most": TEXT_MOST})
    if faults:
        raise ValidationError(faults)


def fill(text: str, values: Mapping[str, str]) -> str:
    """The text with each known placeholder replaced; what has no value is a dash."""
    return NAME.sub(lambda found: values.get(found[1], "") or NOTHING, text)


def sample() -> dict[str, str]:
    """Invented values for a preview."""
    return {name: str(example) for name, (_meaning, example) in KNOWN.items()}
