"""The menu, a matter's page and the questions of the intake before axe; a notice shows at once."""

import pytest

from tests.browser.chromium_walker import ChromiumWalker
from tests.browser.test_public_pages import Inspector

pytestmark = [pytest.mark.browser, pytest.mark.proof]
PAGES = {
    "menu": "/services/", "for shops": "/services/?for=business", "errands": "/services/?way=errand",
    "matter": "/services/street-lamp/", "matter for shops": "/services/shop-front/",
}  # fmt: skip
NOTICE = ".question__notice"


@pytest.mark.parametrize("kind", ["phone", "desktop"])
def test_no_page_has_a_fault(demo_site, device, kind):
    walker = ChromiumWalker(device(kind), demo_site.url)
    inspector = Inspector(walker)
    for name, address in PAGES.items():
        walker.go(address)
        inspector.look(name)
    questions_with_a_notice(walker, inspector)
    walker.go("/orders/new/?service=shop-front")
    walker.press("下一步：填写情况")
    inspector.look("shop, step 2")
    assert inspector.faults == []


def questions_with_a_notice(walker, inspector):
    walker.go("/orders/new/?service=street-lamp")
    walker.press("下一步：填写情况")
    walker.fill("情况说明", "井盖缺失，有人差点掉下去")
    walker.pick("所在社区", "桂雨社区")
    assert not walker.page.locator(NOTICE).is_visible()
    walker.choose("有")
    assert walker.page.locator(NOTICE).is_visible()
    inspector.look("notice shown")
    walker.press("下一步：怎么联系您")
    inspector.look("stopped by the notice")
    walker.choose("没有")
    walker.press("下一步：怎么联系您")
    assert "按紧急事项办理" in walker.text
    inspector.look("told that it is urgent")
