"""Every page: no accessibility finding, valid HTML, small, complete without script, in each edition and language."""

from typing import Any

import html5lib
import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page

from tests.pages.routes import listed, plain_pages

WIDTHS = [320, 1280]


def faults(html: str) -> list[str]:
    """What a strict HTML parser says."""
    parser = html5lib.HTMLParser(strict=False)
    parser.parse(html)
    return [f"{code} at {place}" for place, code, _ in parser.errors]


def test_a_planted_fault_in_html_is_found() -> None:
    assert faults("<!doctype html><title>x</title><p><div></p>")


def findings(page: Page) -> list[str]:
    """axe's findings on what is shown now."""
    report: dict[str, Any] = Axe().run(page).response
    return [f"{v['id']}: {v['nodes'][0]['html'][:120]}" for v in report["violations"]]


def open_and_check(page: Page, address: str, *, staff: bool = False) -> list[str]:
    """Open one page; every complaint about it, as a sentence.

    At most 8 requests: a public page with all that it holds; a staff page without what a preview in a frame asks for,
    since the previewed page has its own bound.
    """
    sizes: list[int] = []
    page.on("requestfinished", lambda request: sizes.append(not staff or request.frame == page.main_frame))
    answer = page.goto(address)
    assert answer is not None
    body = answer.text()
    wrong = [f"axe {f}" for f in findings(page)] + [f"html {f}" for f in faults(body)]
    if len(body.encode()) > 60_000:
        wrong.append(f"{len(body.encode())} bytes")
    if sum(sizes) > 8:
        wrong.append(f"{sum(sizes)} requests")
    if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth + 1"):
        wrong.append("scrolls sideways")
    return wrong


def complaints_of(context: BrowserContext, addresses: list[str], *, staff: bool = False) -> dict[str, list[str]]:
    """Open each address in a page of its own; what is wrong, by address."""
    wrong = {}
    for address in addresses:
        page = context.new_page()
        if found := open_and_check(page, address, staff=staff):
            wrong[address] = found
        page.close()
    context.close()
    return wrong


def signed_in_context(browser: Browser, centre: str, width: int, edition: str, who: str = "rosa") -> Any:
    """A context in which somebody of the demo's staff is signed in."""
    context = browser.new_context(viewport={"width": width, "height": 800})
    context.add_cookies([{"name": "edition", "value": edition, "url": centre}])
    page = context.new_page()
    page.goto(f"{centre}/account/login/")
    page.locator(f"form[action*='demo/sign-in'] button[value^='{who}@']").click()
    page.close()
    return context


@pytest.mark.pages
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("edition", ["standard", "easy"])
@pytest.mark.parametrize("language", ["", "/cy"])
@pytest.mark.parametrize("width", WIDTHS)
def test_public_pages_serve_everyone(browser: Browser, centre: str, edition: str, language: str, width: int) -> None:
    addresses = [address for address, rule in plain_pages() if rule == "anyone"]
    assert len(addresses) >= 6
    context = browser.new_context(viewport={"width": width, "height": 800}, java_script_enabled=True)
    context.add_cookies([{"name": "edition", "value": edition, "url": centre}])
    assert complaints_of(context, [f"{centre}{language}{address}" for address in [*addresses, *listed("PAGES")]]) == {}
