"""Taking a place, applying, a list of 200, drawing 35 of 200 and five Assemblies at once through the pages.

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


def applying() -> dict[str, Any]:
    """Send the application form of an Assembly, ROUNDS people who are signed in; then read all that came in one go."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    from careloom.assemblies import services
    from careloom.people import services as people

    call = _call("apply", 6)
    spent, queries = [], 0
    for n in range(ROUNDS):
        person = people.get_to_know(name=f"B{n}", email=f"apply{n}@example.org", by="x")
        client = Client(headers={"host": "localhost"})
        client.force_login(people.open_account(person=person, by="x"), "django.contrib.auth.backends.ModelBackend")
        sent = {"q.name": f"B{n}", "q.email": f"apply{n}@example.org", "q.role": ROLES[n % 6], "q.area": "town",
                "q.first-time": "yes", "q.format": "email", "q.language": "en-gb", "at": "-1", "go": "send",
                "once": f"apply-{n:06d}-once-only"}  # fmt: skip
        with CaptureQueriesContext(connection) as seen:
            begin = time.process_time()
            answer = client.post(f"/surveys/{call.form_slug}/en/", sent)
            spent.append((time.process_time() - begin) * 1000)
        if answer.status_code != 200:
            raise SystemExit(f"the form answered {answer.status_code}")
        queries = len(seen)
    if services.take_applications(recruitment=call, by="x") != ROUNDS:
        raise SystemExit("not every application was taken")
    return {"what": "apply for a seat on an Assembly", "queries": queries, "cpu_ms": round(statistics.median(spent), 1),
            "goal": "25 queries, 60 CPU ms", "peer_another_day": "pretix 2026.8.0: 77 queries, 242 CPU ms"}  # fmt: skip


def _call(slug: str, seats: int) -> Any:
    from careloom.assemblies import services

    here = services.make_assembly(slug=slug, name=slug.title(), nation_code="wales", seats=seats, by="x")
    return services.open_call(assembly=here, slug=f"join-{slug}", checkers={"en": "a", "cy": "b"}, sign_off="c",
                              inclusion=("Nobody", "Travel"), by="x")  # fmt: skip


def _send(call: Any, people: int) -> None:
    """Applications of `people` who are new to the centre; nobody has read them yet."""
    from careloom.questionnaires import queries as forms
    from careloom.questionnaires import services as engine

    version = forms.published(call.form_slug)
    if version is None:
        raise SystemExit("the form is not published")
    returns = [(f"bench-{call.pk}-{n:06d}-return", {"name": f"A{n}", "email": f"bench{call.pk}-{n}@example.org",
                "role": ROLES[n % 6], "area": ("city", "town", "country")[n % 3], "first-time": "yes",
                "format": "email", "language": "cy" if n % 3 else "en-gb", "needs": "A ramp"}, engine.Given())
               for n in range(people)]  # fmt: skip
    engine.receive_many(version=version, returns=returns, by="x")


def _work(only: set[str], looking: Any = None) -> None:
    """Do the jobs of some draws as the worker does; `looking` is called at each word of progress."""
    from careloom.assemblies import tasks
    from careloom.jobs import services as jobs
    from careloom.jobs import worker

    said = jobs.progress

    def progress(*args: Any, **given: Any) -> None:
        said(*args, **given)
        if looking:
            looking()

    tasks.jobs.progress = progress  # type: ignore[attr-defined]  # the same module, seen by the task
    try:
        while (job := jobs.claim()) is not None:
            if job.public_id in only:
                worker.do(job)
    finally:
        tasks.jobs.progress = said  # type: ignore[attr-defined]


def draw() -> dict[str, Any]:
    """From pressing 'Draw' with PEOPLE unread applications to letters for everyone and tables for the panel, through
    the pages; the worker's job runs in this process, and the page is looked at while it runs."""
    from django.test import Client

    from careloom.assemblies import services
    from careloom.assemblies.models import Application, Draw, Invitation, Meeting, Membership
    from careloom.people.models import Account

    call = _call("bench", SEATS)
    kept = [(q.feature, q.value, q.low, q.high) for q in call.quotas.all()]
    services.set_quotas(recruitment=call, rows=[*kept, ("area", "country", 8, 14)], by="x")
    _send(call, PEOPLE)
    services.check_inclusion(about=call.public_id, missing="x", barriers="x", by="x")
    client, sentences = Client(headers={"host": "localhost"}), set()
    client.force_login(Account.objects.get(email="megan@demo.example"), "django.contrib.auth.backends.ModelBackend")
    address = "/desk/assemblies/wales/bench/lottery/"

    def look() -> None:
        page = client.get(address).content.decode()
        known = ("Reading 200 applications", "Looking for the fairest lottery", "Drawing", "Writing down the result")
        sentences.update(words for words in known if words in page)

    wall, cpu = time.perf_counter(), time.process_time()
    client.post(address, {"go": "draw"})
    asked = Draw.objects.get(recruitment=call)
    _work({asked.job_id}, look)
    client.post(address, {"go": "confirm", "draw": asked.public_id, "reasons": "Fair"})
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    for seat in Membership.objects.filter(assembly=call.assembly).select_related("assembly"):
        services.accept_seat(membership=seat, by="x")
    new = {"go": "meeting", "title": "Bench", "begins_at": "2026-12-20T10:00", "minutes": "120", "where": "Here",
           "promised": ["en"], "task": "taking-part"}  # fmt: skip
    path = client.post("/desk/assemblies/wales/bench/", new)["location"]
    client.post(path, {"go": "invite"})
    meeting = Meeting.objects.get(title="Bench")
    for row in Invitation.objects.filter(meeting=meeting).select_related("meeting__opportunity", "person"):
        services.answer_invitation(invitation=row, answer="yes", welsh="no", needs_are_right=True, by="x")
    begun, spent = time.perf_counter(), time.process_time()
    client.post(path, {"go": "seat"})
    wall, cpu = wall + time.perf_counter() - begun, cpu + time.process_time() - spent
    meeting.refresh_from_db()
    letters = Application.objects.filter(recruitment=call).exclude(letter="").count()
    return {"what": f"draw {SEATS} of {PEOPLE} from unread applications, reasons, letters, tables, through the pages",
            "chosen": Application.objects.filter(recruitment=call, state="chosen").count(), "letters": letters,
            "rounds_seated": len(meeting.tables), "progress_sentences_seen": len(sentences),
            "cpu_ms": round(cpu * 1000), "wall_s": round(wall, 2), "goal": "5 s"}  # fmt: skip


def five() -> dict[str, Any]:
    """Five Assemblies of SEATS seats with PEOPLE applications each, drawn by one press of a button."""
    from django.test import Client

    from careloom.assemblies.models import Draw
    from careloom.people.models import Account

    calls = [_call(f"five{n}", SEATS) for n in range(5)]
    for call in calls:
        _send(call, PEOPLE)
    client = Client(headers={"host": "localhost"})
    client.force_login(Account.objects.get(email="rosa@demo.example"), "django.contrib.auth.backends.ModelBackend")
    wall, cpu = time.perf_counter(), time.process_time()
    client.post("/desk/assemblies/together/", {"go": "draw"})
    rows = Draw.objects.filter(recruitment__in=calls)
    _work(set(rows.values_list("job_id", flat=True)))
    client.get("/desk/assemblies/together/")
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    return {"what": f"five Assemblies, {SEATS} of {PEOPLE} each, one press",
            "proposed": rows.filter(state="proposed").count(), "cpu_ms": round(cpu * 1000),
            "wall_s": round(wall, 2), "goal": "10 s"}  # fmt: skip


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
    rows = [taking_a_place(), applying(), attendance(), draw(), five()]
    if "--json" in sys.argv:
        print(json.dumps(rows))
        return
    for row in rows:
        print(" · ".join(f"{key}: {value}" for key, value in row.items()))


if __name__ == "__main__":
    main()
