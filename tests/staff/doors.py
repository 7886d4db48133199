"""Every address of the installation, walked from the resolver, with a real row behind each of its parts."""

import io
import re
from datetime import date, timedelta

from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page, Site

from portal.exchange import commands as exchange
from portal.exchange.models import Source
from portal.ledger.follow import drain
from portal.ledger.models import Entry, Parked
from portal.messages.events import EVENTS
from portal.messages.follower import MessageFollower
from portal.messages.models import Message
from portal.messages.words import Status
from portal.orders import commands
from portal.orders.commands.filters import keep_filter
from portal.orders.commands.tie import tie
from portal.orders.models import Deadline
from portal.people.roles import Role
from portal.places.covering import stand_in
from portal.residents.commands import enter
from portal.services.models import Category, TeamKind
from portal.sheets.reading import read
from portal.worktime.models import TimeClass
from tests.cases.record import published
from tests.staff.photos import with_photo
from tests.support.town import order_in, person

SHEET = "工单编号,主要内容,村/社区\nA-1,灯坏了,月亮湾".encode()
PART = re.compile(r"<(?:\w+:)?(\w+)>|\(\?P<(\w+)>[^)]*\)")
# Verbs that the sample order, accepted by its handler, is open to.
VERBS = {"desk:act": "answer", "order_staff:act": "suspend", "orders:act": "consent",
         "desk:act_assist": "accept_assist"}  # fmt: skip


def addresses():
    """Name → route of every address; where a name has several routes, the route stands with it."""
    found = {}
    for route, name in _walk(get_resolver()):
        key = name if name and name not in found else f"{name} {route}".strip()
        assert key not in found, key
        found[key] = route
    return found


def _walk(resolver, before="", spaces=()):
    for pattern in resolver.url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield route, ":".join([*spaces, pattern.name]) if pattern.name else ""
        else:
            inner = (*spaces, pattern.namespace) if pattern.namespace else spaces
            yield from _walk(pattern, route, inner)


class Stage:
    """The town, with one row of everything; and a browser for each of its people."""

    def __init__(self, town):
        self.town, self.now = town, timezone.now()
        town.administrator = person("administrator", Role.ADMINISTRATOR, town.street_office)
        town.nobody = person("nobody")
        town.assistant = person("assistant", Role.HANDLER, town.street_office)
        self.case = published(town)
        self.order = order_in(town, "accepted")
        self.holder, self.stranger = (
            enter("13800138001", at=self.now),
            enter("13800138002", at=self.now),
        )
        tie(self.order, code=self.order.query_code, by=self.holder, at=self.now)
        commands.ask_assist(
            self.order, to=town.street_office, what="借升降车", by=town.clerk, at=self.now
        )
        self.keys = self._rows()

    def _rows(self):
        town, now = self.town, self.now
        day = timezone.localdate(now)
        source = Source.objects.get(code="12345")
        batch = exchange.hand_in(
            source, read(io.BytesIO(SHEET)), file_name="a.csv", by=town.coordinator, at=now
        )
        lent = stand_in(town.handler.posts.get(), deputy=town.second_handler, since=day,
                     until=day + timedelta(days=3), by=town.handler, at=now)  # fmt: skip
        parked = Parked.objects.create(
            follower="search",
            entry=Entry.objects.first(),
            reason="ValueError x.py:1",
            parked_at=now,
        )
        clock = Deadline.objects.filter(order=self.order, stopped_at=None).first()
        Deadline.objects.filter(pk=clock.pk).update(parked="ValueError x.py:1", wake_at=None)
        kept = keep_filter("红", {"colour": "red"}, by=town.clerk)
        image = get_image_model().objects.create(title="灯", file=get_test_image_file())
        document = get_document_model().objects.create(title="文件", file="a.pdf")
        drain(MessageFollower(), timezone.now)
        message = Message.objects.filter(order=self.order).first()
        Message.objects.filter(pk=message.pk).update(status=Status.GIVEN_UP)
        return {
            "accounts": town.editor.pk, "staffing": town.handler.posts.get().pk,
            "ledger_staff": parked.pk, "order_staff:clock_retry": clock.pk,
            "order_staff:drop_filter": kept.pk, "desk:end_cover": lent.pk,
            "desk:assist": self.order.assists.get().pk, "desk:act_assist": self.order.assists.get().pk,
            "order_messages_staff": message.pk,
            "exchange:source": source.pk, "exchange": batch.pk,
            "wagtailsnippets_cases_case": self.case.pk,
            "wagtailsnippets_services_matter": town.matter.pk,
            "wagtailsnippetchoosers_services_matter": town.matter.pk,
            "wagtailsnippets_services_category": Category.objects.get().pk,
            "wagtailsnippets_services_teamkind": TeamKind.objects.first().pk,
            "wagtailsnippets_worktime_timeclass": TimeClass.objects.first().pk,
            "wagtailusers_users": town.editor.pk, "wagtailusers_groups": 1,
            "wagtailsites": Site.objects.get().pk, "wagtailimages": image.pk,
            "wagtailimages_chooser": image.pk, "wagtaildocs": document.pk,
            "wagtaildocs_chooser": document.pk, "wagtailadmin_pages": Page.objects.last().pk,
        }  # fmt: skip

    def path_to(self, key, route):
        """The address with this town's rows in it."""
        space, name = key.split(" ")[0].partition(":")[0], key.split(" ")[0]
        row = self.keys.get(name, self.keys.get(space, 1))
        revision = self.case.latest_revision.pk if "cases_case" in space else 1
        given = {
            "number": self.case.number if space in ("cases", "case_staff") else self.order.number,
            "instance_pk": self.order.number, "photo_id": with_photo(self.order).pk,
            "verb": VERBS.get(name, "x"), "name": "consent", "token": "x", "code": "lamp",
            "kind": "csv", "year": date.today().year, "century": date.today().year,
            "revision_id": revision, "revision_id_a": "earliest", "revision_id_b": "live",
            "app_name": "services", "app_label": "services", "model_name": "matter",
            "content_type_app_name": "pages", "content_type_model_name": "newspage",
            "filter_spec": "original", "action_name": "approve", "path": "x", "audience": "resident",
        }  # fmt: skip
        if space == "profiles":
            given["code"] = "990101001"
        if space == "order_messages_staff":
            given |= {"code": EVENTS[0].code, "audience": EVENTS[0].audience}
        filled = PART.sub(lambda part: str(given.get(part[1] or part[2], row)), route)
        return "/" + re.sub(r"[\^$]|\(\?:[^)]*\)\??|\\Z", "", filled).replace("\\.", ".")

    def browser(self, who):
        """Where this one is signed in; "anonymous" is nobody."""
        client = Client()
        if who != "anonymous":
            client.force_login(getattr(self, who, None) or getattr(self.town, who))
        return client


def knock(client, path):
    """Whether the door opens; what was changed behind it is taken back."""
    cookies = client.cookies.copy()
    with transaction.atomic():
        answer = client.get(path)
        if answer.status_code == 405:
            answer = client.post(path)
        if answer.streaming:
            list(answer.streaming_content)  # read to its end, a file is closed
        transaction.set_rollback(True)
    client.cookies = cookies
    return enters(answer, path)


def enters(answer, path):
    """Whether the door was open: neither sent away to sign in, nor home, nor told that there is nothing."""
    if answer.status_code in (301, 302):
        to = answer["Location"].partition("?")[0]
        return not (to in ("/admin/", "/desk/login/", "/admin/login/", "/orders/track/", "/desk/",
                           "/me/sign-in/", "/_util/login/") and to != path)  # fmt: skip
    return answer.status_code not in (401, 403, 404)
