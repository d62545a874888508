"""Telling 100,000 people with a worker that is killed three times, and one voice's page with 1,000,000 entries.

`./careloom bench telling [--quick] [--json]`. CPU seconds of the worker processes; nothing here decides a test.
"""

import json
import os
import random
import resource
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

PEOPLE, ENTRIES = (2_000, 20_000) if "--quick" in sys.argv else (100_000, 1_000_000)
KILLS, ROUNDS = 3, 30
MAILS = "benchmarks.telling.Sink"


class Sink:
    """A mail server's place: each mail's number and reader on a line, written before the sender hears that it went."""

    def __init__(self, **_given: Any) -> None:
        pass

    def send_messages(self, mails: list[Any]) -> int:
        """Take them in."""
        with Path(os.environ["CARELOOM_SINK"]).open("a") as file:
            for mail in mails:
                mail.message().as_bytes()  # what sending costs on our side
                file.write(f"{mail.extra_headers['Message-ID']} {mail.to[0]}\n")
        return len(mails)

    def close(self) -> None:
        """Nothing to close."""


def setup(folder: str) -> None:
    """Django on a folder of its own."""
    os.environ |= {"CARELOOM_FOLDER": folder, "CARELOOM_EMAIL_BACKEND": MAILS, "CARELOOM_SINK": f"{folder}/mails"}
    os.environ.pop("CARELOOM_DATABASE_URL", None)
    import django

    django.setup()


def fill() -> Any:
    """A theme that rests on one voice of each of PEOPLE people, among ENTRIES entries. Gives the theme's entry."""
    from django.utils import timezone

    from careloom.listening.services import coding
    from careloom.people.models import Person
    from careloom.questionnaires import receipts
    from careloom.questionnaires import services as engine
    from careloom.questionnaires.models import AnswerSet
    from careloom.showing.models import Wish
    from careloom.thread.models import Because, Entry

    raw = {"pages": [{"id": "p", "questions": [{"id": "views", "kind": "long"}]}]}
    twins = [("standard", "en")]
    version = engine.make_questionnaire(slug="s", name="S", raw=raw, promised=twins, in_wales=False, by="b")
    texts = {key: key for key in engine.required_words(version, "standard")}
    engine.set_words(version=version, twin=("standard", "en"), texts=texts, by="b")
    engine.check_words(version=version, twin=("standard", "en"), checker="B", by="b")
    engine.publish(version=version, by="b")
    book = coding.make_codebook(questionnaire=version.questionnaire, question="views", name="Views", by="b")
    theme = coding.add_theme(codebook=book, name="Time", by="b")
    at = timezone.now() - timedelta(days=10)

    def entries(event: str, subjects: list[str]) -> list[Entry]:
        values = {"role": "carer", "nation": "wales", "people": 1} if event == "voice.received" else {}
        made = [Entry(public_id=f"entry_{event[:6]}{n}", event=event, subject=s, actor="b", values=values, at=at)
                for n, s in enumerate(subjects)]  # fmt: skip
        return Entry.objects.bulk_create(made, batch_size=5_000)

    heard = entries("voice.received", [f"voice_{n}" for n in range(PEOPLE)])
    formats = ["email", "email", "easy", "web", "letter"]  # half have an account, half are guests
    Person.objects.bulk_create([
        Person(public_id=f"person_{n}", name=f"P{n}", email=f"p{n}@example.org", preferred_format=formats[n // 2 % 5],
               preferred_language="en-gb") for n in range(0, PEOPLE, 2)], batch_size=5_000)  # fmt: skip
    Wish.objects.bulk_create([Wish(reader=f"person_{n}", every="each") for n in range(0, PEOPLE, 2)], batch_size=5_000)
    same = {"version": version, "channel": "web", "edition": "standard", "language": "en", "sent_at": at}
    AnswerSet.objects.bulk_create([
        AnswerSet(public_id=f"voice_{n}", entry_id=e.public_id, receipt_hash=receipts.hashed(f"CODE{n:08d}"),
                  once_hash=f"once{n}", person_id="" if n % 2 else f"person_{n}", **same)
        for n, e in enumerate(heard)], batch_size=5_000)  # fmt: skip
    reads = entries("answer.read", [f"voice_{n % PEOPLE}" for n in range(ENTRIES - PEOPLE)])
    links = [Because(entry=e, cause=heard[n % PEOPLE]) for n, e in enumerate(reads)]
    agreed = Entry.objects.create(public_id="entry_agreed", event="theme.agreed", subject=theme.public_id, actor="b",
                                  values={}, at=at)  # fmt: skip
    links += [Because(entry=agreed, cause=voice) for voice in heard]
    Because.objects.bulk_create(links, batch_size=5_000)
    return agreed


def work() -> None:
    """One worker, until nothing is left."""
    setup(os.environ["CARELOOM_FOLDER"])
    from careloom.jobs import registry, worker
    from careloom.jobs.services import enqueue
    from careloom.showing.models import Message, News, Telling

    registry.find_jobs()
    while True:
        while worker.work_once():
            pass
        waiting = Telling.objects.filter(message=None, over_at=None).exists() or Message.objects.filter(state="waiting")
        if News.objects.exclude(spread_at=None).exists() and not waiting:
            return
        name = "showing.tell" if News.objects.exclude(spread_at=None).exists() else "showing.notice"
        enqueue(name=name, by="bench", once=f"{name}@{int(time.time())}")
        time.sleep(1)


def tell(folder: str) -> dict[str, Any]:
    """Workers one after the other, three of them killed at some moment. Gives CPU and wall seconds of them all."""
    from careloom.showing.models import Message

    chance, begun, killed = random.Random(5), time.perf_counter(), []
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    for kill in range(KILLS + 1):
        child = subprocess.Popen([sys.executable, "-c", "from benchmarks.telling import work; work()"],
                                 env={**os.environ, "CARELOOM_FOLDER": folder})  # fmt: skip
        if kill < KILLS:
            goal = PEOPLE * (kill + 1) // (KILLS + 2)
            while child.poll() is None and Message.objects.filter(state="told").count() < goal:
                time.sleep(0.5)
            time.sleep(chance.random())
            child.send_signal(signal.SIGKILL)
            killed.append(Message.objects.filter(state="told").count())
            _let_leases_run_out()
        child.wait()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {"cpu_s": round(cpu, 1), "wall_s": round(time.perf_counter() - begun, 1), "killed_at": killed}


def _let_leases_run_out() -> None:
    """What a minute of waiting does in a centre: the killed worker's job is free for another one."""
    from django.utils import timezone

    from careloom.jobs.models import Job

    Job.objects.filter(state="running").update(lease_until=timezone.now() - timedelta(seconds=1))


def checked(folder: str) -> dict[str, Any]:
    """Was everybody told, and nobody twice?"""
    from collections import Counter

    from careloom.showing.models import Message, Telling
    from careloom.thread.models import Because, Entry

    lines = [line.split() for line in Path(folder, "mails").read_text().splitlines()]
    numbers = {number for number, _ in lines}
    per_reader = Counter(Message.objects.exclude(state="stopped").values_list("reader", flat=True))
    told = Entry.objects.filter(event="person.told")
    cited = Because.objects.filter(entry__event="person.told").values("cause").distinct().count()
    return {
        "people": len(per_reader), "messages_each": sorted(set(per_reader.values())),
        "tellings": Telling.objects.count(), "told_entries": told.count(), "voices_cited": cited,
        "letters_ready": Message.objects.filter(state="ready").count(),
        "mails": len(numbers), "mail_readers": len({reader for _, reader in lines}),
        "mails_sent_again_under_the_same_number": len(lines) - len(numbers),
    }  # fmt: skip


def page() -> dict[str, Any]:
    """CPU and queries of one voice's page, by its code."""
    from django.core.cache import cache
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from careloom.thread.models import Entry

    client = Client(headers={"host": "localhost"})
    cache.clear()
    found: dict[str, Any] = {}
    for name, address in (("receipt", "/surveys/receipt/"), ("by_code", "/what-came-of-it/yours/")):
        spent: list[float] = []
        for n in range(ROUNDS):
            begin = time.process_time()
            answer = client.post(address, {"code": f"CODE{n * 2 + 1:08d}"})
            spent.append((time.process_time() - begin) * 1000)
            if answer.status_code != 200:
                sys.exit(f"{address} answered {answer.status_code}")
        with CaptureQueriesContext(connection) as caught:
            client.post(address, {"code": "CODE00000001"})
        found |= {f"{name}_cpu_ms": round(statistics.median(spent), 1), f"{name}_queries": len(caught)}
    return found | {"entries": Entry.objects.count()}


def main() -> None:
    """Fill, tell, check, open."""
    folder = tempfile.mkdtemp(prefix="careloom-bench-")
    setup(folder)
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    begin = time.process_time()
    fill()
    connection.close()
    print(f"Filled in {time.process_time() - begin:.0f} s CPU", file=sys.stderr)
    rows = {"what": f"telling {PEOPLE:,} people", **tell(folder), **checked(folder), **page()}
    print(json.dumps(rows) if "--json" in sys.argv else "\n".join(f"{k:40} {v}" for k, v in rows.items()))


if __name__ == "__main__":
    main()
