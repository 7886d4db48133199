"""Whatever is sent to whatever address, by whatever method: no answer is a 500."""

import os
import sys
import traceback
from collections import Counter
from itertools import count

import pytest
from django.core.signals import got_request_exception
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fuzz import inputs
from tests.fuzz.world import targets

# The same inputs at every run where a failure would be nobody's in particular; others wander.
SAME = os.environ.get("CI") == "true"
# Search and readiness may say that they rest; nothing else may.
RESTING = {"/search/": 503}


@pytest.fixture
def world(db, settings, tmp_path):
    settings.ELASTICSEARCH_URL, settings.VAR = "", tmp_path
    settings.ECHOWALL_CODE_SENDER = "tests.support.codes.Outbox"
    return targets()


class Tally:
    """Sends inputs, each from an address of its own, and takes back what they changed."""

    def __init__(self) -> None:
        self.statuses: Counter[int] = Counter()
        self.broken: list[str] = []
        self.addresses = count(1)
        self.cause = ""
        got_request_exception.connect(self._note_cause)

    def send(self, client, method, path, *, what="", **environ) -> None:
        cookies = client.cookies.copy()
        if "HTTP_COOKIE" in environ:  # an odd cookie beside the right ones
            right = "; ".join(f"{name}={one.value}" for name, one in cookies.items())
            environ["HTTP_COOKIE"] = f"{environ['HTTP_COOKIE']}; {right}"
        number = next(self.addresses)
        address = {"REMOTE_ADDR": f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"}
        rolled_back = transaction.atomic()
        with rolled_back:
            answer = client.generic(method, path, **{**address, **environ})
            if not answer.streaming:
                assert answer.content is not None
            transaction.set_rollback(True)
        client.cookies = cookies
        self.statuses[answer.status_code] += 1
        if answer.status_code >= 500 and RESTING.get(path) != answer.status_code:
            self.broken.append(
                f"{answer.status_code} {method} {what} {self.cause} {environ!r:.600}"
            )

    def _note_cause(self, **_signal) -> None:
        """What broke and where, so that a failure can be read."""
        error = sys.exc_info()[1]
        last = traceback.extract_tb(error.__traceback__)[-1]
        self.cause = f"{type(error).__name__}: {error} ({last.filename}:{last.lineno})"

    @property
    def total(self) -> int:
        return sum(self.statuses.values())


def fuzz(world, tally, each: int) -> None:
    """The same number of inputs for every target, then for addresses that are none."""
    for target in world:
        _one(target, tally, each)
    _paths(world, tally, each * 3)


def _one(target, tally, each: int) -> None:
    @settings(max_examples=each, derandomize=SAME or each < 50, database=None)
    @given(
        query=inputs.filled(target.query),
        body=inputs.bodies(target.fields or {}),
        method=st.sampled_from((None,) * 9 + inputs.METHODS[:1])
        | st.sampled_from((None,) * 20 + inputs.METHODS),
        cookie=st.sampled_from((None,) * 9 + inputs.COOKIES),
        header=st.sampled_from(({},) * 19 + inputs.HEADERS),
    )
    def run(query, body, method, cookie, header):
        usual = "GET" if target.fields is None else "POST"
        content, kind = body
        environ = {"QUERY_STRING": inputs.form_body(query)[0].decode(), **header}
        if cookie:
            environ["HTTP_COOKIE"] = cookie
        if (method or usual) != "GET":
            environ |= {"data": content, "content_type": kind}
        tally.send(target.client, method or usual, target.path, what=target.name, **environ)

    run()


def _paths(world, tally, number: int) -> None:
    places = sorted({target.path for target in world} | {"/media/", "/static/", "/documents/1/"})
    clients = [target.client for target in world]

    @settings(max_examples=number, derandomize=SAME or number < 150, database=None)
    @given(
        st.sampled_from(places),
        st.sampled_from(inputs.SEGMENTS) | st.binary(max_size=30),
        st.booleans(),
        st.sampled_from(clients),
        st.sampled_from(("GET", "GET", "POST")),
    )
    def run(place, segment, slash, client, method):
        raw = place.encode() + segment + (b"/" if slash else b"")
        tally.send(client, method, "/", what=repr(raw[:80]), PATH_INFO=raw.decode("latin-1"))

    run()


def told(tally, capsys) -> None:
    with capsys.disabled():
        print(f"\nfuzz: {tally.total} inputs, statuses {dict(sorted(tally.statuses.items()))}")


def test_junk_is_never_an_error(world, capsys):
    tally = Tally()
    fuzz(world, tally, each=4)
    told(tally, capsys)
    assert tally.total >= 300
    assert not tally.broken, "\n".join(tally.broken[:30])


@pytest.mark.proof
def test_thousands_of_inputs_and_no_500(world, capsys):
    tally = Tally()
    fuzz(world, tally, each=52)
    told(tally, capsys)
    assert tally.total >= 5_000
    assert not tally.broken, "\n".join(tally.broken[:30])
