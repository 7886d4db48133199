"""One telephone number, many spellings, one index."""

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import override_settings

from portal.privacy.blind import blind_index, is_mobile, normalise_phone

SPELLINGS = [
    "13800138000",
    "138 0013 8000",
    "+86 138-0013-8000",
    "0086 13800138000",
    "8613800138000",
    "013800138000",
    "１３８００１３８０００",
    " (+86)13800138000 ",
]


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_spellings_of_one_number(spelling):
    assert normalise_phone(spelling) == "13800138000"
    assert is_mobile(spelling)
    assert blind_index(spelling) == blind_index("13800138000")


@pytest.mark.parametrize("other", ["", "13800138001", "1380013800", "0371-62881234", "没有"])
def test_another_value_has_another_index(other):
    assert blind_index(other) != blind_index("13800138000")
    assert len(blind_index(other)) == 64
    assert is_mobile(other) is (other == "13800138001")


def test_words_are_compared_without_case_and_spaces():
    assert blind_index("Wang@QQ.com ") == blind_index("wang@qq.com")
    assert blind_index("a-b@qq.com") != blind_index("ab@qq.com")


def test_the_index_depends_on_the_key():
    before = blind_index("13800138000")
    with override_settings(PRIVACY_INDEX_KEY="another"):
        assert blind_index("13800138000") != before
    with override_settings(PRIVACY_INDEX_KEY=""), pytest.raises(ImproperlyConfigured):
        blind_index("13800138000")
