"""Searching the library: one word, two words, any of four, and counts by kind and nation, in CPU milliseconds.

20,000 made-up items through the database's own search (CARELOOM_DATABASE_URL: an empty PostgreSQL database made for
this, or a new SQLite file); with `--big` instead 200,000 through the tantivy index, if it is installed; there without
the reading of the twenty items of a page from the database. Words are
as common as in real texts: the few commonest are in nearly every item. A figure is the 50th and 95th percentile over
100 searches; on PostgreSQL the CPU of the server's process is added, as the kernel counts it, over batches of searches,
and the tables are tidied first (VACUUM), as its own daemon does within minutes of an import.
"""

import argparse
import json
import os
import random
import tempfile
import time
from collections.abc import Callable
from itertools import accumulate, islice
from pathlib import Path
from typing import Any

from benchmarks.thread import cpu_seconds

WORDS = [f"w{n}" for n in range(30_000)]
RARITY = list(accumulate(1 / (n + 10) for n in range(len(WORDS))))  # summed, as random.choices wants it to be quick
ASKED = WORDS[20:2_000]  # what somebody may search for, the commoner the likelier
KINDS, NATIONS = ["research", "lived", "practice"], ["england", "scotland", "wales", "northern-ireland", "uk"]
SEARCHES, BATCH, BIG = 100, 5, 200_000


def rows(number: int, seed: int = 1) -> Any:
    """Made-up items of three kinds, with a summary of 120 words; one in three Welsh in part."""
    chance = random.Random(seed)
    for n in range(number):
        words = chance.choices(WORDS, cum_weights=RARITY, k=130)
        kind = KINDS[0] if n % 10 < 7 else KINDS[1 + n % 2]
        row = {"kind": kind, "title": " ".join(words[:10]), "summary": " ".join(words[10:]), "year": 2000 + n % 26,
               "nations": [NATIONS[n % 5]] + ([NATIONS[(n + 1) % 5]] if n % 7 == 0 else []), "topics": []}  # fmt: skip
        if kind == "research":
            row |= {"authors": ["Evans, Non"], "journal": "Journal of Care"}
        elif kind == "lived":
            row |= {"voice": "Carers", "people": 5, "gathered": "group", "consent": "public", "attribution": "no-name"}
        else:
            row |= {"setting": "Home care", "role": "manager", "tried": "A team", "happened": "Calm",
                    "outcome": "worked"}  # fmt: skip
        yield row


def asked(chance: random.Random) -> dict[str, dict[str, str]]:
    """What people might type: words of a text, the very commonest left out, as nobody searches for 'the'."""
    one, two, *more = chance.choices(ASKED, cum_weights=RARITY[20:2_000], k=5)
    return {
        "one word": {"words": one}, "two words": {"words": f"{one} {two}"},
        "one word, one kind, one nation": {"words": one, "kind": "research", "nation": "wales"},
        "any of four": {"words": " ".join([one, *more])},
    }  # fmt: skip


def measured(look: Callable[..., Any]) -> list[dict[str, Any]]:
    """A page of 20 with its number, and the counts by kind and nation, for each sort of search."""
    from careloom.evidence.queries.library import Filters

    chance, found = random.Random(5), dict[str, list[float]]()
    cases = [asked(chance) for _ in range(SEARCHES)]
    for name in cases[0]:
        every = name != "any of four"
        calls = {name: lambda f: (f.count(), f[0:20]), f"{name}: counts": lambda f: f.counts()}
        for what, call in calls.items():
            spent = []
            for start in range(0, SEARCHES, BATCH):
                begin = cpu_seconds()
                for case in cases[start : start + BATCH]:
                    call(look(Filters(**case[name]), every_word=every))
                spent += [(cpu_seconds() - begin) * 1000 / BATCH] * BATCH
            found[what] = sorted(spent)
    return [{"what": name, "p50_ms": round(s[len(s) // 2], 1), "p95_ms": round(s[int(0.95 * len(s))], 1)}
            for name, s in found.items()]  # fmt: skip


def build(number: int) -> None:
    """Put so many items into the library, in parts."""
    from careloom.evidence import services

    made = rows(number)
    while part := list(islice(made, 2_000)):
        services.add_items(items=part, by="bench", run=services_run())


def indexed(number: int, folder: Path) -> tuple[Any, float]:
    """The large index of so many items, and the CPU seconds that it took."""
    import tantivy

    from careloom.evidence.queries.big_index import prepare
    from careloom.evidence.services.big_index import MEMORY, schema

    (folder / "index").mkdir()
    index = prepare(tantivy.Index(schema(), path=str(folder / "index")))
    begin, writer = time.process_time(), index.writer(MEMORY, 1)
    for n, row in enumerate(rows(number)):
        cells = [f"{row['kind']} {code}" for code in row["nations"]]
        made = tantivy.Document(title=row["title"], body=row["summary"], kind=row["kind"], seen="public",
                                nation=row["nations"], cell=cells)  # fmt: skip
        made.add_unsigned("pk", n)
        made.add_unsigned("year", row["year"])
        writer.add_document(made)
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    return index, round(time.process_time() - begin, 1)


def services_run() -> Any:
    """One import for all of them, so that the trace gets no entry for each."""
    from django.utils import timezone

    from careloom.evidence.models import ImportRun

    given = {"public_id": "import_bench", "name": "bench", "by": "bench", "at": timezone.now()}
    return ImportRun.objects.get_or_create(once="bench", defaults=given)[0]


def main() -> None:
    """Build, measure, show."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--items", type=int, default=20_000)
    parser.add_argument("--big", action="store_true")
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["CARELOOM_FOLDER"] = folder
        os.environ.setdefault("CARELOOM_DATABASE_URL", "")
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connection

        call_command("migrate", verbosity=0)
        from careloom.centre.services import load_defaults
        from careloom.evidence.queries.big_index import BigFound
        from careloom.evidence.queries.library import looked_up

        load_defaults(by="bench")
        if given.big:
            index, made = indexed(BIG, Path(folder))
            report = {"tantivy": {"items": BIG, "made_s": made,
                                  "rows": measured(lambda f, every_word: BigFound(index, f, every_word=every_word))}}
        else:
            build(given.items)
            if connection.vendor == "postgresql":
                connection.cursor().execute("VACUUM ANALYZE")
            report = {connection.vendor: {"items": given.items, "rows": measured(looked_up)}}
    print(json.dumps(report)) if given.json else show(report)


def show(report: dict[str, Any]) -> None:
    """One line for one figure."""
    for engine, found in report.items():
        for row in found["rows"]:
            print(f"{engine:12} {found['items']:7} items  {row['what']:40} p50 {row['p50_ms']:7} p95 {row['p95_ms']:7}"
                  " ms CPU")  # fmt: skip


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "careloom.site.settings")
    main()
