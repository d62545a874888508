"""A trace of 1,000,000 entries: what came of one voice, and all voices behind one decision.

300,000 voices, each read (an entry that rests on it) and cited by one of 600 agreed themes; 60 topics rest on ten
themes each; 60 decisions rest on one topic each; every voice is told once (an entry that rests on the voice and on
nothing else, so that a walk from one voice meets no one else's message). The largest decision stands on many voices,
as in a national survey: 100,000.

The database is CARELOOM_DATABASE_URL (an empty PostgreSQL database on this machine, made for this), or a new SQLite
file. A figure is the mean CPU milliseconds of fifteen calls, which bear a busy machine: on SQLite all the work is in
this process; on PostgreSQL the CPU of the server's process for our connection is added, as the kernel counts it.
"""

import argparse
import json
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

VOICES, THEMES, TOPICS = 300_000, 600, 60
MOST_VOICES = 100_000  # behind the largest decision
LIMITS = {"what came of one voice": 50.0, "all voices behind one decision": 300.0}
ROLES = ["draws-on-care", "carer", "care-worker", "social-work", "provider", "commissioner"]
NATIONS = ["england", "scotland", "wales", "northern-ireland"]


def cpu_seconds() -> float:
    """CPU seconds that we, and the database's process for our connection, have spent so far."""
    from django.db import connection

    if connection.vendor == "sqlite":
        return time.process_time()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        backend = cursor.fetchone()[0]
    fields = Path(f"/proc/{backend}/stat").read_text().rsplit(")", 1)[1].split()
    return time.process_time() + (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def mean_ms(call: Callable[[], Any], rounds: int = 15) -> float:
    """Mean CPU milliseconds of a call."""
    call()
    begin = cpu_seconds()
    for _ in range(rounds):
        call()
    return round((cpu_seconds() - begin) * 1000 / rounds, 1)


def theme_of(voice: int) -> int:
    """The first ten themes share the first 100,000 voices; the others share the rest."""
    return voice % 10 if voice < MOST_VOICES else 10 + voice % (THEMES - 10)


def build() -> tuple[Any, Any]:
    """Write the trace; gives one voice and the decision with the most voices behind it."""
    from django.utils import timezone

    from careloom.thread.models import Because, Entry

    at = timezone.now()

    def put(event: str, count: int, values: Callable[[int], dict[str, Any]] = lambda n: {}) -> list[Entry]:
        rows = [Entry(public_id=f"entry_{event}_{n}", event=event, subject=f"{event}_{n}", actor="system",
                      values=values(n), at=at) for n in range(count)]  # fmt: skip
        return Entry.objects.bulk_create(rows, batch_size=5_000)

    def link(pairs: list[tuple[Entry, Entry]]) -> None:
        Because.objects.bulk_create([Because(entry=e, cause=c) for e, c in pairs], batch_size=20_000)

    voices = put("voice.received", VOICES, lambda n: {
        "role": ROLES[n % 6], "nation": NATIONS[n % 4], "people": 1 + 11 * (n % 50 == 0)})  # fmt: skip
    read = put("answer.read", VOICES)
    link(list(zip(read, voices, strict=True)))
    themes = put("theme.agreed", THEMES)
    link([(themes[theme_of(n)], voices[n]) for n in range(VOICES)])
    topics = put("topic.raised", TOPICS)
    link([(topics[n // 10], theme) for n, theme in enumerate(themes)])
    decisions = put("decision.made", TOPICS)
    link(list(zip(decisions, topics, strict=True)))
    told = put("voice.told", VOICES)
    link(list(zip(told, voices, strict=True)))
    put("other.noted", 1_000_000 - Entry.objects.count())
    return voices[0], decisions[0]


def main() -> None:
    """Build, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    os.environ["CARELOOM_FOLDER"] = tempfile.mkdtemp(prefix="careloom-bench-")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "careloom.site.settings")
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    from careloom.thread import queries
    from careloom.thread.models import Entry

    call_command("migrate", verbosity=0)
    voice, decision = build()
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    behind = queries.voices_behind(decision)
    returns = sum(cell["returns"] for cell in behind.values())
    if returns != MOST_VOICES:
        raise SystemExit(f"{returns} voices were counted behind the decision; {MOST_VOICES} were put there")
    came = queries.came_of(voice)
    rows = [
        {"what": "what came of one voice", "ms": mean_ms(lambda: queries.came_of(voice)), "found": len(came)},
        {"what": "all voices behind one decision", "ms": mean_ms(lambda: queries.voices_behind(decision)),
         "found": returns},
    ]  # fmt: skip
    for row in rows:
        row["limit_ms"] = LIMITS[str(row["what"])]
    found = {"database": connection.vendor, "milliseconds": "CPU", "entries": Entry.objects.count(), "rows": rows}
    if options.json:
        print(json.dumps(found))
        return
    print(f"{found['entries']} entries on {found['database']}; CPU milliseconds")
    for row in rows:
        print(f"{row['what']:32} {row['ms']:7.1f} ms (at most {row['limit_ms']:.0f}), {row['found']} found")


if __name__ == "__main__":
    main()
