"""What is never collected stays out whatever field it was written in; the same without it goes through."""

from contextlib import nullcontext

import pytest
from django.utils import timezone

from portal.errors import Refused
from portal.orders import commands
from tests.support.town import build_town, order_in, place_order, resident_of

pytestmark = pytest.mark.django_db
OUTCOMES = [("三号楼", nullcontext()), ("11010519491231002X", pytest.raises(Refused))]


@pytest.mark.parametrize(("words", "outcome"), OUTCOMES)
@pytest.mark.parametrize("field", ["text", "place", "contact_name", "answers"])
def test_of_an_intake(field, words, outcome):
    town = build_town()
    with outcome:
        place_order(town, **{field: {"哪里": words} if field == "answers" else words})


@pytest.mark.parametrize(("words", "outcome"), OUTCOMES)
@pytest.mark.parametrize(
    ("state", "verb", "field", "rest"),
    [
        ("returned", "supplement", "text", {}),
        ("placed", "withdraw", "reason", {}),
        ("answered", "rate", "comment", {"solved": "yes", "satisfied": 5}),
    ],
)
def test_of_what_the_resident_adds(state, verb, field, rest, words, outcome):
    order = order_in(build_town(), state)
    given = {field: words, **rest}
    with outcome:
        getattr(commands, verb)(order, **given, by=resident_of(order), at=timezone.now())
