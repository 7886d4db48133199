"""Every public page type before axe, on a phone and on a desktop; and what else a page must keep.

No request leaves the house, nothing complains, nothing scrolls sideways, nothing jumps, and what is
pressed is as large as a fingertip.
"""

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.chromium_walker import ChromiumWalker
from tests.journeys.story import enter_desk, receipt, take

pytestmark = [pytest.mark.browser, pytest.mark.proof]
WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
        "resultTypes": ["violations"]}  # fmt: skip
FINGERTIP = 44
# Each has one order of the demo town to accept.
HANDLERS = {"phone": "member", "desktop": "handler-guiyu-care"}
OPEN_PAGES = {
    "home": "/", "news": "/news/", "notices": "/notices/", "services": "/services/",
    "echo wall": "/echo/", "search, empty": "/search/", "search, hits": "/search/?q=路灯",
    "search, nothing": "/search/?q=火星", "track": "/orders/track/", "404": "/no/such/page/",
    "standard page": "/about/", "desk login": "/desk/login/",
}  # fmt: skip
# The things people come to press; words inside a sentence may be smaller.
PRESSED = (
    "main .button, main button, main input:not([type=hidden]):not([type=radio]):not([type=checkbox]),"
    "main select, main textarea, main summary, main label:has(input[type=radio]), .bottom-bar a,"
    ".tasks a, main .filter-chip"
)
SMALL = """least => [...document.querySelectorAll(PRESSED)].filter(one => {
  const box = one.getBoundingClientRect(), style = getComputedStyle(one);
  const hidden = one.closest('.visually-hidden, .keep-out, [hidden]') || style.visibility === 'hidden';
  return !hidden && box.width > 2 && box.height > 2 && (box.height < least || box.width < least);
}).map(one => one.outerHTML.slice(0, 90) + ' ' + Math.round(one.getBoundingClientRect().width)
  + 'x' + Math.round(one.getBoundingClientRect().height))""".replace("PRESSED", repr(PRESSED))
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
WATCH_JUMPS = """window.jumps = 0; new PerformanceObserver(list => { for (const one of list.getEntries())
  if (!one.hadRecentInput) window.jumps += one.value; }).observe({type: 'layout-shift', buffered: true});"""

WRONG = """() => { const main = document.querySelector('main');
  const spoil = (html) => main.insertAdjacentHTML('afterbegin', html);
  spoil('<img src="/no/such.png"><div id="wide">.</div>');
  spoil('<button class="tiny" type="button">颜色太浅看不清</button><img alt="" src="http://elsewhere.test/x.png">');
  document.querySelector('#wide').style.width = '900px';
  const tiny = document.querySelector('.tiny').style;
  Object.assign(tiny, {height: '20px', minHeight: '0', padding: '0', color: '#ccc', background: '#fff'});
  return new Promise(done => setTimeout(() => { document.querySelector('#wide').style.height = '500px';
    setTimeout(done, 900); }, 900)); }"""


class Inspector:
    """Looks at one page after the other and remembers what is wrong."""

    def __init__(self, walker: ChromiumWalker) -> None:
        self.walker, self.page = walker, walker.page
        self.seen: list[str] = []
        self.faults: list[str] = []
        self.page.add_init_script(WATCH_JUMPS)

    def look(self, name: str) -> None:
        # What comes later than the page itself is seen too: axe takes its time, then jumps are read.
        self.page.wait_for_load_state("load")
        self.seen.append(name)
        found = Axe().run(self.page, options=WCAG)
        self._note(name, *(f"{one['id']}: {_where(one)}" for one in found.response["violations"]))
        if (jumps := self.page.evaluate("window.jumps || 0")) > 0.02:
            self._note(name, f"jumps by {jumps:.3f}")
        width = self.page.viewport_size["width"]
        for narrow in (320, 390) if width < 500 else (width,):
            self.page.set_viewport_size({"width": narrow, "height": 844})
            if over := self.page.evaluate(SIDEWAYS):
                self._note(name, f"scrolls sideways by {over} px at {narrow} px")
        if width < 500:
            self._note(name, *(f"small: {one}" for one in self.page.evaluate(SMALL, FINGERTIP)))
            self.page.set_viewport_size({"width": width, "height": 844})
        complaints, self.walker.complaints[:] = list(self.walker.complaints), []
        self._note(name, *(one for one in complaints if "404" not in one))

    def _note(self, name: str, *faults: str) -> None:
        self.faults += [f"{name}: {fault}" for fault in faults]


def _where(violation) -> str:
    return "; ".join(f"{node['target']} {node['html'][:120]}" for node in violation["nodes"][:3])


@pytest.mark.parametrize("kind", ["phone", "desktop"])
def test_no_page_has_a_fault(demo_site, device, kind, capsys):
    inspector = Inspector(ChromiumWalker(device(kind), demo_site.url))
    open_pages(inspector)
    the_road_of_a_resident(inspector)
    member = ChromiumWalker(device(kind), demo_site.url)
    the_desk(member, inspector_of(member, inspector), HANDLERS[kind])
    with capsys.disabled():
        print(f"\naxe: {len(inspector.seen)} pages at {kind} width: {', '.join(inspector.seen)}")
    assert inspector.faults == []


def test_the_inspector_sees_what_is_wrong(demo_site, device):
    """Without this an inspector that looks away would pass every page."""
    inspector = Inspector(ChromiumWalker(device("phone"), demo_site.url))
    inspector.walker.go("/echo/")
    inspector.page.evaluate(WRONG)
    inspector.look("spoilt")
    told = " ".join(inspector.faults)
    for fault in ("image-alt", "color-contrast", "sideways", "small:", "jumps", "another house"):
        assert fault in told
    assert "console" in told


def inspector_of(walker, inspector: Inspector) -> Inspector:
    other = Inspector(walker)
    other.seen, other.faults = inspector.seen, inspector.faults
    return other


def open_pages(inspector: Inspector) -> None:
    walker = inspector.walker
    for name, address in OPEN_PAGES.items():
        walker.go(address)
        inspector.look(name)
    for name, column, link in (
        ("article", "/news/", ".writing-list a"), ("notice", "/notices/", ".writing-list a"),
        ("case", "/echo/", ".card__link"),
    ):  # fmt: skip
        walker.go(column)
        walker.page.locator(link).first.click()
        inspector.look(name)


def the_road_of_a_resident(inspector: Inspector) -> None:
    walker = inspector.walker
    walker.go("/orders/new/")
    inspector.look("order, step 1")
    walker.press("下一步：填写情况")
    inspector.look("order, step 1 with a mistake")
    walker.go("/orders/new/?service=noise")
    walker.press("下一步：填写情况")
    inspector.look("order, step 2")
    walker.press("下一步：怎么联系您")
    inspector.look("order, step 2 with mistakes")
    walker.fill("情况说明", "夜里施工太吵")
    walker.fill("一般在什么时候", "晚上十一点以后")
    walker.pick("所在社区", "桂雨社区")
    walker.press("下一步：怎么联系您")
    inspector.look("order, step 3")
    walker.fill("电话", f"138001{len(inspector.seen):05d}")
    walker.choose("可以，不出现我的姓名、电话和门牌")
    walker.press("提交订单")
    inspector.look("receipt")
    number, _code = receipt(walker)
    walker.follow("查看进度")
    inspector.look("progress")
    walker.follow("撤单")
    assert number in walker.text
    inspector.look("withdraw")


def the_desk(member: ChromiumWalker, inspector: Inspector, account: str) -> None:
    enter_desk(member, account, "echowall-demo")
    inspector.look("desk, list")
    number = member.page.locator("#to-grab article").first.inner_text()[:11]
    member.go(f"/desk/{number}/")
    inspector.look("desk, order offered")
    take(member, number)
    inspector.look("desk, order taken")
    member.follow("反馈")
    inspector.look("desk, answer")
