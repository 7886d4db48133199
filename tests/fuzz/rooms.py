"""The forms of single rooms: residents' accounts, ways of working, texts, imports, figures, calendars."""

import io

from django.test import Client
from django.utils import timezone

from portal.exchange import commands as exchange
from portal.exchange.models import Source
from portal.messages.events import EVENTS
from portal.orders import commands
from portal.orders.commands.tie import tie
from portal.people.models import User
from portal.people.roles import Role
from portal.profiles.plans import BOUNDS
from portal.profiles.steps import BUTTONS, FIXED, Step
from portal.sheets.reading import read
from tests.fuzz.target import Target, quiet_client
from tests.support import codes
from tests.support.town import order_in, person

PHONE, DAY = b"13800138000", b"2026-12-01"
SHEET = "工单编号,问题分类,主要内容,来电人电话,村/社区\nA-1,路灯,灯坏了,13800138000,月亮湾".encode()


def rooms(town) -> list[Target]:
    """Every form of these rooms, with whoever may fill it in."""
    boss = quiet_client(person("boss", Role.ADMINISTRATOR, town.street_office))
    return [
        *_account(town), *_reached(town), *_helping(town), *_owning(town), *_set_up(boss),
        *_told(town, boss), *_imported(town), *_counted(town), *_people(town, boss),
    ]  # fmt: skip


def _signed_in(town) -> Client:
    resident = quiet_client()
    resident.post("/me/sign-in/", {"phone": PHONE.decode()})
    resident.post("/me/code/", {"code": codes.SENT[-1][1]})
    return resident


def _account(town) -> list[Target]:
    waiting, resident = quiet_client(), _signed_in(town)
    waiting.post("/me/sign-in/", {"phone": "13900139000"})
    own, other = order_in(town, "placed"), order_in(town, "returned")
    owner = User.objects.get(pk=resident.session["_auth_user_id"])
    tie(own, code=own.query_code, by=owner, at=timezone.now())
    given = {"number": other.number.encode(), "code": other.query_code.encode()}
    away = {"next": b"//evil.example"}
    return [
        Target("/me/sign-in/", quiet_client(), away, {"phone": PHONE, "shared": b"on", **away}),
        Target("/me/code/", waiting, {}, {"code": b"123456"}),
        Target("/me/code/", waiting, {}, {"action": b"again"}),
        Target("/me/", resident, {"page": b"2"}),
        Target("/me/orders/tie/", resident, {}, given),
        Target("/me/orders/same-phone/", resident, {}, {"number": given["number"]}),
        Target(f"/me/orders/{own.number}/untie/", resident, {}, {"a": b"1"}),
        Target("/me/delete/", resident, {}, {"a": b"1"}),
        Target("/me/sign-out/", resident, {}, {"a": b"1"}),
        Target("/orders/shared-device/", resident, {}, {"a": b"1"}),
    ]


def _reached(town) -> list[Target]:
    order, resident = order_in(town, "accepted"), quiet_client()
    resident.post("/orders/track/", {"number": order.number, "code": order.query_code})
    track = f"/orders/track/{order.number}/"
    return [
        Target(f"{track}contact/", resident, {}, {"contact_phone": PHONE, "contact_name": b"a"}),
        Target(f"{track}ring/", resident, {}, {"ring": b"morning"}),
        Target(f"{track}consent/", resident, {}, {"consent": b"none", "seen": b""}),
        Target(f"{track}messages/", resident, {}, {"silent": b"on", "on": b"on"}),
    ]


def _helping(town) -> list[Target]:
    """A handler whose unit is asked for a part of another's order."""
    order = order_in(town, "accepted")
    order = commands.ask_assist(
        order, to=town.committee, what="借升降车", by=town.clerk, at=timezone.now()
    )
    helper, part = (
        quiet_client(person("helper", Role.HANDLER, town.committee)),
        order.assists.get().pk,
    )
    lead = quiet_client(town.handler)
    desk = f"/desk/assist/{part}/"
    return [
        Target(desk, helper, {"a": b"1"}),
        Target(f"{desk}accept_assist/", helper, {}, {"assist": b"1"}),
        Target(f"{desk}finish_assist/", helper, {}, {"done": b"a"}),
        Target(f"{desk}give_back_assist/", helper, {}, {"reason": b"a"}),
        Target(f"/desk/{order.number}/ask_assist/", lead, {}, {"to": b"1", "what": b"a"}),
        Target(f"/desk/{order.number}/slip/", lead, {"a": b"1"}),
        Target("/desk/messages/", lead, {}, {"mode": b"each"}),
    ]


def _owning(town) -> list[Target]:
    """The verbs that only the owner has."""
    clerk, order = quiet_client(town.clerk), order_in(town, "accepted")
    ended, other = order_in(town, "closed"), order_in(town, "dispatched")
    one, at = order.number.encode(), f"/admin/orders/{order.number}/"
    called = {"reached": b"yes", "solved": b"yes", "satisfied": b"5", "comment": b"", "note": b"a"}
    why = {"reason": b"a"}
    return [
        Target(f"{at}suspend/", clerk, {}, {**why, "review_on": DAY}),
        Target(f"{at}extend/", clerk, {}, {**why, "amount": b"1"}),
        Target(f"{at}reroute/", clerk, {}, {**why, "to": str(town.committee.pk).encode()}),
        Target(f"{at}escalate/", clerk, {}, why),
        Target(f"{at}ask_assist/", clerk, {}, {"what": b"a", "to": b"1"}),
        Target(f"{at}cancel_assist/", clerk, {}, {**why, "assist": b"1"}),
        Target(f"/admin/orders/{other.number}/merge/", clerk, {}, {"into": b"1", "number": one}),
        Target(f"/admin/orders/{ended.number}/record_call_back/", clerk, {}, called),
    ]


def _set_up(boss) -> list[Target]:
    steps = {f"keep_{step.value}": b"on" for step in Step if step not in FIXED}
    words = {f"stop_{step.value}": b"a" for step in Step}
    words |= {f"button_{step.value}": b"a" for step in BUTTONS}
    limits = {f"limit_{name}": str(least).encode() for name, (least, _most) in BOUNDS.items()}
    whole = steps | words | limits | {
        "preset": b"house", "escalation": b"street,district", "teams": b"1", "seen": b"0",
        "previewed": b"", "publish": b"1",
    }  # fmt: skip
    street = "/admin/profiles/990101001/"
    notice = {"source": b"a", "status": b"official", "hours": b"09:00-12:00", "seen": b"1",
              "text": b"2027-01-01,holiday,a\n2027-02-05~2027-02-11,holiday,b"}  # fmt: skip
    return [
        Target("/admin/profiles/", boss, {"a": b"1"}),
        Target(street, boss, {"from": b"1"}),
        Target(f"{street}edit/", boss, {"from": b"1"}),
        Target(f"{street}edit/", boss, {}, whole),
        Target(f"{street}edit/", boss, {}, whole | {"fill": b"1"}),
        Target("/admin/calendars/2027/load/", boss, {}, notice),
        Target("/admin/calendars/2027/load/", boss, {}, notice | {"confirm": b"1"}),
        Target("/admin/calendars/2026/", boss, {"a": b"1"}),
    ]


def _told(town, boss) -> list[Target]:
    clerk, event = quiet_client(town.clerk), EVENTS[0]
    text = f"/admin/message-templates/{event.code}/{event.audience}/"
    written = {"text": "{number}已收到".encode(), "on": b"on", "seen": b"0"}
    nobody = "/admin/messages/00000000-0000-0000-0000-000000000000/retry/"
    return [
        Target("/admin/messages/", clerk, {"status": b"sent", "p": b"2"}),
        Target(nobody, clerk, {}, {"a": b"1"}),
        Target("/admin/messages/retry-all/", boss, {}, {"a": b"1"}),
        Target("/admin/message-templates/", boss, {"a": b"1"}),
        Target(text, boss, {}, written),
        Target(text, boss, {}, written | {"save": b"1"}),
        Target(f"{text}default/", boss, {}, {"a": b"1"}),
    ]


def _imported(town) -> list[Target]:
    keeper, source = quiet_client(town.coordinator), Source.objects.get(code="12345")
    batch = exchange.hand_in(
        source, read(io.BytesIO(SHEET)), file_name="a.csv", by=town.coordinator, at=timezone.now()
    )
    headings = dict(zip(("number", "matter", "text", "phone", "area"),
                        SHEET.split(b"\n")[0].split(b","), strict=True))  # fmt: skip
    base = f"/admin/imports/{batch.pk}/"
    return [
        Target("/admin/imports/", keeper, {}, {"source": str(source.pk).encode(), "file": SHEET}),
        Target(f"{base}columns/", keeper, {}, headings),
        Target(f"{base}words/", keeper, {}, {"said": b"1", "matter-0": b"lamp", "area-0": b""}),
        Target(f"{base}start/", keeper, {}, {"a": b"1"}),
        Target(f"{base}results.csv", keeper, {"a": b"1"}),
        Target(base, keeper, {"a": b"1"}),
        Target(f"{base}check/", keeper, {}, {"a": b"1"}),
        Target(
            "/admin/imports/sources/", keeper, {}, {"name": b"a", "code": b"a", "channel": b"phone"}
        ),
        Target(
            f"/admin/imports/sources/{source.pk}/",
            keeper,
            {},
            headings | {"area-word": b"a", "area-code": b"990101001001"},
        ),
    ]


def _counted(town) -> list[Target]:
    boss, clerk = quiet_client(town.coordinator), quiet_client(town.clerk)
    week, period = {"week": b"2026-W47"}, {"first": b"2026-01-01", "last": b"2026-12-31"}
    order = order_in(town, "closed")
    return [
        Target("/admin/tally/", boss, week), Target("/admin/tally/sheet.xlsx", boss, week),
        Target("/admin/register/", boss, period), Target("/admin/evaluation/", boss, period),
        Target(f"/admin/record/{order.number}/", clerk, {"a": b"1"}),
    ]  # fmt: skip


def _people(town, boss) -> list[Target]:
    post = {"person": str(town.editor.pk).encode(), "organisation": str(town.team.pk).encode(),
            "role": b"handler", "since": DAY}  # fmt: skip
    return [
        Target("/admin/accounts/open/", boss, {}, {"username": b"neu", "display_name": b"a",
                                                   "password": b"a-long-pass-9"}),
        Target(f"/admin/accounts/{town.editor.pk}/password/", boss, {},
               {"password": b"a-long-pass-9"}),
        Target("/admin/posts/appoint/", boss, {}, post),
        Target("/admin/posts/1/relieve/", boss, {}, {"until": DAY}),
        Target("/admin/followers/", boss, {"a": b"1"}),
        Target("/admin/followers/parked/1/retry/", boss, {}, {"a": b"1"}),
        Target("/admin/orders/clocks/", boss, {"a": b"1"}),
        Target("/admin/orders/clocks/1/retry/", boss, {}, {"a": b"1"}),
        Target("/admin/ledger/", boss, {"q": b"a", "p": b"1", "o": b"1", "verb": b"order.placed"}),
        Target("/admin/reconciliation/", boss, {"a": b"1"}),
    ]  # fmt: skip
