"""Many answers at once, a server that dies in the middle, and a store with millions of answers.

`submissions`: 65 answers a second for 60 seconds to a real server on this machine's loopback address; in the middle
the server is killed (SIGKILL, all its processes) and started again. Every sender keeps its key and tries again, as a
browser does. At the end each receipt is counted in the database: none lost, none twice.

`store`: answer sets are taken in by import, the store is then grown by copying rows, and two questions are asked of it:
the count of one question, and how many returns chose three given answers.

The database is CARELOOM_DATABASE_URL (an empty PostgreSQL database made for this), or a new SQLite file.
"""

import argparse
import http.client
import json
import os
import re
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
import uuid
from pathlib import Path
from queue import Empty, Queue
from typing import Any
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parent.parent
SENDERS = 24
PATIENCE = 60.0  # seconds for which a sender tries again


def free_port() -> int:
    """A port on the loopback address that nobody uses."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


class Server:
    """Two processes of four threads that serve the centre; can be killed and started again."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start, without waiting."""
        command = [sys.executable, "-m", "gunicorn", "careloom.site.wsgi:application", "--workers", "2",
                   "--threads", "4", "--bind", f"127.0.0.1:{self.port}", "--log-level", "critical",
                   "--keep-alive", "30"]  # fmt: skip
        self.process = subprocess.Popen(command, cwd=ROOT, start_new_session=True)  # our own command

    def kill(self) -> None:
        """Kill every process of it at once."""
        if self.process:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def wait(self) -> None:
        """Until it answers a page."""
        for _ in range(300):
            try:
                line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
                line.request("GET", "/surveys/load/en/")
                if line.getresponse().status == 200:
                    return
            except (OSError, http.client.HTTPException):
                time.sleep(0.1)
        raise SystemExit("The server did not start.")


class Sender(threading.Thread):
    """Somebody who sends answers and does not give up."""

    def __init__(self, port: int, work: "Queue[tuple[float, str]]", address: str, fields: dict[str, Any]) -> None:
        super().__init__(daemon=True)
        self.port, self.work, self.address, self.fields = port, work, address, fields
        self.receipts: dict[str, str] = {}
        self.seconds: list[float] = []
        self.again = 0
        self.token = self.cookie = ""
        self.line: http.client.HTTPConnection | None = None

    def run(self) -> None:
        """Send each answer at its time."""
        while True:
            try:
                due, once = self.work.get_nowait()
            except Empty:
                return
            time.sleep(max(0.0, due - time.monotonic()))
            self._send(once)

    def _send(self, once: str) -> None:
        begin = time.monotonic()
        while time.monotonic() - begin < PATIENCE:
            try:
                code = self._post(once)
            except (OSError, http.client.HTTPException):
                self.line, self.again = None, self.again + 1
                time.sleep(0.2)
                continue
            if code:
                self.receipts[once] = code
                self.seconds.append(time.monotonic() - begin)
                return
            self.again += 1
            time.sleep(0.2)

    def _ask(self, method: str, body: str = "") -> http.client.HTTPResponse:
        if self.line is None:
            self.line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=15)
        headers = {"Cookie": self.cookie, "Content-Type": "application/x-www-form-urlencoded"}
        self.line.request(method, self.address, body or None, headers)
        return self.line.getresponse()

    def _post(self, once: str) -> str:
        if not self.token:
            page = self._ask("GET")
            text = page.read().decode()
            self.cookie = (page.getheader("Set-Cookie") or "").split(";")[0]
            found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', text)
            self.token = found[1] if found else ""
        body = {**self.fields, "csrfmiddlewaretoken": self.token, "at": 0, "go": "send", "once": once}
        answer = self._ask("POST", urlencode(body, doseq=True))
        answer.read()
        return answer.getheader("X-Careloom-Receipt") or ""


def submissions(rate: int, seconds: int) -> dict[str, Any]:
    """Send, kill, start again, count."""
    from benchmarks.web import eight, publish, sent
    from careloom.questionnaires import receipts
    from careloom.questionnaires.models import AnswerSet

    publish("load", eight())
    server = Server(free_port())
    server.start()
    server.wait()
    total, begin = rate * seconds, time.monotonic() + 1.0
    work: Queue[tuple[float, str]] = Queue()
    for number in range(total):
        work.put((begin + number / rate, uuid.uuid4().hex))
    senders = [Sender(server.port, work, "/surveys/load/en/", sent(eight())) for _ in range(SENDERS)]
    for sender in senders:
        sender.start()
    time.sleep(max(0.0, begin + seconds / 2 - time.monotonic()))
    server.kill()
    killed = time.monotonic()
    server.start()
    server.wait()
    down = time.monotonic() - killed
    for sender in senders:
        sender.join()
    took = time.monotonic() - begin
    server.kill()
    codes = {once: code for sender in senders for once, code in sender.receipts.items()}
    stored = list(AnswerSet.objects.values_list("receipt_hash", flat=True))
    known = {receipts.hashed(code) for code in codes.values()}
    times = sorted(t for sender in senders for t in sender.seconds)
    return {
        "what": "submissions with a kill in the middle", "sent": total, "acknowledged": len(codes),
        "stored": len(stored), "lost": len(known - set(stored)), "twice": len(stored) - len(set(stored)),
        "not_acknowledged_but_stored": len(set(stored) - known), "tried_again": sum(s.again for s in senders),
        "seconds": round(took, 1), "per_second": round(len(codes) / took, 1), "down_seconds": round(down, 1),
        "p50_ms": round(statistics.median(times) * 1000), "p95_ms": round(times[int(len(times) * 0.95)] * 1000),
    }  # fmt: skip


QUESTIONS = 47


def store(sets: int, grow_to: int) -> list[dict[str, Any]]:
    """Import, grow, ask."""
    from benchmarks.web import publish
    from careloom.questionnaires import queries

    options = [f"o{n}" for n in range(5)]
    made = [{"id": f"c{n}", "kind": "one", "options": options} for n in range(QUESTIONS)]
    publish("store", {"pages": [{"id": "p", "questions": made}]})
    version = queries.published("store")
    if version is None:
        raise SystemExit("The questionnaire is not there.")
    rows = [_import(version, sets, options)]
    if grow_to > sets * QUESTIONS:
        _grow(version, sets, grow_to)
    _tidy()
    return rows + ask()


def _tidy() -> None:
    """What the database does by itself a while after many rows came in."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE questionnaires_answer")


def ask() -> list[dict[str, Any]]:
    """The two questions, to the store that is there; the median of twenty after two to warm up."""
    from careloom.questionnaires import queries
    from careloom.questionnaires.models import Answer

    version = queries.published("store")
    if version is None:
        raise SystemExit("There is no store here: run the part 'store' first.")
    rows: list[dict[str, Any]] = []
    there = Answer.objects.filter(version=version).count()
    for what, question in [
        ("count of one question", lambda: queries.chosen(version, "c3")),
        ("three closed answers", lambda: queries.count_with_answers(version, {"c1": "o1", "c2": "o2", "c3": "o3"})),
    ]:
        spent = []
        for _ in range(22):
            begin = time.perf_counter()
            found = question()
            spent.append((time.perf_counter() - begin) * 1000)
        middle, fastest = round(statistics.median(spent[2:]), 1), round(min(spent), 1)
        rows.append({"what": what, "answers": there, "ms": middle, "fastest_ms": fastest, "found": str(found)[:60]})
    return rows


def _import(version: Any, sets: int, options: list[str]) -> dict[str, Any]:
    from careloom.questionnaires import services

    begin, cpu = time.monotonic(), time.process_time()
    batch = 2_000
    for at in range(0, sets, batch):
        returns = []
        for number in range(at, min(at + batch, sets)):
            values = {f"c{q}": options[(number * (q + 3) + number // 7 + q) % 5] for q in range(QUESTIONS)}
            group = {"name": "G", "size": "5"} if number % 40 == 0 else None
            returns.append((f"bench-store-{number}", values, services.Given(channel="import", group=group)))
        services.receive_many(version=version, returns=returns, by="system")
    took = time.monotonic() - begin
    return {"what": "import", "sets": sets, "answers": sets * QUESTIONS, "seconds": round(took, 1),
            "cpu_seconds": round(time.process_time() - cpu, 1),
            "answers_per_second": round(sets * QUESTIONS / took)}  # fmt: skip


def _grow(version: Any, sets: int, grow_to: int) -> None:
    """More rows like those that were imported, made by the database itself."""
    from django.db import connection, transaction

    columns = ("version_id, state, channel, edition, language, entry_id, role_group, nation, place, people, "
               '"group", helped_by, entered_by, person_id, sent_at')  # fmt: skip
    copies = -(-grow_to // (sets * QUESTIONS)) - 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(id) FROM questionnaires_answerset")
        step = int(cursor.fetchone()[0])
        for copy in range(1, copies + 1):
            with transaction.atomic():
                cursor.execute(
                    f"INSERT INTO questionnaires_answerset (id, public_id, receipt_hash, once_hash, {columns}) "  # noqa: S608
                    f"SELECT id + {copy * step}, public_id || '-{copy}', substr(receipt_hash, 1, 56) || '-{copy}', "
                    f"substr(once_hash, 1, 56) || '-{copy}', {columns} FROM questionnaires_answerset "
                    f"WHERE id <= {step} AND version_id = {version.pk}"
                )
                cursor.execute(
                    "INSERT INTO questionnaires_answer (answer_set_id, version_id, question, code, row, people, text) "  # noqa: S608
                    f"SELECT answer_set_id + {copy * step}, version_id, question, code, row, people, text "
                    f"FROM questionnaires_answer WHERE answer_set_id <= {step} AND version_id = {version.pk}"
                )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=["submissions", "store", "ask", "all"], default="all")
    parser.add_argument("--rate", type=int, default=65)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--sets", type=int, default=10_000, help="answer sets to import (47 answers each)")
    parser.add_argument("--grow-to", type=int, default=1_000_000, help="answers in the store before it is asked")
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    os.environ["CARELOOM_FOLDER"] = tempfile.mkdtemp(prefix="careloom-bench-")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "careloom.site.settings")
    os.environ["PYTHONPATH"] = f"{ROOT / 'src'}{os.pathsep}{ROOT}"
    import django

    django.setup()
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0)
    rows: list[dict[str, Any]] = []
    if options.part in {"submissions", "all"}:
        rows.append(submissions(options.rate, options.seconds))
    if options.part in {"store", "all"}:
        rows += store(options.sets, options.grow_to)
    if options.part == "ask":
        rows += ask()
    if options.json:
        print(json.dumps({"database": connection.vendor, "rows": rows}))
        return
    print(f"Database: {connection.vendor}")
    for row in rows:
        print(", ".join(f"{key.replace('_', ' ')}: {value}" for key, value in row.items()))


if __name__ == "__main__":
    main()
