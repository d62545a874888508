"""The whole journey of an answer in a real browser: every state, in standard, Easy Read, Welsh and Urdu.

320 pixels wide is a phone, and a window of 1,280 at 400% zoom.
"""

import itertools
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, expect

from careloom.listening import demo
from careloom.questionnaires import services
from careloom.questionnaires.models import AnswerSet
from tests.pages.test_every_page import faults, findings

pytestmark = [pytest.mark.pages, pytest.mark.django_db(transaction=True)]
TWINS = ["en", "en-easy", "cy", "ur"]
FILLED = {"q.role": "carer", "q.nation": "wales", "q.what-matters": "Time to talk", "q.quote": "yes"}
EASY_POINTS = 16 * 96 / 72  # pixels of 16 points


@pytest.fixture
def survey(live_server: Any, equality_key: Any) -> str:
    """The demo's survey alone, open; gives the server's address."""
    demo.survey(by="system")
    return str(live_server.url)


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    """A narrow window without script: everything must work in it."""
    context = browser.new_context(viewport={"width": 320, "height": 700}, java_script_enabled=True)
    yield context
    context.close()


def wrong_with(page: Page, twin: str) -> list[str]:
    """Every complaint about what is shown now."""
    found = [f"axe {f}" for f in findings(page)] + [f"html {f}" for f in faults(page.content())]
    if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth + 1"):
        found.append("scrolls sideways")
    if page.evaluate("document.documentElement.dir") != ("rtl" if twin == "ur" else "ltr"):
        found.append("reads in the wrong direction")
    if twin.endswith("easy"):
        size = float(page.evaluate("parseFloat(getComputedStyle(document.querySelector('main p')).fontSize)"))
        found += [f"main text of {size} pixels"] if size < EASY_POINTS else []
    return found


def press(page: Page, name: str, value: str = "") -> None:
    """Press the button that sends this, and wait for the page."""
    button = page.locator(f"button[name='{name}'][value='{value}']" if value else f"button[name='{name}']").first
    with page.expect_navigation():
        button.click()


def choose(page: Page, name: str, code: str) -> None:
    page.locator(f"input[name='{name}'][value='{code}']").check()


@pytest.mark.parametrize("twin", TWINS)
def test_every_state_serves_everyone(survey: str, phone: BrowserContext, twin: str) -> None:
    page, wrong = phone.new_page(), {}

    def look(state: str) -> None:
        if found := wrong_with(page, twin):
            wrong[state] = found

    page.goto(f"{survey}/surveys/what-matters/?twin={twin}")
    look("start")
    page.goto(f"{survey}/surveys/what-matters/{twin}/?for=group")
    look("group")
    page.goto(f"{survey}/surveys/what-matters/{twin}/?all=1")
    look("all on one page")
    page.goto(f"{survey}/surveys/what-matters/{twin}/")
    press(page, "go", "next")
    look("nothing answered")
    assert page.locator(".error-summary a").count() == 2
    choose(page, "q.role", "carer")
    choose(page, "q.nation", "scotland")
    press(page, "go", "next")
    look("one more question because of an answer")
    page.locator("[name='q.care-hours']").fill("many")
    press(page, "go", "next")
    look("not a number")
    page.locator("[name='q.care-hours']").fill("12")
    choose(page, "q.role", "researcher")
    press(page, "go", "next")
    look("an answer would fall away")
    choose(page, "q.role", "carer")
    press(page, "go", "next")
    if page.locator("[name='q.since.year']").count():  # asked of carers again
        press(page, "go", "next")
    look("texts")
    page.locator("[name='q.what-matters']").fill("Time to talk")
    press(page, "go", "next")
    choose(page, "q.topics", "none-of-these")
    choose(page, "q.topics", "home")
    press(page, "go", "next")
    look("none of these with another")
    page.locator("input[name='q.topics'][value='home']").uncheck()
    press(page, "go", "next")
    choose(page, "q.quote", "yes")
    press(page, "go", "next")
    look("equality")
    choose(page, "q.eq-ethnic-scotland", "white")
    press(page, "go", "next")
    look("equality, second step")
    press(page, "go", "save")
    look("saved")
    code = page.locator(".code").inner_text()
    page.goto(f"{survey}/surveys/return/")
    page.locator("#code").fill(code)
    with page.expect_navigation():
        page.locator("main form button").click()
    look("came back")
    press(page, "go", "next")
    look("check")
    press(page, "go", "send")
    look("sent")
    page.locator("[name='email']").fill("grace@")
    with page.expect_navigation():
        page.locator("form[action$='mail/'] button").click()
    look("not an e-mail address")
    assert wrong == {} and AnswerSet.objects.count() == 1


def test_codes_and_what_came_of_it_serve_everyone(survey: str, phone: BrowserContext) -> None:
    page, wrong = phone.new_page(), {}
    page.goto(f"{survey}/surveys/what-matters/en/")
    for address, state in [("/surveys/receipt/", "wrong receipt"), ("/cy/surveys/return/", "wrong return code")]:
        page.goto(survey + address)
        page.locator("#code").fill("AAAA-BBBB-CCCC")
        with page.expect_navigation():
            page.locator("main form button:not(.quiet)").click()
        if found := [*findings(page), *faults(page.content())]:
            wrong[state] = found
    version = demo.queries.published(demo.SLUG)
    assert version is not None
    once = "a code for the page test"
    services.receive(version=version, values={"role": "carer", "nation": "wales"}, once_key=once, by="guest",
                     given=services.Given())  # fmt: skip
    from careloom.questionnaires.receipts import code_for

    page.goto(f"{survey}/surveys/receipt/")
    page.locator("#code").fill(code_for(once))
    with page.expect_navigation():
        page.locator("main form button:not(.quiet)").click()
    expect(page.locator(".thread li").first).to_be_visible()
    if found := [*findings(page), *faults(page.content())]:
        wrong["came of it"] = found
    services.set_dates(questionnaire=version.questionnaire, opens_on=None, by="system",
                       closes_on=timezone.localdate() - timedelta(1))  # fmt: skip
    page.goto(f"{survey}/surveys/what-matters/")
    if found := [*findings(page), *faults(page.content())]:
        wrong["closed"] = found
    assert wrong == {}


def test_the_whole_way_by_keyboard_alone(survey: str, phone: BrowserContext) -> None:
    page = phone.new_page()
    page.goto(f"{survey}/surveys/what-matters/en/")
    keys = page.keyboard

    def to(selector: str) -> None:
        """Tab until this has the focus; what has the focus is always in sight."""
        for _ in range(80):
            keys.press("Tab")
            if page.evaluate("s => document.activeElement.matches(s)", selector):
                box = page.evaluate("(() => { const b = document.activeElement.getBoundingClientRect();"
                                    " return b.top >= 0 && b.bottom <= innerHeight; })()")  # fmt: skip
                assert box, f"{selector} has the focus out of sight"
                return
        raise AssertionError(f"the keyboard does not reach {selector}")

    keys.press("Tab")
    assert page.evaluate("document.activeElement.matches('.skip')")
    to("[name='q.role']")
    keys.press("Space")
    to("[name='q.nation']")
    keys.press("Space")
    to("button[name=go][value=next]")
    with page.expect_navigation():
        keys.press("Enter")
    if page.locator("input[name='q.since.year']").count():  # one more question because of the answer
        to("button[name=go][value=next]")
        with page.expect_navigation():
            keys.press("Enter")
    to("[name='q.what-matters']")
    keys.type("Time to talk")
    for _ in range(2):
        to("button[name=go][value=next]")
        with page.expect_navigation():
            keys.press("Enter")
    to("[name='q.quote']")
    keys.press("Space")
    for _ in range(2):
        to("button[name=go][value=next]")
        with page.expect_navigation():
            keys.press("Enter")
    to("button[name=go][value=send]")
    with page.expect_navigation():
        keys.press("Enter")
    assert AnswerSet.objects.count() == 1 and page.locator(".code").is_visible()


def test_it_is_read_aloud_in_the_order_in_which_it_is_seen(survey: str, phone: BrowserContext) -> None:
    page = phone.new_page()
    page.goto(f"{survey}/surveys/what-matters/en/")
    press(page, "go", "next")
    aloud = page.locator("main").aria_snapshot()
    order = ['heading "About you"', "alert", 'heading "Something needs your attention"', "link",
             'group "Which of these is most like you?"', 'radio "I draw on care and support"',
             'group "Where do you live?"', 'radio "England"', "Which council area or town?", 'button "Go on"',
             'button "Save and come back later"', 'group "Other formats"']  # fmt: skip
    at = [aloud.find(words) for words in order]
    assert -1 not in at and at == sorted(at), aloud
    tops = page.evaluate("[...document.querySelectorAll('main h1, main h2, main legend, main label, main button')]"
                         ".filter(e => e.offsetParent).map(e => Math.round(e.getBoundingClientRect().top))")  # fmt: skip
    assert all(later >= earlier - 2 for earlier, later in itertools.pairwise(tops))
    described = page.locator("input[name='q.role']").first.evaluate(
        "e => e.closest('fieldset').getAttribute('aria-describedby')")  # fmt: skip
    assert described and page.locator(f"#{described.split()[-1]}").inner_text() == "We need an answer here."


def test_urdu_is_drawn_from_right_to_left(survey: str, phone: BrowserContext) -> None:
    page = phone.new_page()
    page.goto(f"{survey}/surveys/what-matters/ur/")
    box = page.locator("input[name='q.role']").first.bounding_box()
    label = page.locator("input[name='q.role'] + label").first.bounding_box()
    assert box and label and box["x"] > label["x"]


def test_everything_works_without_script(survey: str, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 700}, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{survey}/surveys/what-matters/cy/?all=1")
    for name, code in FILLED.items():
        if name == "q.what-matters":
            page.locator(f"[name='{name}']").fill("Amser i siarad")
        else:
            page.locator(f"input[name='{name}'][value='{code}']").check()
    page.locator("[name='q.care-hours']").fill("5")
    page.locator("button[value=next]").click()
    if page.locator("button[value=send]").count() == 0:  # the equality questions of this nation
        page.locator("button[value=next]").click()
    page.locator("button[value=send]").click()
    assert page.locator(".code").inner_text() and AnswerSet.objects.get().language == "cy"
    context.close()


def test_an_answer_written_without_a_connection_is_sent_later_and_counts_once(survey: str, browser: Browser) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 700})
    page = context.new_page()
    page.goto(f"{survey}/surveys/what-matters/en/?all=1")
    page.evaluate("navigator.serviceWorker.ready.then(() => 1)")
    page.reload()  # now the worker looks after the page, and has kept what it shows without a connection
    page.wait_for_function("navigator.serviceWorker.controller !== null")
    page.wait_for_function("caches.open('careloom-pages-1').then(c => c.keys()).then(k => k.some("
                           "r => r.url.endsWith('/surveys/away/en/kept/')))")  # fmt: skip
    choose(page, "q.role", "researcher")
    choose(page, "q.nation", "england")
    choose(page, "q.quote", "no")
    page.locator("[name='q.what-matters']").fill("A signal")
    context.set_offline(True)
    page.locator("button[value=next]").click()
    expect(page.locator("h1")).to_have_text("There is no connection now")
    expect(page.locator("main")).to_contain_text("It counts once.")
    assert AnswerSet.objects.count() == 0
    context.set_offline(False)
    page.evaluate("dispatchEvent(new Event('online'))")
    expect(page.locator("#device")).to_contain_text("We sent an answer that waited on this device.")
    assert AnswerSet.objects.count() == 1
    page.goto(f"{survey}/surveys/what-matters/en/")  # its code was shown, so it is not shown again
    page.wait_for_timeout(300)
    expect(page.locator("#device")).to_be_empty()
    assert AnswerSet.objects.count() == 1
    context.close()


def test_a_draft_is_kept_on_the_device_only_where_somebody_asks_for_it(survey: str, phone: BrowserContext) -> None:
    page = phone.new_page()
    page.goto(f"{survey}/surveys/what-matters/en/")
    choose(page, "q.role", "carer")
    assert page.evaluate("Object.keys(localStorage).length") == 0
    page.locator(".keep input").check()
    page.goto(f"{survey}/surveys/what-matters/en/")
    assert page.locator("input[name='q.role'][value='carer']").is_checked()
    page.locator(".keep input").uncheck()
    assert page.evaluate("Object.keys(localStorage).length") == 0
