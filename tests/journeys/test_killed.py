"""The same story on a machine that loses power: kill -9 of server and worker between all the steps."""

import http.client
import os
import signal
import threading
from pathlib import Path

import pytest

from portal.orders.models import Order
from tests.journeys.plain_walker import PlainWalker
from tests.journeys.story import STEPS, fill_in_order, receipt
from tests.journeys.test_whole_way import check_agreement, story_on

pytestmark = pytest.mark.proof


def kill(site) -> None:
    """No process of the site hears about it; then both are started again."""
    for process in site.processes:
        for pid in [process.pid, *_children(process.pid)]:
            os.kill(pid, signal.SIGKILL)
        process.wait()
    site.processes.clear()


def start_again(site) -> None:
    site.start_server()
    site.start_worker()


def _children(pid: int) -> list[int]:
    file = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(child) for child in file.read_text().split()] if file.exists() else []


def test_killed_between_all_steps_the_story_goes_on(town_site):
    story, kills = story_on(town_site), 0
    for _step in story.steps():
        kill(town_site)
        start_again(town_site)
        kills += 1
    assert kills == len(STEPS)
    check_agreement(town_site, story)


@pytest.mark.parametrize("journey_engine", ["embedded"], indirect=True)
def test_killed_while_the_order_is_sent_it_is_one_order(town_site):
    """Pressed, cut off at a random moment, pressed again: whatever was answered, it is one order."""
    before = Order.objects.count()
    for tenth in range(5):
        resident = PlainWalker(town_site)
        fill_in_order(resident, phone=f"1380013800{tenth}")
        cut = threading.Timer(0.02 + tenth * 0.02, kill, [town_site])
        cut.start()
        try:
            press_again(resident)
        except (OSError, http.client.HTTPException):
            pass  # the connection broke: nobody knows whether it arrived
        cut.join()
        start_again(town_site)
        if not resident.path.startswith("/orders/receipt/"):
            press_again(resident)
        number, _code = receipt(resident)
        assert Order.objects.filter(number=number).count() == 1
        assert Order.objects.count() == before + tenth + 1


def press_again(resident) -> None:
    resident.press("提交订单")
