"""The variant for a business district (S4 41: 商户拟订单、社区出菜单、单位买单)."""

import pytest

from portal.orders.models import Order
from tests.resident.walk import CONTACT, DETAILS, send, text_of, to_details
from tests.services.writing import new_matter

SHOP = {"shop": "老张面馆", **DETAILS}


@pytest.fixture
def fire_drill(town):
    return new_matter(town, "drill", title="消防上门培训", audience="business", area=town.community)


@pytest.mark.parametrize(
    ("address", "resident", "shop"),
    [("/services/", True, False), ("/services/?for=resident", True, False),
     ("/services/?for=business", False, True), ("/services/?for=nobody", True, False),
     ("/services/?for=business&area=990101001001", False, True)],
)  # fmt: skip
def test_each_has_its_own_menu(client, town, fire_drill, address, resident, shop):
    page = text_of(client.get(address))
    assert ("楼道灯维修" in page) is resident
    assert ("消防上门培训" in page) is shop
    assert ("商户拟订单" in page) is shop


@pytest.mark.parametrize(
    ("query", "resident", "shop"),
    [("", True, False), ("?service=lamp", True, False), ("?service=drill", False, True)],
)
def test_the_intake_shows_the_same_menu(client, town, fire_drill, query, resident, shop):
    page = text_of(client.get(f"/orders/new/{query}"))
    assert ("楼道灯维修" in page) is resident
    assert ("消防上门培训" in page) is shop


def test_a_shop_gives_its_name_and_no_number(client, town, fire_drill):
    page = to_details(client, "drill")
    assert "店里需要什么" in text_of(page)
    assert "听松社区" not in text_of(page)
    refused = text_of(send(client, page, **DETAILS))
    assert "请填写店铺名称" in refused
    page = send(client, page, **SHOP)
    assert "第 3 步" in text_of(page)
    send(client, page, **CONTACT)
    assert Order.objects.get().answers == {"店铺名称": "老张面馆"}


def test_a_resident_is_not_asked_for_a_shop(client, town, fire_drill):
    assert "店铺" not in text_of(to_details(client))
