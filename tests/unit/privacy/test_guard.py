"""A public text with personal data is refused with a sentence that does not repeat it."""

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from portal.privacy.guard import check_public_text
from portal.privacy.kinds import Kind


@pytest.mark.parametrize(
    ("kind", "refused", "accepted"),
    [
        ("mobile", "王女士电话13800138000", "王女士来电"),
        ("landline", "电话0371-62881234", "电话12345"),
        ("address", "3号楼2单元501室漏水", "3号楼楼道灯不亮"),
        ("name", "联系人：王小明", "联系人：王女士"),
        ("plate", "苏D12345占道", "一辆小车占道"),
    ],
)
def test_public_text(kind, refused, accepted):
    check_public_text(accepted)
    with pytest.raises(ValidationError) as caught:
        check_public_text(refused)
    assert [error.code for error in caught.value.error_list] == [kind]


def test_the_sentence_shows_the_place_and_not_the_number():
    with override("zh-hans"), pytest.raises(ValidationError) as caught:
        check_public_text("前面很长很长的话，王女士电话13800138000请回电，后面的话")
    [sentence] = caught.value.messages
    assert sentence == (
        "这段文字要公开，里面有手机号：“，王女士电话***********请回电，后面”。"
        "请删去，或改写单位的办公电话。"
    )


def test_each_find_has_its_sentence_and_the_neighbour_is_starred_too():
    with pytest.raises(ValidationError) as caught:
        check_public_text("13800138000和13900139000")
    assert len(caught.value.messages) == 2
    assert not any("1390" in message or "1380" in message for message in caught.value.messages)


@pytest.mark.parametrize(
    ("text", "passes"), [("请打0371-6288 1234", True), ("请打0371-6288 1235", False)]
)
def test_what_an_office_publishes_is_allowed(text, passes):
    allowed = ["0371-62881234"]
    if passes:
        check_public_text(text, allowed=allowed)
    else:
        with pytest.raises(ValidationError):
            check_public_text(text, allowed=allowed)


def test_a_text_full_of_numbers_is_refused_at_once():
    with pytest.raises(ValidationError) as caught:
        check_public_text("13800138000 " * 8000)
    assert len(caught.value.messages) == 20


def test_news_asks_for_fewer_kinds():
    check_public_text("负责人：周明远", kinds={Kind.MOBILE})
    with pytest.raises(ValidationError):
        check_public_text("负责人：周明远 13800138000", kinds={Kind.MOBILE})
