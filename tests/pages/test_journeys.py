"""Eight journeys, each named after the people whom the house serves, without script and with it, on a phone."""

import pytest
from playwright.sync_api import Browser, Page

from tests.pages.journeys import JOURNEYS, walk
from tests.pages.test_every_page import faults, findings
from tests.rules.tree import ROOT

PICTURES = ROOT / "var" / "journeys"  # kept for a person to look at


def complaints(page: Page) -> list[str]:
    """What is wrong with the page as it is now."""
    found = [f"axe {f}" for f in findings(page)] + [f"html {f}" for f in faults(page.content())]
    if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth + 1"):
        found.append("scrolls sideways")
    return found


@pytest.mark.pages
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("script", [False, True], ids=["without script", "with script"])
def test_eight_kinds_of_people_get_where_they_are_going(browser: Browser, centre: str, script: bool) -> None:
    PICTURES.mkdir(parents=True, exist_ok=True)
    wrong: dict[str, list[str]] = {}
    for journey in JOURNEYS:
        context = browser.new_context(viewport={"width": 320, "height": 700})
        context.add_cookies([{"name": "edition", "value": journey.edition, "url": centre}])
        page = context.new_page()
        if not script:
            page.route("**/*.js", lambda route: route.abort())  # axe needs the engine; our own script never arrives
        way = "-with-script" if script else "-without-script"
        if found := walk(journey, page, centre, PICTURES, complaints, way):
            wrong[journey.who] = found
        context.close()
    assert wrong == {}


def test_two_journeys_are_in_easy_read_one_in_welsh_one_in_urdu_one_by_keyboard() -> None:
    assert len(JOURNEYS) == len({journey.who for journey in JOURNEYS}) == 8
    assert sum(journey.edition == "easy" for journey in JOURNEYS) == 2
    assert {"cy", "ur"} <= {journey.language for journey in JOURNEYS} and any(j.keyboard for j in JOURNEYS)
