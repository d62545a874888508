"""From a theme to a decision and back: a statement, votes on phones and paper, a ballot, scores, names, and the reply."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page

from careloom.conversations import services as conversations
from careloom.conversations.models import Conversation, Statement
from careloom.jobs import registry, worker
from careloom.priorities import services as priorities
from careloom.priorities.models import Choice, Round
from careloom.priorities.services.ballots import Voice
from careloom.showing import services as showing
from tests.pages.journeys import press, sign_in
from tests.pages.test_every_page import findings

TALK, ROUND = "breaks-for-carers", "demo-next-year"
SAID = "A break begins when somebody else knows the way to the bathroom."


def work() -> None:
    """What the worker beside the server would do by itself."""
    registry.find_jobs()
    while worker.work_once():
        pass


def opened(browser: Browser, centre: str, name: str, width: int) -> Page:
    page = browser.new_context(viewport={"width": width, "height": 800}).new_page()
    if name:
        sign_in(page, centre, name)
    return page


def vote_on_a_phone(page: Page, centre: str) -> None:
    """Somebody without an account votes until the new statement has come."""
    page.goto(f"{centre}/conversations/{TALK}/")
    press(page, "main form button")
    for _ in range(20):
        asked = page.locator("h1").inner_text()
        press(page, "button[name='go'][value='agree']")
        if asked == SAID:
            return
    raise AssertionError("the new statement was not asked")


def thirty_eight_more(talk: Conversation, said: Statement) -> None:
    """Other people's phones."""
    for n in range(38):
        voter = conversations.join(conversation=talk, once=f"journey-phone-{n:04d}", by="guest")[0]
        conversations.cast(voter=voter, statement=said, value=1 if n % 4 else -1)


def decide(page: Page, centre: str) -> None:
    """A member of staff signs, with reasons for and against."""
    page.goto(f"{centre}/desk/priorities/{ROUND}/1/")
    page.locator("input[name='kind'][value='adopted']").check()
    for name, words in {"outcome": "We work on this.", "reasons_for": "Most ballots named it.",
                        "reasons_against": "It needs people who are hard to find.",
                        "reason_easy": "Many people asked."}.items():  # fmt: skip
        page.locator(f"[name='{name}']").fill(words)
    press(page, "main form button:has-text('Sign this decision')")


def score(page: Page, centre: str) -> None:
    """The new way and the current way, each with a reason, and who gains."""
    page.goto(f"{centre}/priorities/{ROUND}/1/score/")
    for field in page.locator("main input[type=number]").all():
        field.fill("7" if (field.get_attribute("name") or "").startswith("new") else "4")
    for field in page.locator("main textarea, main input[name^=gains]").all():
        field.fill("People rest, and nothing else changes.")
    press(page, "main form button:has-text('Keep my scores')")


@pytest.mark.pages
@pytest.mark.django_db(transaction=True)
def test_a_theme_becomes_a_statement_a_ballot_a_decision_and_a_reply(browser: Browser, centre: str) -> None:
    wrong: dict[str, Any] = {}
    staff, phone = opened(browser, centre, "rosa", 1280), opened(browser, centre, "", 320)

    def look(page: Page, step: str, *words: str) -> None:
        text = page.locator("main").inner_text()
        if found := [*findings(page), *(f"'{said}' is not shown" for said in words if said not in text)]:
            wrong[step] = found

    staff.goto(f"{centre}/desk/conversations/{TALK}/")
    theme = staff.locator("select[name=source_id] option", has_text="theme.agreed").first
    staff.locator("select[name=source_id]").select_option(theme.get_attribute("value"))
    staff.locator("textarea[name=text]").fill(SAID)
    press(staff, "main form button:has-text('Add it')")
    look(staff, "statement", SAID)
    talk = Conversation.objects.get(slug=TALK)
    said = Statement.objects.get(conversation=talk, text=SAID)
    assert said.source_id

    vote_on_a_phone(phone, centre)
    thirty_eight_more(talk, said)
    staff.goto(f"{centre}/desk/conversations/{TALK}/ballots/")
    staff.locator("[name=serial]").fill("paper-1")
    staff.locator(f"[name=s{said.number}]").select_option("1")
    press(staff, "main form button:has-text('Count this ballot')")
    conversations.weigh(conversation=talk, by="system")
    work()
    phone.goto(f"{centre}/conversations/{TALK}/results/")
    look(phone, "map and slate", SAID)
    assert phone.locator("main svg").count() and phone.locator("main table").count()

    phone.goto(f"{centre}/priorities/{ROUND}/ballot/")
    press(phone, "main form button:has-text('Start my ballot')")
    code = phone.locator(".code").inner_text()
    press(phone, "main button[name=add]")
    look(phone, "ballot")
    of = Round.objects.get(slug=ROUND)
    marks = [topic.public_id for topic in of.candidates.order_by("number")[:2]]
    for n in range(12):
        priorities.cast(round=of, marks=marks, once=f"journey-ballot-{n:04d}", by="guest",
                        voice=Voice(role_group="carer", nation="wales"))  # fmt: skip
    score(staff, centre)
    staff.goto(f"{centre}/desk/priorities/{ROUND}/")
    press(staff, "button[name=go][value=close]")
    work()
    decide(staff, centre)
    look(staff, "signed", "We work on this.")
    other = opened(browser, centre, "megan", 320)
    other.goto(f"{centre}/priorities/{ROUND}/1/otherwise/")
    for field in other.locator("main form textarea, main form input[type=text]").all():
        field.fill("Islands were not asked.")
    press(other, "main form button:not(.quiet)")
    look(other, "minority report", "We work on this.", "Islands were not asked.")

    assert re.fullmatch(r"[\w-]{14}", code)
    while showing.notice(by="system", now=timezone.now() + timedelta(hours=1)):  # what the job does a little later
        pass
    work()
    showing.open_to_all()
    phone.goto(f"{centre}/surveys/receipt/")
    phone.locator("main input[name=code]").fill(code)
    press(phone, "main form button[formaction]")
    look(phone, "what came of the ballot", Choice.objects.get(candidate__round=of).candidate.title)
    pack = phone.request.get(f"{centre}/priorities/demo-year/programme/easy.pdf")
    assert pack.body().startswith(b"%PDF-")
    assert wrong == {}
