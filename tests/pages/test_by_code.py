"""What a private code opens, with something in it: the receipt, what came of it, the page for a group, a decision.

These pages are reached by sending a code, so the test that opens every address never sees them filled.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.pages.journeys import press
from tests.pages.test_journeys import complaints

OF_A_GROUP = "demo-return-00017"  # a made-up return for several people; its theme led to a decision


ADDRESSES = {
    "receipt": "/surveys/receipt/", "page for a group": "/what-came-of-it/yours/handout/",
    "how we tell you": "/what-came-of-it/yours/how/", "what came of it": "/what-came-of-it/yours/",
}  # fmt: skip


def seen_by_code(page: Page, centre: str, language: str, code: str) -> Iterator[str]:
    """Opens each page in its turn, and gives its name; the last is a decision that the code leads to."""
    for name, address in ADDRESSES.items():
        page.goto(f"{centre}{language}{address}")
        page.locator("main input[name='code']").fill(code)
        press(page, "main form button")
        assert page.locator("main input[type=hidden][name='code']").count(), name
        yield name
    for address in [link.get_attribute("href") for link in page.locator("main .thread a").all()]:
        page.goto(f"{centre}{address}")
        if page.locator("main a[href*='/priorities/']").count():
            yield "decision"
            return


@pytest.mark.pages
@pytest.mark.django_db(transaction=True)
def test_what_a_code_opens_serves_everyone_when_there_is_something_in_it(browser: Browser, centre: str) -> None:
    from careloom.questionnaires.receipts import code_for

    wrong: dict[str, list[str]] = {}
    for language, edition in (("", "standard"), ("", "easy"), ("/cy", "standard"), ("/cy", "easy")):
        context = browser.new_context(viewport={"width": 320, "height": 700})
        context.add_cookies([{"name": "edition", "value": edition, "url": centre}])
        page, names = context.new_page(), []
        for name in seen_by_code(page, centre, language, code_for(OF_A_GROUP)):
            names.append(name)
            found = complaints(page)
            page.set_viewport_size({"width": 1280, "height": 800})
            if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth + 1"):
                found.append("scrolls sideways on a wide screen")
            page.set_viewport_size({"width": 320, "height": 700})
            if found:
                wrong[f"{language} {edition}: {name}"] = found
        assert names == [*ADDRESSES, "decision"]
        context.close()
    assert wrong == {}
