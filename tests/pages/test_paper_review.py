"""Somebody settles paper at a screen: with two keys, without script too, in every edition."""

from typing import Any

import pytest
from playwright.sync_api import Browser, Page

pytest.importorskip("cv2", reason="the extra 'paper' is not installed: no scan was read")

from django.test import Client

from careloom.listening.models import ScannedItem
from careloom.listening.services import paper
from careloom.listening.services.paper import scanning
from tests import make
from tests.pages.test_every_page import faults, findings
from tests.rooms.listening import forms, scanned_paper

pytestmark = [pytest.mark.pages, pytest.mark.django_db(transaction=True)]
State, MOST = ScannedItem.State, 4  # key presses for one doubtful box


@pytest.fixture
def desk(live_server: Any, equality_key: Any, settings: Any) -> str:
    """A survey with two copies that have two crosses where one was asked, and one text to type."""
    settings.DEMO = True  # no second factor on the loopback
    version = forms.survey()
    of = scanned_paper.form(version)
    crosses = ["role=carer", "role=provider", "help=none", "help=money"]
    pages = [p for n in (1, 2) for p in scanned_paper.pages(of, n, crosses, ["letter!"] if n == 1 else [])]
    upload = paper.keep_scans(questionnaire=version.questionnaire, uploads=[("a.zip", scanned_paper.zipped(pages))],
                              share=0, by="rosa")  # fmt: skip
    scanning.read_scans(scanning=upload, by="rosa", say=lambda *_: None)()
    return f"{live_server.url}/desk/listening/small/paper/scans/"


def opened(browser: Browser, desk: str, *, script: bool = True, width: int = 1280) -> Page:
    client = Client()
    client.force_login(make.rosa())
    context = browser.new_context(viewport={"width": width, "height": 800}, java_script_enabled=script)
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": desk}])
    return context.new_page()


def settle(page: Page, *keys: str) -> int:
    """Press keys; the last one sends the page. Gives how many."""
    for key in keys[:-1]:
        page.keyboard.press(key)
    with page.expect_navigation():
        page.keyboard.press(keys[-1])
    return len(keys)


def test_a_doubtful_box_takes_two_keys_and_the_next_is_there(browser: Browser, desk: str) -> None:
    page = opened(browser, desk)
    page.goto(f"{desk}next/look/")
    assert settle(page, "2", "Enter") <= MOST
    assert ScannedItem.objects.get(item="role", state=State.DONE)
    assert settle(page, "3", "Enter") <= MOST  # "none" and money were crossed: take "none" away
    assert ScannedItem.objects.filter(item="help", state=State.DONE).count() == 1
    assert settle(page, "0", "Enter") <= MOST


def test_without_script_the_keyboard_alone_will_do(browser: Browser, desk: str) -> None:
    page = opened(browser, desk, script=False)
    page.goto(f"{desk}next/look/")
    assert settle(page, "Space", "ArrowDown", "Enter") <= MOST  # the first box has the focus
    assert ScannedItem.objects.filter(item="role", state=State.DONE).count() == 1


@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("prefix", ["", "/cy"])
def test_pages_of_paper_have_no_findings(browser: Browser, desk: str, width: int, prefix: str) -> None:
    page = opened(browser, desk, width=width)
    desk = desk.replace("/desk/", f"{prefix}/desk/")
    items = {item.state: item.pk for item in ScannedItem.objects.order_by("-pk")}
    copy = ScannedItem.objects.first().copy.serial
    for address in (desk, f"{desk}items/{items[State.LOOK]}/", f"{desk}items/{items[State.TYPE]}/", f"{desk}copies/{copy}/"):
        page.goto(address)
        assert [f"axe {f}" for f in findings(page)] + [f"html {f}" for f in faults(page.content())] == [], address
        assert not page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth + 1"), address
