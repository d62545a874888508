"""Telling: once, in each person's format, never to somebody who does not want it, never what is no longer true."""

from typing import Any

import pytest
from django.core import mail

from careloom.listening.models import Theme
from careloom.listening.services import coding
from careloom.people import services as people
from careloom.people.models import Person
from careloom.questionnaires import services as engine
from careloom.showing import services
from careloom.showing.models import Contribution, Message, News, Reply, Telling, Wish
from careloom.showing.queries import closure, pages
from careloom.showing.services import spreading
from careloom.thread.models import Entry
from tests import make
from tests.rooms.listening.coding_cast import ANN, BEN
from tests.rooms.showing import cast


@pytest.fixture
def version(db: Any, equality_key: Any) -> Any:
    return cast.survey()


def person(name: str, wants: str, language: str = "en-gb") -> Person:
    who = make.person(name)
    people.set_preferences(person=who, preferred_format=wants, preferred_language=language, needs=[], by="system")
    return who


def told() -> list[Message]:
    return list(Message.objects.filter(state="told").order_by("pk"))


def person_told() -> int:
    return Entry.objects.filter(event="person.told").count()


def test_everybody_behind_a_theme_is_told_once_and_the_entry_cites_their_voice(version: Any) -> None:
    answers = [cast.voice(version, n) for n in range(3)]
    other = cast.voice(version, 9, "Money")
    cast.agreed(version, answers)
    cast.everything()
    cited = {cause.cause.subject for e in Entry.objects.filter(event="person.told") for cause in e.causes.all()}
    assert cited == {a.public_id for a in answers} and len(told()) == 3
    assert [Contribution.objects.get(subject=a.public_id).state for a in [answers[0], other]] == ["considered", "heard"]
    assert closure.totals() | {"days": 0} == {"voices": 4, "told": 3, "people": 4, "share": 75, "days": 0, "debts": 0}


def test_several_who_gave_something_at_one_entry_are_each_counted_once(version: Any, monkeypatch: Any) -> None:
    """As at a meeting; their entry lay on the border of two parts that are looked up one after the other."""
    theme = cast.agreed(version, [cast.voice(version, 0), cast.voice(version, 1)])
    cast.notice()
    first = Contribution.objects.order_by("pk")[0]
    for n in range(3):
        Contribution.objects.create(entry=first.entry, subject=first.subject, reader=f"person_{n}", heard_at=first.heard_at)
    monkeypatch.setattr(spreading, "CHUNK", 3)
    news = News.objects.get(entry=theme)
    services.spread(news=news)
    news.refresh_from_db()
    assert (news.voices, news.people, news.groups["role"]) == (5, 5, {"carer": 2, "": 3})


def test_jobs_that_run_twice_or_were_skipped_for_days_tell_once(version: Any) -> None:
    first = cast.agreed(version, [cast.voice(version, 1)])
    cast.everything()
    cast.reply(first)
    news = cast.notice()
    for again in [*news, *news]:
        services.spread(news=again)
    cast.everything()
    cast.everything()
    assert (News.objects.count(), Telling.objects.count(), person_told()) == (2, 2, 2)


def test_each_person_is_told_in_their_own_format(version: Any) -> None:
    cast_of = {"Ada": "web", "Bo": "email", "Cy": "easy", "Di": "letter", "Ed": "large", "Flo": "phone"}
    everyone = {name: person(name, wants) for name, wants in cast_of.items()}
    cast.agreed(version, [cast.voice(version, n, person=who) for n, who in enumerate(everyone.values())])
    cast.everything()
    found = {Person.objects.get(public_id=m.reader).name: (m.way, m.edition, m.large, m.state) for m in Message.objects.all()}
    assert found == {
        "Ada": ("page", "standard", False, "told"), "Bo": ("email", "standard", False, "told"),
        "Cy": ("email", "easy", False, "told"), "Di": ("letter", "standard", False, "ready"),
        "Ed": ("letter", "standard", True, "ready"), "Flo": ("phone", "standard", False, "ready"),
    }  # fmt: skip
    assert sorted(box.to[0] for box in mail.outbox) == ["bo@example.org", "cy@example.org"]


def test_a_letter_is_in_the_language_of_its_reader_as_far_as_we_have_it_and_says_what_is_missing(version: Any) -> None:
    from careloom.showing import letters

    farida, jan = person("Farida", "letter", "ur"), person("Jan", "letter", "pl")
    theme = cast.agreed(version, [cast.voice(version, 1, person=farida), cast.voice(version, 2, person=jan)])
    cast.reply(theme)
    cast.everything()
    message = {m.language: m for m in Message.objects.all()}
    news = list(Telling.objects.filter(reader=farida.public_id).values_list("news_id", flat=True))
    _head, rows = letters._said(message["ur"], news, "ur")
    own, english = ([row.text for row in rows if row.language == code] for code in ("", "en-gb"))
    assert own[0].startswith("نیچے ہر بات کی تفصیل ابھی صرف انگریزی میں ہے") and "آپ کی بات سے کچھ بدلا۔" in own
    assert "What we did: Visits are longer." in english and not any("What we" in text for text in own)
    assert b"/Lang(ur)" in (made := letters.letter(message["ur"], news, "ur")) and made.startswith(b"%PDF")
    head, rows = letters._said(message["pl"], news, "pl")
    assert head == "What came of what you told us" and rows[0].text.startswith("You asked for Polish. We do not have")
    assert b"/Lang(en)" in letters.letter(message["pl"], news, "pl")
    assert all(one.wants_translator() for one in message.values())


def test_a_letter_and_a_call_are_told_when_somebody_did_them(version: Any) -> None:
    from careloom.showing import letters

    cast.agreed(version, [cast.voice(version, 1, person=person("Di", "letter", "cy"))])
    cast.everything()
    message, news = Message.objects.get(), list(Telling.objects.values_list("news_id", flat=True))
    assert person_told() == 0 and closure.totals()["told"] == 0
    assert letters.letter(message, news, "cy").startswith(b"%PDF")
    assert "http" not in " ".join(line.text for line in letters.spoken(message, news, "cy"))
    assert [services.mark_told(message=message, by=cast.ROSA) for _ in range(2)] == [True, False]
    assert person_told() == 1 and closure.totals()["told"] == 1


def test_several_things_come_in_one_message_when_the_person_wants_one_a_week(version: Any) -> None:
    bo = person("Bo", "email")
    services.set_wish(reader=bo.public_id, every="week", by=bo.public_id)
    answer = cast.voice(version, 1, person=bo)
    for name in ("Time", "Home"):
        cast.agreed(version, [answer], name)
    cast.notice()
    cast.tell(days=0)
    assert len(mail.outbox) == 0
    cast.tell(days=8)
    assert len(mail.outbox) == 1 and "TIME" in mail.outbox[0].body and "HOME" in mail.outbox[0].body


def test_a_guest_who_left_an_address_gets_mail_and_the_address_is_sealed(version: Any) -> None:
    answer = cast.voice(version, 1)
    services.set_wish(reader=answer.public_id, every="each", edition="easy", language="cy", email="Guest@example.org", by="guest")
    cast.agreed(version, [answer])
    cast.everything()
    assert mail.outbox[0].to == ["guest@example.org"] and b"guest" not in bytes(Wish.objects.get().sealed)
    assert mail.outbox[0].extra_headers["Message-ID"].startswith("<message_")


def test_nobody_who_took_the_answer_back_is_told(version: Any) -> None:
    stays, goes = cast.voice(version, 1), cast.voice(version, 2)
    cast.agreed(version, [stays, goes])
    cast.notice()
    engine.withdraw(answer_set=goes, by="guest")
    cast.tell()
    assert [m.reader for m in told()] == [stays.public_id]
    assert Telling.objects.get(reader=goes.public_id).over_at is not None


def test_consent_withdrawn_half_way_through_a_mailing_stops_what_has_not_gone(version: Any) -> None:
    everyone = [person(name, "email") for name in ("Bo", "Cy", "Di")]
    cast.agreed(version, [cast.voice(version, n, person=who) for n, who in enumerate(everyone)])
    cast.notice()
    services.make_messages(by="system", now=cast.later(40))
    services.send_mails(by="system", most=1)
    people.change_consent(person=everyone[1], purpose="told", given=False, wording="w", channel="phone", by="system")
    services.stop_telling(reader=everyone[2].public_id, by=everyone[2].public_id)
    cast.tell()
    assert [box.to for box in mail.outbox] == [["bo@example.org"]] and person_told() == 1
    assert Telling.objects.filter(over_at__isnull=False).count() == 2


def test_a_mail_that_came_back_tells_nobody_and_what_it_said_waits_on_the_page(version: Any) -> None:
    cast.agreed(version, [cast.voice(version, 1, person=person("Bo", "email"))])
    cast.everything()
    message = Message.objects.get()
    assert [services.note_bounce(message=message, by=cast.ROSA) for _ in range(2)] == [True, False]
    assert closure.totals()["told"] == 0
    cast.everything()
    assert [(m.way, m.state) for m in Message.objects.order_by("pk")] == [("email", "bounced"), ("page", "told")]
    assert len(mail.outbox) == 1 and closure.totals()["told"] == 1


def test_a_person_known_twice_is_told_once(version: Any) -> None:
    old, new = person("Bo", "email"), person("Bob", "email")
    answers = [cast.voice(version, 1, person=old), cast.voice(version, 2, person=new)]
    theme = cast.agreed(version, answers)
    cast.notice()
    services.join_readers(other=old.public_id, reader=new.public_id, by=cast.ROSA)
    cast.everything()
    assert [box.to for box in mail.outbox] == [["bob@example.org"]]
    cast.voice(version, 3, person=old)
    cast.reply(theme)
    cast.everything()
    assert len(mail.outbox) == 2 and set(Contribution.objects.values_list("reader", flat=True)) == {new.public_id}


def test_what_one_of_two_joined_readers_has_heard_is_not_told_again(version: Any) -> None:
    old, new = cast.voice(version, 1), person("Bob", "email")
    cast.agreed(version, [old, cast.voice(version, 2, person=new)])
    cast.notice()
    cast.tell(days=0)  # the guest's page at once, the mail on Monday
    services.join_readers(other=old.public_id, reader=new.public_id, by=new.public_id)
    cast.tell()
    assert len(mail.outbox) == 0 and len(pages.told_to(new.public_id)) == 1


def test_a_theme_split_after_people_were_told_tells_only_those_who_moved_and_nothing_twice(version: Any) -> None:
    answers = [cast.voice(version, n) for n in range(4)]
    cast.agreed(version, answers)
    cast.everything()
    time = Theme.objects.get(name="Time")
    moved = [t.pk for t in time.codebook.texts.filter(answer_set__in=answers[:2])]
    made = coding.split_theme(theme=time, name="Short visits", texts=moved, by=ANN)
    cast.everything()
    assert person_told() == 4  # splitting alone is nothing to tell
    for theme in (made, time):
        theme.refresh_from_db()
        coding.propose_theme(theme=theme, by=ANN)
        coding.agree_theme(theme=theme, by=BEN)
    cast.everything()
    readers = [row.reader for row in told()[4:]]
    assert sorted(readers) == sorted(a.public_id for a in answers[:2])
    assert News.objects.order_by("pk")[0].said["en-gb"]["standard"]["title"] == "Time"


def test_a_decision_that_was_reversed_is_told_and_the_old_words_go_to_nobody_else(version: Any) -> None:
    bo, di = person("Bo", "email"), person("Di", "letter")
    theme = cast.agreed(version, [cast.voice(version, 1, person=bo), cast.voice(version, 2, person=di)])
    cast.everything()
    services.mark_told(message=Message.objects.get(way="letter"), by=cast.ROSA)
    first = cast.reply(theme, did="We will do it.")
    cast.everything()  # the mail has gone, the letter waits
    second = cast.reply(theme, state="declined", did="It costs too much.", why="No money this year.")
    cast.everything()
    assert second.replaces == first and News.objects.get(entry=first.entry).replaced_by.entry == second.entry
    assert "We told you something else before" in mail.outbox[-1].body and "We did not do this." in mail.outbox[-1].body
    letters = Message.objects.filter(way="letter").order_by("pk")
    assert [m.state for m in letters] == ["told", "stopped", "ready"]
    assert [t.news.state for t in letters[2].tellings.all()] == ["declined"]
    assert set(Contribution.objects.values_list("state", flat=True)) == {"declined"}
    assert [news.state for news in pages.public(kind="reply")] == ["declined"]


def test_a_reply_is_given_only_when_every_twin_is_there_and_a_person_signed(version: Any) -> None:
    theme = cast.agreed(version, [cast.voice(version, 1)])
    made = services.promise_reply(about=theme, owner_id=cast.ROSA, due_on=cast.later().date(), by=cast.ROSA)
    said = cast.words()
    del said["cy"]["easy"]["why"]
    services.write_reply(reply=made, state="parked", words=said, until=None, by=cast.ROSA)
    with pytest.raises(services.NotReady) as refused:
        services.give_reply(reply=made, by=cast.ROSA)
    assert refused.value.missing == ["until", ("cy", "easy", "why")]
    assert Reply.objects.get().entry is None and not News.objects.filter(kind="reply").exists()


def test_marking_our_homework_is_a_contribution_that_is_answered_like_any_other(version: Any) -> None:
    answer, stranger = cast.voice(version, 1), cast.voice(version, 2)
    theme = cast.agreed(version, [answer])
    cast.everything()
    news = News.objects.get()
    with pytest.raises(services.NotYours):
        services.mark_homework(news=news, reader=stranger.public_id, enough=False, once="a", by="guest")
    for _ in range(2):
        mark = services.mark_homework(news=news, reader=answer.public_id, enough=False, words="Say when.", once="b", by="guest")
    assert Entry.objects.filter(event="homework.marked").count() == 1 and b"when" not in bytes(mark.sealed)
    cast.notice()
    assert Contribution.objects.filter(subject=mark.public_id, reader=answer.public_id, told_at=None).exists()
    cast.reply(theme)
    cast.everything()
    assert Contribution.objects.get(subject=mark.public_id).told_at is not None
