"""Meetings: not opened without before, not closed without after; quorum, notes, joint meetings, side by side."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from careloom.assemblies import panel_check, queries, services
from careloom.assemblies.models import Assembly, Invitation, Meeting, Outcome, TableNote
from careloom.involvement import services as involvement
from careloom.involvement.models import AccessBooking, Claim, Offer
from careloom.people import services as people
from careloom.people.models import Person
from careloom.thread.models import Entry
from tests import make
from tests.rooms.assemblies import stage
from tests.rooms.involvement import stage as paying


@pytest.fixture
def wales(db: Any, equality_key: Any) -> Assembly:
    return stage.wales()


def left(meeting: Meeting, side: Any = queries.before) -> set[str]:
    return {check["code"] for check in side(meeting) if not check["done"]}


def test_a_meeting_opens_only_when_everything_before_is_done(wales: Assembly) -> None:
    """Capability S05."""
    stage.members(wales)
    meeting = stage.planned(wales)
    assert left(meeting) == {"question", "relationships", "invited", "needs", "papers", "inclusion"}
    with pytest.raises(services.Refused) as wrong:
        services.open_meeting(meeting=meeting, by="megan")
    assert wrong.value.code == "before_is_not_done" and "papers" in wrong.value.values["left"]
    stage.ready(meeting)
    assert left(meeting) == set()
    meeting.papers.filter(twin="cy").delete()
    assert left(meeting) == {"papers"}  # every promised edition, or not at all
    services.keep_paper(meeting=meeting, title="Plan", twin="cy", text="Y cynllun", by="megan")
    invitation = Invitation.objects.filter(meeting=meeting).select_related("meeting__opportunity", "person").first()
    assert invitation is not None
    asked = services.ask_for_help(invitation=invitation, kind="travel", once="o" * 16, by="x")
    assert left(meeting) == {"booked"}
    involvement.book_access(booking=asked, pence=2_000, by="rosa")
    services.answer_invitation(invitation=invitation, answer="yes", welsh="yes", needs_are_right=True, by="x")
    assert left(meeting) == {"welsh"}  # somebody asked for Welsh: the interpreter must be booked
    involvement.book_access(booking=AccessBooking.objects.get(kind="welsh"), pence=3_000, by="rosa")
    services.open_meeting(meeting=meeting, by="megan")
    meeting.refresh_from_db()
    assert meeting.state == "open"


def test_each_member_is_invited_once_in_their_own_format_and_language(wales: Assembly) -> None:
    members = stage.members(wales)
    people.set_preferences(person=members[0].person, preferred_format="easy", preferred_language="en-gb", needs=["A lift"],
                           by="x")  # fmt: skip
    meeting = stage.planned(wales)
    assert services.invite_members(meeting=meeting, by="megan") == 6
    assert services.invite_members(meeting=meeting, by="megan") == 0
    mine = Invitation.objects.get(person=members[0].person)
    assert (mine.format, mine.languages) == ("easy", "en-gb")
    assert Invitation.objects.exclude(pk=mine.pk).first().languages == "cy,en-gb"  # type: ignore[union-attr]  # preference not known: Welsh too, first
    assert Offer.objects.filter(opportunity=meeting.opportunity).count() == 6  # in writing, before
    with pytest.raises(services.Refused, match="needs_first"):
        services.answer_invitation(invitation=mine, answer="yes", welsh="no", needs_are_right=False, by="x")


def closable(meeting: Meeting, there: list[Person]) -> None:
    """Everything of 'after'."""
    stage.present(meeting, there)
    services.keep_note(meeting=meeting, round_number=1, table=1, words="We like tea", once="n" * 16)
    for person in there:
        services.agree_notes(meeting=meeting, person=person, by=person.public_id)
    services.keep_action(meeting=meeting, words="Write to the council", owner=there[0], due_on=stage.soon(), by="megan")
    services.keep_outcome(meeting=meeting, words="Choose breaks", told_whom="Carers Wales", told_by=stage.soon(), by="m")
    services.give_pulse(meeting=meeting, person=there[0], heard=5, could_take_part=4, worth_it=5)
    involvement.raise_claims(opportunity=meeting.opportunity, by="megan")


def test_a_meeting_closes_only_when_everything_after_is_done_and_cites_what_was_discussed(wales: Assembly) -> None:
    members = [m.person for m in stage.members(wales)]
    meeting = stage.planned(wales)
    stage.opened(meeting)
    offer = Offer.objects.filter(person=members[0]).get()
    involvement.answer_offer(offer=offer, accept=True, employer="no", benefits_answer="no", advice="")
    with pytest.raises(services.Refused) as wrong:
        services.close_meeting(meeting=meeting, by="megan")
    assert set(wrong.value.values["left"]) == {"attendance", "notes", "actions", "outcomes", "pulse", "claims"}
    stage.present(meeting, members)
    assert "claims" in left(meeting, queries.after)
    closable(meeting, members)
    assert Claim.objects.get().lines.get().pence == 3200
    theme = Entry.objects.create(public_id="entry_theme", event="theme.agreed", subject="t", actor="a",
                                 at=meeting.begins_at)  # fmt: skip
    entry = services.close_meeting(meeting=meeting, by="megan", because=[theme])
    causes = {b.cause.event for b in entry.causes.all()}
    assert entry.event == "meeting.closed" and {"theme.agreed", "question.agreed", "outcome.kept"} <= causes
    assert meeting.state == "closed" and meeting.entry_id == entry.public_id
    with pytest.raises(services.Refused, match="meeting_is_not_open"):
        services.keep_note(meeting=meeting, round_number=1, table=1, words="Late", once="z" * 16)


def test_without_a_quorum_of_each_role_a_decision_is_a_recommendation_until_enough_agree(wales: Assembly) -> None:
    members = stage.members(wales)
    meeting = stage.opened(stage.planned(wales))
    stage.present(meeting, [m.person for m in members[:4]])
    assert queries.short_of_quorum(meeting) == ["commissioner", "researcher"]
    outcome = services.keep_outcome(meeting=meeting, words="Yes", told_whom="All", told_by=stage.soon(), by="m")
    assert outcome.kind == "recommendation"
    assert not services.agree_outcome(outcome=outcome, person=members[4].person, by="x")
    assert services.agree_outcome(outcome=outcome, person=members[5].person, by="x")
    assert Outcome.objects.get().kind == "decision"
    with pytest.raises(services.Refused, match="not_a_member"):
        services.agree_outcome(outcome=outcome, person=make.person("Stranger"), by="x")


def test_nobody_who_spoke_can_be_ranked(wales: Assembly) -> None:
    members = stage.members(wales)
    meeting = stage.opened(stage.planned(wales))
    for _ in range(2):  # a poor connection sends it again
        services.keep_note(meeting=meeting, round_number=1, table=2, words="Tea first", once="k" * 16)
    assert TableNote.objects.count() == 1
    assert not {"person", "by", "author"} & {f.name for f in TableNote._meta.get_fields()}
    ids = {m.person.public_id for m in members}
    assert not Entry.objects.filter(event__in=["note.kept", "pulse.given"], actor__in=ids).exists()


def test_the_pulse_is_given_once_without_a_name_and_hidden_below_five(wales: Assembly) -> None:
    members = [m.person for m in stage.members(wales)]
    meeting = stage.opened(stage.planned(wales))
    stage.present(meeting, members)
    for person in members[:4]:
        assert services.give_pulse(meeting=meeting, person=person, heard=4, could_take_part=4, worth_it=4)
    assert not services.give_pulse(meeting=meeting, person=members[0], heard=1, could_take_part=1, worth_it=1)
    assert queries.pulse_of(meeting) == {"n": 4}
    services.give_pulse(meeting=meeting, person=members[4], heard=4, could_take_part=4, worth_it=4)
    assert queries.pulse_of(meeting)["heard"] == 4
    with pytest.raises(services.Refused, match="was_not_there"):
        services.give_pulse(meeting=meeting, person=make.person("Away"), heard=1, could_take_part=1, worth_it=1)


def test_a_joint_meeting_is_planned_by_two_members_of_each_and_its_coordinator(wales: Assembly) -> None:
    """Capability C07."""
    scotland = services.make_assembly(slug="scotland", name="Scotland", nation_code="scotland", seats=6, by="x")
    here = stage.members(wales)
    meeting = stage.planned(wales, scotland)
    for member in here[:2]:
        services.add_planner(meeting=meeting, assembly=wales, person=member.person, coordinator=False, by="x")
    services.add_planner(meeting=meeting, assembly=wales, person=make.person("Megan"), coordinator=True, by="x")
    with pytest.raises(services.Refused) as wrong:
        services.agree_question(meeting=meeting, words="What now?", by="megan")
    assert wrong.value.values == {"assemblies": ["Scotland"]}
    with pytest.raises(services.Refused, match="planner_is_no_member"):
        services.add_planner(meeting=meeting, assembly=scotland, person=here[2].person, coordinator=False, by="x")


def test_the_board_starts_empty_and_is_narrowed_with_reasons(wales: Assembly) -> None:
    """Capability C08."""
    meeting = stage.planned(wales)
    assert not meeting.ideas.exists()
    idea = services.add_idea(meeting=meeting, words="  More   breaks ", by="member")
    assert services.add_idea(meeting=meeting, words="More breaks", by="other") == idea
    with pytest.raises(services.Refused, match="reasons_first"):
        services.drop_idea(idea=idea, reason="", by="megan")
    services.drop_idea(idea=idea, reason="It is part of another one", by="megan")
    assert meeting.ideas.get().dropped_because


def test_the_same_question_stands_side_by_side_and_each_answer_is_where_it_was_given(wales: Assembly) -> None:
    scotland = services.make_assembly(slug="scotland", name="Scotland", nation_code="scotland", seats=6, by="x")
    stage.members(wales)
    first = stage.opened(stage.planned(wales))
    second = stage.planned(scotland)
    services.agree_question(meeting=second, words="What makes a good day?", by="x")
    services.keep_outcome(meeting=first, words="Being heard", told_whom="All", told_by=stage.soon(), by="m")
    rows = queries.answers_side_by_side(first.question)  # type: ignore[arg-type]  # it was agreed
    assert [(row["names"], [o.words for o in row["outcomes"]]) for row in rows] == [
        (["Wales"], ["Being heard"]), (["Scotland"], [])]  # fmt: skip
    page = Client(headers={"host": "localhost"}).get(f"/assemblies/questions/{first.question.public_id}/")  # type: ignore[union-attr]
    assert "Being heard" in page.content.decode() and "No answer yet." in page.content.decode()


def test_we_said_you_changed_or_not_and_why(wales: Assembly) -> None:
    """Capability A04."""
    item = services.ask_plan_item(assembly=wales, words="A new newsletter", by="megan")
    with pytest.raises(services.Refused, match="plan_item_needs_words"):
        services.answer_plan_item(item=item, said="Larger print", changed=True, answer=" ", by="megan")
    services.answer_plan_item(item=item, said="Larger print", changed=False, answer="The printer cannot", by="megan")
    page = Client(headers={"host": "localhost"}).get("/assemblies/wales/").content.decode()
    assert "Larger print" in page and "The printer cannot" in page and "we did not change it" in page


def test_time_for_relationships_is_a_line_and_the_agenda_fits_the_meeting(wales: Assembly) -> None:
    """Capability C09."""
    meeting = stage.planned(wales)
    services.add_agenda(meeting=meeting, kind="relationships", words="Tea", minutes=60, by="x")
    with pytest.raises(services.Refused, match="agenda_too_long"):
        services.add_agenda(meeting=meeting, kind="question", words="Talk", minutes=61, by="x")
    services.keep_paper(meeting=meeting, title="Plan", twin="en", text="word " * 301, by="x")
    asked = queries.minutes_asked(meeting)
    assert (asked["meeting"], asked["papers"], asked["forms"]) == (120, 3, 15)
    assert not any(row["measured"] for row in asked["each"])


def test_the_room_is_small_works_without_script_and_is_for_members(wales: Assembly, settings: Any) -> None:
    settings.DEMO = True
    members = stage.members(wales)
    member = people.open_account(person=members[0].person, by="x")
    meeting = stage.opened(stage.planned(wales))
    services.seat_tables(meeting=meeting, tables=[[[members[0].public_id], [members[1].public_id]]], by="x")
    browser, path = paying.client(member), f"/meetings/{meeting.public_id}/"
    page = browser.get(path).content.decode()
    assert "Round 1: table 1." in page and "The plan in en" in page and len(page.encode()) < 15_000
    note = {"go": "note", "round": "1", "table": "1", "words": "Tea first", "once": "o" * 20}
    assert browser.post(path, note).status_code == 302
    wrong = browser.post(path, note | {"round": "", "words": "Keep this text"})
    assert wrong.status_code == 422 and "Keep this text" in wrong.content.decode()
    assert "for members" in paying.client(make.stranger()).get(path).content.decode()
    browser.cookies["edition"] = "easy"
    assert "The plan in en-easy" in browser.get(path).content.decode()
    assert "Y cynllun" not in browser.get(f"/cy{path}").content.decode()


def test_the_copy_of_the_room_for_a_phone_without_connection_holds_nothing_of_others(wales: Assembly) -> None:
    """A11. It holds the question, my table, the agenda, the papers and my forms; signing out takes it away."""
    members = stage.members(wales)
    browser = paying.client(people.open_account(person=members[0].person, by="x"))
    meeting = stage.opened(stage.planned(wales))
    services.keep_note(meeting=meeting, round_number=1, table=2, words="What others said", once="n" * 16)
    services.keep_action(meeting=meeting, words="Call", owner=members[1].person, due_on=stage.soon(), by="x")
    path = f"/meetings/{meeting.public_id}/"
    page, copy = browser.get(path), browser.get(f"{path}?kept=1")
    assert copy["X-Careloom-Room"] == page["X-Careloom-Room"] == "open"
    words = copy.content.decode()
    assert "The plan in en" in words and "data-kept" in words and "note-words" in words
    for others in ("What others said", members[1].person.name):
        assert others in page.content.decode() and others not in words
    stranger = paying.client(make.stranger()).get(f"{path}?kept=1")
    assert "X-Careloom-Room" not in stranger and "data-kept" not in stranger.content.decode()
    script = browser.get("/meetings/away.js")
    assert script["Content-Type"] == "text/javascript" and "Service-Worker-Allowed" not in script
    assert "assemblies/left.js" in browser.post("/account/logout/", follow=True).content.decode()


def test_the_lead_does_it_all_on_one_page(wales: Assembly, settings: Any) -> None:
    settings.DEMO = True
    members = [m.person for m in stage.members(wales)]
    megan = paying.client(make.megan())
    new = {"go": "meeting", "title": "Spring", "begins_at": "2026-11-20T10:00", "minutes": "120", "where": "Bangor",
           "promised": ["en", "cy"], "task": "time"}  # fmt: skip
    path = megan.post("/desk/assemblies/wales/wales/", new)["location"]
    refused = megan.post(path, {"go": "open"})
    assert refused.status_code == 422 and "Not yet: The question is agreed" in refused.content.decode()
    for sent in ({"go": "invite"}, {"go": "question", "words": "Why?", "easy": "Why?", "welsh": "Pam?"},
                 {"go": "agenda", "kind": "relationships", "words": "Tea", "minutes": "20"},
                 {"go": "paper", "title": "P", "twin": "en", "text": "x"},
                 {"go": "paper", "title": "P", "twin": "cy", "text": "x"},
                 {"go": "inclusion", "missing": "Nobody", "barriers": "None"}):  # fmt: skip
        assert megan.post(path, sent).status_code == 302, sent
    meeting = Meeting.objects.get()
    stage.answer_all(meeting)
    megan.post(path, {"go": "seat"})
    megan.post(path, {"go": "open"})
    meeting.refresh_from_db()
    assert meeting.state == "open" and len(meeting.tables) == 3
    assert megan.post(path, {"go": "outcome", "words": "Yes"}).status_code == 422
    megan.post(path, {"go": "there", "there": [str(p.pk) for p in members]})
    services.keep_note(meeting=meeting, round_number=1, table=1, words="x", once="n" * 16)
    for person in members:
        services.agree_notes(meeting=meeting, person=person, by="x")
    services.give_pulse(meeting=meeting, person=members[0], heard=5, could_take_part=5, worth_it=5)
    for sent in ({"go": "outcome", "words": "Yes", "told_whom": "All", "told_by": "2026-12-24"},
                 {"go": "action", "words": "Call", "owner": str(members[0].pk), "due_on": "2026-12-24"},
                 {"go": "claims"}, {"go": "close"}):  # fmt: skip
        megan.post(path, sent)
    meeting.refresh_from_db()
    assert meeting.state == "closed"
    assert paying.client(make.account("Sion", role=make.Role.NATIONAL_LEAD, nation="scotland")).get(path).status_code == 403


def test_the_lead_page_costs_the_same_for_any_number_of_members(wales: Assembly, settings: Any) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    settings.DEMO = True
    megan, counts = paying.client(make.megan()), []
    for each in (1, 5):
        wales.memberships.all().delete()
        stage.members(wales, each=each) if each == 1 else stage_more(wales)
        with CaptureQueriesContext(connection) as seen:
            megan.get("/desk/assemblies/wales/wales/")
        counts.append(len(seen))
    assert counts[0] == counts[1]


def stage_more(wales: Assembly) -> None:
    from careloom.assemblies.models import Membership

    for n in range(30):
        person = make.person(f"More{n}", nation="wales")
        Membership.objects.create(public_id=f"m{n}", assembly=wales, person=person, role_group="carer", state="member",
                                  since=date(2026, 1, 1))  # fmt: skip


def test_a_panel_check_says_who_is_not_there() -> None:
    known = [{w: w for w in words} for words in (("carer", "provider"), ("wales",), ("yes", "no"))]
    lines = "carer, Wales, yes\nprovider,wales,no\nsomething\nprovider, wales, no\nprovder, wales, no"
    rows, wrong = panel_check.read(lines, known)
    assert len(rows) == 3 and wrong == [3, 5]
    found = panel_check.check(rows, roles=["carer", "provider", "researcher"], nations=["wales", "scotland"])
    assert set(found["findings"]) == {("role_absent", "researcher"), ("nation_absent", "scotland"),
                                      ("more_than_half", "provider"), ("more_than_half", "wales")}  # fmt: skip
    assert panel_check.check([], roles=[], nations=[])["findings"] == [("no_lived_experience", "")]


def test_the_panel_page_names_a_line_it_cannot_read(wales: Assembly, settings: Any) -> None:
    """X05. A group that sits there is never said to be absent because of how somebody wrote its name."""
    settings.DEMO = True
    rosa = paying.client(make.rosa())
    for line in ("carer; wales", "Carer, Walse, yes", "Carer, Wales, yes, no"):
        wrong = rosa.post("/desk/panel-check/", {"people": f"Provider, Wales, no\n{line}"})
        assert wrong.status_code == 422 and "Line 2" in wrong.content.decode() and line in wrong.content.decode()
    said = "Person who draws on care, Northern Ireland, yes\nResearcher, northern-ireland, No"
    page = rosa.post("/desk/panel-check/", {"people": said}).content.decode()
    assert "Nobody draws on care" not in page and "Nobody of this nation: Northern Ireland" not in page
    assert "Nobody of this nation: Scotland" in page and "Nobody of this role group: Carer" in page
    page = rosa.post("/cy/desk/panel-check/", {"people": "Gofalwr, Cymru, ie"}).content.decode()
    assert "Gogledd Iwerddon" in page and "northern-ireland" not in page


def test_leads_plan_a_joint_meeting_each_from_their_own_side(wales: Assembly, settings: Any) -> None:
    settings.DEMO = True
    scotland = services.make_assembly(slug="scotland", name="Scotland", nation_code="scotland", seats=6, by="x")
    here = stage.members(wales)
    megan, sion = make.megan(), make.account("Sion", role=make.Role.NATIONAL_LEAD, nation="scotland")
    new = {"go": "meeting", "title": "All", "begins_at": "2026-11-20T10:00", "minutes": "120", "where": "Online",
           "promised": ["en"], "task": "time", "others": ["scotland"]}  # fmt: skip
    path = paying.client(megan).post("/desk/assemblies/wales/wales/", new)["location"]
    meeting = Meeting.objects.get()
    assert set(meeting.assemblies.all()) == {wales, scotland}
    for person, lead in ((here[0].person, ""), (here[1].person, ""), (megan.person, "on")):
        sent = {"go": "planner", "person": str(person.pk), "coordinator": lead}
        assert paying.client(megan).post(path, sent).status_code == 302
    asked = {"go": "question", "words": "What now?", "easy": "What now?", "welsh": "Beth nawr?"}
    wrong = paying.client(megan).post(path, asked)
    assert wrong.status_code == 422 and "Missing: Scotland" in wrong.content.decode()
    theirs = path.replace("/wales/wales/", "/scotland/scotland/")
    page = paying.client(sion).get(theirs)
    assert page.status_code == 200 and "Who plans this joint meeting" in page.content.decode()
    assert paying.client(sion).get(path).status_code == 403


def test_a_note_says_what_a_topic_means_in_this_nation_with_its_source(wales: Assembly, settings: Any) -> None:
    """Capability A06."""
    settings.DEMO = True
    megan = paying.client(make.megan())
    note = {"go": "note", "topic": "Breaks", "kind": "law", "words": "A carer's assessment is a right.", "source": ""}
    assert megan.post("/desk/assemblies/wales/wales/", note).status_code == 422
    source = "Social Services and Well-being (Wales) Act 2014"
    megan.post("/desk/assemblies/wales/wales/", note | {"source": source})
    assert source in Client(headers={"host": "localhost"}).get("/assemblies/wales/").content.decode()


def test_a_check_for_inclusion_is_written_at_any_step_and_counted(wales: Assembly, settings: Any) -> None:
    """Capability X02."""
    settings.DEMO = True
    staff = paying.client(make.rosa())
    path = "/desk/inclusion/project/project_7/"
    assert staff.post(path, {"missing": "Nobody who is deaf", "barriers": ""}).status_code == 422
    assert staff.post(path, {"missing": "Nobody who is deaf", "barriers": "No interpreter yet"}).status_code == 302
    assert "No interpreter yet" in staff.get(path).content.decode()
    assert queries.inclusion_counts() == {"project": 1} and staff.get("/desk/inclusion/dance/x/").status_code == 404
    assert "Nobody who is deaf" in staff.get("/desk/inclusion/").content.decode()
    assert paying.client(make.stranger()).get(path).status_code == 403
