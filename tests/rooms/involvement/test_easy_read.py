"""Easy Read of this room: written for itself, in short sentences, with every control of the standard page."""

from datetime import date
from typing import Any

import pytest

from careloom.involvement import services
from careloom.involvement.models import PaymentRule
from careloom.involvement.queries.paying import CONFLICT
from tests import make
from tests.easy_twins import faults, left_out
from tests.rooms.involvement import stage
from tests.rooms.involvement.test_taking_part import centre, sent_claim

__all__ = ["centre"]


def test_each_twin_is_written_for_itself_is_short_and_leaves_out_no_control() -> None:
    assert faults("involvement") == []


def test_the_desk_is_the_same_desk_in_easy_read_in_every_state(centre: None, settings: Any) -> None:
    settings.DEMO = True
    ada = stage.client(make.account("Ada", role=make.Role.ADMINISTRATOR))
    pages = ["/desk/take-part/", "/desk/take-part/who/", "/desk/access-budget/", "/desk/payments/", "/desk/payments/rates/"]
    assert left_out(ada, *pages[:3]) == []
    claim = sent_claim(make.person())
    event = stage.event(places=1)
    for name in ("Ann", "Bob"):
        services.book(opportunity=event, person=make.person(name), by="x")
    services.need_access(about="m1", kind="travel", person=claim.offer.person, year=2026, once="q", by="x")
    PaymentRule.objects.create(name="Vouchers", detail="One says yes.", source="s", confidence=f"read: {CONFLICT}")
    here = f"/desk/take-part/{event.public_id}/"
    assert left_out(ada, *pages, here, f"{here}attendance/") == []
    services.approve_claim(claim=claim, by="officer")
    paid = services.make_pay_file(by="officer")
    assert paid and left_out(ada, "/desk/payments/") == []
    assert "So a person must decide." in ada.get("/desk/payments/").content.decode()
    services.mark_paid(pay_file=paid, on=date.today(), by="officer")
    assert "We paid 1 of 1 in time." in ada.get("/desk/payments/").content.decode()


@pytest.mark.parametrize("language", ["", "/cy"])
def test_my_own_pages_have_every_control_in_easy_read(centre: None, language: str) -> None:
    grace = make.account("Grace")
    claim = sent_claim(grace.person)
    services.ask_claimant(claim=claim, question="Which train?", by="officer")
    services.need_access(about="m1", kind="travel", person=grace.person, year=2026, once="q", by="x")
    mine = ["/take-part/", f"/take-part/{claim.offer.opportunity.public_id}/", "/take-part/what-we-pay/", "/me/taking-part/",
            f"/me/offers/{claim.offer.public_id}/", f"/me/claims/{claim.public_id}/"]  # fmt: skip
    browser = stage.client(grace)
    assert left_out(browser, *(language + page for page in mine)) == []
    assert "Which train?" in browser.get(language + mine[-1]).content.decode()
