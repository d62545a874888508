"""The twelve rules for paying people, each a test. Where sources conflict, the tool asks a person."""

import csv
from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from careloom.centre.reading import Row
from careloom.involvement import benefits, letters, queries, services
from careloom.involvement.models import Claim, ClaimLine, Opportunity
from careloom.site.demo import REGISTER
from careloom.thread.models import Decision
from tests import make
from tests.rooms.involvement import stage

FILE = REGISTER / "payment-rules.csv"


@pytest.fixture(autouse=True)
def centre(db: Any) -> None:
    stage.set_up()
    with FILE.open(encoding="utf-8", newline="") as file:
        services.import_rules([Row(n, cells) for n, cells in enumerate(csv.DictReader(file), 2)], by="system")


def test_expenses_are_not_earnings() -> None:
    event, grace = stage.event(), make.person()
    stage.accepted(event, grace)
    services.save_attendance(opportunity=event, day=date(2026, 11, 20), minutes={grace.pk: 60}, by="staff")
    services.raise_claims(opportunity=event, by="staff")
    claim = Claim.objects.get()
    for kind in ("travel", "childcare", "carer", "food", "phone"):
        services.add_expense(claim=claim, kind=kind, day=date(2026, 11, 20), pence=2000, once=kind)
    assert queries.earned_around(grace, date(2026, 11, 20)) == (stage.NEW, stage.NEW)
    assert queries.pay_rows([claim])[1][3:] == ["16.00", "100.00", "116.00"]


def test_declining_is_safe() -> None:
    event, grace = stage.event(), make.person()
    services.book(opportunity=event, person=grace, by=grace.public_id)
    offer = stage.accepted(event, grace, accept=False)
    assert offer.state == "declined" and queries.booking_of(event, grace) is not None
    less = services.answer_offer(
        offer=offer, accept=True, employer="no", benefits_answer="no", advice="", agreed_pence=500
    )
    services.save_attendance(opportunity=event, day=date(2026, 11, 20), minutes={grace.pk: 120}, by="staff")
    services.raise_claims(opportunity=event, by="staff")
    assert ClaimLine.objects.get().pence == 1000 and less.agreed_pence == 500
    assert "charity" in benefits.SAFE_TO_DECLINE and "business" not in benefits.SAFE_TO_DECLINE


def test_vouchers_where_sources_conflict_a_person_decides() -> None:
    event, grace = stage.event(), make.person()
    offer = services.make_offer(opportunity=event, person=grace, by="staff")
    answer = {"accept": True, "employer": "no", "benefits_answer": "yes", "advice": "had", "how": "voucher"}
    with pytest.raises(services.Refused) as wrong:
        services.answer_offer(offer=offer, **answer)  # type: ignore[arg-type]
    assert wrong.value.code == "sources_conflict" and wrong.value.values == {"rules": ["Vouchers"]}
    decision = services.decide_conflict(offer=offer, outcome="Yes", reasons_for="She asked her adviser", by="officer")
    assert services.answer_offer(offer=offer, **answer).state == "accepted"  # type: ignore[arg-type]
    assert Decision.objects.get() == decision and decision.signatures.get().person_id == "officer"


@pytest.mark.parametrize(
    ("day", "week", "code"),
    [(date(2016, 5, 2), 10400, "stale"), (date(2015, 5, 2), 10400, "within"), (date(2015, 5, 2), 10401, "over"),
     (date(2018, 5, 2), 12550, "within"), (date(2024, 5, 2), 16699, "within"), (date(2024, 5, 2), 16700, "over"),
     (date(2026, 11, 2), 1000, "stale"), (date(2014, 5, 2), 1, "unknown")],
)  # fmt: skip
def test_permitted_work_changes_every_april(day: date, week: int, code: str) -> None:
    found = {w.limit.benefit if w.limit else "": w for w in benefits.warnings(queries.limits(), day=day, week=week,
                                                                              month=0)}  # fmt: skip
    assert found.get("permitted-work", found.get(""))
    assert (found.get("permitted-work") or found[""]).code == code


def test_universal_credit_counts_by_the_month() -> None:
    day = date(2024, 6, 3)
    found = {w.limit.benefit: w for w in benefits.warnings(queries.limits(), day=day, week=0, month=40_000) if w.limit}
    assert found["universal-credit"].code == "over" and found["universal-credit-check"].code == "within"
    assert benefits.is_stale(found["universal-credit"].limit, date(2025, 4, 1))  # type: ignore[arg-type]
    assert not benefits.is_stale(found["universal-credit"].limit, date(2025, 3, 31))  # type: ignore[arg-type]


def test_a_warning_counts_the_whole_sum_and_what_else_was_said_yes_to() -> None:
    """Paid by the hour, two hours are two hours; and a second yes in the same week comes on top of the first."""
    grace, first, second = make.person(), stage.event(minutes=120), stage.event(minutes=90)
    offers = [services.make_offer(opportunity=event, person=grace, by="staff") for event in (first, second)]

    def week() -> list[int]:
        return [next(w.pence for w in queries.warnings_for(offer) if w.limit and w.limit.per == "week")
                for offer in offers]  # fmt: skip

    assert week() == [3200, 2400]
    stage.accepted(first, grace)
    assert week() == [3200, 5600]
    stage.accepted(first, grace, agreed_pence=100)
    assert week() == [200, 2600]
    services.save_attendance(opportunity=first, day=date(2026, 11, 20), minutes={grace.pk: 60}, by="staff")
    services.raise_claims(opportunity=first, by="staff")
    assert week() == [100, 2500]  # it is over: what was earned counts, and once
    assert "£16 an hour, so £32 each time" in letters.as_text("", letters.jobcentre(offers[0]))


def test_what_nobody_agreed_to_pay_yet_follows_a_new_answer() -> None:
    event, grace = stage.event(), make.person()
    offer = stage.accepted(event, grace)
    services.save_attendance(opportunity=event, day=date(2026, 11, 20), minutes={grace.pk: 120}, by="staff")
    services.raise_claims(opportunity=event, by="staff")
    claim, paid = Claim.objects.get(), lambda: ClaimLine.objects.get().pence
    assert paid() == 3200
    stage.accepted(event, grace, agreed_pence=500)
    assert paid() == 1000
    stage.accepted(event, grace, accept=False)
    assert paid() == 0
    stage.accepted(event, grace, employer="own-time")
    assert paid() == 3200
    services.send_claim(claim=claim)
    stage.accepted(event, grace, agreed_pence=500)
    stage.accepted(event, grace)
    assert paid() == 1000  # somebody is checking it: less is kept to, more is not slipped in
    services.approve_claim(claim=claim, by="officer")
    stage.accepted(event, grace, accept=False)
    assert paid() == 1000 and offer.pence == 1600


def test_an_expense_has_a_day_that_has_come() -> None:
    event, grace = stage.event(), make.person()
    stage.accepted(event, grace)
    services.save_attendance(opportunity=event, day=date(2026, 11, 20), minutes={grace.pk: 60}, by="staff")
    services.raise_claims(opportunity=event, by="staff")
    with pytest.raises(services.Refused, match="expense_day"):
        services.add_expense(claim=Claim.objects.get(), kind="travel", day=timezone.localdate() + timedelta(days=1),
                             pence=100, once="o")  # fmt: skip


def test_who_is_paid_by_the_hour_is_told_for_how_long(settings: Any) -> None:
    settings.DEMO = True
    rosa = stage.client(make.rosa())
    sent = {"title": "Tea", "kind": "event", "what": "Talk", "how_long": "2 hours", "how_often": "Once", "places": "3",
            "task": "time"}  # fmt: skip
    refused = rosa.post("/desk/take-part/", sent)
    assert refused.status_code == 422 and "You pay by the hour" in refused.content.decode()
    assert rosa.post("/desk/take-part/", sent | {"minutes": "120"}).status_code == 302
    assert Opportunity.objects.get().minutes == 120


def test_duty_of_care_advice_comes_before_yes() -> None:
    offer = services.make_offer(opportunity=stage.event(), person=make.person(), by="staff")
    for said in ("yes", "not-say"):
        with pytest.raises(services.Refused, match="advice_first"):
            services.answer_offer(offer=offer, accept=True, employer="no", benefits_answer=said, advice="want")
    done = services.answer_offer(offer=offer, accept=True, employer="no", benefits_answer="yes", advice="had")
    assert done.state == "accepted"


def test_jobcentre_letter_has_two_parts() -> None:
    offer = services.make_offer(opportunity=stage.event(), person=make.person(), by="staff")
    lines = letters.jobcentre(offer)
    assert [line.text for line in lines if line.heading] == ["Part 1: information for you", "Part 2: letter from us"]
    text = letters.as_text("Letter", lines)
    assert "£16 an hour" in text and "Grace" in text and "PW1" in text
    pdf = letters.as_pdf("Letter #[x]", lines, language="cy")
    assert pdf.startswith(b"%PDF") and b"StructTreeRoot" in pdf and b"pdfuaid" in pdf


@pytest.mark.parametrize(("employer", "pence"), [("no", 1600), ("own-time", 1600), ("covered", 0)])
def test_already_paid_by_employer(employer: str, pence: int) -> None:
    """Capability M02."""
    event, tom = stage.event(), make.person("Tom")
    stage.accepted(event, tom, employer=employer)
    services.save_attendance(opportunity=event, day=date(2026, 11, 20), minutes={tom.pk: 60}, by="staff")
    services.raise_claims(opportunity=event, by="staff")
    assert ClaimLine.objects.get().pence == pence


def test_speed_a_clock_runs_from_the_claim_to_the_money() -> None:
    event, grace = stage.event(), make.person()
    stage.accepted(event, grace)
    services.save_attendance(opportunity=event, day=date(2026, 11, 20), minutes={grace.pk: 60}, by="staff")
    services.raise_claims(opportunity=event, by="staff")
    claim = Claim.objects.get()
    assert queries.days_waited(claim) is None and services.send_claim(claim=claim)
    Claim.objects.update(sent_at=timezone.now() - timedelta(days=30))
    assert queries.clock() == {"open": 1, "promise": 28, "slowest": 30, "paid": 0, "in_time": 0}


def test_say_it_up_front() -> None:
    """Capability M01."""
    offer = services.make_offer(opportunity=stage.event(), person=make.person(), by="staff")
    assert all([offer.what, offer.how_long, offer.how_often, offer.pence, offer.unit, offer.expenses])
    with pytest.raises(services.Refused, match="offer_incomplete"):
        services.make_offer(opportunity=stage.event(how_often=" "), person=make.person("Ann"), by="staff")
    with pytest.raises(services.Refused, match="no_rate"):
        services.make_offer(opportunity=stage.event(task="singing"), person=make.person("Ann2"), by="staff")


def test_tax_scotland_only_where_a_source_says_so() -> None:
    assert [benefits.tax_note_for(n) for n in ("scotland", "wales", "")] == [True, False, False]
    person = make.account("Isla", nation="")
    person.person.nation_code = "scotland"
    person.person.save()
    offer = services.make_offer(opportunity=stage.event(), person=person.person, by="staff")
    page = stage.client(person).get(f"/me/offers/{offer.public_id}/").content.decode()
    assert "HMRC" in page and "This counts one hour of your time." in page  # nobody wrote how long it takes


def test_surveys_are_paid_only_with_a_reason() -> None:
    with pytest.raises(services.Refused, match="survey_is_not_paid"):
        stage.event(kind="survey")
    assert stage.event(kind="survey", reason="An hour of work").reason
    assert Opportunity.objects.count() == 1


def test_every_rule_of_the_file_has_a_test_here() -> None:
    with FILE.open(encoding="utf-8", newline="") as file:
        names = [row["rule"] for row in csv.DictReader(file)]
    tests = {"Expenses are not earnings": test_expenses_are_not_earnings, "Declining is safe": test_declining_is_safe,
             "Vouchers": test_vouchers_where_sources_conflict_a_person_decides,
             "Permitted work (ESA)": test_permitted_work_changes_every_april,
             "Universal Credit": test_universal_credit_counts_by_the_month,
             "Duty of care": test_duty_of_care_advice_comes_before_yes,
             "Jobcentre letter": test_jobcentre_letter_has_two_parts,
             "Already paid by employer": test_already_paid_by_employer,
             "Speed": test_speed_a_clock_runs_from_the_claim_to_the_money,
             "Say it up front": test_say_it_up_front, "Tax (Scotland)": test_tax_scotland_only_where_a_source_says_so,
             "Surveys": test_surveys_are_paid_only_with_a_reason}  # fmt: skip
    assert len(names) == 12 and set(names) == set(tests)
