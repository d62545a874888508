"""One member's way in a real browser: apply, chosen, needs, papers, a meeting on a phone, claim, paid, what came of it."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect

from careloom.assemblies import services
from careloom.assemblies.models import Application, Assembly, Draw, Invitation, Meeting, Membership, TableNote
from careloom.assemblies.tasks import work_out
from careloom.involvement import services as paying
from careloom.involvement.models import Claim, Offer
from careloom.people.models import Account, Person
from tests.pages.test_every_page import faults, findings
from tests.rooms.assemblies import stage

BY = "megan"


def check(page: Page, *texts: str) -> None:
    """What stands on the page, that it is accessible and valid, and that it does not scroll sideways on a phone."""
    body = page.content()
    assert all(text in body for text in texts), (page.url, texts, page.inner_text("main")[:600])
    assert findings(page) == [] and faults(body) == [], page.url
    assert not page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth + 1"), page.url


def others(assembly: Assembly) -> None:
    """Five others sit already, so that one seat, for somebody who draws on care, is left."""
    for slug in stage.ROLES[1:]:
        person = Person.objects.create(public_id=f"person_{slug}", name=f"{slug} (made up)", role_group=slug,
                                       preferred_language="en-gb")  # fmt: skip
        Membership.objects.create(public_id=f"seat_{slug}", assembly=assembly, person=person, role_group=slug,
                                  state="member", since=date(2026, 1, 1))  # fmt: skip


def apply(page: Page, centre: str, slug: str, twin: str) -> None:
    page.goto(f"{centre}/surveys/{slug}/{twin}/?all=1")
    for name, text in (("name", "Grace Demo"), ("email", "grace@demo.example"), ("needs", "Large print")):
        page.fill(f"[name='q.{name}']", text)
    language = "cy" if twin == "cy" else "en-gb"
    for name, code in (("role", "draws-on-care"), ("area", "town"), ("first-time", "yes"), ("format", "easy"),
                       ("language", language)):  # fmt: skip
        page.check(f"[name='q.{name}'][value='{code}']")
    with page.expect_navigation():
        page.click("button[value=next]")
    with page.expect_navigation():
        page.click("button[value=send]")
    assert page.locator("h1").count() == 1


def drawn(assembly: Assembly) -> None:
    """The lead's part: draw and confirm."""
    call = assembly.recruitments.get()
    draw = services.ask_draw(recruitment=call, by=BY, seed=3)
    work_out(draw, say=lambda step, words: None, by=BY)
    services.check_inclusion(about=call.public_id, missing="Nobody", barriers="None", by=BY)
    services.confirm_draw(draw=Draw.objects.get(pk=draw.pk), reasons="Fair", by=BY)


def planned(assembly: Assembly) -> Meeting:
    meeting = services.plan_meeting(
        assemblies=[assembly], title="A first meeting", begins_at=timezone.now() - timedelta(hours=1), minutes=120,
        where="Ebbw Vale", promised=["en", "en-easy", "cy"], task="taking-part", expenses=["travel"],
        how_often="Twice", by=BY,
    )  # fmt: skip
    services.agree_question(meeting=meeting, words="What matters?", easy="What is good?", welsh="Beth sy'n bwysig?", by=BY)
    services.add_agenda(meeting=meeting, kind="relationships", words="Tea", minutes=30, by=BY)
    for twin, text in (("en", "English paper"), ("en-easy", "Easy paper"), ("cy", "Papur Cymraeg")):
        services.keep_paper(meeting=meeting, title="Plan", twin=twin, text=text, by=BY)
    services.invite_members(meeting=meeting, by=BY)
    services.check_inclusion(about=meeting.public_id, missing="Nobody", barriers="None", by=BY)
    return meeting


def opened(meeting: Meeting, grace: Person) -> None:
    for invitation in Invitation.objects.filter(meeting=meeting).exclude(person=grace).select_related("meeting", "person"):
        services.answer_invitation(invitation=invitation, answer="yes", welsh="no", needs_are_right=True, by="x")
    services.open_meeting(meeting=meeting, by=BY)
    stage.present(meeting, [m.person for m in meeting.assemblies.get().memberships.filter(state="member")])


def closed(meeting: Meeting, grace: Person) -> None:
    everyone = [m.person for m in meeting.assemblies.get().memberships.filter(state="member")]
    for person in everyone:
        services.agree_notes(meeting=meeting, person=person, by=person.public_id)
    services.keep_action(meeting=meeting, words="Call", owner=everyone[0], due_on=stage.soon(), by=BY)
    services.keep_outcome(meeting=meeting, words="Begin with breaks", told_whom="Carers", told_by=stage.soon(), by=BY)
    paying.raise_claims(opportunity=meeting.opportunity, by=BY)
    services.close_meeting(meeting=meeting, by=BY)


def sign_in(page: Page, centre: str) -> None:
    page.goto(f"{centre}/account/login/")
    with page.expect_navigation():
        page.click("button[value='grace@demo.example']")


@pytest.mark.pages
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("script", "edition", "prefix"),
    [(False, "easy", ""), (True, "easy", ""), (True, "standard", "/cy"), (False, "standard", "/cy")],
)
def test_from_applying_to_what_came_of_it(
    browser: Browser, centre: str, equality_key: Any, script: bool, edition: str, prefix: str
) -> None:
    assembly = services.make_assembly(slug="valleys", name="The Valleys", nation_code="wales", seats=6, by=BY)
    others(assembly)
    services.open_call(assembly=assembly, slug="join-valleys", checkers=stage.CHECKERS, sign_off="A group",
                       inclusion=stage.CHECKED, by=BY)  # fmt: skip
    context = browser.new_context(viewport={"width": 320, "height": 640}, java_script_enabled=True)
    context.add_cookies([{"name": "edition", "value": edition, "url": centre}])
    page = context.new_page()
    if not script:
        page.route("**/*.js", lambda route: route.abort())  # axe needs the engine; our own script never arrives
    sign_in(page, centre)
    twin = "cy" if prefix else "en-easy"
    page.goto(f"{centre}{prefix}/assemblies/valleys/")
    check(page, "The Valleys", "join-valleys")
    apply(page, centre, "join-valleys", twin)
    drawn(assembly)
    grace = Account.objects.select_related("person").get(email="grace@demo.example").person
    assert Application.objects.get(recruitment__assembly=assembly).state == "chosen"
    page.goto(f"{centre}{prefix}/me/assemblies/")
    check(page, "The Valleys")
    with page.expect_navigation():
        page.locator("button[value=accept]").first.click()
    meeting = planned(assembly)
    _answer(page, f"{centre}{prefix}", meeting, grace)
    opened(meeting, grace)
    _take_part(page, f"{centre}{prefix}/meetings/{meeting.public_id}/", {"/cy": "Papur Cymraeg"}.get(prefix, "Easy paper"))
    if script and edition == "easy":
        _write_without_connection(page)
        _sign_out_takes_the_copy_away(page, centre)
    closed(meeting, grace)
    _claim_and_paid(page, f"{centre}{prefix}", grace, meeting)
    page.goto(f"{centre}{prefix}/assemblies/valleys/")
    check(page, "Begin with breaks")
    context.close()


def _answer(page: Page, centre: str, meeting: Meeting, grace: Person) -> None:
    """The invitation, and the offer in writing."""
    invitation = Invitation.objects.get(meeting=meeting, person=grace)
    page.goto(f"{centre}/me/invitations/{invitation.public_id}/")
    check(page, "A first meeting", "Ebbw Vale", "Large print" if grace.access_needs.filter(need="Large print") else "")
    page.select_option("#answer-answer", "yes")
    page.select_option("#answer-welsh", "no")
    page.check("#answer-needs_are_right")
    with page.expect_navigation():
        page.click("button[value=answer]")
    offer = Offer.objects.get(opportunity=meeting.opportunity, person=grace)
    page.goto(f"{centre}/me/offers/{offer.public_id}/")
    check(page, "£16")
    page.select_option("[name=answer]", "accept")
    page.select_option("[name=benefits_answer]", "yes")
    page.select_option("[name=advice]", "had")
    with page.expect_navigation():
        page.click("main form[novalidate] button")
    offer.refresh_from_db()
    assert offer.state == "accepted"


def _take_part(page: Page, address: str, paper: str) -> None:
    """On a phone: the paper in one's own edition, a note, the three questions."""
    page.goto(address)
    check(page, paper)
    page.fill("[name=round]", "1")
    page.fill("[name=table]", "1")
    page.fill("#note-words", "We began with tea")
    page.click("button[value=note]")
    expect(page.locator("main")).to_contain_text(": We began with tea")
    check(page, "We began with tea")
    for name in ("heard", "could_take_part", "worth_it"):
        page.select_option(f"[name={name}]", "5")
    page.fill("[name=reading]", "12")
    page.click("button[value=pulse]")
    expect(page.locator("[name=reading]")).to_have_value("")


def _write_without_connection(page: Page) -> None:
    """A note that is written while there is no connection waits on the phone, and is there once when it came back."""
    page.fill("[name=round]", "1")
    page.fill("[name=table]", "1")
    page.fill("#note-words", "Written in a lift")
    page.reload()
    expect(page.locator("#note-words")).to_have_value("Written in a lift")
    page.context.set_offline(True)
    page.click("button[value=note]")
    expect(page.locator("[data-room]")).to_contain_text("safe on this phone")
    assert not TableNote.objects.filter(words="Written in a lift").exists()
    page.reload()  # the phone closed the page: it opens again as it was kept, without what others wrote
    expect(page.locator("main")).to_contain_text("You can still write")
    assert "We began with tea" not in page.inner_text("main")
    page.fill("[name=round]", "2")
    page.fill("[name=table]", "1")
    page.fill("#note-words", "Written in the cellar")
    page.click("button[value=note]")
    expect(page.locator("[data-room]")).to_contain_text("safe on this phone")
    page.context.set_offline(False)
    expect(page.locator("main")).to_contain_text("Table 1: Written in the cellar", timeout=40_000)
    expect(page.locator("main")).to_contain_text("Table 1: Written in a lift")
    assert TableNote.objects.filter(words="Written in a lift").count() == 1


def _sign_out_takes_the_copy_away(page: Page, centre: str) -> None:
    assert page.evaluate("caches.has('careloom-room')")
    page.goto(f"{centre}/account/logout/")
    with page.expect_navigation():
        page.locator("main button").click()
    expect(page.locator("h1")).to_have_text("You have signed out")
    check(page, "You can come back")
    page.wait_for_function("caches.has('careloom-room').then((has) => !has)")
    sign_in(page, centre)


def _claim_and_paid(page: Page, centre: str, grace: Person, meeting: Meeting) -> None:
    claim = Claim.objects.get(offer__person=grace, offer__opportunity=meeting.opportunity)
    page.goto(f"{centre}/me/claims/{claim.public_id}/")
    check(page, "£32")
    with page.expect_navigation():
        page.click("button[value=send]")
    claim.refresh_from_db()
    assert claim.state == "sent"
    paying.approve_claim(claim=claim, by="olu")
    made = paying.make_pay_file(by="olu")
    assert made is not None
    paying.mark_paid(pay_file=made, on=timezone.localdate(), by="olu")
    page.goto(f"{centre}/me/taking-part/")
    check(page, "£32", "Talwyd" if "/cy" in centre else "Paid")
