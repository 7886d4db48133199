"""A town with orders in every state that a form needs, and the devices that may open them."""

from io import StringIO

from django.core.management import call_command
from django.urls import reverse

from portal.cases.models import Case
from portal.services.kinds import QuestionKind
from portal.services.models import Matter, Question
from tests.cases.record import drafted, published
from tests.fuzz.rooms import rooms
from tests.fuzz.target import Target, quiet_client
from tests.resident.walk import Hidden, text_of, to_contact, to_details
from tests.support.town import build_town, order_in


def targets() -> list[Target]:
    """Every form and every query string that anybody can reach."""
    town = build_town()
    case = published(town)
    waiting = drafted(town)
    call_command("rebuild_index", verbosity=0, stdout=StringIO())
    return [
        *_reading(case), *_intake(), *_following(town), *_signing_in(), *_at_the_desk(town),
        *_in_the_admin(town), *_written_down(town), *_editing(town, waiting), *rooms(town),
    ]  # fmt: skip


def _reading(case) -> list[Target]:
    anybody = quiet_client()
    wall = {"category": b"housing", "area": b"990101001001", "state": b"yes", "year": b"2026",
            "before": b"1760000000000000-1", "after": b"1760000000000000-1"}  # fmt: skip
    listed = {
        "/": {"page": b"1"}, "/news/": {"page": b"2"}, "/notices/": {"page": b"-1"},
        "/services/": {"for": b"business", "way": b"errand", "area": b"990101001001"},
        "/services/lamp/": {"preview": b"1"}, "/echo/": wall, f"/echo/{case.number}/": {"preview": b"1"},
        "/search/": {"q": "灯头".encode(), "kind": b"case", "page": b"1"},
        "/healthz": {"a": b"1"}, "/no/such/page/": {"a": b"1"},
    }  # fmt: skip
    return [Target(path, anybody, query) for path, query in listed.items()]


def _intake() -> list[Target]:
    for kind in QuestionKind:
        Question.objects.create(
            matter=Matter.objects.get(code="lamp"), label=kind, kind=kind, choices="a\nb"
        )
    resident, new = quiet_client(), reverse("orders:new")
    hidden = Hidden(text_of(to_details(resident))).fields
    later = quiet_client()
    contact = Hidden(text_of(to_contact(later))).fields
    two = {"text": "灯坏了".encode(), "area": b"990101001001", "place": b"5", "action": b"next",
           "remove": b"1", "website": b"", "shop": b"a",
           **{f"question_{one.pk}": b"a" for one in Question.objects.all()}}  # fmt: skip
    three = {"contact_phone": b"13800138000", "contact_name": "张".encode(), "action": b"submit",
             "consent": b"anonymous", "website": b""}  # fmt: skip
    return [
        Target(
            new,
            resident,
            {
                "service": b"lamp",
                "draft": b"1",
                "step": b"2",
                "like": b"2026-000001",
                "check": b"1",
            },
        ),
        Target(new, resident, {}, {"matter": b"lamp", "step": b"1", "key": b"", "website": b""}),
        Target(new, resident, {}, two | _hidden(hidden)),
        Target(new, later, {"step": b"3"}, three | _hidden(contact)),
        Target(reverse("orders:leave"), resident, {}, {"next": b"/"}),
    ]


def _following(town) -> list[Target]:
    resident, found = quiet_client(), []
    for state in ("placed", "returned", "answered", "closed"):
        order = order_in(town, state)
        given = {"number": order.number, "code": order.query_code}
        resident.post(reverse("orders:track"), given)
        found.append(order)
    placed, returned, answered, closed = (f"/orders/track/{order.number}/" for order in found)
    rating = {"solved": b"yes", "satisfied": b"5", "comment": b"a", "consent": b"none", "seen": b""}
    return [
        Target("/orders/track/", resident, {"number": b"2026-000001"}),
        Target("/orders/track/", resident, {}, {"number": b"2026-000001", "code": b"7K3MQX2P9T"}),
        Target(placed, resident, {"a": b"1"}),
        Target(f"/orders/receipt/{found[0].number}/", resident, {"a": b"1"}),
        Target(f"{placed}withdraw/", resident, {}, {"reason": b"a", "seen": b""}),
        Target(f"{returned}supplement/", resident, {}, {"text": b"a", "seen": b""}),
        Target(f"{answered}rate/", resident, {}, rating),
        Target(f"{closed}rate/", resident, {}, rating),
    ]


def _signing_in() -> list[Target]:
    given = {"username": b"clerk", "password": b"clerk", "next": b"/desk/"}
    doors = ("/desk/login/", "/admin/login/")
    return [Target(door, quiet_client(), {"next": b"//evil.example"}, given) for door in doors]


def _at_the_desk(town) -> list[Target]:
    handler = quiet_client(town.handler)
    offered, taken = order_in(town, "dispatched"), order_in(town, "accepted")
    desk = f"/desk/{taken.number}/"
    words = {"spoken_with": b"a", "done": b"b", "finished_by": b"c"}
    return [
        Target("/desk/", handler, {"a": b"1"}), Target(desk, handler, {"a": b"1"}),
        Target(f"/desk/{offered.number}/accept/", handler, {}, {"a": b"1"}),
        Target(f"{desk}record_contact/", handler, {}, {"note": b"a"}),
        Target(f"{desk}answer/", handler, {}, words),
        Target(f"{desk}turn_down/", handler, {}, {"reason": b"a"}),
    ]  # fmt: skip


def _in_the_admin(town) -> list[Target]:
    clerk = quiet_client(town.clerk)
    placed, admitted = order_in(town, "placed"), order_in(town, "admitted")
    listed = {"q": "灯".encode(), "state": b"placed", "category": b"1", "community": b"1",
              "unit": b"1", "year": b"2026", "colour": b"red", "channel": b"web", "handler": b"1",
              "level": b"0", "overdue": b"1", "sort": b"stale", "p": b"1", "o": b"-1"}  # fmt: skip
    orders = f"/admin/orders/{placed.number}/"
    return [
        Target("/admin/orders/", clerk, listed), Target(orders, clerk, {"a": b"1"}),
        Target(f"{orders}admit/", clerk, {"next": b"/admin/"}, {"next": b"//evil.example"}),
        Target(f"{orders}return_for_info/", clerk, {}, {"missing": b"a", "next": b"/"}),
        Target(f"{orders}decline/", clerk, {}, {"reason": b"a", "channel": b"b"}),
        Target(f"/admin/orders/{admitted.number}/dispatch/", clerk, {},
               {"to": str(town.team.pk).encode(), "next": b"/"}),
    ]  # fmt: skip


def _written_down(town) -> list[Target]:
    """Orders that staff write down, and the tools of the list."""
    clerk, handler = quiet_client(town.clerk), quiet_client(town.handler)
    order = order_in(town, "admitted")
    enter, capture = "/admin/orders/enter/", "/desk/capture/"
    key = clerk.get(enter, {"matter": "lamp"}).context["key"].encode()
    other = handler.get(capture).context["key"].encode()
    told = {"matter": b"lamp", "origin": b"staff", "text": "灯".encode(), "area": b"990101001001",
            "contact_phone": b"", "contact_name": b"", "pass_on": b"", "publish": b"no"}  # fmt: skip
    reason = {"reason": b"other", "note": b"a"}
    day = b"2026-12-01"
    return [
        Target(enter, clerk, {"matter": b"lamp"}),
        Target(enter, clerk, {}, told | {"key": key, "channel": b"phone", "place": b"5"}),
        Target(capture, handler, {}, told | {"key": other, "settled": b"on", "done": b"a"}),
        Target("/desk/away/", handler, {}, {"post": b"1", "deputy": b"2", "since": day,
                                            "until": day}),
        Target("/desk/away/1/end/", handler, {}, {"a": b"1"}),
        Target("/admin/orders/bulk/", clerk, {}, {"order": order.number.encode(), "to": b"1",
                                                  "next": b"/"}),
        Target("/admin/orders/bulk/", clerk, {"order": order.number.encode()}),
        Target(f"/admin/cases/{order.number}/ask/", clerk, {"a": b"1"},
               {"title": "灯".encode(), "matter_text": "三楼的灯坏了".encode()}),
        Target(f"/admin/orders/{order.number}/gather/", clerk, {"a": b"1"},
               {"order": order.number.encode()}),
        Target("/admin/orders/export/", clerk, {"state": b"placed", "sort": b"due"},
               reason | {"kind": b"csv", "contact": b"on"}),
        Target("/admin/orders/agenda/", clerk, {"a": b"1"}),
        Target("/admin/orders/filters/", clerk, {"state": b"placed", "handler": b"1"},
               {"name": b"a", "next": b"//evil.example"}),
        Target("/admin/orders/filters/1/drop/", clerk, {}, {"next": b"/"}),
        Target(f"/admin/orders/{order.number}/contact/", clerk, {}, reason),
    ]  # fmt: skip


def _editing(town, case: Case) -> list[Target]:
    editor, base = quiet_client(town.editor), "/admin/snippets/cases/case/"
    pictures = {f"pictures-{name}": b"0" for name in ("TOTAL_FORMS", "INITIAL_FORMS",
                                                      "MIN_NUM_FORMS", "MAX_NUM_FORMS")}  # fmt: skip
    words = dict.fromkeys(("title", "matter_text", "measures", "result"), "灯亮了".encode())
    filters = {"q": b"a", "live": b"true", "solved": b"yes", "area": b"1", "category": b"1",
               "p": b"1", "ordering": b"title"}  # fmt: skip
    menu = "/admin/snippets/services/matter/"
    matter = dict.fromkeys(("title", "summary", "promise", "urgent_words", "approved_by"), words["title"]) | {
        "code": b"lamp", "category": b"1", "audience": b"business", "area": b"1", "way": b"errand",
        "order": b"1",
        "admitted_at": b"2026-01-01", "expires": b"2027-01-01", "duty": b"reclaimed", "owner": b"1",
        "team_kind": b"1", "time_class": b"urgent", "action-publish": b"1", **_rows("questions", QUESTION),
        **_rows("answer_templates", {"name": b"a", "text": b"b"}),
    }  # fmt: skip
    return [
        Target(
            menu, editor, {"audience": b"business", "duty": b"basic", "way": b"errand", "q": b"a"}
        ),
        Target(f"{menu}edit/{town.matter.pk}/", editor, {}, matter),
        Target(f"{menu}preview/{town.matter.pk}/", editor, {"mode": b""}, matter),
        Target(base, editor, filters),
        Target(f"{base}edit/{case.pk}/", editor, {}, {**words, **pictures, "action-submit": b"1"}),
    ]


QUESTION = {"label": b"a", "kind": b"yes_no", "choices": b"a\nb", "notice_for": b"a", "notice": b"b",
            "stops": b"on", "required": b"on", "hint": b""}  # fmt: skip


def _rows(part: str, fields: dict[str, bytes]) -> dict[str, bytes]:
    """One row of an inline panel, as the browser sends it."""
    counts = {
        "TOTAL_FORMS": b"1",
        "INITIAL_FORMS": b"0",
        "MIN_NUM_FORMS": b"0",
        "MAX_NUM_FORMS": b"9",
    }
    rows = {f"0-{name}": value for name, value in {**fields, "ORDER": b"1", "id": b""}.items()}
    return {f"{part}-{name}": value for name, value in (counts | rows).items()}


def _hidden(fields: dict[str, str]) -> dict[str, bytes]:
    fields.pop("csrfmiddlewaretoken", None)
    return {name: value.encode() for name, value in fields.items()}
