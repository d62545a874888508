"""Easy Read of this room: written for itself, in short sentences, with every control of the standard page."""

from typing import Any

import pytest
from django.test import Client

from careloom.assemblies import services
from careloom.assemblies.models import Assembly, Draw, Invitation, Membership, Recruitment
from careloom.involvement import services as paying
from careloom.people import services as people
from tests import make
from tests.easy_twins import faults, left_out
from tests.rooms.assemblies import stage
from tests.rooms.involvement.stage import client

DESK = "/desk/assemblies/wales/wales/"
LOTTERY = f"{DESK}lottery/"


@pytest.fixture
def wales(db: Any, settings: Any) -> Assembly:
    settings.DEMO = True
    return stage.wales()


@pytest.fixture
def ada(wales: Assembly) -> Client:
    return client(make.account("Ada", role=make.Role.ADMINISTRATOR))


def test_each_twin_is_written_for_itself_is_short_and_leaves_out_no_control() -> None:
    assert faults("assemblies") == []


def test_the_desk_of_an_assembly_is_the_same_desk_in_easy_read(wales: Assembly, ada: Client) -> None:
    pages = ["/desk/assemblies/", "/desk/assemblies/together/", DESK, LOTTERY, "/desk/panel-check/"]
    assert left_out(ada, *pages) == []
    stage.members(wales)
    services.end_term(membership=Membership.objects.order_by("pk")[0], by="x")
    services.ask_plan_item(assembly=wales, words="Breaks", by="megan")
    services.keep_nation_note(assembly=wales, topic="Breaks", kind="law", words="A right", source="The Act", by="megan")
    stage.planned(wales)
    services.check_inclusion(about="call_of_a_test", step="call", missing="Nobody who is deaf", barriers="Stairs", by="megan")
    call = stage.call(wales)
    services.ask_draw(recruitment=call, by="megan")
    assert left_out(ada, *pages, "/desk/inclusion/call/call_of_a_test/") == []
    assert "Nobody who is deaf" in ada.get("/desk/inclusion/").content.decode()
    assert "No group has more than half" not in ada.post("/desk/panel-check/", {"people": "Provider, Wales, no"}).content.decode()


def state(call: Recruitment) -> str:
    return str(Draw.objects.filter(recruitment=call).latest("pk").state)


def test_the_lottery_is_led_in_easy_read_from_the_first_form_to_the_last_seat(wales: Assembly, ada: Client) -> None:
    call = stage.call(wales)
    stage.apply(call, 24)
    kept = [(q.feature, q.value, q.low, q.high) for q in call.quotas.all()]
    services.set_quotas(recruitment=call, rows=[*kept, ("first_time", "yes", 7, 7, 0, 7)], by="megan")
    stage.propose(call)
    assert state(call) == "impossible" and left_out(ada, LOTTERY) == []
    services.set_quotas(recruitment=call, rows=[*kept, ("eq-disability", "not-say", 0, 6)], by="megan")
    assert left_out(ada, LOTTERY) == []  # with a purpose to sign
    services.set_quotas(recruitment=call, rows=kept, by="megan")
    services.fix_place(application=stage.applied(call)[0], include=True, reason="Speaks for the first group", by="megan")
    draw = stage.propose(call)
    assert state(call) == "proposed" and left_out(ada, LOTTERY, "/desk/assemblies/together/") == []
    assert "Speaks for the first group" in ada.get(LOTTERY).content.decode()
    services.check_inclusion(about=call.public_id, missing="Nobody", barriers="Travel", step="draw", by="megan")
    services.confirm_draw(draw=draw, reasons="It was fair", by="megan")
    services.decline_seat(membership=Membership.objects.order_by("pk")[0], by="x")
    assert state(call) == "confirmed" and left_out(ada, LOTTERY, "/assemblies/wales/", "/assemblies/lottery/") == []
    assert "Give them these 4 files." in ada.get(LOTTERY).content.decode()


def test_a_meeting_is_led_and_met_in_easy_read(wales: Assembly, ada: Client) -> None:
    scotland = services.make_assembly(slug="scotland", name="Scotland", nation_code="scotland", seats=6, by="x")
    here = stage.members(wales)
    joint = stage.planned(wales, scotland)
    assert left_out(ada, f"{DESK}meetings/{joint.public_id}/") == []
    meeting = stage.planned(wales)
    desk, room = f"{DESK}meetings/{meeting.public_id}/", f"/meetings/{meeting.public_id}/"
    idea = services.add_idea(meeting=meeting, words="Breaks", by="x")
    services.drop_idea(idea=services.add_idea(meeting=meeting, words="Rain", by="x"), reason="We cannot stop rain.", by="x")
    stage.ready(meeting)
    invitation = Invitation.objects.select_related("meeting__opportunity", "person").get(meeting=meeting, person=here[0].person)
    travel = paying.need_access(about=meeting.public_id, kind="travel", person=here[0].person, year=2026, once="q", by="x")
    grace = client(people.open_account(person=here[0].person, by="x"))
    assert idea.pk and left_out(ada, desk) == [] and "We cannot stop rain." in ada.get(desk).content.decode()
    assert left_out(grace, room, "/me/assemblies/", f"/me/invitations/{invitation.public_id}/", "/assemblies/welcome/") == []
    paying.book_access(booking=travel, pence=100, by="rosa")
    services.open_meeting(meeting=meeting, by="megan")
    services.keep_note(meeting=meeting, round_number=1, table=1, words="Tea", once="n" * 16)
    services.keep_outcome(meeting=meeting, words="Begin with breaks", told_whom="The council", told_by=stage.soon(), by="megan")
    services.keep_action(meeting=meeting, words="Call", owner=here[0].person, due_on=stage.soon(), by="megan")
    assert left_out(ada, desk) == [] and left_out(grace, room, "/me/assemblies/") == []
    stage.present(meeting, [here[0].person])
    assert "Too few of these people were there:" in ada.get(desk).content.decode()
    stage.present(meeting, [m.person for m in here])
    for m in here:
        services.agree_notes(meeting=meeting, person=m.person, by="x")
        services.give_pulse(meeting=meeting, person=m.person, heard=5, could_take_part=4, worth_it=5)
    ada.post(desk, {"go": "claims"})
    services.close_meeting(meeting=meeting, by="megan")
    assert left_out(ada, desk, "/assemblies/", "/assemblies/wales/") == []
