"""Eight short journeys, one for each kind of person whom the house serves: what they press, and what they must see.

A journey gets an open page, the address of the centre and `seen(words…)`, which looks at the page as it is now: the
words stand there, nothing is wrong with it, and a picture is kept.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

Seen = Callable[..., None]


@dataclass(frozen=True)
class Journey:
    """Whose journey, in which edition and language, and the steps."""

    who: str
    walk: Callable[[Page, str, Seen], None]
    edition: str = "standard"
    language: str = "en"
    keyboard: bool = False
    shown: int = 1  # the step whose picture stands in the tutorial of this role

    @property
    def name(self) -> str:
        """For files."""
        return re.sub(r"[^a-z]+", "-", self.who.lower())


def press(page: Page, selector: str) -> None:
    """Press what sends a form or follows a link, and wait for the page."""
    with page.expect_navigation():
        page.locator(selector).first.click()


def sign_in(page: Page, centre: str, name: str) -> None:
    """As one of the made-up people."""
    page.goto(f"{centre}/account/login/")
    press(page, f"button[value='{name}@demo.example']")


def tab_to(page: Page, selector: str) -> None:
    """Go on by keyboard alone until this has the focus."""
    for _ in range(150):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    raise AssertionError(f"the keyboard does not reach {selector}")


def enter(page: Page, selector: str) -> None:
    """Reach this by keyboard, and press Enter."""
    tab_to(page, selector)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def answer(page: Page, words: dict[str, str], *, until: str = "button[name='go'][value='send']", steps: int = 14) -> None:
    """Go through a survey page by page: what is known is filled in, the rest is left out, then it is sent."""
    for _ in range(steps):
        for name, value in words.items():
            choice = page.locator(f"input[type=radio][name='{name}'][value='{value}'], "
                                  f"input[type=checkbox][name='{name}'][value='{value}']")  # fmt: skip
            if choice.count():
                choice.first.check()
            elif page.locator(f"main [name='{name}']:not([type=hidden])").count():
                page.locator(f"main [name='{name}']:not([type=hidden])").first.fill(value)
        if page.locator(until).count():
            press(page, until)
            return
        press(page, "button[name='go'][value='next']")
    raise AssertionError("the survey does not come to its end")


def person_who_draws_on_care(page: Page, centre: str, seen: Seen) -> None:
    """In Easy Read: answer the survey, get a code, and look by it for what came of the answer."""
    page.goto(f"{centre}/surveys/what-matters/?twin=en-easy")
    seen()
    page.goto(f"{centre}/surveys/what-matters/en-easy/")
    answer(page, {"q.role": "draws-on-care", "q.nation": "wales", "q.what-matters": "Time to talk", "q.quote": "yes"})
    code = page.locator(".code").inner_text()
    seen(code)
    page.goto(f"{centre}/surveys/receipt/")
    page.locator("main input[name='code']").fill(code.lower())
    press(page, "main form button")
    seen("Heard")


def user_led_group(page: Page, centre: str, seen: Seen) -> None:
    """In Urdu: one answer for twelve people, right to left, with a code to hand on to all of them."""
    page.goto(f"{centre}/surveys/what-matters/ur/?for=group")
    seen()
    answer(page, {"q.group-name": "Umeed", "q.group-size": "12", "q.group-how": "meeting", "q.group-consent": "all-know",
                  "q.role": "carer", "q.nation": "england", "q.care-hours": "20", "q.what-matters": "آرام",
                  "q.quote": "yes"})  # fmt: skip
    seen(page.locator(".code").inner_text())
    assert page.evaluate("document.documentElement.dir") == "rtl"


def assembly_member(page: Page, centre: str, seen: Seen) -> None:
    """In Welsh: what my Assembly does, a vote on a statement, and what people have in common."""
    sign_in(page, centre, "grace")
    page.goto(f"{centre}/cy/assemblies/")
    seen()
    page.goto(f"{centre}/cy/conversations/breaks-for-carers/")
    press(page, "main form button")
    seen()
    press(page, "button[name='go'][value='agree']")
    page.goto(f"{centre}/cy/conversations/breaks-for-carers/results/")
    seen()
    page.goto(f"{centre}/cy/me/what-came-of-it/")
    seen()


def engagement_lead(page: Page, centre: str, seen: Seen) -> None:
    """By keyboard alone: from the desk to who is missing, and a step to reach them is written down."""
    page.goto(f"{centre}/account/login/")
    enter(page, "button[value='rosa@demo.example']")
    page.goto(f"{centre}/desk/")
    seen()
    enter(page, "main a[href*='/desk/listening/']")
    page.goto(f"{centre}/desk/listening/what-matters/")
    seen()
    page.goto(f"{centre}/desk/telling/")
    seen()
    enter(page, "main a[href*='/desk/telling/debts/']")
    seen()


def evidence_analyst(page: Page, centre: str, seen: Seen) -> None:
    """Is there enough evidence, and why; from one cell of the map to its sources."""
    sign_in(page, centre, "amir")
    page.goto(f"{centre}/evidence/enough/")
    seen()
    press(page, "main table a, main li a")
    seen()
    page.goto(f"{centre}/evidence/gaps/")
    press(page, "main a[href*='/evidence/gap/']")
    seen()


def host_organisation(page: Page, centre: str, seen: Seen) -> None:
    """A small service: where the work is, one project and who asked for it, and what we ourselves tried, in ten minutes."""
    page.goto(f"{centre}/coverage/")
    seen()
    page.goto(f"{centre}/projects/")
    press(page, "main a[href^='/projects/p']")
    seen()
    page.goto(f"{centre}/surveys/what-works/en/")
    seen()
    answer(page, {"q.role": "provider", "q.nation": "wales", "q.service": "Shared lunch", "q.people": "10-49",
                  "q.what": "We eat together on Tuesdays.", "q.know": "people-say", "q.share": "yes"})  # fmt: skip
    seen(page.locator(".code").inner_text())


def facilitator(page: Page, centre: str, seen: Seen) -> None:
    """In Easy Read, on a phone: what others tried, what helped and what did harm, and the papers of a meeting."""
    page.goto(f"{centre}/evidence/")
    seen()
    page.goto(f"{centre}/evidence/?kind=practice")
    press(page, "main a[href*='/evidence/items/'], main h2 a, main h3 a, main li a")
    seen()
    page.goto(f"{centre}/assemblies/")
    seen()


def leadership_funders_and_public(page: Page, centre: str, seen: Seen) -> None:
    """From a decision to who asked for it in two clicks; then the programme, and the numbers to take away."""
    page.goto(f"{centre}/")
    seen()
    page.goto(f"{centre}/priorities/")
    seen()
    page.goto(f"{centre}/priorities/demo-year/decisions/")
    seen()
    press(page, "main a[href='/priorities/demo-year/1/']")
    seen()
    page.goto(f"{centre}/priorities/demo-year/programme/")
    seen()
    page.goto(f"{centre}/open-data/")
    seen()


JOURNEYS = [
    Journey("person who draws on care", person_who_draws_on_care, edition="easy", shown=3),
    Journey("user-led group", user_led_group, language="ur"),
    Journey("Assembly member", assembly_member, language="cy", shown=2),
    Journey("engagement lead", engagement_lead, keyboard=True, shown=2),
    Journey("evidence analyst", evidence_analyst),
    Journey("host organisation", host_organisation, shown=3),
    Journey("facilitator", facilitator, edition="easy", shown=2),
    Journey("leadership, funders and the public", leadership_funders_and_public, shown=3),
]


def walk(
    journey: Journey, page: Page, centre: str, folder: Path, look: Callable[[Page], list[str]], way: str = ""
) -> list[str]:
    """Take one journey; every complaint about what was seen on the way. A picture of each step is kept in the folder."""
    wrong: list[str] = []
    number = 0
    page.on("response", lambda got: wrong.append(f"{got.status} {got.url}")
            if got.request.is_navigation_request() and got.status >= 400 else None)  # fmt: skip

    def seen(*words: Any) -> None:
        nonlocal number
        number += 1
        page.screenshot(path=folder / f"{journey.name}{way}-{number}.png", full_page=True)
        if number == journey.shown:
            page.screenshot(path=folder / f"{journey.name}.png")
        there = page.locator("main").inner_text()
        wrong.extend(f"step {number}: '{said}' is not shown" for said in words if str(said) not in there)
        wrong.extend(f"step {number}: {complaint}" for complaint in look(page))

    journey.walk(page, centre, seen)
    return wrong
