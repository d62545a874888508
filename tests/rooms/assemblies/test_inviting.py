"""Invitations go out in each person's format and language; papers in every promised edition, as words or as files."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from careloom.assemblies import queries, services
from careloom.assemblies.models import Assembly, Invitation, Meeting, Membership, Paper
from careloom.involvement import services as involvement
from careloom.people import services as people
from tests import make
from tests.rooms.assemblies import stage
from tests.rooms.assemblies.test_applying import HERE, work
from tests.rooms.involvement import stage as paying


@pytest.fixture
def wales(db: Any, equality_key: Any) -> Assembly:
    return stage.wales()


def prefers(member: Membership, preferred_format: str, language: str) -> None:
    people.set_preferences(person=member.person, preferred_format=preferred_format, preferred_language=language,
                           needs=[], by="x")  # fmt: skip


def invited(wales: Assembly) -> tuple[Meeting, list[Membership]]:
    members = stage.members(wales)
    for member, (kind, language) in zip(members, [("email", "en-gb"), ("easy", "en-gb"), ("email", "cy"), ("easy", "cy"),
                                                  ("letter", "cy"), ("phone", "en-gb")], strict=True):  # fmt: skip
        prefers(member, kind, language)
    meeting = stage.planned(wales)
    services.agree_question(meeting=meeting, words="What makes a good day?", easy="What is a good day?",
                            welsh="Beth sy'n gwneud diwrnod da?", by="megan")  # fmt: skip
    for twin, text in (("en", "The plan"), ("en-easy", "The plan, easy"), ("cy", "Y cynllun")):
        services.keep_paper(meeting=meeting, title="Plan", twin=twin, text=text, by="megan")
    services.invite_members(meeting=meeting, by="megan", address=HERE)
    return meeting, members


def test_each_member_gets_their_own_mail_and_others_wait_for_post_and_phone(wales: Assembly, mailoutbox: Any) -> None:
    """Capability A10."""
    meeting, members = invited(wales)
    work()
    found = {m.to[0]: m for m in mailoutbox}
    assert len(found) == 4 == len(mailoutbox)
    plain, easy, welsh, easy_welsh = (found[m.person.email] for m in members[:4])
    assert "The question: What makes a good day?" in plain.body and f"{HERE}/me/invitations/" in plain.body
    assert "We will talk about: What is a good day?" in easy.body
    assert "Beth sy'n gwneud diwrnod da?" in welsh.body and f"{HERE}/cy/me/invitations/" in welsh.body
    assert welsh.subject == "Gwahoddiad: Autumn meeting" and "Dewch i gyfarfod." in easy_welsh.body
    waiting = Invitation.objects.filter(told_at__isnull=True)
    assert {i.format for i in waiting} == {"letter", "phone"}
    assert "invited" in {c["code"] for c in queries.before(meeting) if not c["done"]}
    for row in waiting:
        assert services.mark_invited(invitation=row, by="megan") and not services.mark_invited(invitation=row, by="x")
    assert "invited" not in {c["code"] for c in queries.before(meeting) if not c["done"]}
    services.invite_members(meeting=meeting, by="megan", address=HERE)
    work()
    assert len(mailoutbox) == 4  # nobody twice


def test_not_known_means_welsh_too_and_first(wales: Assembly, mailoutbox: Any) -> None:
    stage.members(wales)
    services.invite_members(meeting=stage.planned(wales), by="megan", address=HERE)
    work()
    body = mailoutbox[0].body
    assert body.index("Annwyl") < body.index("Dear") and mailoutbox[0].subject.startswith("Gwahoddiad")


def test_the_lead_prints_what_goes_by_post(wales: Assembly, settings: Any) -> None:
    settings.DEMO = True
    meeting, members = invited(wales)
    megan = paying.client(make.megan())
    row = Invitation.objects.get(meeting=meeting, person=members[4].person)
    path = f"/desk/assemblies/wales/wales/meetings/{meeting.public_id}/"
    assert f"post/{row.public_id}.pdf" in megan.get(path).content.decode()
    assert megan.get(f"{path}post/{row.public_id}.pdf").content.startswith(b"%PDF")
    assert megan.post(path, {"go": "told", "invitation": row.public_id}).status_code == 302
    row.refresh_from_db()
    assert row.told_at is not None
    stranger = make.account("Sion", role=make.Role.NATIONAL_LEAD, nation="scotland")
    assert paying.client(stranger).get(f"{path}post/{row.public_id}.pdf").status_code == 403


def test_a_paper_is_words_or_a_file_and_members_can_print_it_large(wales: Assembly, settings: Any) -> None:
    settings.DEMO = True
    meeting, members = invited(wales)
    path, megan = f"/desk/assemblies/wales/wales/meetings/{meeting.public_id}/", paying.client(make.megan())
    film = SimpleUploadedFile("plan.mp4", b"\x00\x00\x00\x18ftypmp42" + b"0" * 50)
    sent = {"go": "paper", "title": "Plan", "twin": "bsl", "text": ""}
    empty = megan.post(path, sent)
    assert empty.status_code == 422 and "Write the text or choose a file" in empty.content.decode()
    strange = megan.post(path, sent | {"file": SimpleUploadedFile("x.exe", b"MZ...")})
    assert strange.status_code == 422 and "We do not know this kind of file" in strange.content.decode()
    assert megan.post(path, sent | {"file": film}).status_code == 302
    member = paying.client(people.open_account(person=members[0].person, by="x"))
    elsewhere = paying.client(make.account("Sion", role=make.Role.NATIONAL_LEAD, nation="scotland"))
    room = member.get(f"/meetings/{meeting.public_id}/").content.decode()
    for paper in Paper.objects.all():
        kind = "file" if paper.file else "large"
        address = f"/meetings/{meeting.public_id}/papers/{paper.pk}.{kind}"
        assert address in room, paper.twin
        answer = member.get(address)
        assert answer.status_code == 200 and (paper.file or answer.content.startswith(b"%PDF"))
        assert megan.get(address).status_code == 200 and elsewhere.get(address).status_code == 404
        assert paying.client(make.account(f"Out{paper.pk}")).get(address).status_code == 404
    assert queries.papers_for(meeting, "easy")[0]["text"] == "The plan, easy"


def test_travel_that_was_asked_for_is_booked_before(wales: Assembly) -> None:
    meeting, members = invited(wales)
    row = Invitation.objects.select_related("meeting__opportunity", "person").get(person=members[0].person)
    asked = services.ask_for_help(invitation=row, kind="travel", once="o" * 16, by="x")
    assert "booked" in {c["code"] for c in queries.before(meeting) if not c["done"]}
    involvement.book_access(booking=asked, pence=2_000, by="rosa")
    assert "booked" not in {c["code"] for c in queries.before(meeting) if not c["done"]}
