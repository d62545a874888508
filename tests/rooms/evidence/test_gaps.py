"""A gap from the voice that asked to an answer that is used; partners, their studies, and the pack for a quarter."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from careloom.centre.models import Topic
from careloom.evidence import services
from careloom.evidence.models import Gap, Judgement, Partner, StudyMatch
from careloom.evidence.queries import gaps as queries
from careloom.evidence.queries.pipeline import pack, quarter_after, suggestions
from careloom.thread.models import Entry
from careloom.thread.queries import because_of, came_of
from careloom.thread.services import record
from careloom_methods.triage.matching import suggest
from tests import make as cast

pytestmark = pytest.mark.django_db
WORDS = {"plain": "Nobody knows if breaks help.", "easy": "Do breaks help? We do not know.", "population": "Carers",
         "outcome": "They rest"}  # fmt: skip
LIST = """project_id,title,programme,plain_english_summary,end_date
NIHR1,Short breaks for carers,HSDR,Carers rest when they choose breaks,{soon}
NIHR2,Traffic in towns,HSDR,Cars and lorries,2031-01-01
,No number,HSDR,x,
"""


@pytest.fixture(autouse=True)
def words_of_the_centre() -> None:
    from careloom.centre.services import load_defaults

    load_defaults(by="system")
    Topic.objects.create(slug="breaks", name="Short breaks", process="test", year="2026", level="theme")


def judged(kind: str = "research", nation: str = "wales", *, looked: bool = True) -> Judgement:
    question = services.ask_question(topic="breaks", words="Do short breaks help carers?", plain="Do breaks help?",
                                     affected=[], once=f"q-{kind}-{nation}", by="person_amir")  # fmt: skip
    if looked:
        services.note_search(question=question, kind=kind, nation=nation, what="search", where="Two databases",
                             on=date(2026, 3, 1), by="person_amir")  # fmt: skip
    return Judgement.objects.get(question=question, kind=kind, nation=nation)


def voices(number: int = 12) -> list[Entry]:
    heard = [record(event="voice.received", subject=f"answers_{n}", by="answers", values={"people": 2})
             for n in range(number)]  # fmt: skip
    return [record(event="theme.agreed", subject="theme_breaks", by="person_rosa", because=heard)]


def a_gap(kind: str = "research", because: list[Entry] | None = None, **values: Any) -> Gap:
    return services.raise_gap(unit=judged(kind), values={**WORDS, **values}, because=because or [],
                              once=f"once-{kind}", by="person_amir")  # fmt: skip


def partner(name: str = "Funder", *, sort: str = "funder", kinds: list[str] | None = None, **values: Any) -> Partner:
    given = {"name": name, "sort": sort, "kinds": kinds or ["research"], "nations": [], "sector": "", "parts": []}
    return services.know_partner(values={**given, **values}, by="person_amir")


def sent(gap: Gap, to: Partner) -> None:
    services.check_gap(gap=gap, by="person_amir")
    services.write_gap(gap=gap, values=WORDS, by="person_amir")
    services.send_gap(gap=gap, partner=to, by="person_amir")


def test_nothing_is_a_gap_before_somebody_looked() -> None:
    with pytest.raises(services.GapRefused, match="not_a_gap"):
        services.raise_gap(unit=judged(looked=False), values=WORDS, because=[], once="x", by="person_amir")


def test_who_asked_is_counted_from_the_thread_and_small_numbers_are_not_said() -> None:
    gap = a_gap(because=voices(12))
    assert (gap.returns, gap.people) == (12, 24) and queries.asked_by(gap) == "About 25 people asked for it."
    few = a_gap("lived", because=voices(2))
    assert few.people == 4 and queries.asked_by(few) == "Fewer than 10 people asked for it."


def test_each_step_is_dated_and_leads_back_to_every_voice() -> None:
    gap, funder = a_gap(because=voices()), partner()
    sent(gap, funder)
    services.answer_gap(gap=gap, answer="yes", by="person_amir")
    values = {"why": "w", "so_far": "s", "must": "m", "plain": "p", "easy": "e"}
    for _ in range(2):  # sent twice
        services.make_brief(gap=gap, partner=funder, values=values, by="person_amir")
    assert gap.briefs.count() == 1
    for step in ("funded", "found", "used"):
        services.move_gap(gap=gap, to=step, note="Here", by="person_amir")
    assert [s.state for s in gap.steps.order_by("pk")] == Gap.State.values
    last = Entry.objects.get(public_id=gap.last_entry_id)
    assert last.event == "gap.used" and sum(e.event == "voice.received" for e in because_of(last)) == 12
    voice = Entry.objects.filter(event="voice.received").earliest("pk")
    steps = [e.event for e in came_of(voice) if e.event.startswith("gap.")]
    assert steps == [f"gap.{state}" for state in Gap.State.values]


def test_steps_cannot_be_skipped_and_a_bare_wish_is_refused() -> None:
    gap = a_gap()
    with pytest.raises(services.GapRefused, match="not_next"):
        services.move_gap(gap=gap, to="used", note="x", by="person_amir")
    services.check_gap(gap=gap, by="person_amir")
    with pytest.raises(services.GapRefused, match="not_whole"):
        services.write_gap(gap=gap, values={"population": "Carers"}, by="person_amir")


def test_a_lived_gap_never_goes_to_a_research_funder_nor_a_nation_to_a_stranger() -> None:
    gap = a_gap("lived")
    services.check_gap(gap=gap, by="person_amir")
    services.write_gap(gap=gap, values=WORDS, by="person_amir")
    scots = partner("Scotland", sort="partner", kinds=["lived"], nations=["scotland"])
    for wrong in (partner(), scots):
        with pytest.raises(services.GapRefused, match="wrong_partner"):
            services.send_gap(gap=gap, partner=wrong, by="person_amir")
    right = partner("Assembly", sort="assembly", kinds=["lived"], nations=["wales"])
    assert queries.partners_for(gap) == [right]
    with pytest.raises(IntegrityError), transaction.atomic():
        Partner.objects.filter(sort="funder").update(kinds=["lived"])


def test_a_brief_is_drafted_from_the_gap_in_the_partners_own_format() -> None:
    gap, funder = a_gap(because=voices()), partner(parts=[["population", "Who?"], ["must", "What we need"]])
    sent(gap, funder)
    from careloom.evidence.queries.briefs import draft, rows

    values = draft(gap)
    assert "About 25 people asked for it." in values["why"] and "Two databases" in values["so_far"]
    made = services.make_brief(gap=gap, partner=funder, values=values, by="person_amir")
    assert [r["heading"] for r in rows(made)] == ["Who?", "What we need"]
    client = Client()
    assert client.get(f"/evidence/brief/{made.public_id}/docx/").content[:2] == b"PK"
    assert client.get(f"/evidence/brief/{made.public_id}/easy-pdf/").content[:4] == b"%PDF"


def take(to: Partner, once: str = "list-000000000001") -> Any:
    data = LIST.format(soon=(timezone.localdate() + timedelta(days=20)).isoformat()).encode()
    return services.take_studies(partner=to, name="q4.csv", data=data, once=once, by="person_amir")


def test_a_funders_list_is_taken_without_silent_loss_and_known_studies_are_brought_up_to_date() -> None:
    funder = partner()
    made = take(funder)
    assert (made.taken, made.fresh, len(made.refused)) == (2, 2, 1) and made.refused[0]["line"] == 4
    again = take(funder, "list-000000000002")
    assert (again.taken, again.fresh) == (2, 0) and funder.studies.count() == 2


ODD = f"""project_id,title,programme,country,start_date,end_date
NIHR1,First,HSDR,England,2025-01-01,30/06/2027
NIHR1,Second,HSDR,United Kingdom,soon,2027-06-30
{"9" * 121},Too long a number,HSDR,Wales,,
"""


def test_odd_rows_of_a_list_are_named_and_never_stop_it() -> None:
    funder = partner()
    made = services.take_studies(partner=funder, name="odd.csv", data=ODD.encode(), once="list-000000000009", by="person_amir")
    study = funder.studies.get()
    assert (study.title, study.nation, study.ends, study.starts) == ("Second", "", date(2027, 6, 30), None)
    assert [(row["line"], bool(row.get("taken"))) for row in made.refused] == [(3, True), (3, True), (4, False)]
    assert "England" not in str(made.refused) and "twice" in str(made.refused) and "soon" in str(made.refused)


def test_each_partner_stands_once_and_a_project_is_found_however_it_is_typed(settings: Any) -> None:
    settings.DEMO = True
    client, funder = Client(), partner()
    client.force_login(cast.account("Amir", role=cast.Role.ANALYST))
    for address, given in (("/desk/evidence/partners/", {"sort": "funder", "most_study_led": "2"}),
                           (f"/desk/evidence/partner/{funder.public_id}/", {"do": "clone"})):
        bad = client.post(address, {"name": funder.name.upper(), **given})
        assert bad.status_code == 422 and funder.name.upper() in bad.content.decode()
    assert Partner.objects.count() == 1
    take(funder)
    here = f"/desk/evidence/partner/{funder.public_id}/match/breaks/"
    client.post(f"{here}NIHR1/", {"fits": "yes", "reason": "So", "project": " P01 ", "plan": "We meet in May", "study_led": "on"})
    assert StudyMatch.objects.get().project == "p01"
    shown = client.get(here).content.decode()
    assert "p01" in shown and "We meet in May" in shown and "Study-led" in shown


def test_suggestions_come_in_order_and_nothing_changes_until_a_person_says_yes() -> None:
    funder, unit = partner(), judged()
    take(funder)
    assert [r["study"].ref for r in suggestions(funder, "breaks")] == ["NIHR1"]
    study = funder.studies.get(ref="NIHR1")
    unit.refresh_from_db()
    assert "being studied" not in unit.flags
    with pytest.raises(services.MatchRefused, match="needs_reason"):
        services.match_study(study=study, topic="breaks", fits=True, reason=" ", by="person_amir")
    services.match_study(study=study, topic="breaks", fits=True, reason="Same people", by="person_amir")
    unit.refresh_from_db()
    assert unit.flags["being studied"][0]["project"] == "NIHR1" and suggestions(funder, "breaks") == []
    services.match_study(study=study, topic="breaks", fits=False, reason="Children only", by="person_amir")
    unit.refresh_from_db()
    assert "being studied" not in unit.flags and StudyMatch.objects.count() == 1


def test_no_more_topics_are_study_led_than_was_agreed() -> None:
    funder = partner(most_study_led=1)
    take(funder)
    Topic.objects.create(slug="roads", name="Roads", process="test", year="2026", level="theme")
    values = {"fits": True, "reason": "x", "by": "person_amir", "study_led": True}
    services.match_study(study=funder.studies.get(ref="NIHR1"), topic="breaks", **values)
    with pytest.raises(services.MatchRefused, match="too_many_study_led"):
        services.match_study(study=funder.studies.get(ref="NIHR2"), topic="roads", **values)


def test_the_pack_holds_new_gaps_matches_endings_and_actions() -> None:
    funder = partner()
    gap = a_gap()
    take(funder)
    for _ in range(2):  # sent twice
        services.agree_action(partner=funder, words="Send the list", whose="them", due=date(2027, 1, 5), by="person_amir")
    made = pack(funder, timezone.localdate())
    assert made["fresh"] == [gap] and [s.ref for s in made["ending"]] == ["NIHR1"]
    assert made["to_match"][0]["rows"][0]["study"].ref == "NIHR1" and len(made["actions"]) == 1


@pytest.mark.parametrize(("quarters", "end"), [(-1, date(2026, 9, 30)), (0, date(2026, 12, 31)), (2, date(2027, 6, 30))])
def test_a_quarter_ends_on_its_last_day(quarters: int, end: date) -> None:
    assert quarter_after(date(2026, 11, 25), quarters) == end


def test_a_set_up_is_copied_without_gaps_or_studies() -> None:
    funder = partner(parts=[["must", "Need"]], most_study_led=3)
    take(funder)
    copy = services.clone_partner(partner=funder, name="Another", by="person_amir")
    assert (copy.parts, copy.most_study_led, copy.kinds) == ([["must", "Need"]], 3, ["research"])
    assert copy.studies.count() == 0 and copy.copied_from == funder


def test_rare_shared_words_weigh_more_and_another_nation_a_little_less() -> None:
    rows = [{"id": "a", "title": "Help for people", "nation": ""}, {"id": "b", "title": "Breaks", "nation": "wales"},
            {"id": "c", "title": "Breaks", "nation": "scotland"}]  # fmt: skip
    assert [i for i, _, _ in suggest("help with breaks", rows, nation="wales")] == ["a", "b", "c"]
    assert suggest("", rows) == [] == suggest("x", [])


def test_staff_follow_a_gap_on_the_pages(settings: Any) -> None:
    settings.DEMO = True
    client = Client()
    client.force_login(cast.account("Amir", role=cast.Role.ANALYST))
    unit, entry = judged(), voices()[0]
    address = f"/desk/evidence/judgement/{unit.question.public_id}/research/wales/gap/"
    given = {"plain": "p", "easy": "e", "because": [entry.public_id], "once": "0123456789abcdef"}
    for _ in range(2):
        client.post(address, given)
    gap = Gap.objects.get()
    assert gap.people == 24
    again = client.get(address).content.decode()
    assert f"/desk/evidence/gap/{gap.public_id}/" in again and "Wales" in again and "· wales" not in again
    here = f"/desk/evidence/gap/{gap.public_id}/"
    client.post(here, {"step": "checked"})
    bad = client.post(here, {"step": "written", "evidence": "typed words"})
    assert bad.status_code == 422 and "typed words" in bad.content.decode()
    over = client.post(here, {"step": "plan", "action": "Ask the funder", "on": "2026-01-01"})
    assert over.status_code == 422 and "Ask the funder" in over.content.decode()
    client.post(here, {"step": "plan", "action": "Ask the funder", "on": timezone.localdate().isoformat()})
    assert Gap.objects.get().next_on == timezone.localdate()
    services.plan_gap(gap=Gap.objects.get(), action="Ask the funder", on=date(2026, 1, 1), by="person_amir")
    page = Client().get(f"/evidence/gap/{gap.public_id}/").content.decode()
    assert "Ask the funder" in page and "this day is over" in page and "person_amir" not in page
    assert "a gap waits" not in page and queries.late_number() == 1


@pytest.mark.parametrize("number", [10, 40])
def test_the_list_of_gaps_asks_as_often_however_many(number: int) -> None:
    unit = judged()
    for n in range(number):
        services.raise_gap(unit=unit, values=WORDS, because=[], once=f"o{n}", by="person_amir")
    with CaptureQueriesContext(connection) as seen:
        assert len(queries.shaped(list(queries.gaps()))) == number
    assert len(seen) == 4


def test_a_partner_names_its_own_format_for_a_brief(settings: Any) -> None:
    from careloom.evidence.forms import gaps as forms
    from careloom.evidence.models import Partner
    from careloom.evidence.queries.briefs import PARTS

    assert tuple(PARTS) == forms.PARTS
    settings.DEMO = True
    client = Client(headers={"host": "localhost"})
    client.force_login(cast.account("Rosa", role=cast.Role.ENGAGEMENT_LEAD))
    given = {"name": "A trust", "sort": "partner", "kinds": ["lived"], "most_study_led": "2"}
    bad = client.post("/desk/evidence/partners/", {**given, "parts": "why: Rationale\nnonsense: X"})
    assert bad.status_code == 422 and "why: Rationale" in bad.text and "nonsense: X" in bad.text
    client.post("/desk/evidence/partners/", {**given, "parts": "why: Rationale\n\nquestion: What we ask"})
    assert Partner.objects.get(name="A trust").parts == [["why", "Rationale"], ["question", "What we ask"]]
