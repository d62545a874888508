"""Pages of what came of it: by code, by account, for everybody, for staff."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from careloom.listening.models import Codebook
from careloom.listening.services import coding
from careloom.people import services as people
from careloom.showing import services
from careloom.showing.letters import STOP
from careloom.showing.models import Contribution, Message, News, Reply, Telling
from careloom.thread.ids import link_of
from careloom.thread.models import Entry
from tests import make
from tests.rooms.listening.coding_cast import ANN
from tests.rooms.showing import cast


@pytest.fixture
def version(db: Any, equality_key: Any, settings: Any) -> Any:
    settings.DEMO = True  # no second factor on the loopback
    cache.clear()
    return cast.survey()


def client(account: Any = None) -> Client:
    made = Client(headers={"host": "localhost"})
    if account:
        made.force_login(account)
    return made


def page(who: Client, address: str, sent: dict[str, Any] | None = None, *, status: int = 200) -> str:
    answer = who.get(address) if sent is None else who.post(address, sent, follow=True)
    assert answer.status_code == status, (address, answer.status_code)
    text = answer.content.decode()
    return re.sub(r"\s+", " ", text)


def published(version: Any) -> None:
    """The themes of the survey are open to everyone."""
    book = Codebook.objects.get(questionnaire=version.questionnaire)
    coding.publish_report(report=coding.make_report(codebook=book, by=ANN), by=ANN)
    services.open_to_all()


def one_theme(version: Any, voices: int = 12) -> Any:
    """A theme that people were told of, and its reply."""
    theme = cast.agreed(version, [cast.voice(version, n, nation="wales" if n % 2 else "england") for n in range(voices)])
    published(version)
    cast.everything()
    return theme


def test_by_code_alone_a_person_sees_what_came_of_it_in_one_page(version: Any) -> None:
    theme = one_theme(version)
    cast.reply(theme, state="declined", did="We cannot pay for it.", why="There is no money this year.")
    cast.everything()
    seen = page(client(), "/surveys/receipt/", {"code": cast.code(0)})
    for words in ("Read by people, and part of a theme", "We did not do this.", "We cannot pay for it.",
                  "Why: There is no money this year.", "We did not do it, and say why"):
        assert words in seen
    assert page(client(), "/surveys/receipt/", {"code": cast.code(0)}).count("We told you") == 2


def test_two_clicks_from_a_decision_to_its_sources_and_from_a_contributor_to_the_outcome(version: Any) -> None:
    theme = one_theme(version)
    reply = cast.reply(theme)
    cast.everything()
    outcome, source = News.objects.get(entry=reply.entry), News.objects.get(entry=theme)
    mine = page(client(), "/surveys/receipt/", {"code": cast.code(0)})  # the contributor's first click: the code
    assert f"/what-came-of-it/{outcome.public_id}/" in mine  # the second: the outcome
    decided = page(client(), f"/what-came-of-it/{outcome.public_id}/")
    assert f"/what-came-of-it/{source.public_id}/" in decided  # from the decision to its source
    assert "Whose voices are behind it" in page(client(), f"/what-came-of-it/{source.public_id}/")  # and to the voices


def test_what_we_did_not_do_stands_with_the_same_prominence(version: Any) -> None:
    themes = [cast.agreed(version, [cast.voice(version, n)], name) for n, name in enumerate(("Time", "Home", "Money"))]
    published(version)
    for theme, state in zip(themes, ("changed", "declined", "parked"), strict=True):
        cast.reply(theme, state=state, title=f"About {state}", until=date.today() + timedelta(days=90) if state == "parked" else None)
    cast.everything()
    seen = page(client(), "/what-came-of-it/")
    rows = re.findall(r"<li class=\"card\">.*?</li>", seen)
    shapes = {re.sub(r"tag-\w+", "tag", re.sub(r">[^<]+<", "><", re.sub(r"href=\"[^\"]*\"", "", row))) for row in rows if "About" in row}
    assert len([row for row in rows if "About" in row]) == 3 and len(shapes) <= 2  # parked has one line more: its day
    assert "About declined" in page(client(), "/what-came-of-it/?state=declined")
    assert "We look at this again on" in page(client(), "/what-came-of-it/?state=parked")


@pytest.mark.parametrize("address", ["/what-came-of-it/yours/", "/what-came-of-it/yours/how/", "/what-came-of-it/yours/handout/", "/surveys/receipt/"])
def test_a_wrong_code_gives_no_hint_and_tries_are_limited(version: Any, address: str) -> None:
    one_theme(version, 1)
    browser = client()
    answers = [browser.post(address, {"code": f"AAAA-BBBB-{n:04d}"}) for n in range(21)]
    assert [a.status_code for a in answers] == [422] * 20 + [429]
    assert browser.post(address, {"code": cast.code(0)}).status_code == 429  # not even the right one, so nothing is learned


def test_wrong_codes_on_one_page_count_on_every_other(version: Any) -> None:
    browser = client()
    for _ in range(20):
        browser.post("/themes/mine/", {"code": "AAAA-BBBB-CCCC"})
    assert browser.post("/what-came-of-it/yours/", {"code": "AAAA-BBBB-CCCC"}).status_code == 429


def test_an_old_code_of_an_answer_that_was_taken_back_says_so_and_shows_no_words(version: Any) -> None:
    from careloom.questionnaires import services as engine

    answer = cast.voice(version, 0, "Secret words")
    engine.withdraw(answer_set=answer, by="guest")
    seen = page(client(), "/surveys/receipt/", {"code": cast.code(0)})
    assert "You took this answer back" in seen and "Secret" not in seen


def test_marking_by_code_counts_once_and_keeps_what_was_typed_on_an_error(version: Any) -> None:
    one_theme(version, 1)
    news = News.objects.get()
    wrong = page(client(), "/what-came-of-it/yours/", {"code": cast.code(0), "go": "mark", "news": news.public_id, "words": "Say when", "once": "x" * 20}, status=422)
    assert "Please choose yes or no." in wrong and "Say when" in wrong
    sent = {"code": cast.code(0), "go": "mark", "news": news.public_id, "enough": "no", "words": "Say when", "once": "x" * 20}
    assert "Your mark counts as a voice" in page(client(), "/what-came-of-it/yours/", sent)
    page(client(), "/what-came-of-it/yours/", sent)
    assert news.marks.count() == 1
    assert "Say when" in page(client(make.rosa()), "/desk/telling/")


def test_a_guest_chooses_how_to_be_told_and_stops_it(version: Any) -> None:
    cast.voice(version, 0)
    sent = {"code": cast.code(0), "go": "save", "every": "month", "edition": "easy", "language": "cy", "email": "not an address"}
    assert "not an address" in page(client(), "/what-came-of-it/yours/how/", sent, status=422)
    assert "Saved." in page(client(), "/what-came-of-it/yours/how/", sent | {"email": "guest@example.org"})
    assert "no more messages" in page(client(), "/what-came-of-it/yours/how/", {"code": cast.code(0), "go": "stop"})


def test_the_link_in_a_mail_stops_messages_only_when_the_button_is_pressed(version: Any) -> None:
    one_theme(version, 1)
    message = Message.objects.get()
    assert client().post(f"/what-came-of-it/stop/{message.public_id}/").status_code == 404  # that number is on the ledger
    address = f"/what-came-of-it/stop/{link_of(message.public_id, STOP)}/"
    assert "Stop the messages" in page(client(), address)
    assert "You get no more of these messages" in page(client(), address, {})


def test_a_group_gets_a_page_and_a_pdf_to_hand_to_its_members(version: Any) -> None:
    answer = cast.voice(version, 0, people=30)
    cast.agreed(version, [answer, cast.voice(version, 1)])
    cast.everything()
    seen = page(client(), "/what-came-of-it/yours/handout/", {"code": cast.code(0)})
    assert "Group 0" in seen and "Enough time" in seen
    assert client().post("/what-came-of-it/yours/handout/", {"code": cast.code(0), "go": "pdf"}).content.startswith(b"%PDF")


def test_only_a_code_that_speaks_for_a_group_is_offered_a_page_to_hand_out(version: Any) -> None:
    cast.agreed(version, [cast.voice(version, 0, people=30), cast.voice(version, 1)])
    cast.everything()
    for address in ("/what-came-of-it/yours/", "/surveys/receipt/"):
        assert "/what-came-of-it/yours/handout/" in page(client(), address, {"code": cast.code(0)})
        assert "/what-came-of-it/yours/handout/" not in page(client(), address, {"code": cast.code(1)})
    own = page(client(), "/what-came-of-it/yours/handout/", {"code": cast.code(1), "go": "pdf"})
    assert "What came of what you gave" in own and "hand to your group" not in own  # its own page, and no empty handout


def test_an_account_shows_everything_and_takes_in_an_answer_by_its_code(version: Any) -> None:
    tom = make.account()
    cast.agreed(version, [cast.voice(version, 0), cast.voice(version, 1, person=tom.person)])
    cast.everything()
    browser = client(tom)
    assert "This answer is on your page now." in page(browser, "/me/what-came-of-it/", {"go": "add", "code": cast.code(0)})
    assert Contribution.objects.filter(reader=tom.person.public_id).count() == 2
    assert Telling.objects.filter(reader=tom.person.public_id).count() == 1  # one theme, told once
    assert "Small survey" in page(browser, "/me/what-came-of-it/")
    stranger = client(make.stranger())
    assert "We did not find this code" in page(stranger, "/me/what-came-of-it/", {"go": "add", "code": cast.code(0)}, status=422)


def test_a_code_shows_nothing_of_the_same_persons_other_answers(version: Any) -> None:
    tom = make.account()
    cast.agreed(version, [cast.voice(version, 0)], "Time")
    cast.agreed(version, [cast.voice(version, 1, person=tom.person)], "Home")
    cast.everything()
    services.join_readers(other=Contribution.objects.order_by("pk")[0].reader, reader=tom.person.public_id, by="t")
    seen = page(client(), "/what-came-of-it/yours/", {"code": cast.code(0)})
    assert "Enough time" in seen and "own home" not in seen


def test_staff_promise_write_and_sign_an_answer(version: Any) -> None:
    theme = one_theme(version, 1)
    rosa, news = client(make.rosa()), News.objects.get(entry=theme)
    assert "Time" in page(rosa, "/desk/telling/")
    page(rosa, f"/desk/telling/answer/{news.public_id}/", {"due_on": "2020-01-01"}, status=422)
    page(rosa, f"/desk/telling/answer/{news.public_id}/", {"due_on": date.today().isoformat()})
    reply = Reply.objects.get()
    address = f"/desk/telling/replies/{reply.public_id}/"
    typed = {f"{code}.{edition}.{part}": text for code, editions in cast.words().items() for edition, parts in editions.items() for part, text in parts.items()}
    assert "Visits are longer." in page(rosa, address, typed | {"state": "parked"}, status=422)  # no day: nothing typed is lost
    page(rosa, address, typed | {"state": "changed"})
    assert client(make.account("Amir", role=make.Role.ANALYST)).post(f"{address}sign/").status_code == 403
    assert "Signed." in page(rosa, f"{address}sign/", {})
    assert "You promised an answer" not in page(rosa, "/desk/") and "Rosa" in page(rosa, "/desk/telling/log/")


def test_a_call_to_make_is_on_the_desk_with_the_words_to_read_out(version: Any) -> None:
    flo = make.person("Flo")
    people.set_preferences(person=flo, preferred_format="phone", preferred_language="en-gb", needs=[], by="t")
    cast.agreed(version, [cast.voice(version, 0, person=flo)])
    cast.everything()
    rosa, address = client(make.rosa()), f"/desk/telling/messages/{Message.objects.get().public_id}/"
    assert "1 letter or call waits for you" in page(rosa, "/desk/")
    assert "Flo" in page(rosa, address) and "To read out" in page(rosa, address)
    page(rosa, address, {"go": "told"})
    assert Message.objects.get().state == "told" and "None waits." in page(rosa, "/desk/telling/")


def test_a_letter_can_be_printed_in_each_language_of_its_person(version: Any) -> None:
    ed = make.person("Ed", nation="wales")
    people.set_preferences(person=ed, preferred_format="large", preferred_language="", needs=[], by="t")
    cast.agreed(version, [cast.voice(version, 0, person=ed)])
    cast.everything()
    rosa, message = client(make.rosa()), Message.objects.get()
    assert message.language == "cy,en-gb"  # not known in Wales: Welsh first
    for language, status in (("cy", 200), ("en-gb", 200), ("ur", 404)):
        assert rosa.get(f"/desk/telling/messages/{message.public_id}/{language}.pdf").status_code == status


def test_debts_show_who_was_not_told_within_90_days(version: Any) -> None:
    cast.voice(version, 0)
    cast.notice()
    Contribution.objects.update(heard_at=cast.later(-100))
    rosa = client(make.rosa())
    assert "1 person has waited over 90 days" in page(rosa, "/desk/")
    assert "Small survey" in page(rosa, "/desk/telling/debts/")
    assert "1 contribution, the oldest first." in page(rosa, "/desk/telling/debts/")


def test_closure_in_public_hides_small_groups_and_does_not_change_for_a_few(version: Any) -> None:
    one_theme(version, 24)
    cast.voice(version, 90, role="provider")
    cast.notice()
    first = services.show_closure(by="system")
    assert first is not None and "provider" in str(first.counts)
    shown = {tuple(cell[:2]): cell[2] for cell in first.shown["role"]}
    assert shown["waiting", "provider"] is None  # one person
    cast.voice(version, 91, role="provider")
    cast.notice()
    assert services.show_closure(by="system") == first
    assert "Who was told" in page(client(), "/what-came-of-it/who-was-told/")


def test_the_ledger_of_giving_names_what_a_group_gave_and_got(version: Any) -> None:
    cast.agreed(version, [cast.voice(version, 0, people=30), cast.voice(version, 1)])
    cast.everything()
    seen = page(client(make.rosa()), "/desk/telling/giving/")
    assert re.search(r"Group 0</th><td class=\"number\">1</td><td class=\"number\">30</td><td class=\"number\">1</td>", seen)


@pytest.mark.parametrize("address", ["/what-came-of-it/", "/desk/telling/", "/desk/telling/debts/", "/desk/telling/log/", "/desk/telling/giving/", "/me/what-came-of-it/"])
def test_list_pages_ask_as_often_for_many_rows_as_for_few(version: Any, address: str) -> None:
    rosa = make.rosa()

    def fill(start: int, number: int) -> None:
        from careloom.thread.services import record

        for n in range(start, start + number):
            answer = cast.voice(version, n, people=1 + n % 2, person=rosa.person)
            voice = Contribution.objects
            cast.notice()
            heard = voice.get(subject=answer.public_id).entry
            made = services.promise_reply(about=heard, owner_id=rosa.person.public_id, due_on=date.today(), by="t")
            services.write_reply(reply=made, state="changed", words=cast.words(), until=None, by="t")
            services.give_reply(reply=made, by="t")
            record(event="nothing", subject="x", by="t")
        cast.everything()
        Contribution.objects.filter(pk__gt=start + 2).update(told_at=None, days=None, heard_at=cast.later(-100))

    def queries() -> int:
        with CaptureQueriesContext(connection) as caught:
            page(client(rosa), address)
        return len(caught)

    fill(0, 4)
    few = queries()
    fill(10, 11)
    assert queries() == few


def test_one_voice_costs_at_most_25_queries(version: Any) -> None:
    answers = [cast.voice(version, n) for n in range(4)]
    themes = [cast.agreed(version, answers, name) for name in ("Time", "Home", "Money")]
    published(version)
    for theme in themes:
        cast.reply(theme)
    cast.everything()
    with CaptureQueriesContext(connection) as caught:
        page(client(), "/surveys/receipt/", {"code": cast.code(0)})
    assert len(caught) <= 25
    with CaptureQueriesContext(connection) as caught:
        page(client(), "/what-came-of-it/yours/", {"code": cast.code(0)})
    assert len(caught) <= 25


@pytest.mark.parametrize("edition", ["standard", "easy"])
@pytest.mark.parametrize("prefix", ["", "/cy"])
def test_every_page_draws_in_both_editions_and_languages(version: Any, edition: str, prefix: str) -> None:
    theme = one_theme(version, 2)
    cast.reply(theme)
    cast.notice()
    rosa = client(make.rosa())
    rosa.cookies["edition"] = edition
    open_reply = services.promise_reply(about=theme, owner_id="person_x", due_on=date.today(), by="t")
    news, message = News.objects.order_by("pk").first(), Message.objects.first()
    assert news and message
    for address in ("what-came-of-it/", f"what-came-of-it/{news.public_id}/", "what-came-of-it/who-was-told/", "what-came-of-it/yours/",
                    f"what-came-of-it/stop/{link_of(message.public_id, STOP)}/", "me/what-came-of-it/", "desk/telling/", "desk/telling/debts/",
                    "desk/telling/log/", "desk/telling/giving/", "desk/telling/came-back/", f"desk/telling/answer/{news.public_id}/",
                    f"desk/telling/replies/{open_reply.public_id}/", f"desk/telling/replies/{open_reply.public_id}/sign/",
                    f"desk/telling/messages/{message.public_id}/"):  # fmt: skip
        page(rosa, f"{prefix}/{address}")
    for address in ("yours/", "yours/how/", "yours/handout/"):
        page(rosa, f"{prefix}/what-came-of-it/{address}", {"code": cast.code(0)})


def test_what_the_centre_learns_about_its_future_is_kept_with_reason_and_source_once_and_for_good(db: Any, settings: Any) -> None:
    settings.DEMO = True
    rosa = client(make.rosa())
    wrong = page(rosa, "/desk/future/", {"words": "Councils could pay", "reason": "", "source": "", "once": "f" * 20}, status=422)
    assert "Councils could pay" in wrong and "Please write why it matters." in wrong
    sent = {"words": "Councils could pay", "reason": "They save money", "source": "A talk on 3 March", "once": "f" * 20}
    for _ in range(2):
        assert rosa.post("/desk/future/", sent).status_code == 302
    for prefix in ("", "/cy"):
        for edition in ("standard", "easy"):
            rosa.cookies["edition"] = edition
            seen = page(rosa, f"{prefix}/desk/future/")
            assert seen.count("Councils could pay") == 1 and "They save money" in seen and "A talk on 3 March" in seen
    assert Entry.objects.filter(event="future.noted").count() == 1
    assert client(make.stranger()).get("/desk/future/").status_code == 403
