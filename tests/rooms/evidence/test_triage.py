"""Enough or not in the room: independent sources, three kinds, each nation; a person signs, a lost source re-opens."""

from datetime import date, timedelta
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from careloom.centre.models import Place, Topic
from careloom.evidence import services
from careloom.evidence.models import Item, Judgement, Question, Use
from careloom.evidence.models.triage import EVERYWHERE
from careloom.evidence.queries.topic_page import topic_page
from careloom.evidence.queries.triage import rules_in_force, the_map
from careloom.evidence.queries.verdict_words import explained
from careloom.thread.models import Decision, Entry
from careloom.thread.queries import because_of
from careloom_methods.triage import KINDS, TAPUPAS
from tests import make as cast
from tests.rooms.evidence import make_evidence as make

pytestmark = pytest.mark.django_db
GOOD = dict.fromkeys(TAPUPAS, "yes")


@pytest.fixture(autouse=True)
def words_of_the_centre() -> None:
    from careloom.centre.services import load_defaults

    load_defaults(by="system")
    Topic.objects.create(slug="breaks", name="Short breaks", process="test", year="2026", level="theme")


def asked(name: str = "q1", **values: Any) -> Question:
    return services.ask_question(**{"topic": "breaks", "words": "Do breaks help?", "plain": "Do breaks help?",
                                    "affected": ["carers"], "once": name, "by": "person_amir", **values})  # fmt: skip


def read(question: Question, item: Item, **values: Any) -> None:
    given = {"standards": GOOD, "says": "for", **values}
    services.appraise(item=item, question=question, values=given, by="person_amir")


def looked(question: Question, kind: str = "research", nation: str = EVERYWHERE) -> None:
    services.note_search(question=question, kind=kind, nation=nation, what="search", where="Two databases",
                         on=date(2026, 3, 1), found=100, read=100, by="person_amir")  # fmt: skip


def unit(question: Question, kind: str = "research", nation: str = "wales") -> Judgement:
    return Judgement.objects.get(question=question, kind=kind, nation=nation)


def a_review(**values: Any) -> Item:
    return make.item(study_type="review", year=date.today().year, **values)


def test_a_question_is_judged_for_three_kinds_in_four_nations_and_nobody_has_looked() -> None:
    question = asked()
    assert Judgement.objects.filter(question=question).count() == 12
    assert set(Judgement.objects.values_list("state", flat=True)) == {"not looked yet"}


def test_no_search_recorded_gives_not_looked_yet_and_never_gap() -> None:
    question = asked()
    looked(question, nation="wales")
    assert unit(question).state == "gap"
    assert unit(question, nation="scotland").state == unit(question, "lived").state == "not looked yet"


def test_a_second_report_of_the_same_study_changes_nothing_but_is_shown_as_linked() -> None:
    question = asked()
    read(question, make.item(study="Breaks 2021"))
    before = unit(question)
    read(question, make.item(title="The same study, told again", study="Breaks 2021"))
    after = unit(question)
    assert (before.state, before.counts["independent"]) == (after.state, after.counts["independent"]) == ("thin", 1)
    assert [len(ids) for ids in after.linked.values()] == [2]
    assert "2 reports of one source" in Client().get("/evidence/topic/breaks/").content.decode()


def test_ten_more_quotes_from_one_consultation_change_nothing() -> None:
    question = asked()
    read(question, make.item("lived", collection="Gwent talks", led_by="carers"), voices=["carers"])
    before = unit(question, "lived")
    for n in range(10):
        read(question, make.item("lived", title=f"Quote {n}", collection="Gwent talks", led_by="carers"))
    after = unit(question, "lived")
    assert (after.state, after.counts["people"], after.counts["independent"]) == (before.state, 12, 1)


def test_enough_explains_itself_in_sixty_words_with_the_rule_version() -> None:
    question = asked()
    looked(question)
    read(question, a_review())
    said = explained(unit(question))
    assert unit(question).state == "enough to start" and len(said.split()) <= 60
    assert said.startswith("Enough to start: 1 independent study. We last looked on 1 Mar 2026 and read 100 of 100")
    assert said.endswith("Rules default-1.")


def test_every_verdict_of_every_state_stays_under_sixty_words() -> None:
    question = asked(affected=[f"a rather long name of a group of people number {n}" for n in range(9)])
    read(question, make.item("lived"))
    assert all(len(explained(u).split()) <= 60 for u in Judgement.objects.all())


def test_a_retraction_opens_every_judgement_that_used_it_and_the_thread_says_why() -> None:
    question = asked()
    review = a_review()
    read(question, review)
    services.sign_judgements(units=Judgement.objects.all(), by="person_amir")
    services.mark_retracted(item=review, by="person_amir")
    row = unit(question)
    assert (row.state, row.reopened, row.signed_at) == ("not looked yet", "retracted", None)
    causes = {e.event for e in because_of(Entry.objects.get(public_id=row.entry_id))}
    assert "evidence.retracted" in causes
    assert services.sign_judgements(units=[row], by="person_amir") == 1 and unit(question).reopened == ""


def test_withdrawn_consent_takes_the_source_out_of_the_judgement() -> None:
    question = asked()
    item = make.item("lived")
    read(question, item)
    assert unit(question, "lived").state == "thin"
    services.withdraw(item=item, by="person_amir")
    assert unit(question, "lived").state == "not looked yet" and unit(question, "lived").reopened == "withdrawn"
    assert Use.objects.get(what="verdict").ended_at is not None


def test_a_person_may_say_otherwise_with_a_reason_that_stays_on_the_thread() -> None:
    question = asked()
    row = unit(question)
    with pytest.raises(ValueError, match="override_needs_reason"):
        services.overrule(unit=row, state="thin", reason=" ", by="person_amir")
    services.overrule(unit=row, state="thin", reason="We know of one study", by="person_amir")
    page = Client().get("/evidence/topic/breaks/").content.decode()
    assert "We know of one study" in page and unit(question).state == "not looked yet"
    entry = Entry.objects.get(event="evidence.judgement_overruled")
    assert entry.values == {"state": "thin", "instead_of": "not looked yet"}
    assert "one study" not in str(list(Entry.objects.values_list("values", flat=True)))


def test_words_of_confidence_cannot_be_put_on_a_single_study() -> None:
    question = asked()
    one, two = make.item(study="A"), make.item(title="Again", study="A")
    read(question, one)
    read(question, two)
    values = {"question": question, "words": "Breaks help", "confidence": "high", "reason": "x", "by": "person_amir"}
    with pytest.raises(ValueError, match="one_source"):
        services.note_finding(items=[one, two], **values)
    third = make.item(title="Another", study="B")
    read(question, third)
    assert services.note_finding(items=[one, third], **values).items.count() == 2


def test_new_rules_count_only_when_somebody_signed_them_for_the_board() -> None:
    question = asked()
    for n in range(2):
        read(question, make.item(title=f"Study {n}", study=f"S{n}"))
    numbers = {"research": {"studies": 2}}
    made = services.propose_rules(version="board-2026", rules=numbers, reason="Few", by="person_amir")
    assert unit(question).state == "thin" and rules_in_force() == {"version": "default-1"}
    services.sign_rules(rules=made, by="person_lead")
    assert (unit(question).state, unit(question).rule_version) == ("enough to start", "board-2026")
    assert Decision.objects.get().outcome == "board-2026"


def test_three_sound_studies_without_a_review_are_a_synthesis_gap_on_the_map() -> None:
    question = asked()
    for n in range(3):
        read(question, make.item(title=f"Study {n}", study=f"S{n}"))
    looked(question, "practice")
    cells = {(c["kind"], c["nation"]): c for c in the_map()[0]["cells"]}
    assert cells[("research", "wales")]["synthesis"] and not cells[("research", "wales")]["absolute"]
    assert cells[("practice", "wales")]["absolute"] and not cells[("practice", "wales")]["studied"]


def test_the_map_as_a_file_needs_nothing_else() -> None:
    asked()
    answer = Client().get("/evidence/enough/file/")
    page = answer.content.decode()
    assert "<svg" in page and "<table" in page and "Short breaks" in page
    assert "<link" not in page and "<script" not in page and "src=" not in page


def test_what_did_harm_stands_on_the_topics_page() -> None:
    make.item("practice", title="A hotline", outcome="did-harm", topics=["breaks"])
    page = Client().get("/evidence/topic/breaks/").content.decode()
    assert "A hotline" in page and "It did harm" in page
    assert "It did harm" in Client().get("/evidence/enough/").content.decode()


def test_the_weakest_leg_is_the_verdict() -> None:
    question = asked()
    read(question, a_review(nations=["wales"]))
    page = topic_page("breaks")
    assert page is not None
    wales = next(v for v in page["verdicts"] if v["nation"] == "Wales")
    assert (wales["ready"], wales["weakest"], wales["legs"]) == (
        False, "not looked yet", ["Lived experience", "Practice knowledge"])  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_leaving_one_source_out_never_makes_a_judgement_better(kind: str) -> None:
    from careloom_methods.triage import STATES

    question = asked()
    items = [make.item(kind, title=f"Item {n}") for n in range(3)]
    for item in items:
        read(question, item, sort="council", voices=["carers"])
    before = STATES.index(unit(question, kind).state)
    if kind == "research":
        services.mark_retracted(item=items[0], by="person_amir")
    else:
        services.withdraw(item=items[0], by="person_amir")
    assert STATES.index(unit(question, kind).state) <= before


def test_staff_ask_look_read_and_sign_on_the_pages(settings: Any) -> None:
    settings.DEMO = True
    client = Client()
    client.force_login(cast.account("Amir", role=cast.Role.ANALYST))
    once = "0123456789abcdef"
    sent = {"topic": "breaks", "words": "Do they help?", "plain": "Help?", "affected": "carers\n", "once": once}
    for _ in range(2):
        client.post("/desk/evidence/questions/", sent)
    question = Question.objects.get()
    address = f"/desk/evidence/question/{question.public_id}/"
    bad = client.post(address, {"kind": "research", "nation": EVERYWHERE, "what": "search", "where": "Everywhere",
                                "on": "2026-03-01", "found": "3", "read": "9"})  # fmt: skip
    assert bad.status_code == 422 and "Everywhere" in bad.content.decode()
    sent = {"kind": "research", "nation": EVERYWHERE, "what": "search", "where": "All"}
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    assert client.post(address, {**sent, "on": tomorrow}).status_code == 422
    client.post(address, {**sent, "on": "2025-12-01"})
    shown = client.get(address).content.decode()
    assert "(Research, United Kingdom)" in shown and "everywhere" not in shown.split("<select")[0]
    item = a_review()
    client.post(f"{address}read/{item.public_id}/", {**GOOD, "fit": "direct", "says": "for"})
    assert unit(question).state == "enough to start"
    client.post(f"{address}sign/")
    assert not Judgement.objects.filter(signed_at=None).exists()


def test_a_centre_outside_the_uk_judges_by_its_own_nations_and_its_whole_area() -> None:
    Place.objects.filter(slug="uk").update(slug="borealis", name="Borealis")
    Place.objects.filter(slug="wales").update(slug="northland", name="Northland")
    question = asked()
    looked(question, nation=EVERYWHERE)
    assert unit(question, nation="northland").state == "gap"
    for n, nation in enumerate(("northland", "norway", "norway")):
        read(question, make.item(title=f"Study {n}", nations=[nation]))
    assert unit(question, nation="northland").state == "enough to start"
    read(question, make.item("lived", title="Everywhere", nations=["borealis"]))
    assert "borrowed" not in unit(question, "lived", "northland").flags


def test_what_was_called_uk_is_everywhere_also_in_what_was_judged() -> None:
    question = asked()
    looked(question, nation="uk")
    Judgement.objects.filter(kind="research").update(looked={"nation": "uk", "date": "2026-03-01"})
    import_module("careloom.evidence.migrations.0013_everywhere").name_it(apps, None)
    services.sign_judgements(units=Judgement.objects.all(), by="person_amir")
    looked_at = {unit.looked.get("nation") for unit in Judgement.objects.filter(kind="research")}
    assert (question.searches.get().nation, looked_at) == (EVERYWHERE, {EVERYWHERE})


@pytest.mark.parametrize("number", [10, 40])
def test_topic_page_and_map_ask_as_often_however_many_sources(number: int) -> None:
    question = asked()
    for n in range(number):
        read(question, make.item(title=f"Item {n}", topics=["breaks"]))
    for n in range(number // 10):
        asked(f"more{n}")
    with CaptureQueriesContext(connection) as seen:
        topic_page("breaks")
        the_map()
    assert len(seen) == 12
