"""One button of staff: its verb, its form, the command behind it. Shared by the admin and the desk.

It translates a form into a command and a refusal into a message; it decides nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.functional import Promise

from portal.errors import Refused
from portal.orders.models import Order
from portal.orders.states import Verb
from portal.people.models import User


class Words(forms.CharField):
    """What goes with a verb in words; `missing` is the sentence when there are none."""

    def __init__(self, *, missing: Any, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 4}))
        kwargs.setdefault("max_length", 1000)
        super().__init__(error_messages={"required": missing}, **kwargs)


class VerbForm(forms.Form):
    """The words that go with a verb; empty where a click is enough."""

    def __init__(self, order: Order, data: QueryDict | None = None) -> None:
        super().__init__(data, label_suffix="")
        self.order = order

    def start_from(self, query: QueryDict) -> None:
        """What the address may put into the form before anything is written; nothing by default."""


@dataclass(frozen=True)
class Action:
    """A verb as a page: what it asks for, what it calls, what it says when it went through."""

    verb: Verb
    command: Callable[..., Order]
    done: str | Promise
    form: type[VerbForm] = VerbForm
    explanation: str | Promise = ""
    icon: str = "check"


def by_verb(*actions: Action) -> dict[str, Action]:
    """The table of a room: its actions by verb, in the order of their buttons."""
    return {action.verb.value: action for action in actions}


def attempt(action: Action, form: VerbForm, *, by: User, at: datetime) -> bool:
    """Run the command with what the form holds; a refusal stands in the form, nothing is lost."""
    if not form.is_valid():
        return False
    given: dict[str, Any] = form.cleaned_data
    try:
        action.command(form.order, **given, by=by, at=at)
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    return True
