"""Only what is published, admitted and not expired can be ordered, and only where it is offered."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from portal.errors import Refused
from portal.services.models import Matter
from portal.services.rules import why_not_on_menu
from tests.resident.walk import text_of
from tests.support.town import place_order

DAY = datetime.timedelta(days=1)
TODAY = timezone.localdate()


@pytest.mark.parametrize(
    ("changed", "offered", "told"),
    [
        ({}, True, ""),
        ({"expires": TODAY}, True, ""),
        ({"expires": TODAY - DAY}, False, "准入已经到期"),
        ({"admitted_at": TODAY}, True, ""),
        ({"admitted_at": TODAY + DAY}, False, "准入日期还没有到"),
        ({"admitted_at": None, "approved_by": ""}, False, "还没有准入"),
        ({"live": False}, False, "还没有发布"),
    ],
)
def test_a_matter_leaves_the_menu_by_itself(client, town, changed, offered, told):
    Matter.objects.update(**changed)
    matter = Matter.objects.get()
    assert Matter.objects.offered().exists() is offered
    assert ("楼道灯维修" in text_of(client.get("/services/"))) is offered
    assert client.get("/services/lamp/").status_code == (200 if offered else 404)
    assert ("楼道灯维修" in text_of(client.get("/orders/new/"))) is offered
    assert told in why_not_on_menu(matter, TODAY)
    if offered:
        assert place_order(town, matter=matter).number
    else:
        with pytest.raises(Refused, match="已经下架"):
            place_order(town, matter=matter)


def test_it_is_ordered_only_where_it_is_offered(town):
    town.matter.area = town.community
    assert place_order(town).number
    with pytest.raises(Refused, match="桂雨社区"):
        place_order(town, area=town.other_community)


@pytest.mark.parametrize(
    ("changed", "allowed"),
    [
        ({"admitted_at": TODAY, "approved_by": "街道"}, True),
        ({"admitted_at": TODAY, "approved_by": ""}, False),
        ({"admitted_at": TODAY, "expires": TODAY}, True),
        ({"admitted_at": TODAY, "expires": TODAY - DAY}, False),
        ({"duty": "assist"}, True),
        ({"duty": "anything"}, False),
        ({"way": "errand"}, True),
        ({"way": "by-drone"}, False),
        ({"audience": "business"}, True),
        ({"audience": "nobody"}, False),
    ],
)
def test_the_database_keeps_what_must_not_be_false(town, changed, allowed):
    with transaction.atomic():
        if allowed:
            assert Matter.objects.update(**changed) == 1
            return
        with pytest.raises(IntegrityError):
            Matter.objects.update(**changed)
        transaction.set_rollback(True)
