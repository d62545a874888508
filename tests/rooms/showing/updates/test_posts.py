"""Posts: nobody sees one before another person checked it and every twin is there; mistakes are put right in the open."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from careloom.centre.models import Topic
from careloom.showing.updates import services
from careloom.showing.updates.models import Post
from careloom.thread.models import Entry
from tests import make
from tests.rooms.showing.updates import cast

pytestmark = pytest.mark.django_db


def browser(user: Any = None) -> Client:
    client = Client(headers={"host": "localhost"})
    if user:
        client.force_login(user)
    return client


def text(address: str, client: Client | None = None) -> str:
    return (client or browser()).get(address).content.decode()


def topic(name: str = "Care at home") -> Topic:
    return Topic.objects.create(slug="care-at-home", name=name, process="test", year="2026", level="priority")


def test_a_post_waits_for_every_twin_and_for_another_person() -> None:
    post = cast.draft()
    with pytest.raises(services.NotReady, match="another_person"):
        services.check_post(post=post, by=cast.ROSA)
    short = cast.words()
    short["cy"]["easy"] = {}
    services.write_post(post=post, words=short, values={}, by=cast.ROSA)
    with pytest.raises(services.NotReady) as raised:
        services.check_post(post=post, by=cast.MEGAN)
    assert ("cy", "easy", "body") in raised.value.missing
    with pytest.raises(services.NotReady, match="not_checked"):
        services.publish_post(post=post, by=cast.ROSA)
    assert text("/news/").count("Visits are longer") == 0
    assert browser().get(f"/news/{post.slug}/").status_code == 404


def test_whoever_changes_a_checked_post_sends_it_back_to_be_checked() -> None:
    post = cast.draft()
    services.check_post(post=post, by=cast.MEGAN)
    services.write_post(post=post, words=cast.words("Other"), values={}, by=cast.MEGAN)
    post.refresh_from_db()
    assert (post.state, post.checked_by, post.written_by) == ("draft", "", cast.MEGAN)


def test_an_author_is_named_only_as_they_chose() -> None:
    post = cast.draft(credit={"en-gb": "Grace", "cy": "Grace"}, lived=True)
    assert "credit" in services.missing_in_post(post)
    services.write_post(post=post, words=cast.words(), by=cast.ROSA,
                        values={"credit": {"en-gb": "a carer in Wales", "cy": "gofalwr"}, "credit_agreed": True, "lived": True})
    services.check_post(post=post, by=cast.MEGAN)
    services.publish_post(post=post, by=cast.ROSA)
    page = text(f"/news/{post.slug}/")
    assert "a carer in Wales" in page and "lived experience" in page
    assert all("carer" not in str(e.values) for e in Entry.objects.filter(subject=post.public_id))


def test_a_post_is_read_in_each_language_and_in_easy_read_and_can_be_found_by_topic_and_nation() -> None:
    about = topic()
    post = cast.published(topics=[about], nation="wales", tags=["pay", "pay", ""])
    cast.published("For all", nation="")
    client = browser()
    assert "Visits are longer (cy)" in text(f"/cy/news/{post.slug}/")
    client.cookies["edition"] = "easy"
    assert "Visits are longer (easy)" in text(f"/news/{post.slug}/", client)
    found = {q: [t for t in ("Visits are longer", "For all") if t in text(f"/news/?{q}")]
             for q in ("topic=care-at-home", "nation=wales", "nation=scotland", "kind=blog", "tag=pay", "tag=ay")}
    assert found == {"topic=care-at-home": ["Visits are longer"], "nation=wales": ["Visits are longer", "For all"],
                     "nation=scotland": ["For all"], "kind=blog": [], "tag=pay": ["Visits are longer"], "tag=ay": []}


def test_the_address_of_a_post_never_changes_and_two_posts_never_share_one() -> None:
    first, second = cast.published(), cast.published()
    assert (first.slug, second.slug) == ("visits-are-longer", "visits-are-longer-2")
    services.correct_post(post=first, words=cast.words("A new title"), note=cast.note(), by=cast.ROSA)
    page = text("/news/visits-are-longer/")
    assert "A new title" in page and "The day was wrong." in page and "Put right on" in page
    kept = first.corrections.get()
    assert kept.before["en-gb"]["standard"]["title"] == "Visits are longer"


def test_a_correction_needs_its_note_in_each_language() -> None:
    post = cast.published()
    with pytest.raises(services.NotReady):
        services.correct_post(post=post, words=cast.words("X"), note={"en-gb": "Wrong day"}, by=cast.ROSA)
    post.refresh_from_db()
    assert post.words["en-gb"]["standard"]["title"] == "Visits are longer"


def test_a_withdrawn_post_says_when_and_why_and_leaves_lists_and_feeds() -> None:
    post = cast.published()
    services.withdraw_post(post=post, reason=cast.note("It named somebody."), by=cast.ROSA)
    answer = browser().get(f"/news/{post.slug}/")
    assert answer.status_code == 410
    assert "It named somebody." in answer.content.decode() and "Second line" not in answer.content.decode()
    assert "Visits are longer" not in text("/news/") + text("/news/feed.xml")


def test_feeds_speak_each_language_and_keep_to_their_topic() -> None:
    from defusedxml.ElementTree import fromstring

    cast.published(topics=[topic()], tags=["pay"])
    cast.published("Elsewhere <b>& more</b>")
    both, one = fromstring(text("/news/feed.xml")), fromstring(text("/cy/news/topics/care-at-home/feed.xml"))
    assert [i.findtext("title") for i in both.iter("item")] == ["Elsewhere <b>& more</b>", "Visits are longer"]
    assert [i.findtext("title") for i in one.iter("item")] == ["Visits are longer (cy)"]
    assert one.find("channel").findtext("language") == "cy"
    assert [i.findtext("guid") for i in both.iter("item")] == list(
        Post.objects.order_by("-published_at").values_list("public_id", flat=True))
    assert browser().get("/news/topics/nothing/feed.xml").status_code == 404
    assert 'type="application/rss+xml"' in text("/news/")


def test_staff_write_check_and_publish_on_pages_and_keep_what_they_typed(settings: Any) -> None:
    settings.DEMO = True
    rosa, megan = browser(make.rosa()), browser(make.megan())
    typed = {f"{language}.{edition}.{part}": said for language, editions in cast.words().items()
             for edition, parts in editions.items() for part, said in parts.items()}
    wrong = rosa.post("/desk/news/new/", typed | {"kind": "gossip"})
    assert wrong.status_code == 422 and "Second line." in wrong.content.decode()
    answer = rosa.post("/desk/news/new/", typed | {"kind": "blog", "tags": "pay, time"})
    post = Post.objects.get()
    assert answer.status_code == 302 and post.tags == ["pay", "time"]
    address = f"/desk/news/{post.public_id}/"
    assert rosa.post(address, {"go": "check"}).status_code == 422
    assert megan.post(address, {"go": "check"}).status_code == 302
    assert rosa.post(address, {"go": "publish"}).status_code == 302
    assert "Visits are longer" in text("/news/?kind=blog")
    for part in ("correct", "withdraw"):
        assert rosa.get(f"{address}{part}/").status_code == 200
    assert rosa.post(f"{address}withdraw/", {"en-gb.reason": "No"}).status_code == 422
    assert rosa.post(f"{address}withdraw/", {"en-gb.reason": "No", "cy.reason": "Na"}).status_code == 302


def test_the_list_asks_the_database_as_often_for_many_posts() -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection, ) as seen:
            assert browser().get("/news/").status_code == 200
        return len(seen)

    cast.published()
    few = queries()
    for number in range(12):
        cast.published(f"Post {number}")
    assert queries() == few <= 10
