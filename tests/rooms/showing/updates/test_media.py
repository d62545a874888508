"""Media items: never without transcript and everybody's yes; a no takes them down everywhere, and the page says so."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from careloom.people import services as people
from careloom.showing.updates import services
from careloom.showing.updates.models import MediaItem
from careloom.showing.updates.views.media import CONSENT
from careloom.thread.ids import link_of
from careloom.thread.models import Entry
from tests import make
from tests.rooms.showing.updates import cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("equality_key")]
SAID = {"en-gb": "Grace: I waited. (A door closes.)", "cy": "Grace: Arhosais. (Drws yn cau.)"}
VALUES = {"kind": "video", "address": "https://films.example/1", "seconds": 125, "captions": ["cy"], "file_name": ""}


def browser(user: Any = None) -> Client:
    client = Client(headers={"host": "localhost"})
    if user:
        client.force_login(user)
    return client


def words(title: str = "A morning with Grace") -> dict[str, Any]:
    part = {"title": title, "about": "What a visit is like."}
    return {language: {"standard": part, "easy": part} for language in ("en-gb", "cy")}


def item(**more: Any) -> MediaItem:
    return services.keep_media(words=words(), values={**VALUES, **more}, transcript=SAID, by=cast.ROSA)


def published(**more: Any) -> tuple[MediaItem, str]:
    """A published item, and the link of Grace, who is in it."""
    made = item(**more)
    grace = services.ask_to_appear(item=made, name="Grace", by=cast.ROSA)
    link = f"/media/consent/{link_of(grace.public_id, CONSENT)}/"
    browser().post(link, {"go": "yes"})
    services.check_media(item=made, by=cast.MEGAN)
    services.publish_media(item=made, by=cast.ROSA)
    made.refresh_from_db()
    return made, link


def test_it_waits_for_its_transcript_its_place_its_length_and_every_yes() -> None:
    made = services.keep_media(words=words(), values={**VALUES, "address": "", "seconds": 0}, by=cast.ROSA,
                               transcript={"en-gb": "Only English"})
    grace = services.ask_to_appear(item=made, name="Grace", by=cast.ROSA)
    assert services.missing_in_media(made) == ["transcript", "address", "length", "consent"]
    services.keep_media(item=made, words=words(), values=VALUES, transcript=SAID, by=cast.ROSA)
    with pytest.raises(services.NotReady, match="consent"):
        services.check_media(item=made, by=cast.MEGAN)
    services.answer_appearance(appearance=grace, yes=True, by=cast.ROSA, noted_by=cast.ROSA)
    with pytest.raises(services.NotReady, match="another_person"):
        services.check_media(item=made, by=cast.ROSA)
    services.check_media(item=made, by=cast.MEGAN)
    assert browser().get(f"/media/{made.public_id}/").status_code == 404


def test_a_plain_link_says_where_it_leads_and_nothing_of_another_site_is_embedded() -> None:
    made, _ = published()
    page = browser().get(f"/media/{made.public_id}/").content.decode()
    assert "This leads to films.example." in page and "I waited. (A door closes.)" in page and "Grace" in page
    assert not [tag for tag in ("<iframe", "<video", "<embed", "<object") if tag in page]
    assert "2 minutes" in page and "Cymraeg" in page
    assert "Arhosais" in browser().get(f"/cy/media/{made.public_id}/").content.decode()


def test_a_no_takes_it_down_everywhere_and_says_so() -> None:
    made, link = published()
    post = cast.draft(media=[made])
    services.check_post(post=post, by=cast.MEGAN)
    services.publish_post(post=post, by=cast.ROSA)
    assert "A morning with Grace" in browser().get(f"/news/{post.slug}/").content.decode()
    assert browser().get(link).status_code == 200
    made.refresh_from_db()
    assert made.state == "published"
    browser().post(link, {"go": "no"})
    browser().post(link, {"go": "no"})
    gone = browser().get(f"/media/{made.public_id}/")
    everywhere = gone.content.decode() + "".join(
        browser().get(a).content.decode() for a in ("/media/", f"/news/{post.slug}/", "/news/", link))
    assert gone.status_code == 410 and "films.example" not in everywhere and "Grace" not in everywhere
    assert "It was taken down on" in gone.content.decode() and "Something was here." in everywhere
    made.refresh_from_db()
    assert (made.address, made.words, made.transcript) == ("", {}, {})
    assert Entry.objects.filter(event="media.taken_down").count() == 1


def test_a_file_of_ours_is_kept_sealed_and_goes_with_the_no(settings: Any) -> None:
    settings.DEMO = True
    rosa = browser(make.rosa())
    twins = {f"{code}.{edition}.{part}": "Words" for code in ("en-gb", "cy") for edition in ("standard", "easy") for part in ("title", "about")}
    sent = {**twins, "kind": "audio", "minutes": 1, "rest": 5, "en-gb.transcript": "Hello", "cy.transcript": "Helo"}
    wrong = rosa.post("/desk/media/new/", {**sent, "file": SimpleUploadedFile("x.exe", b"MZ")})
    assert wrong.status_code == 422 and "We take mp4" in wrong.content.decode()
    assert rosa.post("/desk/media/new/", {**sent, "file": SimpleUploadedFile("x.mp3", b"sound")}).status_code == 302
    made = MediaItem.objects.get()
    assert b"sound" not in bytes(made.sealed) and (made.seconds, made.file_name) == (65, "x.mp3")
    address = f"/desk/media/{made.public_id}/"
    rosa.post(address, {"go": "add", "name": "Tom"})
    rosa.post(address, {"go": "yes", "who": made.people.get().public_id})
    assert browser().get(f"/media/{made.public_id}/file/").status_code == 404
    browser(make.megan()).post(address, {"go": "check"})
    rosa.post(address, {"go": "publish"})
    heard = browser().get(f"/media/{made.public_id}/file/")
    assert (heard.content, heard["Content-Type"]) == (b"sound", "audio/mpeg")
    assert rosa.get(address).status_code == rosa.get("/desk/media/").status_code == 200
    rosa.post(address, {"go": "no", "who": made.people.get().public_id})
    made.refresh_from_db()
    assert browser().get(f"/media/{made.public_id}/file/").status_code == 404 and not made.sealed


def test_a_made_up_link_opens_nothing_and_a_forgotten_person_is_in_nothing() -> None:
    made = item()
    tom = make.account()
    row = services.ask_to_appear(item=made, name="Tom", person_id=tom.person.public_id, by=cast.ROSA)
    assert browser().post(f"/media/consent/{row.public_id}/", {"go": "yes"}).status_code == 404
    services.answer_appearance(appearance=row, yes=True, by=tom.person.public_id)
    services.check_media(item=made, by=cast.MEGAN)
    services.publish_media(item=made, by=cast.ROSA)
    people.erase_person(person=tom.person, by=cast.ROSA)
    made.refresh_from_db()
    row.refresh_from_db()
    assert (made.state, row.name) == ("taken-down", "")
