"""The labelled records: screened by two people who answer as the labels say, judged, and gaps written up and sent."""

import csv
import gzip
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from django.utils import timezone

from careloom.evidence import services
from careloom.evidence.models import Gap, Item, Judgement, Question, Screening, ScreenRecord
from careloom.evidence.models.triage import EVERYWHERE
from careloom.evidence.queries.screening import found_in, stops
from careloom.site.real.running import Real, do_jobs
from careloom.thread.models import Entry
from careloom_methods.triage import TAPUPAS

FILE = "evidence/screening/kitchenham.csv.gz"
WHERE = "The labelled records of Kitchenham et al. 2010 (public test data on software engineering)"
RULE, LOOK = "nine-in-ten", 25  # when reading may stop, and after how many answers somebody asks
# (topic, whose theme asks it, its question): the records are about software, so the questions are named as stand-ins
ASKED = [
    ("assets-based-and-person-centred-care", "Time and the same person", "Does it help when the same person comes?"),
    ("carers-health-and-well-being", "Breaks for carers", "Do short breaks help carers?"),
]


def run(real: Real) -> None:
    """From the file to two gaps that a funder has."""
    amir = real.staff["amir"]
    services.start_import(name="kitchenham.csv", data=gzip.decompress((real.folder / FILE).read_bytes()),
                          once="real-kitchenham", by=amir)  # fmt: skip
    do_jobs()
    found = screen(real, labels(real.folder))
    questions = [_ask(real, *row) for row in ASKED]
    _read(found, questions, amir)
    funder = services.know_partner(by=amir, values={
        "name": "A research funder (made up)", "sort": "funder", "kinds": ["research"], "nations": [], "sector": "",
        "parts": []})  # fmt: skip
    for question, (_topic, theme, words) in zip(questions, ASKED, strict=True):
        gap = _gap(question, words, real.wishes[theme], amir)
        services.send_gap(gap=gap, partner=funder, by=amir)
        real.gaps.append(gap)


def labels(folder: Path) -> list[bool]:
    """Is each record relevant, in the order of the file?"""
    with gzip.open(folder / FILE, "rt", encoding="utf-8", newline="") as rows:
        return [row["included"] == "1" for row in csv.DictReader(rows)]


def screen(real: Real, relevant: Sequence[bool]) -> list[Item]:
    """Two people read in the order of the ranking until nine in ten are found; gives what they found."""
    first, second = real.staff["amir"], real.staff["rosa"]
    items = list(Item.objects.order_by("pk"))
    says = dict(zip((item.pk for item in items), relevant, strict=True))
    screening = services.screening.begin(
        name=WHERE[:100], criteria="A study of how software work is estimated (the labels say it)", once="real",
        items=[item for item in items if item.state == Item.State.LISTED], seed="real", by=first)  # fmt: skip
    do_jobs()
    read = 0
    while _read_one(screening, says, first):
        _second(screening, says, second)
        do_jobs()
        screening.refresh_from_db()
        read += 1
        if read % LOOK == 0 and any(row["rule"] == RULE and row["now"] for row in stops(screening)):
            services.screening.end(screening=screening, rule=RULE, by=first)
            break
    return [row.item for row in found_in(screening)]


def _read_one(screening: Screening, says: Mapping[int, bool], by: str) -> bool:
    reading = services.screening.hand_next(screening=screening, by=by)
    if reading is None:
        return False
    services.screening.answer(reading=reading, said="yes" if says[reading.record.item_id] else "no", by=by)
    return True


def _second(screening: Screening, says: Mapping[int, bool], by: str) -> None:
    if screening.records.filter(state=ScreenRecord.State.SECOND).exists():
        _read_one(screening, says, by)


def _ask(real: Real, topic: str, theme: str, words: str) -> Question:
    return services.ask_question(topic=topic, words=f"{words} (stand-in, answered from public test data)", plain=words,
                                 affected=[], once=f"real-{topic}", because=[real.wishes[theme]], made_up=True,
                                 by=real.staff["amir"])  # fmt: skip


def _read(found: Sequence[Item], questions: Sequence[Question], by: str) -> None:
    """Eight of the records that were found, four for each question; and where somebody looked without finding."""
    for number, item in enumerate(found[:8]):
        question = questions[number % 2]
        services.change_item(item=item, values={"topics": [question.topic]}, by=by)
        services.appraise(item=item, question=question, by=by,
                          values={"standards": dict.fromkeys(TAPUPAS, "yes"), "says": "for"})  # fmt: skip
    for question in questions:
        for kind in ("research", "lived"):
            services.note_search(question=question, kind=kind, nation=EVERYWHERE, what="search", where=WHERE, by=by,
                                 on=_today(), found=1704, read=1704)  # fmt: skip


def _today() -> date:
    return timezone.localdate()


def _gap(question: Question, words: str, theme: Entry, by: str) -> Gap:
    unit = Judgement.objects.get(question=question, kind="research", nation="wales")
    said = {"plain": f"We do not know this for Wales: {words}", "easy": f"We do not know: {words}",
            "plain_welsh": "Nid ydym yn gwybod hyn ar gyfer Cymru.", "population": "People who draw on care; carers",
            "outcome": "A better day, in their own words"}  # fmt: skip
    gap = services.raise_gap(unit=unit, values=said, because=[theme], once=f"real-{question.public_id}", by=by)
    services.check_gap(gap=gap, by=by)
    services.write_gap(gap=gap, values=said, by=by)
    return gap
