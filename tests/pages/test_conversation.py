"""A conversation on a phone: without script, by keyboard, with a code to come back; and the screen in the room."""

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from careloom.conversations import demo, services
from careloom.conversations.models import Conversation, Vote
from tests.pages.test_every_page import findings

PHONE = {"width": 320, "height": 640}
START = f"/conversations/{demo.SLUG}/"


def phone(browser: Browser, centre: str, *, script: bool, easy: bool = False) -> Page:
    context = browser.new_context(viewport=PHONE, java_script_enabled=script)
    if easy:
        context.add_cookies([{"name": "edition", "value": "easy", "url": centre}])
    return context.new_page()


def press_on(page: Page, words: str) -> None:
    """Go to a button by keyboard alone, and press it."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.locator("button:focus").count() and page.locator("button:focus").inner_text().strip() == words:
            with page.expect_navigation():
                page.keyboard.press("Enter")
            return
    raise AssertionError(f"the keyboard does not reach '{words}'")


@pytest.mark.pages
@pytest.mark.django_db(transaction=True)
def test_somebody_votes_without_script_by_keyboard_and_comes_back_with_a_code(browser: Browser, centre: str) -> None:
    page = phone(browser, centre, script=False)
    page.goto(centre + START)
    press_on(page, "Start voting")
    code = page.locator(".code").inner_text()
    assert re.fullmatch(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}", code)
    first = page.locator("h1").inner_text()
    before = Vote.objects.count()
    press_on(page, "Agree")
    assert page.locator("h1").inner_text() != first and Vote.objects.count() == before + 1
    press_on(page, "Pass")
    other = phone(browser, centre, script=False)
    other.goto(centre + START)
    other.get_by_label("Your code").fill(code.lower())
    with other.expect_navigation():
        other.get_by_role("button", name="Show my votes").click()
    text = other.locator("main").inner_text()
    assert first in text and "You agree" in text and "You passed" in text
    other.locator("summary").first.click()
    with other.expect_navigation():
        other.get_by_role("button", name="Take it back").first.click()
    assert Vote.objects.filter(value=None).count() == 1


@pytest.mark.pages
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("easy", [False, True])
def test_each_step_on_a_phone_has_no_accessibility_finding(browser: Browser, centre: str, easy: bool) -> None:
    page = phone(browser, centre, script=True, easy=easy)
    wrong: dict[str, Any] = {}
    page.goto(f"{centre}{START}?for=group")
    with page.expect_navigation():
        page.get_by_role("button", name="Start voting").click()
    wrong["error"] = findings(page)
    page.get_by_label("What is your group called?").fill("Lunch club")
    page.get_by_label("How many people do you speak for?").fill("12")
    page.get_by_label("How did you decide together?").fill("Hands up")
    with page.expect_navigation():
        page.get_by_role("button", name="Start voting").click()
    wrong["vote"] = findings(page)
    with page.expect_navigation():
        page.get_by_role("button", name="Disagree").click()
    for step in ("mine", "write", "results"):
        page.goto(f"{centre}{START}{step}/")
        wrong[step] = findings(page)
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth + 1"):
            wrong[step].append("scrolls sideways")
    assert {step: found for step, found in wrong.items() if found} == {}


@pytest.mark.pages
@pytest.mark.django_db(transaction=True)
def test_the_screen_in_the_room_moves_while_people_vote(browser: Browser, centre: str) -> None:
    conversation = Conversation.objects.get(slug=demo.SLUG)
    said = services.seed(conversation=conversation, text="The kettle should be on at every meeting.", by="system")
    page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
    page.goto(f"{centre}{START}room/")
    voters = [services.join(conversation=conversation, once=f"phone-number-{n:05d}", by="guest")[0] for n in range(10)]
    for voter in voters[:9]:
        services.cast(voter=voter, statement=said, value=1)
    page.wait_for_timeout(1200)
    assert said.text not in page.locator("main").inner_text()
    services.cast(voter=voters[9], statement=said, value=1)
    page.get_by_text(said.text).wait_for(timeout=10_000)
    assert "about 10 agree" in page.locator("main").inner_text()
