"""The columns of a work-order export (DOMAIN 3.5), and how theirs are found. Plain values, no database."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Field:
    """One thing we read from, or write back into, a line; `known_as` are headings seen in exports."""

    name: str
    label: str | Promise
    known_as: tuple[str, ...]
    needed: bool = False
    written: bool = False


FIELDS = (
    Field("number", _("Their number"), ("工单编号", "工单号", "案件编号", "事件编号", "编号"), needed=True),
    Field("text", _("What it is about"), ("主要内容", "诉求内容", "问题描述", "事件描述"), needed=True),
    Field("matter", _("Category"), ("问题分类", "诉求分类", "事件类型", "类别", "小类"), needed=True),
    Field("area", _("Community"), ("村/社区", "社区", "所属社区", "村社区", "网格"), needed=True),
    Field("title", _("Title"), ("标题", "诉求标题", "事件标题")),
    Field("place", _("Where exactly"), ("小区点位", "详细地址", "事发地址", "地点", "位置")),
    Field("name", _("Who called"), ("来电人", "联系人", "诉求人", "上报人")),
    Field("phone", _("Phone"), ("来电人电话", "联系电话", "来电号码", "电话", "手机号")),
    Field("state", _("State"), ("工单状态", "状态", "处置状态"), written=True),
    Field("result", _("What was done"), ("办理结果", "处置结果"), written=True),
    Field("ended", _("Ended"), ("办结时间", "结案时间"), written=True),
    Field("solved", _("Solved?"), ("是否解决",), written=True),
    Field("satisfied", _("Satisfied?"), ("是否满意",), written=True),
)  # fmt: skip
READ = tuple(field for field in FIELDS if not field.written)
WRITTEN = tuple(field for field in FIELDS if field.written)
NEEDED = tuple(field for field in FIELDS if field.needed)


def guessed(headings: Iterable[str], known: Mapping[str, str]) -> dict[str, str]:
    """Our field → their heading: what staff said last time, else what exports usually call it."""
    have = list(headings)
    found: dict[str, str] = {}
    for field in FIELDS:
        said = known.get(field.name)
        for heading in (said, *field.known_as):
            if heading in have and heading not in found.values():
                found[field.name] = heading
                break
    return found


def cell(cells: Mapping[str, str], columns: Mapping[str, str], name: str) -> str:
    """What the line holds for our field; "" where the source has no such column."""
    return cells.get(columns.get(name, ""), "").strip()
