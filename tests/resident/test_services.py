"""The service menu, and who keeps it."""

import pytest
from django.urls import reverse

from portal.ledger.models import Entry
from portal.services.models import Matter
from tests.resident.walk import text_of


def test_every_offered_matter_can_be_ordered(client, town):
    page = text_of(client.get("/services/"))
    assert 'id="lamp"' in page
    assert "/orders/new/?service=lamp" in page
    assert town.matter.promise in page


def test_what_is_not_offered_is_not_shown(client, town):
    Matter.objects.update(live=False)
    page = text_of(client.get("/services/"))
    assert "楼道灯维修" not in page
    assert "服务清单正在整理" in page


def test_the_intake_says_when_nothing_is_offered(client, town):
    Matter.objects.update(live=False)
    assert "服务清单正在整理" in text_of(client.get("/orders/new/"))


def test_an_editor_takes_a_matter_off_the_menu_and_the_ledger_knows(client, town):
    client.force_login(town.editor)
    address = reverse(Matter.snippet_viewset.get_url_name("unpublish"), args=[town.matter.pk])
    client.post(address)
    town.matter.refresh_from_db()
    assert not town.matter.live
    assert Entry.objects.filter(verb="matter.unpublished").count() == 1


@pytest.mark.parametrize(
    ("who", "status"), [("editor", 200), ("clerk", 302), ("handler", 302), ("auditor", 302)]
)
def test_only_editors_keep_the_menu(client, town, who, status):
    client.force_login(getattr(town, who))
    address = reverse(Matter.snippet_viewset.get_url_name("edit"), args=[town.matter.pk])
    assert client.get(address).status_code == status
