"""The editor in the admin: for whom, what is previewed, what is published, and the way back."""

import pytest

from portal.ledger.models import Entry
from portal.profiles import queries
from portal.profiles.models import Profile
from portal.profiles.plans import Plan
from portal.profiles.presets import PRESETS
from portal.profiles.steps import Step

LIST = "/admin/profiles/"
SHOW, EDIT = f"{LIST}990101001/", f"{LIST}990101001/edit/"
LIMITS = {"limit_accept_hours": 24, "limit_returns_before_raise": 2, "limit_text_most": 1000,
          "limit_orders_of_phone": 5, "limit_rating_days": 30}  # fmt: skip
FIVE = {"preset": "five", "escalation": "subdistrict,district", "keep_dispatch": "on",
        "keep_claim": "on", "keep_publish": "on", "stop_place": "居民点单", "stop_dispatch": "社区派单",
        "stop_claim": "随时抢单", "stop_accept": "部门接单", "stop_answer": "反馈",
        "stop_publish": "时时晒单", "button_dispatch": "派单", "button_claim": "抢单",
        "button_accept": "接单", "seen": 0} | LIMITS  # fmt: skip
DIGEST = PRESETS["five"].plan.digest
PUBLISH = {**FIVE, "publish": "1", "previewed": DIGEST}
EVERYBODY = ("anonymous", "clerk", "coordinator", "handler", "editor", "reviewer", "auditor",
             "nobody", "administrator", "chief", "other_coordinator")  # fmt: skip
KEEPERS = {"coordinator", "administrator", "chief"}


def shown(answer) -> str:
    return answer.content.decode()


@pytest.mark.parametrize(
    ("url", "open_to"),
    [(LIST, KEEPERS | {"other_coordinator"}), (SHOW, KEEPERS), (EDIT, KEEPERS),
     ("/admin/profiles/990101/", {"chief"}), ("/admin/profiles/990101001001/edit/", set())],
)  # fmt: skip
def test_pages_are_for_the_area_s_own(town, as_, url, open_to):
    assert {who for who in EVERYBODY if as_(who).get(url).status_code == 200} == open_to


def test_publishing_is_for_the_area_s_own(town, as_):
    for who in EVERYBODY:
        before = Profile.objects.count(), Entry.objects.count()
        seen = Profile.objects.filter(area=town.street).count()
        words = f"叫法{seen}"
        plan = Plan.from_json(PRESETS["five"].plan.as_json())
        plan.stops["place"] = words
        as_(who).post(
            EDIT, {**PUBLISH, "stop_place": words, "seen": seen, "previewed": plan.digest}
        )
        grown = 1 if who in KEEPERS else 0
        assert (Profile.objects.count(), Entry.objects.count()) == (
            before[0] + grown,
            before[1] + grown,
        ), who


def test_the_list_holds_own_areas_only(town, as_):
    assert "邻水街道" not in shown(as_("coordinator").get(LIST))
    page = shown(as_("chief").get(LIST))
    assert all(name in page for name in ("清和区", "望舒街道", "邻水街道"))


def test_filling_in_a_preset_keeps_the_limits(town, as_):
    page = as_("coordinator").post(
        EDIT, {**FIVE, "preset": "six", "fill": "1", "limit_rating_days": 45}
    )
    form = page.context["form"]
    assert form["stop_check"].value() == "多方督单"
    assert form["limit_rating_days"].value() == "45"
    assert form.plan().steps == PRESETS["six"].plan.steps
    assert "平台晒单" in shown(page)
    assert not Profile.objects.exists()


def test_preview_changes_nothing_and_publishing_does(town, as_):
    coordinator = as_("coordinator")
    page = coordinator.post(EDIT, {**FIVE, "preview": "1"})
    assert page.context["digest"] == DIGEST
    assert [step.label for step in page.context["steps"]][2] == "随时抢单"
    assert "发布后的步骤" in shown(page)
    assert not Profile.objects.exists()
    assert coordinator.post(EDIT, PUBLISH).status_code == 302
    assert queries.in_force(town.community).plan == PRESETS["five"].plan
    page = shown(coordinator.get(SHOW))
    assert "现行第 1 版" in page
    assert "coordinator" in page
    assert "随时抢单" in shown(coordinator.get(LIST))


def test_what_was_changed_since_it_was_looked_at_is_shown_first(town, as_):
    page = as_("coordinator").post(EDIT, {**PUBLISH, "stop_place": "改过了"})
    assert page.status_code == 200
    assert page.context["changed"]
    assert "看过预览后又改了内容" in shown(page)
    assert not Profile.objects.exists()


def test_somebody_else_was_faster(town, as_):
    as_("administrator").post(EDIT, PUBLISH)
    six = PRESETS["six"].plan
    fields = {f"keep_{step}": "on" for step in ("dispatch", "check", "publish", "rate")}
    fields |= {f"stop_{code}": words for code, words in six.stops.items()}
    fields |= {f"button_{code}": words for code, words in six.buttons.items()}
    late = {"preset": "six", "escalation": "subdistrict,district", "seen": 0, "publish": "1",
            "previewed": six.digest, **fields, **LIMITS}  # fmt: skip
    page = as_("coordinator").post(EDIT, late)
    assert "其他人刚刚发布了新版本" in shown(page)
    assert page.context["version"] == 1
    assert as_("coordinator").post(EDIT, {**late, "seen": 1}).status_code == 302
    assert queries.in_force(town.street).version == 2


def test_back_to_an_earlier_version(town, as_):
    coordinator = as_("coordinator")
    coordinator.post(EDIT, PUBLISH)
    other = Plan.from_json(PRESETS["five"].plan.as_json() | {"stops": {}})
    words = {name: "" for name in FIVE if name.startswith("stop_")}
    coordinator.post(EDIT, {**PUBLISH, **words, "seen": 1, "previewed": other.digest})
    assert f"{EDIT}?from=1" in shown(coordinator.get(SHOW))
    page = coordinator.get(f"{EDIT}?from=1")
    assert page.context["form"]["stop_claim"].value() == "随时抢单"
    assert coordinator.post(EDIT, {**PUBLISH, "seen": 2}).status_code == 302
    assert [profile.version for profile in Profile.objects.all()] == [3, 2, 1]
    assert queries.plan_in_force(town.community) == PRESETS["five"].plan


@pytest.mark.parametrize("wanted", ["9", "x", "-1", "99999999", "²"])
def test_a_version_that_never_was(town, as_, wanted):
    status = as_("coordinator").get(EDIT, {"from": wanted}).status_code
    assert status == (404 if wanted == "9" else 200)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"keep_dispatch": "", "keep_claim": ""}, "订单总要有人交办"),
        ({"stop_place": "九个字的叫法太长了"}, "8"),
        ({"stop_place": "13800138000"}, ""),
        ({"limit_text_most": "999"}, "1000"),
        ({"limit_accept_hours": "999999999999"}, ""),
        ({"limit_rating_days": ""}, ""),
        ({"escalation": "district,subdistrict"}, ""),
        ({"teams": ["x"]}, ""),
        ({"preset": "unheard-of"}, ""),
    ],
)
def test_what_is_refused_is_said_and_nothing_typed_is_lost(town, as_, change, words):
    sent = {name: value for name, value in {**PUBLISH, **change}.items() if value != ""}
    page = as_("coordinator").post(EDIT, sent)
    assert page.status_code == 200
    assert words in shown(page)
    assert page.context["form"]["stop_dispatch"].value() == "社区派单"
    assert not Profile.objects.exists()


def test_it_is_in_the_menu_of_its_keepers(town, as_):
    assert LIST in shown(as_("coordinator").get("/admin/"))
    assert LIST not in shown(as_("clerk").get("/admin/"))


def test_steps_are_named_for_those_who_do_not_see(town, as_):
    page = shown(as_("coordinator").get(EDIT))
    for step in Step:
        assert f'for="id_stop_{step.value}"' in page


def test_the_list_costs_the_same_for_many(town, as_, django_assert_max_num_queries):
    chief = as_("chief")
    chief.get(LIST)
    with django_assert_max_num_queries(12):
        assert chief.get(LIST).status_code == 200
