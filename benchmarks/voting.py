"""500 phones in one room: the embedded default (one process, one file) on the loopback.

`./careloom bench voting [--phones 500] [--seconds 10] [--json]`: every phone presses "agree" once within the given
seconds, then loads its next statement. Milliseconds from the press to the saved answer; and how many votes are lost.
"""

import asyncio
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from typing import Any

TOKEN = "a" * 32  # the same in cookie and form, as a browser would send it
SLUG = "room"


def option(name: str, default: int) -> int:
    """A number from the command line."""
    return int(sys.argv[sys.argv.index(name) + 1]) if name in sys.argv else default


def prepare(phones: int) -> list[tuple[str, str]]:
    """A conversation with 15 statements and `phones` voters: (code, statement) for each."""
    import django

    django.setup()
    from django.core.management import call_command

    from careloom.centre.services import load_defaults
    from careloom.conversations import queries, services

    call_command("migrate", verbosity=0)
    load_defaults(by="system")  # not empty: the server must not fill in the demo
    made = services.start(slug=SLUG, name="Room", why="Measured.", by="system")
    services.open_now(conversation=made, by="system")
    made.refresh_from_db()
    for number in range(15):
        services.seed(conversation=made, text=f"Statement number {number}.", by="system")
    found = []
    for number in range(phones):
        voter, code = services.join(conversation=made, once=f"phone-number-{number:06d}", by="guest")
        asked = queries.next_statement(voter)[0]
        if asked is not None:
            found.append((code, asked.public_id))
    return found


async def ask(port: int, method: str, path: str, code: str, body: str = "") -> int:
    """One request on its own connection, as a phone makes it; gives the status."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    lines = [f"{method} {path} HTTP/1.1", "Host: localhost", f"Cookie: csrftoken={TOKEN}; voice-{SLUG}={code}",
             "Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}", "Connection: close"]
    head = "\r\n".join(lines) + "\r\n\r\n"
    writer.write((head + body).encode())
    answer = await reader.read(-1)
    writer.close()
    return int(answer.split(b" ", 2)[1])


async def phone(port: int, code: str, statement: str, wait: float, spent: dict[str, list[float]]) -> bool:
    """Press once after `wait` seconds, then look at the next statement; says whether the vote was acknowledged."""
    await asyncio.sleep(wait)
    body = f"csrfmiddlewaretoken={TOKEN}&statement={statement}&go=agree"
    begin = time.monotonic()
    status = await ask(port, "POST", f"/conversations/{SLUG}/vote/", code, body)
    spent["press"].append((time.monotonic() - begin) * 1000)
    begin = time.monotonic()
    await ask(port, "GET", f"/conversations/{SLUG}/vote/", code)
    spent["next"].append((time.monotonic() - begin) * 1000)
    return status == 302


async def screen(port: int, spent: list[float], stop: asyncio.Event) -> None:
    """The screen in the room asks once a second."""
    while not stop.is_set():
        begin = time.monotonic()
        await ask(port, "GET", f"/conversations/{SLUG}/room/now/", "")
        spent.append((time.monotonic() - begin) * 1000)
        await asyncio.sleep(0.9)


async def everybody(port: int, phones: list[tuple[str, str]], seconds: int) -> tuple[dict[str, list[float]], int]:
    """All phones, and the screen; gives (milliseconds, acknowledged votes)."""
    chance = random.Random(1)
    spent: dict[str, list[float]] = {"press": [], "next": [], "screen": []}
    stop = asyncio.Event()
    watching = asyncio.create_task(screen(port, spent["screen"], stop))
    pressed = [phone(port, c, s, chance.random() * seconds, spent) for c, s in phones]
    kept = await asyncio.gather(*pressed)
    stop.set()
    await watching
    return spent, sum(kept)


def p95(values: list[float]) -> float:
    """The value that 95 in 100 stay under."""
    return sorted(values)[int(0.95 * (len(values) - 1))]


def main() -> None:
    """One server, one room."""
    os.environ["CARELOOM_FOLDER"] = tempfile.mkdtemp(prefix="careloom-bench-")
    count, seconds, port = option("--phones", 500), option("--seconds", 10), option("--port", 8671)
    phones = prepare(count)
    from careloom.conversations.models import Vote

    server = subprocess.Popen([sys.executable, "-m", "django", "serve", "--port", str(port)],
                              stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # fmt: skip
    try:
        for _ in range(100):
            try:
                asyncio.run(ask(port, "GET", "/conversations/", ""))
                break
            except OSError:
                time.sleep(0.2)
        spent, kept = asyncio.run(everybody(port, phones, seconds))
    finally:
        server.terminate()
        server.wait()
        used = os.times().children_user + os.times().children_system
    stored = Vote.objects.filter(value=1, voter__conversation__slug=SLUG).count()
    row: dict[str, Any] = {
        "what": f"{count} phones press once within {seconds} s", "p95_ms": p95(spent["press"]),
        "next_p95_ms": p95(spent["next"]), "screen_p95_ms": p95(spent["screen"]), "server_cpu_s": used,
        "acknowledged": kept, "stored": stored, "goal": "<= 300 ms p95, none lost",
    }  # fmt: skip
    if "--json" in sys.argv:
        print(json.dumps([row]))
        return
    print(", ".join(f"{k} {v:.3g}" if isinstance(v, float) else f"{k} {v}" for k, v in row.items()))


if __name__ == "__main__":
    main()
