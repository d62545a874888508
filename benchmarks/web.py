"""Open and submit a questionnaire: queries, CPU and bytes, through the whole stack of middleware, views and templates.

20 questions on one page, opened and sent (the shape of the survey that was run on LimeSurvey 6.4.2, whose figures stand
beside ours: they were measured apart, not in this run), and a submit of 8 answers. CPU is this process's own time, the
median of many rounds; the number of queries has no noise.
"""

import argparse
import json
import os
import statistics
import tempfile
import time
import uuid
from collections.abc import Callable
from typing import Any

ROUNDS = 40
LIMITS = {"open and submit 20": (25, 80.0), "submit 8": (25, 40.0)}
# Measured apart, per respondent: queries and CPU milliseconds. Both tools were asked the same number of questions.
PEERS = {"open and submit 20": ("LimeSurvey 6.4.2, default theme", 3_035, 1_570.0)}


def twenty() -> dict[str, Any]:
    """12 single choices, 4 multiple ones of 8 options, 4 texts."""
    options = [f"o{n}" for n in range(8)]
    made = [{"id": f"one{n}", "kind": "one", "options": options[:5]} for n in range(12)]
    made += [{"id": f"many{n}", "kind": "many", "options": options} for n in range(4)]
    made += [{"id": f"text{n}", "kind": "long"} for n in range(4)]
    return {"pages": [{"id": "all-of-them", "questions": made}]}


def eight() -> dict[str, Any]:
    """8 single choices."""
    made = [{"id": f"one{n}", "kind": "one", "options": ["a", "b", "c"]} for n in range(8)]
    return {"pages": [{"id": "p", "questions": made}]}


def publish(slug: str, raw: dict[str, Any]) -> None:
    """Make it, have its words checked, open it."""
    from careloom.questionnaires import services, words

    version = services.make_questionnaire(
        slug=slug, name=slug, raw=raw, promised=[words.FIRST], by="system", in_wales=False)  # fmt: skip
    keys = services.required_words(version, "standard")
    services.set_words(version=version, twin=words.FIRST, texts={k: f"The words of {k}" for k in keys}, by="system")
    services.check_words(version=version, twin=words.FIRST, checker="bench", by="system")
    services.publish(version=version, by="system")


def sent(raw: dict[str, Any]) -> dict[str, Any]:
    """An answer to every question."""
    found: dict[str, Any] = {}
    for question in raw["pages"][0]["questions"]:
        options = question.get("options", [])
        found[f"q.{question['id']}"] = (
            options[0] if question["kind"] == "one" else options[:3] if options else "What matters is time to talk."
        )
    return found


def arrived(answer: Any) -> None:
    """Stop the measurement where an answer was not taken."""
    if "X-Careloom-Receipt" not in answer:
        raise SystemExit(f"The answer was not taken: status {answer.status_code}")


def measure(work: Callable[[], int]) -> dict[str, Any]:
    """Queries and bytes of one round, median CPU milliseconds of many."""
    from django.db import connection

    work()
    queries: list[str] = []

    def count(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        queries.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(count):
        size = work()
    spent = []
    for _ in range(ROUNDS):
        begin = time.process_time()
        work()
        spent.append((time.process_time() - begin) * 1000)
    return {"queries": len(queries), "cpu_ms": round(statistics.median(spent), 2), "bytes": size}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    os.environ["CARELOOM_FOLDER"] = tempfile.mkdtemp(prefix="careloom-bench-")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "careloom.site.settings")
    import django

    django.setup()
    from django.core.management import call_command
    from django.test import Client

    from careloom.questionnaires.models import AnswerSet

    call_command("migrate", verbosity=0)
    publish("twenty", twenty())
    publish("eight", eight())
    client = Client(headers={"host": "localhost"})
    all_of_them, few = sent(twenty()), sent(eight())

    def open_and_submit() -> int:
        page = client.get("/surveys/twenty/en/")
        form = {**all_of_them, "at": 0, "go": "send", "once": uuid.uuid4().hex}
        answer = client.post("/surveys/twenty/en/", form)
        arrived(answer)
        return len(page.content)

    def submit() -> int:
        answer = client.post("/surveys/eight/en/", {**few, "at": 0, "go": "send", "once": uuid.uuid4().hex})
        arrived(answer)
        return len(answer.content)

    rows = []
    for what, work in [("open and submit 20", open_and_submit), ("submit 8", submit)]:
        found = measure(work)
        most_queries, most_cpu = LIMITS[what]
        peer = PEERS.get(what)
        rows.append({"what": what, **found, "limit_queries": most_queries, "limit_cpu_ms": most_cpu,
                     "peer": peer[0] if peer else None, "peer_queries": peer[1] if peer else None,
                     "peer_cpu_ms": peer[2] if peer else None,
                     "ratio_cpu": round(peer[2] / found["cpu_ms"], 1) if peer else None})  # fmt: skip
    if options.json:
        print(json.dumps({"rows": rows, "stored": AnswerSet.objects.count()}))
        return
    for row in rows:
        print(f"{row['what']:20} {row['queries']:3} queries (at most {row['limit_queries']}), "
              f"{row['cpu_ms']:6.2f} ms CPU (at most {row['limit_cpu_ms']:.0f}), {row['bytes']} bytes")  # fmt: skip
        if row["peer"]:
            print(f"  {row['peer']}, measured apart: {row['peer_queries']} queries, {row['peer_cpu_ms']:.0f} ms CPU: "
                  f"{row['ratio_cpu']} times ours")  # fmt: skip


if __name__ == "__main__":
    main()
