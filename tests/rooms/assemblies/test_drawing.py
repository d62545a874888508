"""Draws: organisations and homes once, places that are fixed with a reason, files to check it, empty seats."""

import csv
import io
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from careloom.assemblies import queries, services, tasks, words
from careloom.assemblies.models import Application, Assembly, Draw, Membership, Recruitment
from careloom.thread.models import Entry
from careloom_methods.lottery import verify
from tests import make
from tests.rooms.assemblies import stage
from tests.rooms.involvement import stage as paying

PATH = "/desk/assemblies/wales/wales/lottery/"


@pytest.fixture
def wales(db: Any, equality_key: Any) -> Assembly:
    return stage.wales()


def confirm(draw: Draw) -> None:
    draw.refresh_from_db()
    services.check_inclusion(about=draw.recruitment.public_id, missing="Nobody", barriers="None", by="megan")
    services.confirm_draw(draw=draw, reasons="It was fair", by="megan")
    draw.refresh_from_db()


def areas(call: Recruitment) -> None:
    """Seats are kept for where people live too: half of them in a city."""
    rows = stage.applied(call)
    for n, row in enumerate(rows):
        row.features = {**row.features, "area": "city" if (n // 6) % 2 else "town"}
    Application.objects.bulk_update(rows, ["features"])
    kept = [(q.feature, q.value, q.low, q.high) for q in call.quotas.all()]
    services.set_quotas(recruitment=call, rows=[*kept, ("area", "city", 3, 3), ("area", "town", 3, 3)], by="megan")


def test_one_of_a_home_and_one_of_an_organisation_at_most(wales: Assembly) -> None:
    call = stage.call(wales)
    stage.apply(call, 24)
    rows = stage.applied(call)
    for row in rows[:12]:
        row.organisation = "borough care"
    for row in rows[12:18]:
        row.household = "1 mill lane"
    rows[18].organisation = "a small one"
    Application.objects.bulk_update(rows, ["organisation", "household"])
    draw = stage.propose(call)
    assert draw.state == "proposed", draw.fault
    crowd, home = {r.public_id for r in rows[:12]}, {r.public_id for r in rows[12:18]}
    assert all(len(crowd & set(panel)) <= 1 and len(home & set(panel)) <= 1 for panel in draw.record["panels"])
    assert "borough" not in str(draw.record) and "mill lane" not in str(draw.record)
    assert {r["organisation"] for r in queries.people_for_draw(call)} == {"none", "organisation-2"}


def test_somebody_must_be_there_for_a_reason_that_is_published(wales: Assembly, settings: Any) -> None:
    settings.DEMO = True
    call = stage.call(wales)
    stage.apply(call, 24)
    must, never = stage.applied(call)[:2]
    megan = paying.client(make.megan())
    sent = {"go": "fix", "application": must.public_id, "include": "yes", "reason": ""}
    assert megan.post(PATH, sent).status_code == 422
    assert megan.post(PATH, sent | {"reason": "Speaks for the first Assembly"}).status_code == 302
    services.fix_place(application=never, include=False, reason="Is on our staff now", by="megan")
    draw = stage.propose(call)
    assert draw.result["chances"][must.public_id] == 1 and draw.result["chances"][never.public_id] == 0
    assert never.public_id not in draw.result["alternates"]
    page = megan.get(PATH).content.decode()
    assert "must be on the panel – Speaks for the first Assembly" in page
    confirm(draw)
    found = Client(headers={"host": "localhost"}).get(f"/assemblies/draws/{draw.public_id}.json").json()
    assert {"id": must.public_id, "include": True, "reason": "Speaks for the first Assembly"} in found["fixed"]
    with pytest.raises(services.Refused, match="call_is_done"):
        services.fix_place(application=Application.objects.get(pk=must.pk), include=True, reason="x", by="megan")
    services.unfix_place(application=must, by="megan")


def test_a_stranger_with_the_files_checks_the_draw_without_us(wales: Assembly, settings: Any, tmp_path: Path) -> None:
    settings.DEMO = True
    call = stage.call(wales)
    stage.apply(call, 36)
    areas(call)
    draw = stage.propose(call)
    confirm(draw)
    services.set_quotas(recruitment=call, rows=[("area", "city", 1, 1)], by="megan")  # later changes nothing
    anybody, megan = Client(headers={"host": "localhost"}), paying.client(make.megan())
    files = {"record.json": anybody.get(f"/assemblies/draws/{draw.public_id}.json"),
             "quotas.csv": anybody.get(f"/assemblies/draws/{draw.public_id}/quotas.csv"),
             "people.csv": megan.get(f"{PATH}{draw.public_id}/people.csv")}  # fmt: skip
    for name, answer in files.items():
        (tmp_path / name).write_bytes(answer.content)
    args = [str(tmp_path / "record.json"), "--people", str(tmp_path / "people.csv"), "--quotas"]
    assert verify.main([*args, str(tmp_path / "quotas.csv")]) == 0
    (tmp_path / "quotas.csv").write_text((tmp_path / "quotas.csv").read_text().replace("city,3", "city,4"))
    assert verify.main([*args, str(tmp_path / "quotas.csv")]) == 1
    text = (tmp_path / "people.csv").read_text()
    assert "Applicant" not in text and "example.org" not in text and len(list(csv.reader(io.StringIO(text)))) == 37
    assert Entry.objects.filter(event="lottery.list_given", subject=draw.public_id).count() == 1
    assert anybody.get("/assemblies/lottery/verify.py").content.startswith(b'"""Checks a published draw')
    sion = make.account("Sion", role=make.Role.NATIONAL_LEAD, nation="scotland")
    assert paying.client(sion).get(f"{PATH}{draw.public_id}/people.csv").status_code == 403


def test_the_list_of_a_draw_with_equality_data_is_given_out_by_its_signer_only(
    wales: Assembly, settings: Any
) -> None:
    settings.DEMO = True
    call = stage.call(wales)
    stage.apply(call, 24)
    reader = make.account("Reader", role=make.Role.EQUALITY_READER).person
    services.sign_purpose(recruitment=call, purpose="Fair seats", reader=reader)
    kept = [(q.feature, q.value, q.low, q.high) for q in call.quotas.all()]
    services.set_quotas(recruitment=call, rows=[*kept, ("eq-disability", "not-say", 0, 6)], by="megan")
    call.refresh_from_db()
    draw = stage.propose(call)
    assert draw.state == "proposed", draw.fault
    confirm(draw)
    answer = paying.client(make.megan()).get(f"{PATH}{draw.public_id}/people.csv")
    assert answer.status_code == 403 and "signed" in answer.content.decode()


def again(call: Recruitment, seed: int = 5) -> Draw:
    draw = services.ask_redraw(recruitment=call, by="megan", seed=seed)
    tasks.work_out(draw, say=lambda step, sentence: None, by="system")
    draw.refresh_from_db()
    return draw


def test_an_empty_seat_is_drawn_again_and_every_promise_still_holds(wales: Assembly, settings: Any) -> None:
    settings.DEMO = True
    call = stage.call(wales)
    stage.apply(call, 36)
    areas(call)
    confirm(stage.propose(call))
    call.refresh_from_db()
    first, second = Membership.objects.order_by("pk")[:2]
    services.accept_seat(membership=first, by="x")
    first.refresh_from_db()
    services.end_term(membership=first, by="x")
    assert services.decline_seat(membership=second, by="x") is None  # nobody by itself: it could break a promise
    assert {m.pk for m in queries.empty_seats(wales)} == {first.pk, second.pk}
    megan = paying.client(make.megan())
    assert "Draw again for the empty seats" in megan.get(PATH).content.decode()
    draw = again(call)
    assert draw.state == "proposed" and len(draw.result["in"]) == 2, draw.fault
    assert again(call).result["in"] == draw.result["in"]  # the same seed gives the same people
    draw = call.draws.order_by("-pk")[0]
    assert "The proposal for the empty seats" in megan.get(PATH).content.decode()
    assert megan.post(PATH, {"go": "confirm", "draw": draw.public_id, "reasons": "Fair"}).status_code == 302
    fresh = Membership.objects.filter(replaces__isnull=False).select_related("person")
    assert {m.replaces_id for m in fresh} == {first.pk, second.pk} and queries.empty_seats(wales) == []
    sitting = Application.objects.filter(person__in=Membership.objects.filter(state="invited").values("person"))
    found = [row.features for row in sitting]
    assert sorted(f["role_group"] for f in found) == sorted(stage.ROLES)
    assert sorted(f["area"] for f in found) == ["city"] * 3 + ["town"] * 3
    for row in Application.objects.filter(public_id__in=draw.result["in"]).select_related("person"):
        assert row.state == "chosen" and row.chance and row.told_at is None and row.letter
    with pytest.raises(services.Refused, match="no_empty_seat"):
        services.ask_redraw(recruitment=call, by="megan")


def test_where_only_role_groups_were_promised_the_first_on_the_list_is_asked(wales: Assembly) -> None:
    stage.confirmed(stage.call(wales))
    seat = Membership.objects.order_by("pk")[0]
    fresh = services.decline_seat(membership=seat, by="x")
    assert fresh is not None and fresh.role_group == seat.role_group and queries.empty_seats(wales) == []


def test_drop_outs_of_the_past_are_known_only_where_there_are_enough(wales: Assembly) -> None:
    assert queries.drop_out_rates() == {}
    for n in range(20):
        person = make.person(f"Past{n}")
        Membership.objects.create(public_id=f"past_{n}", assembly=wales, person=person, role_group="carer",
                                  state="declined" if n < 5 else "member")  # fmt: skip
    assert queries.drop_out_rates() == {("role_group", "carer"): 0.25}


@pytest.mark.parametrize(
    ("quotas", "words_in"),
    [([("Area", "city", 0, 3)], "area"), ([("shoe", "big", 1, 2)], "shoe"), ([("area", "Town", 0, 6)], "Town")],
)
def test_quotas_that_nobody_can_fill_are_explained_in_both_languages(
    wales: Assembly, quotas: list[tuple[str, str, int, int]], words_in: str
) -> None:
    call = stage.call(wales)
    stage.apply(call, 12)
    services.set_quotas(recruitment=call, rows=quotas, by="megan")
    draw = stage.propose(call)
    assert draw.state == "impossible" and draw.fault["code"] in {"column_spelling", "column_missing", "value_spelling"}
    english = words.fault(draw.fault)
    with translation.override("cy"):
        assert words_in in english and words.fault(draw.fault) != english


def test_why_somebody_is_shut_out_is_said_in_the_readers_language(wales: Assembly, settings: Any) -> None:
    settings.DEMO = True
    call = stage.call(wales)
    stage.apply(call, 12)
    rows = stage.applied(call)
    rows[0].features = {**rows[0].features, "area": "country"}
    Application.objects.bulk_update(rows, ["features"])
    kept = [(q.feature, q.value, q.low, q.high) for q in call.quotas.all()]
    services.set_quotas(recruitment=call, rows=[*kept, ("area", "country", 0, 0)], by="megan")
    draw = stage.propose(call)
    assert list(draw.result["shut_out"]) == [rows[0].public_id]
    megan = paying.client(make.megan())
    assert "at most 0 of Where people live: Countryside (1 applied)" in megan.get(PATH).content.decode()
    welsh = megan.get(f"/cy{PATH}").content.decode()
    assert "dim mwy na 0" in welsh and "you allow" not in welsh
    assert words.why_shut_out("Something the method says tomorrow.") == "Something the method says tomorrow."


def test_outer_limits_are_only_used_when_a_person_takes_the_change(wales: Assembly, settings: Any) -> None:
    settings.DEMO = True
    call, client = stage.call(wales), paying.client(make.megan())
    stage.apply(call, 12)
    lines = [f"role_group, {role}, 1, 1" for role in stage.ROLES]
    bad = client.post(PATH, {"go": "quotas", "quotas": "\n".join([*lines, "area, town, 2, 6, 3, 6"])})
    assert bad.status_code == 422 and "outer limits" in bad.content.decode()
    client.post(PATH, {"go": "quotas", "quotas": "\n".join([*lines, "first_time, yes, 5, 6, 2, 6"])})
    assert client.get(PATH).content.decode().count("first_time, yes, 5, 6, 2, 6") == 1
    draw = stage.propose(call)
    change = {"feature": "first_time", "value": "yes", "min": 5, "to": 3}
    assert draw.state == "impossible" and draw.fault["values"]["least_change"]["changes"] == [change]
    assert "Take this change into the quotas" in client.get(PATH).content.decode()
    client.post(PATH, {"go": "change", "draw": draw.public_id})
    quota = call.quotas.get(feature="first_time")
    assert (quota.low, quota.high, quota.low_flex, quota.high_flex) == (3, 6, 2, 6)
    assert Entry.objects.filter(event="recruitment.quotas_set", subject=call.public_id).latest("pk").causes.count() == 1
    again = client.post(PATH, {"go": "change", "draw": draw.public_id}, follow=True)
    assert "Draw again first" in again.content.decode()
    second = stage.propose(call)
    assert second.state == "proposed" and second.record["record"]["household"] == ["household"]
    page = client.get(PATH).content.decode()
    assert "These quotas only just hold" in page and 'http-equiv="refresh"' not in page
    confirm(second)
    people = tasks.people_of(call, queries.people_in_draw(second), second.record["quotas"])
    assert verify.complaints(second.record, people, second.record["quotas"]) == []
    given = client.get(f"/assemblies/draws/{second.public_id}/quotas.csv").content.decode()
    assert given.splitlines()[0] == "feature,value,min,max,min_flex,max_flex"
