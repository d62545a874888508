"""From an open call to members: seats, applications, the draw that a person confirms, answers to everyone, first weeks."""

from datetime import date
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from careloom.assemblies import letters, queries, seats, services
from careloom.assemblies.models import Application, Assembly, Draw, InclusionCheck, Membership, Recruitment
from careloom.assemblies.services.members import months_later
from careloom.people.models import Account
from careloom.questionnaires import queries as forms
from careloom.thread.models import Decision, Entry
from careloom_methods.lottery import verify
from tests import make
from tests.rooms.assemblies import stage
from tests.rooms.involvement import stage as paying


@pytest.fixture
def wales(db: Any, equality_key: Any) -> Assembly:
    return stage.wales()


@pytest.mark.django_db
def test_the_five_linked_assemblies_are_data_and_load_once() -> None:
    """Capability A01."""
    stage.load_defaults(by="system")
    assert services.load_assemblies(by="system") == 5 and services.load_assemblies(by="system") == 0
    nations = sorted(Assembly.objects.values_list("nation_code", flat=True))
    assert nations == ["england", "england", "northern-ireland", "scotland", "wales"]
    for assembly in Assembly.objects.all():
        numbers = [row["target"] for row in queries.seats_of(assembly)]
        assert sum(numbers) == 35 and max(numbers) - min(numbers) <= 1 and len(numbers) == 6
    services.make_assembly(slug="islands", name="Islands", nation_code="scotland", seats=4, by="x")  # any number


def test_an_alarm_says_which_role_group_is_absent(wales: Assembly) -> None:
    """Capability A02."""
    assert all(row["absent"] for row in queries.seats_of(wales))
    stage.members(wales)
    assert not any(row["absent"] for row in queries.seats_of(wales))
    services.end_term(membership=wales.memberships.get(role_group="carer"), by="megan")
    assert [row["role"] for row in queries.seats_of(wales) if row["absent"]] == ["carer"]
    assert queries.open_seats_of(wales)["carer"] == 1
    with pytest.raises(services.Refused, match="seats_do_not_add_up"):
        services.set_seats(assembly=wales, targets={"carer": 2}, by="x")


def test_no_call_opens_without_its_check_for_inclusion(wales: Assembly, settings: Any) -> None:
    settings.DEMO = True
    with pytest.raises(services.Refused, match="inclusion_needs_words"):
        services.open_call(assembly=wales, slug="join", checkers=stage.CHECKERS, sign_off="g", inclusion=("Nobody", " "),
                           by="megan")  # fmt: skip
    assert not Recruitment.objects.exists()
    sent = {"go": "call", "closes_on": "2027-01-31", "checked_en": "A", "checked_cy": "M", "sign_off": "A group"}
    megan = paying.client(make.megan())
    refused = megan.post("/desk/assemblies/wales/wales/", sent)
    assert refused.status_code == 422 and "A group" in refused.content.decode() and not Recruitment.objects.exists()
    megan.post("/desk/assemblies/wales/wales/", sent | {"missing": "Night workers: asked by text", "barriers": "Travel"})
    check = InclusionCheck.objects.get()
    assert (check.step, check.about) == ("call", Recruitment.objects.get().public_id)


def test_the_application_form_is_whole_in_four_twins(wales: Assembly) -> None:
    call = stage.call(wales)
    version = forms.published(call.form_slug)
    assert version is not None and forms.faults_before_publishing(version) == []
    browser = Client(headers={"host": "localhost"})
    for twin, words in (("en", "Your name"), ("en-easy", "What is your name?"), ("cy", "Eich enw"),
                        ("cy-easy", "Beth yw eich enw?")):  # fmt: skip
        assert words in browser.get(f"/surveys/{call.form_slug}/{twin}/").content.decode()
    with pytest.raises(services.Refused, match="call_is_open"):
        stage.call(wales)


def test_somebody_signed_in_and_somebody_new_apply_once_each(wales: Assembly) -> None:
    call = stage.call(wales)
    grace = make.account("Grace")
    sent = {"q.name": "Grace", "q.email": "g@example.org", "q.role": "carer", "q.area": "city", "q.first-time": "yes",
            "q.home": " CF10 1AA,  5 ", "q.format": "easy", "q.language": "cy", "q.needs": "A quiet room", "at": "-1",
            "go": "send", "once": "grace-sends-this-once"}  # fmt: skip
    for _ in range(2):
        assert paying.client(grace).post(f"/surveys/{call.form_slug}/en/", sent).status_code == 200
    other = sent | {"q.name": "New", "q.email": "new@example.org", "once": "another-key-of-sixteen"}
    Client(headers={"host": "localhost"}).post(f"/surveys/{call.form_slug}/en/", other)
    assert services.take_applications(recruitment=call, by="system") == 2
    assert services.take_applications(recruitment=call, by="system") == 0
    mine = Application.objects.get(person=grace.person)
    assert mine.household == "cf10 1aa, 5" and mine.features["role_group"] == "carer"
    assert [n.need for n in grace.person.access_needs.all()] == ["A quiet room"]  # asked once, used everywhere
    assert Account.objects.filter(email="new@example.org").exists()
    heard = Entry.objects.get(subject=mine.public_id, event="application.received")
    assert [b.cause.event for b in heard.causes.all()] == ["voice.received"]


def test_a_person_confirms_and_everyone_gets_an_answer_in_their_own_words(wales: Assembly) -> None:
    """Capability A03."""
    call = stage.call(wales)
    stage.apply(call, 24)
    draw = stage.propose(call)
    with pytest.raises(services.Refused, match="inclusion_first"):
        services.confirm_draw(draw=draw, reasons="Fair", by="megan")
    services.check_inclusion(about=call.public_id, missing="Nobody", barriers="Travel", by="megan")
    with pytest.raises(services.Refused, match="reasons_first"):
        services.confirm_draw(draw=draw, reasons=" ", by="megan")
    assert services.confirm_draw(draw=draw, reasons="It was fair", by="megan") == 24
    assert Decision.objects.get().signatures.get().person_id == "megan"
    rows = stage.applied(call)
    assert all(row.letter and row.chance is not None for row in rows)
    assert {row.state for row in rows} == {"chosen", "alternate", "not-chosen"}
    english = next(r for r in rows if r.state == "chosen" and r.person.preferred_language == "en-gb"
                   and r.person.preferred_format == "email")  # fmt: skip
    assert "Your chance was 25 in 100, because" in english.letter and "People who applied: 4." in english.letter
    welsh = next(r for r in rows if r.person.preferred_language == "cy")
    assert "Eich siawns oedd 25 mewn 100" in welsh.letter
    easy = next(r for r in rows if r.person.preferred_format == "easy" and r.person.preferred_language == "en-gb")
    assert "the Assembly Wales" in easy.letter and max(len(s.split()) for s in easy.letter.split(".")) < 30
    with pytest.raises(services.Refused, match="draw_is_not_proposed"):
        services.confirm_draw(draw=draw, reasons="Again", by="megan")
    with pytest.raises(IntegrityError), transaction.atomic():
        Draw.objects.create(public_id="d", recruitment=call, state="confirmed", decision_id="x", seed=1,
                            made_at=draw.made_at)  # fmt: skip
    assert Membership.objects.filter(state="invited").count() == 6


def test_chances_are_said_as_people_see_them() -> None:
    said = [letters.in_hundred(c) for c in (0.09, 1.0, 0.004, 0.999, None)]
    assert said == ["9 in 100", "certain", "fewer than 1 in 100", "certain", "not known"]


def test_a_seat_is_taken_or_declined_and_an_alternate_comes_in_place(wales: Assembly) -> None:
    stage.confirmed(stage.call(wales))
    first, second = Membership.objects.order_by("pk")[:2]
    account = Account.objects.get(person=first.person)
    browser = paying.client(account)
    assert 'value="accept"' in browser.get("/me/assemblies/").content.decode()
    browser.post(f"/me/assemblies/seats/{first.public_id}/", {"go": "accept"})
    first.refresh_from_db()
    assert first.state == "member" and first.since and first.until == months_later(first.since, 24)
    assert paying.client(make.stranger()).post(f"/me/assemblies/seats/{second.public_id}/", {"go": "decline"}
                                               ).status_code == 404  # fmt: skip
    fresh = services.decline_seat(membership=second, by="member")
    assert fresh is not None and fresh.role_group == second.role_group and fresh.replaces == second
    assert services.decline_seat(membership=second, by="member") is None  # twice changes nothing
    with pytest.raises(services.Refused, match="seat_is_taken"):
        services.replace_member(membership=first, by="megan")


def test_the_first_weeks_have_a_checklist_and_a_buddy(wales: Assembly) -> None:
    """Capability C12."""
    one, two = stage.members(wales)[:2]
    services.set_buddy(membership=one, buddy=two.person, by="megan")
    with pytest.raises(services.Refused, match="buddy_is_another"):
        services.set_buddy(membership=one, buddy=one.person, by="megan")
    for _ in range(2):
        services.do_induction_step(membership=one, step="met-buddy", by="x")
    assert one.steps.count() == 1
    with pytest.raises(services.Refused, match="no_such_step"):
        services.do_induction_step(membership=one, step="dance", by="x")


def test_equality_data_is_drawn_with_only_under_a_signed_purpose(wales: Assembly) -> None:
    call = stage.call(wales)
    stage.apply(call, 12)
    services.set_quotas(recruitment=call, rows=[("eq-disability", "yes", 2, 6)], by="megan")
    with pytest.raises(services.Refused, match="purpose_first"):
        services.ask_draw(recruitment=call, by="megan")
    with pytest.raises(services.Refused, match="reader_signs"):
        services.sign_purpose(recruitment=call, purpose="Fair seats", reader=make.megan().person)
    reader = make.account("Reader", role=make.Role.EQUALITY_READER).person
    services.sign_purpose(recruitment=call, purpose="Fair seats", reader=reader)
    call.refresh_from_db()
    assert services.ask_draw(recruitment=call, by="megan").state == "running"


def test_somebody_takes_their_application_back(wales: Assembly) -> None:
    call = stage.call(wales)
    stage.apply(call, 6)
    mine = stage.applied(call)[0]
    browser = paying.client(Account.objects.get(person=mine.person))
    assert browser.post(f"/me/assemblies/applications/{mine.public_id}/withdraw/").status_code == 302
    mine.refresh_from_db()
    assert mine.state == "withdrawn" and len(queries.people_for_draw(call)) == 5
    assert not any("name" in row for row in queries.people_for_draw(call))


def test_the_answer_is_a_letter_for_its_own_reader_only(wales: Assembly) -> None:
    stage.confirmed(stage.call(wales))
    mine = Application.objects.filter(state="not-chosen").first()
    assert mine is not None
    browser = paying.client(Account.objects.get(person=mine.person))
    path = f"/me/assemblies/applications/{mine.public_id}/letter"
    assert browser.get(f"{path}.txt").status_code == 200 and browser.get(f"{path}.pdf").content.startswith(b"%PDF")
    assert paying.client(make.stranger()).get(f"{path}.txt").status_code == 404


def test_the_record_of_a_confirmed_draw_holds_no_name(wales: Assembly) -> None:
    draw = stage.confirmed(stage.call(wales))
    found = Client(headers={"host": "localhost"}).get(f"/assemblies/draws/{draw.public_id}.json").json()
    assert len(found["panel"]) == 6 and len(found["probabilities"]) == 24 and "Applicant" not in str(found)


def test_a_national_lead_sees_own_assembly_only(wales: Assembly, settings: Any) -> None:
    """Capability A05."""
    settings.DEMO = True
    services.make_assembly(slug="scotland", name="Scotland", nation_code="scotland", seats=6, by="x")
    megan, ada = paying.client(make.megan()), paying.client(make.account("Ada", role=make.Role.ADMINISTRATOR))
    page = megan.get("/desk/assemblies/").content.decode()
    assert "/desk/assemblies/wales/wales/" in page and "scotland" not in page
    for part in ("", "lottery/"):
        assert megan.get(f"/desk/assemblies/wales/wales/{part}").status_code == 200
        assert megan.get(f"/desk/assemblies/scotland/scotland/{part}").status_code == 403
        assert megan.get(f"/desk/assemblies/wales/scotland/{part}").status_code == 404  # no way round by the address
        assert ada.get(f"/desk/assemblies/scotland/scotland/{part}").status_code == 200


@pytest.mark.parametrize(
    ("text", "said"),
    [("role_group, carer, 5, 2", "at least 5 is more than at most 2"), ("role_group, carer", "Line 1"),
     ("role_group, carer, 1, 2\nrole_group, Carer, 1, 3", "stands there twice"), ("a, b, x, 2", "Line 1"), ("", "Quotas")],
)  # fmt: skip
def test_wrong_quotas_are_named_and_stay_typed(wales: Assembly, settings: Any, text: str, said: str) -> None:
    settings.DEMO = True
    stage.call(wales)
    answer = paying.client(make.megan()).post("/desk/assemblies/wales/wales/lottery/", {"go": "quotas", "quotas": text})
    assert answer.status_code == 422 and said in answer.content.decode() and text in answer.content.decode()


def test_an_impossible_draw_says_why_and_relaxes_nothing(wales: Assembly, settings: Any) -> None:
    settings.DEMO = True
    call = stage.call(wales)
    stage.apply(call, 12, role="provider")
    stage.propose(call)
    page = paying.client(make.megan()).get("/desk/assemblies/wales/wales/lottery/").content.decode()
    assert "at least 1 of Role group: Carer (0 applied)" in page and "Confirm the draw" not in page
    assert "It would work with at least 0 instead of 1 of Role group: Carer." in page


def test_seats_are_shared_as_equally_as_they_can_be() -> None:
    assert seats.near_equal(35, "abcdef") == {"a": 6, "b": 6, "c": 6, "d": 6, "e": 6, "f": 5}
    assert seats.near_equal(2, "abc") == {"a": 1, "b": 1, "c": 0} and seats.near_equal(3, []) == {}
    assert seats.quorate(2, {"a": 6, "b": 1, "c": 0}, {"a": 2, "b": 1}) == []
    assert seats.quorate(2, {"a": 6, "b": 1}, {"a": 1}) == ["a", "b"]
    assert months_later(date(2026, 8, 31), 6) == date(2027, 2, 28) and months_later(date(2026, 11, 25), 1).month == 12


def run(draw: Draw) -> None:
    """Do the draw's job as the worker does."""
    from careloom.assemblies import tasks  # noqa: F401  # registers the job
    from careloom.jobs import services as jobs
    from careloom.jobs import worker

    claimed = jobs.claim()
    while claimed is not None and claimed.public_id != draw.job_id:
        claimed = jobs.claim()
    assert claimed is not None
    worker.do(claimed)
    draw.refresh_from_db()


def test_the_draw_runs_as_a_job_and_the_same_seed_gives_the_same_panel(wales: Assembly) -> None:
    call = stage.call(wales)
    stage.apply(call, 30)
    panels = []
    for _ in range(2):
        draw = services.ask_draw(recruitment=call, by="megan", seed=7)
        run(draw)
        assert draw.state == "proposed"
        panels.append(draw.result["panel"])
    roles = [a.features["role_group"] for a in Application.objects.filter(public_id__in=panels[0])]
    assert panels[0] == panels[1] and sorted(roles) == sorted(stage.ROLES)
    assert set(draw.result["chances"].values()) == {0.2} and draw.record["record"]["seed"] == "7"
    assert len(draw.record["record"]["hashes"]["people"]) == 64
    assert verify.complaints(draw.record) == [] and draw.record["panel"] == draw.result["panel"]
    assert Draw.objects.filter(recruitment=call).count() == 2  # every run stays on the list


def test_words_that_the_audience_calls_out_are_the_seed(wales: Assembly, settings: Any) -> None:
    settings.DEMO = True
    call = stage.call(wales)
    stage.apply(call, 30)
    megan = paying.client(make.megan())
    address = "/desk/assemblies/wales/wales/lottery/"
    assert megan.post(address, {"go": "draw", "called": "x" * 101}).status_code == 422
    assert megan.post(address, {"go": "draw", "called": " red kite 7 19 "}).status_code == 302
    draw = Draw.objects.get()
    run(draw)
    assert draw.record["record"]["seed"] == "red kite 7 19" and verify.complaints(draw.record) == []
    assert "“red kite 7 19”" in megan.get(address).content.decode()
    other = services.ask_draw(recruitment=call, by="megan", called="red kite 7 20")
    run(other)
    assert other.record["drawn"] != draw.record["drawn"]  # other words, another panel of the published thousand


def test_seats_for_several_kinds_of_groups_and_one_seat_a_home_are_kept(wales: Assembly) -> None:
    call = stage.call(wales)
    stage.apply(call, 36)
    rows = list(call.applications.order_by("pk"))
    for row in rows[:2]:
        row.household = "1 mill lane"
    for row in rows[2:8]:
        row.features = {**row.features, "area": "city"}
    Application.objects.bulk_update(rows, ["household", "features"])
    kept = [(q.feature, q.value, q.low, q.high) for q in call.quotas.all()]
    services.set_quotas(recruitment=call, rows=[*kept, ("area", "city", 3, 3), ("area", "town", 3, 3)], by="megan")
    draw = services.ask_draw(recruitment=call, by="megan", seed=7)
    run(draw)
    assert draw.state == "proposed", draw.fault
    facts = {row.public_id: row for row in rows}
    for panel in draw.record["panels"]:
        assert sorted(facts[i].features["role_group"] for i in panel) == sorted(stage.ROLES)
        assert sum(facts[i].features["area"] == "city" for i in panel) == 3
        assert sum(facts[i].household == "1 mill lane" for i in panel) <= 1
    chances = draw.result["chances"]
    assert chances[rows[2].public_id] > chances[rows[20].public_id]
    services.check_inclusion(about=call.public_id, missing="Nobody", barriers="Travel", by="megan")
    services.confirm_draw(draw=draw, reasons="It was fair", by="megan")
    english = next(a for a in stage.applied(call) if a.person.preferred_language == "en-gb")
    assert "Seats were kept for several kinds of groups" in english.letter
    found = Client(headers={"host": "localhost"}).get(f"/assemblies/draws/{draw.public_id}.json").json()
    assert verify.complaints(found) == [] and "1 mill lane" not in str(found)


def test_an_address_that_somebody_only_typed_changes_nothing_of_its_owner(wales: Assembly) -> None:
    grace = make.account("Grace")
    call = stage.call(wales)
    sent = {"q.name": "Somebody", "q.email": grace.email, "q.role": "carer", "q.area": "city", "q.first-time": "yes",
            "q.format": "letter", "q.language": "cy", "q.needs": "None of yours", "at": "-1", "go": "send",
            "once": "a-stranger-with-her-address"}  # fmt: skip
    Client(headers={"host": "localhost"}).post(f"/surveys/{call.form_slug}/en/", sent)
    assert services.take_applications(recruitment=call, by="system") == 0
    assert queries.people_for_draw(call) == []
    grace.person.refresh_from_db()
    assert (grace.person.preferred_format, grace.person.preferred_language) == ("", "")
    assert not grace.person.access_needs.exists()


def test_too_few_of_a_group_is_named_by_the_draw(wales: Assembly) -> None:
    call = stage.call(wales)
    stage.apply(call, 12, role="provider")
    draw = services.ask_draw(recruitment=call, by="megan", seed=7)
    run(draw)
    assert draw.state == "impossible" and draw.fault["code"] == "infeasible"
    assert draw.fault["values"]["clashes"] and draw.fault["values"]["least_change"]["seats"]


def test_everyone_is_told_once_in_their_own_way(wales: Assembly, mailoutbox: Any) -> None:
    from careloom.assemblies import tasks
    from careloom.jobs import services as jobs

    call = stage.call(wales)
    stage.apply(call, 12, format="letter")
    Application.objects.filter(person__name__endswith="1").exists()
    stage_confirm(call)
    for person in [a.person for a in stage.applied(call)][:4]:
        person.preferred_format = "email"
        person.save()
    while (job := jobs.claim()) is not None:
        if job.name == "assemblies.tell":
            for _ in range(2):
                tasks.tell(running=job, recruitment=call.public_id)
    assert len(mailoutbox) == 4 and Application.objects.filter(told_at__isnull=False).count() == 4


def stage_confirm(call: Any) -> None:
    draw = stage.propose(call)
    services.check_inclusion(about=call.public_id, missing="Nobody", barriers="Travel", by="megan")
    services.confirm_draw(draw=draw, reasons="It was fair", by="megan")


@pytest.mark.parametrize(
    ("people", "quotas", "code"),
    [([], [("carer", 1)], "pool_empty"), (["carer"], [("carer", 2)], "number"),
     (["carer", "carer"], [("carer", 1), ("nobody", 1)], "infeasible"),
     (["carer", ""], [("carer", 1)], "feature_missing")],
)  # fmt: skip
def test_what_cannot_be_drawn_has_a_code_and_words_in_both_languages(
    people: list[str], quotas: list[tuple[str, int]], code: str
) -> None:
    from django.utils import translation

    from careloom.assemblies import drawing, words
    from careloom_methods.errors import MethodError

    rows = [{"id": f"a{n}", "household": "", "role_group": role} for n, role in enumerate(people)]
    asked = [{"feature": "role_group", "value": v, "min": str(n), "max": str(n)} for v, n in quotas]
    with pytest.raises(MethodError) as wrong:
        drawing.propose(drawing.Asked(rows, asked, sum(n for _, n in quotas), "1"), say=lambda step, sentence: None)
    assert wrong.value.code == code and wrong.value.values["suggestion"]
    fault = wrong.value.as_dict()["error"]
    english = words.fault(fault)
    with translation.override("cy"):
        assert english and words.fault(fault) != english
    assert words.fault({"code": "other", "message": "Said by a method.", "values": {"suggestion": "Do this."}}) == (
        "Said by a method. Do this.")  # fmt: skip
