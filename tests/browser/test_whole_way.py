"""The whole way of one order before Chromium: with a finger, with keys alone, without JavaScript."""

import pytest

from tests.browser.chromium_walker import ChromiumWalker, KeyboardWalker
from tests.journeys.story import STEPS, Story

pytestmark = pytest.mark.browser


@pytest.fixture
def cast(device, town_site):
    """Residents, readers and the member with a phone, the office at a desk with a screen."""

    def make(walker, **phone) -> Story:
        at_phone = [walker(device("phone", **phone), town_site.url) for _ in range(4)]
        in_office = [walker(device("desktop"), town_site.url) for _ in range(3)]
        resident, later, member, reader = at_phone
        clerk, editor, reviewer = in_office
        return Story(resident, later, clerk, member, editor, reviewer, reader)

    return make


def complaints(story: Story) -> list[str]:
    people = (story.resident, story.resident_later, story.member, story.reader)
    return [complaint for person in people for complaint in person.complaints]


def test_with_a_finger_on_a_phone(cast):
    story = cast(ChromiumWalker)
    story.whole()
    assert len(story.told) == len(STEPS)
    assert complaints(story) == []


@pytest.mark.proof
def test_with_keys_alone(cast):
    story = cast(KeyboardWalker)
    story.whole()
    assert complaints(story) == []


@pytest.mark.proof
def test_without_javascript(cast):
    """Wagtail's admin needs script; residents, readers and the desk do not."""
    story = cast(ChromiumWalker, java_script_enabled=False)
    story.whole()
    assert complaints(story) == []
