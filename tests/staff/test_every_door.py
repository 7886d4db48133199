"""Every address of the installation and who of the town may enter: what has no line is refused.

The table is doors.txt: a line in brackets says who, the addresses below are open to them and nobody
else. Which rows they see behind the door is told by the tests of each room.
"""

from collections import Counter
from pathlib import Path

import pytest

from tests.staff.doors import Stage, addresses, knock
from tests.support.town import build_town

EVERYBODY = (
    "anonymous", "holder", "stranger", "clerk", "other_clerk", "coordinator", "handler",
    "second_handler", "other_handler", "assistant", "editor", "reviewer", "auditor", "administrator",
    "nobody",
)  # fmt: skip
# Wagtail's own addresses are many, and ask for roles alone.
ONE_OF_EACH = ("anonymous", "holder", "handler", "clerk", "editor", "reviewer", "auditor",
               "administrator")  # fmt: skip
WAGTAILS = ("wagtail", "admin/^")
# Breaks on purpose, to show Wagtail's page for that.
LEFT_OUT = {"wagtailadmin_error_test"}
# Send everybody on at once, or have no row in this town.
OPEN_TO_NOBODY = {
    "order_messages:silence", "orders:leave", "orders:by_link", "residents:code",
    "residents:sign_out", "desk:logout", "desk:slip", "media/<path:path>",
}  # fmt: skip


def table():
    """Address → who may enter."""
    found, who = {}, frozenset()
    for line in (Path(__file__).parent / "doors.txt").read_text().splitlines():
        if line.startswith("["):
            said = line.strip("[]").split()
            who = frozenset(EVERYBODY if said == ["everybody"] else said)
            assert who <= set(EVERYBODY), line
        elif line:
            assert line not in found, line
            found[line] = who
    return found


DOORS = table()
ROUTES = {key: route for key, route in addresses().items() if key not in LEFT_OUT}
OURS = [key for key in ROUTES if not key.startswith(WAGTAILS)]


def wrongly(keys, people):
    """Who gets in and may not, or may and does not."""
    stage = Stage(build_town())
    browsers = {who: stage.browser(who) for who in people}
    found = []
    for key in keys:
        path = stage.path_to(key, ROUTES[key])
        entered = {who for who, client in browsers.items() if knock(client, path)}
        if entered != DOORS.get(key, frozenset()) & set(people):
            found.append((key, path, sorted(entered)))
    return found


def test_every_address_has_its_line():
    assert sorted(set(ROUTES) - set(DOORS)) == [], "say in doors.txt who may enter"
    assert sorted(set(DOORS) - set(ROUTES)) == [], "these are gone: take them out of doors.txt"


def test_every_door_of_ours_opens_to_somebody():
    assert {key for key in OURS if not DOORS.get(key)} == OPEN_TO_NOBODY


def test_nobody_is_let_in_everywhere_and_everybody_somewhere():
    doors = Counter(who for key in OURS for who in DOORS.get(key, ()))
    assert set(doors) == set(EVERYBODY)
    assert max(doors.values()) < len(OURS)


def test_only_who_may_enters_ours(db):
    found = wrongly(OURS, EVERYBODY)
    assert found == [], "\n".join(map(str, found))


@pytest.mark.proof
def test_only_who_may_enters_what_wagtail_brings(db):
    assert wrongly([key for key in ROUTES if key not in OURS], ONE_OF_EACH) == []
