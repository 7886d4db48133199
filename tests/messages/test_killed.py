"""A worker that is killed while a provider has the message: sent again, with the same key."""

import os
import signal
import subprocess
import sys
import time

import pytest
from django.utils import timezone

from portal.messages.models import Message
from tests.support import servers
from tests.support.town import build_town, place_order


@pytest.fixture
def environment(real_database, provider):
    """A worker's, who tells residents by SMS at any hour."""
    more = {
        "MESSAGES_RESIDENT": "sms", "MESSAGES_STAFF": "page", "MESSAGES_TIMEOUT": "30",
        "SMS_URL": provider.url, "SMS_KEY_ID": "k", "SMS_SECRET": "s", "SMS_SIGN": "清和区",
    }  # fmt: skip
    return {**real_database.env, **more}


def worker(environment, *arguments):
    return subprocess.Popen(
        [sys.executable, "manage.py", "work", *arguments], cwd=servers.ROOT, env=environment,
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip


def until(condition, seconds=30):
    ends = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < ends
        time.sleep(0.05)


def test_kill_9_between_sending_and_marking(environment, provider):
    order = place_order(build_town())
    type(order).objects.update(time_class="urgent")  # awake at night
    provider.answers = ["stall"]
    killed = worker(environment)
    until(lambda: provider.seen)
    os.kill(killed.pid, signal.SIGKILL)
    killed.wait()
    message = Message.objects.get(audience="resident")
    assert (message.status, message.attempts) == ("queued", 1)
    assert message.next_at > timezone.now()
    Message.objects.update(next_at=timezone.now())
    assert worker(environment, "--once").wait(60) == 0
    message.refresh_from_db()
    assert (message.status, message.attempts) == ("sent", 2)
    keys = [request["headers"]["Idempotency-Key"] for request in provider.seen]
    assert keys == [str(message.pk)] * 2
