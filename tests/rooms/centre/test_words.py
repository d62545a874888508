"""A centre keeps its own words by pages: adds, changes, orders, ends; nothing that is in use is lost."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from careloom.centre import queries, services
from careloom.centre.kinds import KINDS
from careloom.centre.models import Cohort, DeliveryModel, Place, RoleGroup, Sector, Stage, Topic
from careloom.centre.services import load_defaults
from careloom.projects.models import Project
from careloom.thread.models import Entry
from tests import make

pytestmark = pytest.mark.django_db
SOURCED = {"source": "our own paper 1", "confidence": "read", "note": ""}


@pytest.fixture
def desk(settings: Any) -> Client:
    """Ada keeps the words."""
    settings.DEMO = True
    client = Client(headers={"host": "localhost"})
    client.force_login(make.account("Ada", role=make.Role.ADMINISTRATOR))
    return client


def place(name: str, parent: Place | None = None, kind: str = "region") -> Place:
    values = {"name": name, "kind": kind, "parent": parent, **SOURCED}
    made: Place = services.add_word(kind=KINDS["places"], values=values, by="system")
    return made


def test_a_word_is_added_once_however_often_it_is_sent(desk: Client) -> None:
    for _ in range(2):
        answer = desk.post("/desk/centre/sectors/new/", {"name": "Public health"})
        assert answer.status_code == 302
    assert list(Sector.objects.values_list("slug", "name")) == [("public-health", "Public health")]
    entry = Entry.objects.get(event="word.added")
    assert entry.values["kind"] == "sectors" and entry.values["id"] == "public-health"
    assert "Public health" not in str(entry.values)  # the fields, never the words


def test_another_word_of_the_same_name_is_refused_and_what_was_typed_is_kept(desk: Client) -> None:
    desk.post("/desk/centre/sectors/new/", {"name": "Health"})
    answer = desk.post("/desk/centre/sectors/new/", {"name": "HEALTH", "cy.name": "Iechyd"})
    assert answer.status_code == 422
    assert "We have this one already." in answer.content.decode() and 'value="Iechyd"' in answer.content.decode()
    assert Sector.objects.count() == 1


def test_a_code_is_made_once_and_stays_when_the_name_changes(desk: Client) -> None:
    desk.post("/desk/centre/role-groups/new/", {"name": "Family carer"})
    desk.post("/desk/centre/role-groups/family-carer/", {"name": "Friend or family carer", "order": "1"})
    assert queries.role_groups() == [("family-carer", "Friend or family carer")]
    desk.post("/desk/centre/role-groups/new/", {"name": "Family carer"})
    desk.post("/desk/centre/role-groups/new/", {"name": "نگہداشت"})
    codes = [code for code, _ in queries.role_groups()]
    assert codes[1] == "family-carer-2" and codes[2].startswith("role-gro-")


def test_a_sourced_word_says_where_it_comes_from_and_how_sure_we_are(desk: Client) -> None:
    given = {"name": "Fair care", "order": ""}
    answer = desk.post("/desk/centre/objectives/new/", given)
    assert answer.status_code == 422 and 'value="Fair care"' in answer.content.decode()
    with pytest.raises(services.Refused) as no:
        services.add_word(kind=KINDS["objectives"], by="system",
                          values={"name": "Fair care", "source": " ", "confidence": "read"})  # fmt: skip
    assert no.value.code == "no_source"
    assert desk.post("/desk/centre/objectives/new/", {**given, **SOURCED}).status_code == 302


def test_a_name_in_welsh_is_shown_to_readers_of_welsh() -> None:
    services.add_word(kind=KINDS["role-groups"], by="system",
                      values={"name": "Volunteer", "names": {"cy": "Gwirfoddolwr"}})  # fmt: skip
    with translation.override("cy"):
        assert queries.role_groups() == [("volunteer", "Gwirfoddolwr")]
    assert queries.role_groups() == [("volunteer", "Volunteer")]


def test_somebody_else_changed_it_meanwhile(desk: Client) -> None:
    row = services.add_word(kind=KINDS["sectors"], values={"name": "Health"}, by="system")
    old = services.state_of(KINDS["sectors"], row)
    services.change_word(kind=KINDS["sectors"], row=row, values={"name": "Healthcare"}, by="system")
    answer = desk.post("/desk/centre/sectors/health/", {"name": "Health and wellbeing", "seen": old})
    text = answer.content.decode()
    assert answer.status_code == 422 and "Somebody else changed it" in text
    assert "Healthcare" in text and 'value="Health and wellbeing"' in text and old not in text
    now = services.state_of(KINDS["sectors"], Sector.objects.get())
    desk.post("/desk/centre/sectors/health/", {"name": "Health and wellbeing", "seen": now})
    assert Sector.objects.get().name == "Health and wellbeing"


def test_a_place_takes_all_that_lies_in_it_along() -> None:
    land = place("Land", kind="whole")
    north, south = place("North", land, "nation"), place("South", land, "nation")
    county = place("County", north)
    place("Village", county, "neighbourhood")
    services.change_word(kind=KINDS["places"], row=county, values={"parent": south}, by="system")
    assert dict(Place.objects.values_list("name", "path"))["Village"] == "land/south/county/village/"
    county.refresh_from_db()
    with pytest.raises(services.Refused) as no:
        services.change_word(kind=KINDS["places"], row=south, values={"parent": county}, by="system")
    assert no.value.code == "loop"
    place("County", north)  # another one of the same name, elsewhere
    assert Place.objects.filter(slug="county-2", path="land/north/county-2/").exists()


def test_a_tile_is_given_once() -> None:
    land = place("Land", kind="whole")
    one, two = place("One", land, "nation"), place("Two", land, "nation")
    services.change_word(kind=KINDS["places"], row=one, values={"tile_row": 1, "tile_column": 1}, by="system")
    for values, code in [({"tile_row": 1, "tile_column": 1}, "tile_taken"), ({"tile_row": 2}, "half_a_tile")]:
        with pytest.raises(services.Refused) as no:
            services.change_word(kind=KINDS["places"], row=two, values=values, by="system")
        assert no.value.code == code


def test_stages_change_their_order_and_stay_the_same_stages(desk: Client) -> None:
    model = services.add_word(kind=KINDS["delivery-models"], values={"name": "Visit", "says": "We come."}, by="system")
    for name in ("Ask", "Try", "Keep"):
        services.add_word(kind=KINDS["stages"], values={"model": model, "name": name}, by="system")
    keep = Stage.objects.get(name="Keep")
    before = dict(Stage.objects.values_list("name", "pk"))
    desk.post(f"/desk/centre/stages/{keep.pk}/", {"model": model.pk, "name": "Keep", "order": "1"})
    assert list(Stage.objects.order_by("order").values_list("name", "order")) == [("Keep", 1), ("Ask", 2), ("Try", 3)]
    assert dict(Stage.objects.values_list("name", "pk")) == before


def test_what_ended_is_not_offered_and_old_records_keep_it(desk: Client) -> None:
    for name in ("Carer", "Nurse"):
        services.add_word(kind=KINDS["role-groups"], values={"name": name}, by="system")
    today = timezone.localdate()
    desk.post("/desk/centre/role-groups/nurse/", {"name": "Nurse", "order": "2", "ended_on": today.isoformat()})
    assert [code for code, _ in queries.role_groups(ended=False)] == ["carer"]
    assert [code for code, _ in queries.role_groups()] == ["carer", "nurse"]
    RoleGroup.objects.filter(slug="nurse").update(ended_on=today + timedelta(days=1))
    assert len(queries.role_groups(ended=False)) == 2  # it ends tomorrow
    assert desk.post("/desk/centre/role-groups/nurse/", {"go": "remove"}).status_code == 302
    assert RoleGroup.objects.filter(slug="nurse").exists()  # answers name it by its code: it only ends


def test_a_project_keeps_a_topic_that_ended(desk: Client) -> None:
    values = {"process": "Survey", "year": "2030", "level": "topic area", "count": "", "unit": "", **SOURCED}
    old, new = (services.add_word(kind=KINDS["topics"], values={"name": name, **values}, by="system")
                for name in ("Old topic", "Gone topic"))  # fmt: skip
    Topic.objects.update(ended_on=timezone.localdate())
    project = Project.objects.create(public_id="project_1", register_id="p1", title="One")
    project.topics.add(old)
    text = desk.get("/desk/projects/p1/topics/").content.decode()
    assert "Old topic" in text and new.name not in text


def test_only_what_nothing_rests_on_is_taken_away(desk: Client) -> None:
    for label in ("2030", "2031"):
        services.add_word(kind=KINDS["cohorts"], values={"label": label, "year": int(label)}, by="system")
    used, free = Cohort.objects.order_by("year")
    Project.objects.create(public_id="project_1", register_id="p1", title="One", cohort=used)
    answer = desk.post(f"/desk/centre/cohorts/{used.pk}/", {"go": "remove"}, follow=True)
    assert "something rests on it" in answer.content.decode()
    assert desk.post(f"/desk/centre/cohorts/{free.pk}/", {"go": "remove"}).status_code == 302
    assert list(Cohort.objects.all()) == [used]
    assert Entry.objects.filter(event="word.removed").count() == 1


def test_first_words_are_never_mixed_into_a_centre_that_has_its_own() -> None:
    services.add_word(kind=KINDS["role-groups"], values={"name": "Patient"}, by="system")
    load_defaults(by="system")
    assert (RoleGroup.objects.count(), Place.objects.count(), DeliveryModel.objects.count()) == (1, 0, 0)


def test_a_page_of_words_asks_as_often_for_many_as_for_few(desk: Client) -> None:
    land = place("Land", kind="whole")

    def asked() -> int:
        desk.get("/desk/centre/places/")
        with CaptureQueriesContext(connection) as seen:
            assert desk.get("/desk/centre/places/").status_code == 200
        return len(seen)

    for number in range(10):
        place(f"Place {number}", land)
    few = asked()
    Place.objects.bulk_create([Place(slug=f"more-{n}", name=f"More {n}", kind="council", parent=land,
                                     path=f"land/more-{n}/") for n in range(490)])  # fmt: skip
    assert asked() == few
    text = desk.get("/desk/centre/places/?words=more+489").content.decode()
    assert "More 489" in text and "Place 1" not in text


def test_only_an_administrator_keeps_the_words(settings: Any) -> None:
    settings.DEMO = True
    client = Client(headers={"host": "localhost"})
    client.force_login(make.account("Lea", role=make.Role.LEADERSHIP))
    assert client.post("/desk/centre/sectors/new/", {"name": "Mine"}).status_code == 403
    assert client.get("/desk/budget/").status_code == 200
    assert not Sector.objects.exists()


def test_every_kind_has_a_page_and_a_form(desk: Client) -> None:
    from careloom.centre import demo

    load_defaults(by="system")
    demo.load(by="system")
    for code, kind in KINDS.items():
        row = kind.rows.order_by("pk").first()
        for last in ("", "new/", *([f"{row.pk}/"] if row else [])):
            assert desk.get(f"/desk/centre/{code}/{last}").status_code == 200, (code, last)
