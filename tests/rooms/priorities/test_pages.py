"""What people see and press: a ballot on a phone, results that hide small groups, decisions with dissent, the pack."""

import io
import re
import zipfile
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from careloom.priorities import services
from careloom.priorities.counting import TOGETHER, pooled, result_of
from careloom.priorities.models import Ballot, Candidate, Round, Score
from careloom.priorities.queries.scoring import of_candidate
from careloom.priorities.services.ballots import Voice
from careloom.thread.services import record
from tests import make
from tests.rooms.priorities.test_services import candidate, opened, round_


def client(**more: Any) -> Client:
    """A browser."""
    return Client(headers={"host": "localhost"}, **more)


def page(of: Client, address: str, **data: Any) -> str:
    """The text of a page."""
    return of.get(address, data).content.decode()


@pytest.fixture(autouse=True)
def no_second_factor(settings: Any) -> None:
    settings.DEMO = True


@pytest.fixture
def round(db: Any) -> Round:
    """Five topics, 24 ballots of two role groups and one of a third, closed and counted."""
    of = round_(seats=2)
    topics = [candidate(of, title) for title in ("Breaks", "Money", "Night care", "Pay", "Rights")]
    opened(of)
    for voter in range(25):
        role = "provider" if voter == 24 else ("carer", "practitioner")[voter % 2]
        first, second = (topics[0], topics[1]) if voter % 2 == 0 else (topics[2], topics[0])
        services.cast(round=of, marks=[first.public_id, second.public_id], once=f"voter-number-{voter:05d}", by="guest",
                      voice=Voice(role_group=role, nation="wales"))  # fmt: skip
    services.close(round=of, by="person_rosa")
    of.refresh_from_db()
    services.keep_count(round=of, data=result_of(of), by="system")
    return of


def test_somebody_chooses_on_a_phone_moves_takes_out_and_comes_back_with_a_code(db: Any) -> None:
    of = round_()
    one, two = candidate(of, "Breaks"), candidate(of, "Money")
    opened(of)
    phone, here = client(), "/priorities/year-5/ballot/"
    once = re.search(r'name="once" value="([^"]+)"', page(phone, here))
    assert once is not None
    phone.post(here, {"once": once[1], "role_group": "", "nation": ""})
    code = re.search(r'class="code">([^<]+)<', page(phone, here))
    for topic in (one, two):
        phone.post(here, {"add": topic.public_id})
    phone.post(here, {"up": two.public_id})
    assert code is not None and Ballot.objects.get().marks == [two.public_id, one.public_id]
    other = client()
    other.post(here, {"code": code[1].lower()})
    other.post(here, {"out": two.public_id})
    assert Ballot.objects.get().marks == [one.public_id]
    other.post("/priorities/year-5/mine/", {"go": "back"})
    assert Ballot.objects.get().marks == []
    wrong = client().post(here, {"code": "AAAA-AAAA-AAAA"})
    assert wrong.status_code == 422 and "twelve letters" in wrong.content.decode()


def test_most_and_least_important_of_four_is_kept_screen_by_screen(db: Any) -> None:
    of = round_(marks=Round.Marks.BEST_WORST)
    for n in range(6):
        candidate(of, f"Topic {n}")
    opened(of)
    phone, here = client(), "/priorities/year-5/ballot/"
    phone.post(here, {"once": "o" * 20})
    shown = list(dict.fromkeys(re.findall(r'name="best"[^>]*value="([^"]+)"', page(phone, here))))
    phone.post(here, {"best": shown[0], "worst": shown[1]})
    phone.post(here, {"best": shown[0], "worst": shown[0]})
    assert len(shown) == 4 and [m[1:] for m in Ballot.objects.get().marks] == [[shown[0], shown[1]]]


def test_groups_of_fewer_than_ten_are_taken_together() -> None:
    codes = {f"c{n}": "carer" for n in range(12)} | {f"p{n}": "provider" for n in range(3)} | {"x": ""}
    assert set(pooled(codes).values()) == {TOGETHER}  # the four alone would be too few, so the carers join them
    assert set(pooled(codes | {f"r{n}": "researcher" for n in range(11)}).values()) == {"carer", TOGETHER}
    assert set(pooled({f"c{n}": "carer" for n in range(12)}).values()) == {"carer"}


def test_the_result_shows_both_lists_and_no_list_of_a_single_provider(round: Round) -> None:
    text = page(client(), "/priorities/year-5/results/")
    assert "A list in which nobody is left out" in text and "<h3>Provider</h3>" not in text
    data = round.count.data
    assert data["ballots"] == 25 and len(data["top"]) == len(data["slate"]) == 2
    assert {row["code"]: row["hidden"] for row in data["roles"]}["provider"]


def test_fewer_than_ten_ballots_give_no_result(db: Any) -> None:
    of = round_()
    one = candidate(of)
    opened(of)
    services.cast(round=of, marks=[one.public_id], once="x" * 16, by="guest")
    assert result_of(of) == {"rule": "jla", "marks": "choose-ten", "seats": 10, "seed": 7, "ballots": 0, "few": True}


def test_a_budget_is_shared_and_what_has_no_cost_is_named(db: Any) -> None:
    of = round_(marks=Round.Marks.BUDGET, budget=10)
    topics = [candidate(of, "Park", cost=6), candidate(of, "Bus", cost=4), candidate(of, "Dream")]
    opened(of)
    for voter in range(12):
        mark = topics[0] if voter < 7 else topics[1]
        services.cast(round=of, marks=[mark.public_id, topics[2].public_id], once=f"voter-{voter:011d}", by="guest")
    data = result_of(of)
    assert (set(data["portfolio"]), data["spent"]) == ({t.public_id for t in topics[:2]}, 10)
    assert data["unpriced"] == [topics[2].public_id]


def test_declined_and_parked_stand_like_adopted_and_dissent_is_printed(round: Round) -> None:
    rosa = make.rosa()
    by = rosa.person.public_id
    kinds = zip(round.candidates.order_by("number"), ["adopted", "declined", "parked"], strict=False)
    for topic, kind in kinds:
        choice = services.decide(candidate=topic, kind=kind, outcome=f"Outcome {kind}.", reasons_for=f"Reason {kind}.",
                                 reason_easy=f"Easy {kind}.", by=by, review_on=date(2027, 9, 1))  # fmt: skip
    services.report_minority(choice=choice, title="Now", words="People wait for years.", by="person_tom")
    text = page(client(), "/priorities/year-5/decisions/")
    for kind in ("adopted", "declined", "parked"):
        assert f'<p class="lead">Outcome {kind}.</p>' in text and f"Reason {kind}." in text
    assert '<p class="lead">People wait for years.</p>' in text and "Signed by Rosa" in text


def test_staff_sign_a_decision_and_a_stranger_cannot(round: Round) -> None:
    here = "/desk/priorities/year-5/1/"
    given = {"kind": "parked", "outcome": "Not yet.", "reasons_for": "a", "reasons_against": "b", "reason_easy": "c"}
    stranger, staff = client(), client()
    stranger.force_login(make.stranger())
    assert stranger.post(here, given).status_code == 403
    staff.force_login(make.rosa())
    refused = staff.post(here, given)
    assert refused.status_code == 422 and "Not yet." in refused.content.decode()  # what was typed is still there
    staff.post(here, given | {"review_on": "2027-09-01"})
    assert round.candidates.get(number=1).choice.kind == "parked"


def test_a_score_of_both_ways_is_hidden_while_few_scored_and_says_where_the_new_way_is_no_better(db: Any) -> None:
    of = round_()
    one = candidate(of)
    opened(of)
    staff, here = client(), "/priorities/year-5/1/score/"
    staff.force_login(make.rosa())
    pks = list(of.criteria.filter(is_gate=False).order_by("order").values_list("pk", flat=True))
    given: dict[str, Any] = {}
    for pk in pks:
        given |= {f"new_{pk}": 4, f"current_{pk}": 6, f"reason_{pk}": "It works today."}
    assert staff.post(here, given).status_code == 422  # who gains is asked
    staff.post(here, given | {f"gains_{pks[1]}": "Carers on night shifts."})
    assert Score.objects.count() == 3
    for n in range(11):
        services.score(candidate=one, criterion=of.criteria.get(pk=pks[0]), new=2 + n % 2, current=6 + n % 2, reason="x",
                       by=f"person_{n}")  # fmt: skip
    # Two means beside one new reason would show one score: none is public before the close.
    open_ = page(client(), "/priorities/year-5/1/")
    assert "Scores are shown after the close" in open_ and "do not see the new way as better" not in open_
    services.close(round=of, by="person_rosa")
    text = page(client(), "/priorities/year-5/1/")
    assert "do not see the new way as better" in text and "fewer than ten people are not shown" in text


def test_scores_of_each_large_group_and_nation_stand_apart_and_small_ones_are_taken_together(db: Any) -> None:
    of = round_()
    one = candidate(of)
    opened(of)
    criterion = of.criteria.get(slug="difference")
    roles = ["carer"] * 12 + ["practitioner"] * 11 + ["provider"] * 6 + ["researcher"] * 5
    for n, role in enumerate(roles):
        services.score(candidate=one, criterion=criterion, new=8 + n % 2 if role == "carer" else 2 + n % 2, current=5,
                       reason="x", by=f"person_{n}", role_group=role, nation="wales" if n % 2 else "england")  # fmt: skip
    assert of_candidate(one)[0]["groups"] == []
    services.close(round=of, by="person_rosa")
    one.round.refresh_from_db()
    row = of_candidate(one)[0]
    apart = {part["code"]: part["new"] for part in row["groups"]}
    assert set(apart) == {"carer", "practitioner", TOGETHER} and apart["carer"] > 7 > 4 > apart["practitioner"]
    assert {part["code"] for part in row["nations"]} == {"england", "wales"}
    text = page(client(), "/priorities/year-5/1/")
    assert "Smaller groups and people who did not say, together" in text and "By role group and by nation" in text
    few = of_candidate(one, staff=True)[0]["groups"]
    assert {part["code"] for part in few} == {"carer", "practitioner", "provider", "researcher"}


def test_weights_that_sum_to_nothing_are_asked_again(db: Any) -> None:
    of = round_()
    candidate(of)
    opened(of)
    staff = client()
    staff.force_login(make.rosa())
    pks = list(of.criteria.filter(is_gate=False).values_list("pk", flat=True))
    refused = staff.post("/priorities/year-5/weights/", {f"c{pk}": "0" for pk in pks})
    assert refused.status_code == 422 and "more than 0 for at least one" in refused.content.decode()
    assert staff.post("/priorities/year-5/weights/", {f"c{pk}": "100" for pk in pks}).status_code == 302


def test_who_scores_what_tackles_inequalities_sees_where_support_does_not_reach(db: Any) -> None:
    from careloom.listening.services import note_access_gap
    from careloom.questionnaires.models import Questionnaire

    of = round_()
    candidate(of, nations=["wales"])
    opened(of)
    survey = Questionnaire.objects.create(slug="s", name="S")
    for nation, who in (("wales", "Farmers who care"), ("scotland", "Islanders"), ("", "Night workers")):
        note_access_gap(questionnaire=survey, community=who, nation=nation, support="breaks", barrier="No bus",
                        heard_from="a meeting", by="person_rosa")  # fmt: skip
    staff = client()
    staff.force_login(make.rosa())
    text = page(staff, "/priorities/year-5/1/score/")
    assert "Farmers who care" in text and "Night workers" in text and "Islanders" not in text


def test_a_project_says_who_asked_for_what_it_is_about(round: Round) -> None:
    from careloom.centre.models import Topic
    from careloom.projects.models import Project

    project = Project.objects.create(public_id="project_1", register_id="r1", title="Breaks in Powys")
    project.topics.add(Topic.objects.create(slug="breaks", name="Breaks", year=2026))
    assert "Who asked for this" not in page(client(), "/projects/r1/")
    one = round.candidates.get(number=1)
    Candidate.objects.filter(pk=one.pk).update(topic="breaks")
    services.decide(candidate=one, kind="adopted", outcome="We do this.", reasons_for="Many asked.",
                    reasons_against="It costs.", reason_easy="People asked.", by=make.rosa().person.public_id)  # fmt: skip
    text = page(client(), "/projects/r1/")
    assert "Who asked for this" in text and "/priorities/year-5/1/" in text


def test_a_topic_shows_who_stands_behind_it_but_no_small_group(db: Any) -> None:
    voices = [record(event="voice.received", subject=f"a{n}", by="guest", values={"role": "carer", "nation": "wales"})
              for n in range(14)]  # fmt: skip
    voices += [record(event="voice.received", subject="b", by="guest", values={"role": "provider", "nation": "wales"})]
    theme = record(event="theme.agreed", subject="theme_1", by="person_amir", because=voices)
    of = round_()
    candidate(of, sources=[theme.public_id])
    opened(of)
    text = page(client(), "/priorities/year-5/1/")
    assert "to protect people" in text and not re.search(r"<td>[1-9]</td>", text)


def study_led(code: str, *, of: Candidate) -> None:
    """The candidate's topic is in the programme because of a funder's study."""
    from careloom.evidence import services as evidence

    Candidate.objects.filter(pk=of.pk).update(topic=code)
    funder = evidence.know_partner(values={"name": "Funder", "sort": "funder"}, by="p")
    listed = b"project_id,title,programme,plain_english_summary,end_date\nF1,Breaks,X,Breaks,2031-01-01\n"
    evidence.take_studies(partner=funder, name="q.csv", data=listed, once="l", by="p")
    evidence.match_study(study=funder.studies.get(), topic=code, fits=True, reason="So", study_led=True, by="p")


def test_the_pack_comes_as_word_pdf_and_easy_read(round: Round) -> None:
    rosa = make.rosa()
    topic = round.candidates.get(number=1)
    services.decide(candidate=topic, kind="adopted", outcome="We do it.", reasons_for="Asked.", by=rosa.person.public_id,
                    reason_easy="Easy words.")  # fmt: skip
    services.start_programme(round=round, intro="The plan.", intro_easy="Our plan.", by=rosa.person.public_id)
    asked = client()
    assert "0 of 1 topics come from studies" in page(asked, "/priorities/year-5/programme/")
    study_led("breaks", of=topic)
    shown = page(asked, "/priorities/year-5/programme/")
    assert "1 of 1 topics comes from a study" in shown and "Study-led" in shown
    word = asked.get("/priorities/year-5/programme/standard.docx").content
    assert "We do it." in zipfile.ZipFile(io.BytesIO(word)).read("word/document.xml").decode()
    easy = asked.get("/priorities/year-5/programme/easy.docx").content
    assert "Easy words." in zipfile.ZipFile(io.BytesIO(easy)).read("word/document.xml").decode()
    assert asked.get("/priorities/year-5/programme/easy.pdf").content.startswith(b"%PDF")
    assert asked.get("/priorities/year-5/programme/standard.csv").status_code == 404


@pytest.mark.parametrize("address", ["/priorities/", "/priorities/year-5/", "/priorities/year-5/decisions/",
                                     "/priorities/year-5/results/", "/desk/priorities/", "/desk/priorities/year-5/"])  # fmt: skip
def test_a_page_asks_the_same_number_of_times_for_many_topics(round: Round, address: str) -> None:
    staff = client()
    staff.force_login(make.rosa())

    def asked() -> int:
        staff.get(address)
        with CaptureQueriesContext(connection) as seen:
            staff.get(address)
        return len(seen)

    few = asked()
    for n in range(10):
        candidate(Round.objects.get(pk=round.pk), f"More {n}")
    assert Candidate.objects.count() == 15 and asked() <= few
