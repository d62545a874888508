"""A real run: 1,704 real records come in, are screened to a stated stop, judged; one gap is written, matched, packed."""

import csv
import gzip
from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from careloom.centre.models import Topic
from careloom.evidence import services
from careloom.evidence.models import Item, Judgement, Question
from careloom.evidence.models.triage import EVERYWHERE
from careloom.evidence.queries.gaps import page
from careloom.evidence.queries.pipeline import pack, suggestions
from careloom.evidence.queries.triage import the_map
from careloom.priorities.models import Candidate
from careloom.priorities.queries.gate import gates
from careloom.thread.models import Entry
from careloom.thread.queries import because_of
from careloom.thread.services import record
from careloom_methods.screening import simulate
from careloom_methods.screening.command import read
from careloom_methods.triage import TAPUPAS
from tests.rooms.evidence import make_evidence as make
from tests.rules.tree import ROOT

FILE = ROOT.parent / "shared" / "data" / "evidence" / "screening" / "kitchenham.csv.gz"
pytestmark = [pytest.mark.django_db, pytest.mark.skipif(not FILE.exists(), reason="the shared data is not here")]
LIST = """project_id,title,programme,plain_english_summary,end_date
F1,Experts who guess software effort,X,Effort,2031-01-01
"""


def screened(file: Path) -> tuple[int, list[str]]:
    """Where 'nineteen in twenty' stops, and the titles found by then. The file's own labels answer in place of people."""
    _, texts, relevant = read(file)
    replay = simulate(texts, relevant)
    stop = next(s for s in replay.stops if s.rule == "nineteen in twenty")
    assert stop.at is not None and stop.at < len(texts) and stop.recall is not None and stop.recall >= 0.95
    with gzip.open(file, "rt", encoding="utf-8") as rows:
        titles = [row["title"] for row in csv.DictReader(rows)]
    return stop.at, [titles[place] for place in replay.order[: stop.at] if relevant[place]]


def asked(topic: str) -> Question:
    Topic.objects.create(slug=topic, name=topic.capitalize(), process="test", year="2026", level="theme")
    return services.ask_question(topic=topic, words=f"What helps with {topic}?", plain=f"What helps with {topic}?",
                                 affected=[], once=topic, by="person_amir")  # fmt: skip


def a_voice() -> Entry:
    return record(event="voice.received", subject="answers_1", by="answers", values={"people": 12})


def test_from_a_file_of_records_to_a_gap_in_the_pack() -> None:
    from careloom.centre.services import load_defaults

    load_defaults(by="system")
    run = make.imported(gzip.decompress(FILE.read_bytes()), name="kitchenham.csv")
    assert (run.state, run.taken) == ("done", 1704)
    at, titles = screened(FILE)
    found = list(Item.objects.filter(state="listed", title__in=titles).order_by("pk"))
    assert 35 <= len(found) <= 45

    questions = [asked("estimates"), asked("testing")]
    for number, item in enumerate(found[:8]):
        question = questions[number % 2]
        services.change_item(item=item, values={"topics": [question.topic]}, by="person_amir")
        services.appraise(item=item, question=question, by="person_amir",
                          values={"standards": dict.fromkeys(TAPUPAS, "yes"), "says": "for"})  # fmt: skip
    for kind in ("research", "lived"):
        services.note_search(question=questions[0], kind=kind, nation=EVERYWHERE, what="search", where="The file of records",
                             on=date(2026, 11, 25), found=1704, read=at, by="person_amir")  # fmt: skip
    cells = {(row["topic"], c["kind"], c["nation"]): c["state"] for row in the_map() for c in row["cells"]}
    assert cells["estimates", "research", "wales"] == "thin"  # four sound studies, none from the UK
    assert cells["estimates", "lived", "wales"] == "gap" and cells["testing", "lived", "wales"] == "not looked yet"

    gate = gates([Candidate(pk=1, topic="estimates", nations=["wales"])])[1]
    assert gate["by_kind"] == {"research": "thin", "lived": "gap", "practice": "not looked yet"} and not gate["ready"]

    voice = a_voice()
    unit = Judgement.objects.get(question=questions[0], kind="research", nation="wales")
    words = {"plain": "We do not know.", "easy": "We do not know.", "population": "People", "outcome": "Better"}
    gap = services.raise_gap(unit=unit, values=words, because=[voice], once="g", by="person_amir")
    funder = services.know_partner(by="person_amir", values={
        "name": "Funder", "sort": "funder", "kinds": ["research"], "nations": [], "sector": "", "parts": []})  # fmt: skip
    services.check_gap(gap=gap, by="person_amir")
    services.write_gap(gap=gap, values=words, by="person_amir")
    services.send_gap(gap=gap, partner=funder, by="person_amir")
    services.take_studies(partner=funder, name="q.csv", data=LIST.encode(), once="l", by="person_amir")
    services.match_study(study=funder.studies.get(), topic="estimates", fits=True, reason="Effort", by="person_amir")
    unit.refresh_from_db()
    assert unit.flags["being studied"][0]["project"] == "F1" and suggestions(funder, "estimates") == []

    made = pack(funder, timezone.localdate())
    assert made["fresh"] == made["open"] == [gap]
    assert [s.state for s in page(gap)["steps"]] == ["raised", "checked", "written", "sent"]
    assert voice in because_of(Entry.objects.get(public_id=gap.last_entry_id))
    assert "We do not know." in Client().get(f"/evidence/gap/{gap.public_id}/").content.decode()
