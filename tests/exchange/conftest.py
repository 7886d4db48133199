"""The small town, and files of another system about it."""

import io

import pytest
from django.test import Client
from django.utils import timezone

from portal.exchange import commands
from portal.exchange.fields import guessed
from portal.exchange.models import Source
from portal.sheets.reading import read
from tests.support.town import build_town

HEADINGS = "工单编号,问题分类,标题,主要内容,来电人,来电人电话,村/社区,小区点位,工单状态,办理结果"
LINE = "{number},楼道灯维修,灯坏了,{text},张女士,13800138000,{area},3幢2单元,待办,"


def sheet(*lines, headings=HEADINGS):
    return "\n".join([headings, *lines]).encode()


def line(number="A-1", text="三楼灯不亮", area="桂雨社区"):
    return LINE.format(number=number, text=text, area=area)


@pytest.fixture
def town(db):
    return build_town()


@pytest.fixture
def hotline(db):
    return Source.objects.get(code="12345")


@pytest.fixture
def handed_in(town, hotline):
    """Read, matched by the usual headings by the coordinator, and checked by who handed it in."""

    def hand_in(content, by=None, at=None):
        by, at = by or town.clerk, at or timezone.now()
        table = read(io.BytesIO(content))
        columns = guessed(table.headings, {})
        source = commands.match(
            hotline, columns=columns, matters={}, areas={}, by=town.coordinator, at=at
        )
        batch = commands.hand_in(source, table, file_name="12345.csv", by=by, at=at)
        return commands.check(batch, by=by)

    return hand_in


@pytest.fixture
def as_(town):
    def client(who):
        client = Client()
        if who != "anonymous":
            client.force_login(getattr(town, who))
        return client

    return client
