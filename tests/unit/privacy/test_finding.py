"""What is personal data in Chinese text and what is not."""

import random
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from portal.privacy.finding import find, mask
from tests.unit.privacy import planted


def found(text):
    return [(finding.kind.value, text[finding.start : finding.end]) for finding in find(text)]


@pytest.mark.parametrize(
    ("kind", "text", "hidden"),
    [
        ("mobile", "请打13800138000找我", "13800138000"),
        ("mobile", "138 0013 8000", "138 0013 8000"),
        ("mobile", "１３８－００１３－８０００", "１３８－００１３－８０００"),
        ("mobile", "+86 138-0013-8000", "+86 138-0013-8000"),
        ("mobile", "008613800138000", "008613800138000"),
        ("mobile", "1\u200b3\u200b8\u200b0\u200b0\u200b1\u200b3\u200b8\u200b0\u200b0\u200b0", None),
        ("mobile", "138.0013.8000", "138.0013.8000"),
        ("mobile", "一三八零零一三八零零零", "一三八零零一三八零零零"),
        ("mobile", "还有16 13800138000", "13800138000"),
        ("landline", "办公电话0371-62881234", "0371-62881234"),
        ("landline", "(010)62881234转801", "(010)62881234转801"),
        ("landline", "02162881234", "02162881234"),
        ("landline", "座机：6288 1234", "6288 1234"),
        ("id_number", "身份证11010519491231002X", "11010519491231002X"),
        ("id_number", "110105 19491231 002x", "110105 19491231 002x"),
        ("id_number", "编号7711010519491231002X11", "11010519491231002X"),
        ("id_number", "130503670401001", "130503670401001"),
        ("bank_card", "卡号6222 0212 3456 7890 128", "6222 0212 3456 7890 128"),
        ("bank_card", "4111111111111111", "4111111111111111"),
        ("email", "发到wang.xm@qq.com", "wang.xm@qq.com"),
        ("email", "wang＠qq．com", "wang＠qq．com"),
        ("plate", "苏D12345挡住了", "苏D12345"),
        ("plate", "苏D·A12345", "苏D·A12345"),
        ("plate", "京AD12345", "京AD12345"),
        ("account", "微信号：wxid_abc123", "wxid_abc123"),
        ("account", "加微信abc12345", "abc12345"),
        ("account", "QQ 123456789", "123456789"),
        ("address", "我住3号楼2单元501室", "3号楼2单元501室"),
        ("address", "5栋1单元", "5栋1单元"),
        ("address", "12-3-401", "12-3-401"),
        ("address", "12#-3-401", "12#-3-401"),
        ("address", "住3-401", "3-401"),
        ("address", "三号楼二单元五层西户", "三号楼二单元五层西户"),
        ("address", "三单元501", "三单元501"),
        ("address", "3号楼501", "3号楼501"),
        ("address", "A座1203室", "A座1203室"),
        ("address", "101室", "101室"),
        ("name", "联系人：王小明，电话", "王小明"),
        ("name", "联系人: 欧阳小明", "欧阳小明"),
        ("name", "姓名：阿依古丽·买买提", "阿依古丽·买买提"),
        ("name", "我叫王小明", "王小明"),
    ],
)
def test_is_found(kind, text, hidden):
    assert found(text) == [(kind, hidden or text)]


@pytest.mark.parametrize(
    "text",
    [
        "3号楼楼道灯不亮",
        "3号楼、5号楼2024年加装电梯",
        "3号楼120户居民",
        "张女士、李师傅、王主任到场",
        "联系人：张女士",
        "联系人：欧阳先生",
        "我叫物业来修",
        "请打12345",
        "工单2026-000123，2026-11-22 14:05办结",
        "查询码7K3M-QX2P-9T",
        "网格990101001001002",
        "微信公众号清河发布",
        "101会议室",
        "室内温度",
        "投入1500000元，惠及380户1200人",
        "清河发〔2026〕12号",
        "银杏路和麦秋街路口",
        "更换9盏路灯，9时20分收到",
        "11010519491331002X",
        "4111111111111112",
        "0e8a1834-4567-4890-8012-138001380001",
    ],
)
def test_is_left(text):
    assert found(text) == []
    assert mask(text) == text


@pytest.mark.parametrize("kind", planted.ANY)
def test_planted_data_is_always_found(kind):
    @given(planted.PROSE, planted.ANY[kind], planted.PROSE)
    def check(before, datum, after):
        text = f"{before}{datum}{after}"
        start = len(before)
        assert any(
            finding.kind == kind and finding.start <= start and finding.end >= start + len(datum)
            for finding in find(text)
        )
        assert datum not in mask(text)

    check()


@given(planted.PROSE, planted.disguised(planted.MOBILES), planted.PROSE)
def test_a_disguised_mobile_is_found(before, datum, after):
    assert datum not in mask(f"{before}{datum}{after}")


@given(planted.PROSE, st.integers(0, 999), planted.MOBILES)
def test_a_number_before_hides_nothing(before, number, mobile):
    assert mobile not in mask(f"{before}{number} {mobile}")


PIECES = st.sampled_from(
    [
        *"0123456789Xx-－ .@:：，号楼单元室栋京苏AD王李一三八·\u200b",
        "13800138000",
        "11010519491231002X",
    ]
    + ["联系人：", "微信", "QQ", "电话", "a@b.cn", "6222021234567890128", "先生", "2单元"]
)


@given(st.text() | st.lists(PIECES, max_size=60).map("".join))
@settings(max_examples=400)
def test_any_text_is_read_and_masking_twice_changes_nothing(text):
    findings = find(text)
    masked = mask(text)
    assert all(0 <= finding.start < finding.end <= len(text) for finding in findings)
    assert all(one.end <= two.start for one, two in zip(findings, findings[1:], strict=False))
    assert len(masked) == len(text)
    assert mask(masked) == masked


HOSTILE = {
    "digits": "1",
    "spaced": "1 3 ",
    "dashed": "1-",
    "mobiles": "13800138000 ",
    "ids": "110105194912310021",
    "cards": "4111111111111111 ",
    "groups": "3333 ",
    "mail": "a@",
    "dots": "a@a.",
    "letters": "a",
    "numerals": "一三八",
    "buildings": "3号楼",
    "labels": "联系人：王",
    "wechat": "微信",
    "plates": "苏A",
    "names": "阿依·",
    "landlines": "0371-",
}


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE)
def test_reading_is_linear(piece):
    text = (piece * 100_000)[:100_000]
    start = time.process_time()
    find(text)
    assert time.process_time() - start < 1


def test_prose_of_a_hundred_thousand_characters_is_read_within_a_second():
    letters = random.Random(1).choices(
        "路灯坏了请来修3号楼，。我家住在0123456789一二三 -", k=100_000
    )
    start = time.process_time()
    find("".join(letters))
    assert time.process_time() - start < 1
