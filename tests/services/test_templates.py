"""Answer templates: words a handler may start from, on the form for answers."""

import pytest
from django.urls import reverse

from portal.services.models import AnswerTemplate
from tests.resident.walk import text_of
from tests.services.writing import new_matter
from tests.support.town import order_in


@pytest.fixture
def desk(client, town):
    def page(query=""):
        return text_of(client.get(reverse("desk:act", args=[order.number, "answer"]) + query))

    order = order_in(town, "accepted")
    client.force_login(town.handler)
    return page


def test_a_handler_starts_from_a_template(desk, town):
    mine = AnswerTemplate.objects.create(
        matter=town.matter, name="已修复", text="已更换灯泡，当场亮灯。"
    )
    page = desk()
    assert f"?template={mine.pk}" in page
    assert "已更换灯泡" not in page
    assert "已更换灯泡" in desk(f"?template={mine.pk}")


@pytest.mark.parametrize("asked", ["0", "x", "", "9" * 30, "%00"])
def test_another_matters_template_is_none(desk, town, asked):
    other = new_matter(town, "other")
    foreign = AnswerTemplate.objects.create(matter=other, name="别处", text="别处的话")
    for query in (f"?template={asked}", f"?template={foreign.pk}"):
        assert "别处" not in desk(query)
