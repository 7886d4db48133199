"""The sample cases walk the real road: placed, dispatched, answered, rated through the commands."""

import uuid
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from portal.demo.moments import moments, schedule
from portal.demo.town import clerk_of, handler_of, read
from portal.orders import commands, rules
from portal.orders.models import Channel, Consent, Order
from portal.people.actors import Actor, Resident
from portal.people.models import User
from portal.places.models import Area, Organisation
from portal.services.models import Matter

NAMESPACE = uuid.UUID("4c5f5a3e-52a3-4b5e-9a53-0c6f5a1f9901")
CHANNELS = {"电话": Channel.PHONE, "网格员上报": Channel.PATROL, "社区窗口": Channel.WINDOW}
SOLVED = {"已解决": "yes", "部分解决": "partly"}
SATISFIED = {"非常满意": 5, "满意": 4, "基本满意": 3}
SHOWN = {"公开", "匿名公开"}
URGENT = ("电话", "社区吹哨")


def key_of(name: str) -> uuid.UUID:
    """The order key of a demo case: the same at every start, so that twice changes nothing."""
    return uuid.uuid5(NAMESPACE, name)


def walk_all(now: datetime) -> int:
    """Walk every sample whose mechanism stands; returns how many were new."""
    town = read("town.json")
    samples = [case for case in read("sample_cases.json") if str(case["no"]) in town["case_matter"]]
    samples.sort(key=lambda case: moments(now, [case["submitted"]])[0])
    return sum(_walk(case, town, now) for case in samples)


@transaction.atomic
def _walk(case: dict[str, Any], town: dict[str, Any], now: datetime) -> bool:
    key = key_of(f"case-{case['no']}")
    if Order.objects.filter(pk=key).exists():
        return False
    stamps = moments(now, [case["submitted"], *case["timeline"][1:]])
    at = schedule(stamps, now, case["channel"] in URGENT)
    order = _place(case, key, town, at["placed"])
    clerk = clerk_of(order.owner)
    match case["status"]:
        case "不予受理":
            reason, _stop, channel = case["result"].partition("。")
            commands.decline(order, reason=reason, channel=channel, by=clerk, at=at["admitted"])
        case "已撤回":
            _to_unit(order, case, town, at)
            commands.withdraw(order, by=Resident(key), reason="邻居已帮忙装好", at=at["answered"])
        case "中止":
            commands.admit(order, by=clerk, at=at["admitted"])
            _suspend(order, case, by=clerk, at=at["answered"])
        case "已办结":
            _finish(order, case, town, at)
        case _:
            _to_handler(order, case, town, at)
    return True


def _suspend(order: Order, case: dict[str, Any], *, by: User, at: datetime) -> None:
    """Until the review date the sample names, counted from today."""
    days = int(case["review_at"].removeprefix("T+"))
    today = timezone.localdate()
    commands.suspend(
        order, reason=read("stories.json")["suspension"], by=by, at=at,
        review_on=min(today + timedelta(days=days), at.date() + rules.LONGEST_SUSPENSION),
    )  # fmt: skip


def _place(case: dict[str, Any], key: uuid.UUID, town: dict[str, Any], at: datetime) -> Order:
    channel = CHANNELS.get(case["channel"], Channel.WEB)
    area = Area.objects.get(code=case["grid"][:12])
    by: Actor = Resident(key)
    if channel != Channel.WEB:
        by = clerk_of(Organisation.objects.get(kind=Organisation.Kind.COMMUNITY, area=area))
    intake = commands.Intake(
        key=key, area=area, text=case["text"], channel=channel, contact_name=case["asker"],
        matter=Matter.objects.get(code=town["case_matter"][str(case["no"])]),
        consent=Consent.ANONYMOUS if case["disclosure"] in SHOWN else Consent.NONE,
    )  # fmt: skip
    return commands.place(intake, by=by, at=at)


def _to_unit(
    order: Order, case: dict[str, Any], town: dict[str, Any], at: dict[str, datetime]
) -> Order:
    unit = Organisation.objects.filter(code=town["case_unit"].get(case["owner"], "")).first()
    unit = unit or Organisation.objects.get(name=case["owner"])
    clerk = clerk_of(order.owner)
    commands.admit(order, by=clerk, at=at["admitted"])
    return commands.dispatch(order, to=unit, by=clerk, at=at["dispatched"])


def _to_handler(
    order: Order, case: dict[str, Any], town: dict[str, Any], at: dict[str, datetime]
) -> Order:
    order = _to_unit(order, case, town, at)
    handler = handler_of(order.unit)  # type: ignore[arg-type]
    commands.accept(order, by=handler, at=at["accepted"])
    return commands.record_contact(
        order, note="已电话联系，说明了办理安排。", by=handler, at=at["contacted"]
    )


def _finish(
    order: Order, case: dict[str, Any], town: dict[str, Any], at: dict[str, datetime]
) -> None:
    others = _merged(order, case, town, at)
    order = _to_handler(order, case, town, at)
    resident = Resident(order.pk)
    if "first_rating" in case:
        _answer(order, "已做局部修补。", at["contacted"])
        commands.rate(order, solved="no", satisfied=2, by=resident, at=at["contacted"])
        commands.accept(order, by=handler_of(order.unit), at=at["contacted"])  # type: ignore[arg-type]
    _answer(order, case["result"], at["answered"])
    if case["satisfaction"]:
        commands.rate(
            order, by=resident, at=at["rated"], consent=order.consent,
            solved=SOLVED[case["resolved"]], satisfied=SATISFIED[case["satisfaction"]],
        )  # fmt: skip
    for other in others:
        commands.rate(other, solved="yes", satisfied=4, by=Resident(other.pk), at=at["rated"])
    commands.close(order, by=clerk_of(order.owner), at=at["closed"])


def _merged(
    order: Order, case: dict[str, Any], town: dict[str, Any], at: dict[str, datetime]
) -> list[Order]:
    """Those who reported the same, each with a number of their own."""
    others = []
    for n in range(case.get("merged", 0)):
        other = _place(case, key_of(f"case-{case['no']}-{n}"), town, at["placed"])
        others.append(
            commands.merge(other, into=order, by=clerk_of(order.owner), at=at["admitted"])
        )
    return others


def _answer(order: Order, done: str, at: datetime) -> Order:
    return commands.answer(
        order, spoken_with="提出人", done=done, finished_by="已完成",
        by=handler_of(order.unit), at=at,  # type: ignore[arg-type]
    )  # fmt: skip
