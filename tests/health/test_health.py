"""Liveness and readiness: who watches the installation is told what is not ready."""

import pytest

from portal.ledger.models import Bookmark, Head
from tests.support.town import build_town

pytestmark = pytest.mark.django_db


def test_alive(client):
    assert client.get("/healthz").content == b"ok"


@pytest.mark.parametrize(("behind", "status"), [(1000, 200), (1001, 503)])
def test_ready_while_the_followers_keep_up(client, behind, status):
    build_town()
    head = Head.objects.get().seq
    Head.objects.update(seq=head + behind)
    for name in ("cases", "search", "messages"):
        Bookmark.objects.create(follower=name, seq=head)
    answer = client.get("/readyz")
    assert answer.json()["lag"] == {"cases": behind, "search": behind, "messages": behind}
    assert (answer.status_code, answer.json()["ready"]) == (status, status == 200)
