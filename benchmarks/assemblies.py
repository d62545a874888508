"""Taking a place, saving a list of 200, and drawing 35 of 200 through the pages: queries, CPU and wall seconds.

No peer draws, seats and writes letters in one piece. For taking a place the peer's figures (pretix 2026.8.0, one person
registered in process, zero price, jobs inline: 77 queries, 242 CPU ms) were measured on another day, so they are
printed as such and no ratio is made of them.
"""

import json
import os
import statistics
import sys
import tempfile
import time
from typing import Any

ROUNDS, PEOPLE, SEATS = 20, 200, 35
ROLES = ("draws-on-care", "carer", "practitioner", "provider", "commissioner", "researcher")


def taking_a_place() -> dict[str, Any]:
    """Median CPU of posting the page's form, ROUNDS people one after another."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from careloom.involvement import services
    from careloom.people import services as people

    event = services.open_opportunity(title="Tea", what="Tea", how_long="1 h", how_often="Once", places=ROUNDS, by="x")
    spent, queries = [], 0
    for n in range(ROUNDS):
        person = people.get_to_know(name=f"P{n}", email=f"p{n}@example.org", by="x")
        client = Client(headers={"host": "localhost"})
        client.force_login(people.open_account(person=person, by="x"), "django.contrib.auth.backends.ModelBackend")
        with CaptureQueriesContext(connection) as seen:
            begin = time.process_time()
            client.post(f"/take-part/{event.public_id}/book/", {"go": "book"})
            spent.append((time.process_time() - begin) * 1000)
        queries = len(seen)
    return {"what": "take a place at an event", "queries": queries, "cpu_ms": round(statistics.median(spent), 1),
            "goal": "25 queries, 60 CPU ms", "peer_another_day": "pretix 2026.8.0: 77 queries, 242 CPU ms"}  # fmt: skip


def attendance() -> dict[str, Any]:
    """Save who was there for PEOPLE people on the page."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from careloom.involvement import services
    from careloom.people.models import Account, Person

    terms = {"title": "Day", "what": "Day", "how_long": "1 day", "how_often": "Once"}
    event = services.open_opportunity(places=PEOPLE, by="x", **terms)  # type: ignore[arg-type]
    made = Person.objects.bulk_create([Person(public_id=f"there_{n}", name=f"T{n}") for n in range(PEOPLE)])
    for person in made:
        services.book(opportunity=event, person=person, by="x")
    client = Client(headers={"host": "localhost"})
    client.force_login(Account.objects.get(email="rosa@demo.example"), "django.contrib.auth.backends.ModelBackend")
    sent = {"day": "2026-11-20"} | {f"m{person.pk}": "90" for person in made}
    with CaptureQueriesContext(connection) as seen:
        wall, cpu = time.perf_counter(), time.process_time()
        client.post(f"/desk/take-part/{event.public_id}/attendance/", sent)
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    return {"what": f"save who was there, {PEOPLE} people", "queries": len(seen), "cpu_ms": round(cpu * 1000),
            "wall_s": round(wall, 2), "goal": "1 s"}  # fmt: skip


def draw() -> dict[str, Any]:
    """From pressing 'Draw' to letters for everyone and tables for the panel; the worker's job runs in this process."""
    from django.test import Client

    from careloom.assemblies import services
    from careloom.assemblies.models import Application, Draw
    from careloom.jobs import services as jobs
    from careloom.jobs import worker
    from careloom.people.models import Account
    from careloom.questionnaires import queries as forms
    from careloom.questionnaires import services as engine
    from careloom_methods.lottery import seat

    here = services.make_assembly(slug="bench", name="Bench", nation_code="wales", seats=SEATS, by="x")
    call = services.open_call(assembly=here, slug="join-bench", checkers={"en": "a", "cy": "b"}, sign_off="c", by="x")
    version = forms.published(call.form_slug)
    if version is None:
        raise SystemExit("the form is not published")
    returns = [(f"bench-return-{n:06d}", {"name": f"A{n}", "email": f"bench{n}@example.org", "role": ROLES[n % 6],
                "area": "town", "first-time": "yes", "format": "email", "language": "cy" if n % 3 else "en-gb"},
                engine.Given()) for n in range(PEOPLE)]  # fmt: skip
    engine.receive_many(version=version, returns=returns, by="x")
    services.take_applications(recruitment=call, by="x")
    services.check_inclusion(about=call.public_id, missing="x", barriers="x", by="x")
    client = Client(headers={"host": "localhost"})
    client.force_login(Account.objects.get(email="megan@demo.example"), "django.contrib.auth.backends.ModelBackend")
    address = "/desk/assemblies/wales/bench/lottery/"
    wall, cpu = time.perf_counter(), time.process_time()
    client.post(address, {"go": "draw"})
    asked = Draw.objects.get(recruitment=call)
    while (job := jobs.claim()) is not None:
        if job.public_id == asked.job_id:
            worker.do(job)
    client.post(address, {"go": "confirm", "draw": asked.public_id, "reasons": "Fair"})
    rows = Application.objects.filter(recruitment=call, state="chosen")
    seat([(row.public_id, row.features["role_group"]) for row in rows], tables=6, rounds=3, seed="1")
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    letters = Application.objects.filter(recruitment=call).exclude(letter="").count()
    return {"what": f"draw {SEATS} of {PEOPLE}, reasons, letters, tables", "chosen": rows.count(), "letters": letters,
            "cpu_ms": round(cpu * 1000), "wall_s": round(wall, 2), "goal": "5 s"}  # fmt: skip


def main() -> None:
    """Measure in a demo centre in a temporary folder."""
    os.environ["CARELOOM_FOLDER"] = tempfile.mkdtemp(prefix="careloom-bench-")
    os.environ["CARELOOM_DEMO"] = "1"
    import django

    django.setup()
    from django.core.management import call_command

    from careloom.jobs import registry
    from careloom.site import demo

    call_command("migrate", verbosity=0)
    demo.load()
    registry.find_jobs()
    rows = [taking_a_place(), attendance(), draw()]
    if "--json" in sys.argv:
        print(json.dumps(rows))
        return
    for row in rows:
        print(" · ".join(f"{key}: {value}" for key, value in row.items()))


if __name__ == "__main__":
    main()
