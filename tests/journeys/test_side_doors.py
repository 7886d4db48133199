"""What else can become of an order, each by the buttons that people have."""

from itertools import count

import pytest

from tests.journeys.plain_walker import PlainWalker
from tests.journeys.story import (
    answer,
    dispatch,
    enter_admin,
    enter_desk,
    place_order,
    rate,
    receipt,
    staff_does,
    take,
    track,
)


class Cast:
    """A resident who has placed an order, a clerk and two handlers of the team."""

    phones = count(13_800_138_000)

    def __init__(self, site) -> None:
        self.resident, self.clerk, self.handler, self.second = (PlainWalker(site) for _ in range(4))
        place_order(self.resident, phone=str(next(self.phones)))
        self.number, self.code = receipt(self.resident)
        enter_admin(self.clerk, "clerk")

    def state(self) -> str:
        """What the resident reads about the order now."""
        track(self.resident, self.number, self.code)
        return self.resident.text

    def reach_the_handler(self) -> None:
        staff_does(self.clerk, self.number, "受理")
        dispatch(self.clerk, self.number)
        enter_desk(self.handler, "handler")


@pytest.fixture
def cast(shared_site) -> Cast:
    """An order of its own on the site of this file."""
    return Cast(shared_site)


def test_returned_for_details_supplemented_and_admitted(cast):
    staff_does(cast.clerk, cast.number, "退回补正", 缺什么="是哪一个单元？")
    assert "是哪一个单元？" in cast.state()
    cast.resident.fill("您要补充的内容", "三单元")
    cast.resident.press("提交补充内容")
    staff_does(cast.clerk, cast.number, "受理")
    assert "三单元" in cast.clerk.text
    assert "已受理" in cast.state()


def test_declined_with_reason_and_channel(cast):
    staff_does(
        cast.clerk,
        cast.number,
        "不予受理",
        不予受理的原因="已进入诉讼",
        该去哪里办="请向区法院咨询",
    )
    assert "已进入诉讼" in cast.state()
    assert "请向区法院咨询" in cast.resident.text


def test_withdrawn_then_nobody_can_go_on(cast):
    cast.state()
    cast.resident.follow("撤单")
    cast.resident.fill("撤单原因", "邻居帮忙换好了")
    cast.resident.press("撤单")
    assert "已撤单" in cast.state()
    cast.clerk.go(f"/admin/orders/{cast.number}/")
    assert "已撤单" in cast.clerk.text
    with pytest.raises(AssertionError, match="受理"):
        cast.clerk.follow("受理")


def test_turned_down_it_is_the_communitys_again_and_dispatched_anew(cast):
    cast.reach_the_handler()
    cast.handler.go(f"/desk/{cast.number}/")
    cast.handler.follow("办不了？退回")
    cast.handler.fill("为什么退回？", "没有升降梯")
    cast.handler.press("退回")
    assert cast.handler.path == "/desk/"
    assert "没有升降梯" not in cast.state()  # words between colleagues
    dispatch(cast.clerk, cast.number)
    enter_desk(cast.second, "second-handler")
    take(cast.second, cast.number)
    answer(cast.second, cast.number)
    assert "已反馈" in cast.state()


def test_not_solved_is_done_again_and_a_second_time_rises(cast):
    cast.reach_the_handler()
    for round_, seen in enumerate(("重办", "已上报"), start=1):
        take(cast.handler, cast.number)
        answer(cast.handler, cast.number, f"第{round_}次上门")
        cast.state()
        rate(cast.resident, "未解决", "不满意")
        assert seen in cast.state()
    assert "望舒街道办事处" in cast.resident.text
    coordinator = PlainWalker(cast.clerk.base)
    enter_admin(coordinator, "coordinator")
    dispatch(coordinator, cast.number)
    assert "已下单" in cast.state()


def test_refused_steps_say_why_and_change_nothing(cast):
    cast.reach_the_handler()
    take(cast.handler, cast.number)
    enter_desk(cast.second, "second-handler")
    cast.second.go(f"/desk/{cast.number}/answer/")
    assert "同事" in cast.second.text
    cast.state()
    with pytest.raises(AssertionError, match="撤单"):
        cast.resident.follow("撤单")
    assert "已接单" in cast.state()
