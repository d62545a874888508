"""The workbench in a real browser: by keys alone, words chosen by keys, a failed save, a phone without script."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from careloom.listening.models import Codebook, Coding, Reading
from careloom.listening.queries.coding import words_of
from tests.pages.test_every_page import signed_in_context

AT = "/desk/coding/what-matters/hopes/read/"
pytestmark = [pytest.mark.pages, pytest.mark.django_db(transaction=True)]


def opened(browser: Browser, centre: str, width: int = 1280, edition: str = "standard") -> Page:
    page: Page = signed_in_context(browser, centre, width, edition).new_page()
    with page.expect_response(lambda answer: "?after=" in answer.url):  # the next answer is fetched ahead
        page.goto(centre + AT)
    page.bring_to_front()  # keys go to the page in front
    page.wait_for_timeout(100)
    return page


def words(page: Page) -> str:
    return page.locator("[data-words]").inner_text()


def place(page: Page) -> int:
    """Where the answer stands in the reading order; look-alikes have the same words."""
    return int(str(page.locator("form[action*='/read/']").get_attribute("action")).split("/")[-2])


def mine(at: int) -> list[tuple[str, str]]:
    """(key of the theme, words that have it) of the newest reading of an answer."""
    book = Codebook.objects.get()
    newest = Reading.objects.select_related("text").filter(text__codebook=book, text__place=at).order_by("-pk")[0]
    said = words_of([newest.text], book.question)[newest.text_id]
    rows = Coding.objects.filter(text=newest.text, coder=newest.coder).order_by("start", "pk")
    return [(row.theme.key, said[row.start : row.end]) for row in rows.select_related("theme")]


def test_a_theme_is_one_key_and_the_next_answer_one_more(browser: Browser, centre: str) -> None:
    page = opened(browser, centre)
    first, before = place(page), Reading.objects.count()
    said = words(page)
    page.keyboard.press("1")
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.keyboard.press("n")
        assert place(page) != first  # there at once, before anything was saved
    assert Reading.objects.count() == before + 1 and mine(first) == [("1", said)]


def test_words_are_chosen_by_arrow_keys_and_get_two_themes(browser: Browser, centre: str) -> None:
    page = opened(browser, centre)
    first, said = place(page), words(page)
    page.locator("[data-words]").focus()
    for key in ("ArrowRight", "ArrowRight", "Shift+ArrowRight", "1", "2", "3", "3"):
        page.keyboard.press(key)
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.keyboard.press("n")
    chosen = " ".join(said.split()[1:3])
    assert mine(first) == [("1", chosen), ("2", chosen)]


def test_with_a_finger_words_that_were_marked_get_the_theme(browser: Browser, centre: str) -> None:
    page = opened(browser, centre, 320)
    first = place(page)
    page.locator("[data-words]").select_text()
    page.locator(".theme-box label").first.click()
    assert page.locator("[data-marks] p").count() == 1 and not page.locator("[name=theme]").first.is_checked()
    page.get_by_role("button", name="Take away").click()
    assert page.locator("[data-marks] p").count() == 0 and place(page) == first


def test_a_reading_that_could_not_be_saved_comes_back_with_what_was_chosen(browser: Browser, centre: str) -> None:
    page = opened(browser, centre)
    first, before = place(page), Reading.objects.count()
    # The session ended meanwhile: what answers is a page to sign in, and that is no saved reading.
    page.context.clear_cookies(name="sessionid")
    page.keyboard.press("2")
    page.keyboard.press("n")
    page.get_by_role("alert").wait_for()
    assert place(page) == first and page.locator("[data-key='2']").is_checked()
    assert Reading.objects.count() == before


@pytest.mark.parametrize("edition", ["standard", "easy"])
def test_on_a_phone_without_script_an_answer_is_read_and_the_next_comes(browser: Browser, centre: str, edition: Any) -> None:
    page = signed_in_context(browser, centre, 320, edition).new_page()
    page.route("**/*.js", lambda route: route.abort())
    page.goto(centre + AT)
    first, before = place(page), Reading.objects.count()
    page.locator("[name=theme]").first.check()
    with page.expect_navigation():
        page.get_by_role("button", name="Save and read the next" if edition == "standard" else "Next answer").click()
    assert place(page) != first and Reading.objects.count() == before + 1
