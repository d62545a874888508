"""Somebody asks; one page answers, each sentence tied to its items; it stands only as long as they do."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from careloom.centre.models import Topic
from careloom.evidence import queries, services
from careloom.evidence.models import Enquiry, Item, Summary
from careloom.evidence.queries.summaries import again_number, page, waiting
from careloom.thread.models import Entry
from careloom.thread.queries import because_of
from tests import make as cast
from tests.rooms.evidence import make_evidence as make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def words_of_the_centre() -> None:
    from careloom.centre.services import load_defaults

    load_defaults(by="system")
    Topic.objects.create(slug="breaks", name="Short breaks", process="test", year="2026", level="theme")


def asked() -> Enquiry:
    return services.take_enquiry(words="Do breaks help?", nation="wales", once="enquiry-00000001", by="anyone")


def started(**values: Any) -> Summary:
    question = services.ask_question(topic="breaks", words="Do breaks help?", plain="Do breaks help?", affected=[],
                                     once="q", by="person_amir")  # fmt: skip
    return services.start_summary(**{"question": question, "title": "Breaks", "easy_title": "Breaks", "once": "s1",
                                     "review_on": date(2099, 1, 1), "by": "person_amir", **values})  # fmt: skip


def say(summary: Summary, about: str, *items: Item) -> None:
    services.write_sentence(summary=summary, about=about, words=f"Said of {about}.", easy=f"Easy {about}.", items=items,
                            by="person_amir")  # fmt: skip


def whole(summary: Summary) -> dict[str, Item]:
    items = {kind: make.item(kind) for kind in make.KINDS}
    for kind, item in items.items():
        say(summary, kind, item)
    say(summary, "missing")
    services.publish_summary(summary=summary, by="person_amir")
    return items


def test_an_enquiry_is_answered_on_one_page_with_three_kinds_side_by_side() -> None:
    enquiry = asked()
    summary = started(enquiry=enquiry)
    assert list(waiting()) == [enquiry]
    items = whole(summary)
    assert not waiting().exists()
    shown = Client().get(f"/evidence/summary/{summary.public_id}/").content.decode()
    assert all(item.public_id in shown and f"Said of {kind}." in shown for kind, item in items.items())
    assert "Breaks" in Client().get(f"/evidence/ask/{enquiry.public_id}/").content.decode()
    entry = Entry.objects.get(event="summary.published")
    assert [e.event for e in because_of(entry)] == ["enquiry.received", "summary.started"]


def test_each_sentence_about_a_kind_names_items_of_that_kind() -> None:
    summary = started()
    with pytest.raises(services.SummaryRefused, match="no_items"):
        say(summary, "research")
    with pytest.raises(services.SummaryRefused, match="wrong_kind"):
        say(summary, "research", make.item("lived"))


def test_a_summary_that_does_not_say_what_is_missing_is_not_published() -> None:
    summary = started()
    say(summary, "research", make.item())
    with pytest.raises(services.SummaryRefused, match="not_whole"):
        services.publish_summary(summary=summary, by="person_amir")


def test_withdrawn_consent_takes_the_sentence_away_and_opens_the_summary_again() -> None:
    summary = started()
    items = whole(summary)
    services.withdraw(item=items["lived"], by="person_amir")
    summary.refresh_from_db()
    assert summary.reopened == "withdrawn" and again_number() == 1
    shown = Client().get(f"/evidence/summary/{summary.public_id}/").content.decode()
    assert "Said of lived." not in shown and "Open again" in shown and "Said of practice." in shown
    with pytest.raises(services.SummaryRefused, match="source_gone"):
        services.publish_summary(summary=summary, by="person_amir")
    services.drop_sentence(sentence=summary.sentences.get(about="lived"), by="person_amir")
    services.publish_summary(summary=summary, by="person_amir")
    assert Summary.objects.get().reopened == "" and again_number() == 0


def test_a_retraction_opens_every_summary_that_used_it() -> None:
    summary = started()
    items = whole(summary)
    services.mark_retracted(item=items["research"], by="person_amir")
    assert Summary.objects.get().reopened == "retracted"
    assert Entry.objects.filter(event="summary.reopened", subject=summary.public_id).count() == 1
    assert queries.usage([items["practice"]])[items["practice"].pk] == {"summary": 1}


def test_easy_read_shows_the_written_twin_of_each_sentence() -> None:
    summary = started()
    whole(summary)
    client = Client()
    client.cookies["edition"] = "easy"
    shown = client.get(f"/evidence/summary/{summary.public_id}/").content.decode()
    assert "Easy research." in shown and "Said of research." not in shown


def test_anyone_asks_without_an_account_and_staff_write_the_answer(settings: Any) -> None:
    settings.DEMO = True
    sent = {"words": "Do breaks help?", "nation": "", "once": "0123456789abcdef"}
    for _ in range(2):
        Client().post("/evidence/ask/", sent)
    enquiry = Enquiry.objects.get()
    client = Client()
    client.force_login(cast.account("Amir", role=cast.Role.ANALYST))
    question = started().question
    client.post("/desk/evidence/summaries/", {
        "question": question.public_id, "enquiry": enquiry.public_id, "title": "T", "easy_title": "E",
        "review_on": "2099-01-01", "once": "fedcba9876543210"})  # fmt: skip
    here = f"/desk/evidence/summary/{Summary.objects.get(title='T').public_id}/"
    bad = client.post(here, {"about": "research", "words": "typed words", "easy": "e"})
    assert bad.status_code == 422 and "typed words" in bad.content.decode()
    assert client.post(here, {"about": "missing", "words": "All", "easy": "e"}).status_code == 302


def test_a_page_asks_as_often_however_many_sentences(django_assert_num_queries: Any) -> None:
    summary = started()
    whole(summary)
    for _ in range(10):
        say(summary, "missing", make.item())
    with django_assert_num_queries(4):
        page(summary)
