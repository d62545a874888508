"""A project belongs to topics; the map counts it in each place where it works, and once in the total."""

from typing import Any

import pytest
from django.test import Client

from careloom.centre.models import Objective, Topic
from careloom.projects import queries
from careloom.projects.models import Project
from careloom.thread.models import Entry
from tests import make

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_of_module")]


@pytest.fixture
def client(db: None, settings: Any) -> Client:
    settings.DEMO = True
    reader = Client(headers={"host": "localhost"})
    reader.force_login(make.rosa())
    return reader


def test_staff_say_what_a_project_is_about_and_the_register_shows_it(client: Client) -> None:
    topic, other = Topic.objects.order_by("pk")[:2]
    for _ in range(2):
        client.post("/desk/projects/p01/topics/", {"topic": [topic.pk, other.pk, "no number"]})
    assert Entry.objects.filter(event="project.topics_set").count() == 1
    assert topic.name in client.get("/projects/p01/").text.replace("&#x27;", "'")
    found = client.get("/projects.csv", {"topic": topic.slug})
    assert found.text.count("p01") == 1 and "p02" not in found.text


def test_an_objective_that_no_project_works_towards_is_shown_as_a_gap(client: Client) -> None:
    first, second = Objective.objects.order_by("order")[:2]
    for _ in range(2):
        client.post("/desk/projects/p01/topics/", {"objective": [first.pk]})
    assert Entry.objects.filter(event="project.objectives_set").count() == 1
    assert first.name in client.get("/projects/p01/").text.replace("&#x27;", "'")
    found = queries.by_objective()
    counted = {row["objective"]: row["projects"] for row in found["rows"]}
    assert counted[first] == 1 and counted[second] == 0 and found["none"] == Project.objects.count() - 1
    assert "No project yet" in client.get("/coverage/").text


def test_a_project_about_two_topics_counts_once_in_the_total(client: Client) -> None:
    before = queries.coverage()
    client.post("/desk/projects/p01/topics/", {"topic": list(Topic.objects.values_list("pk", flat=True)[:2])})
    after = queries.coverage()
    assert before["total"] == after["total"] == Project.objects.count()
    assert sum(sum(row["counts"]) for row in after["topics"]) == before["total"] + 1


def test_the_map_counts_equal_a_count_by_hand() -> None:
    shown = {tile["label"]: tile["value"] for tile in queries.on_the_map()}
    assert len(shown) == 12
    for project in Project.objects.all():
        paths = [p.place.path for p in project.places.all() if p.place] + [project.nation.path if project.nation else ""]
        if any(path.startswith("uk/wales/") for path in paths):
            shown["Wales"] -= 1
    assert shown["Wales"] == 0


def test_every_place_of_the_map_stands_on_its_own_tile() -> None:
    spots = [(tile["row"], tile["column"]) for tile in queries.on_the_map()]
    assert len(set(spots)) == len(spots)


def test_the_map_asks_as_often_for_many_projects(client: Client, django_assert_max_num_queries: Any) -> None:
    with django_assert_max_num_queries(12):
        assert client.get("/coverage/").status_code == 200


def test_a_project_shows_what_was_tried_before_the_evidence_it_uses_and_its_studies(client: Client) -> None:
    from careloom.evidence import services as evidence
    from careloom.evidence.models import Notice
    from tests.rooms.evidence import make_evidence

    item = make_evidence.item("practice", title="A team that ended", outcome="did-not-work")
    address = "/desk/projects/p01/evidence/"
    assert "A team that ended" in client.get(address, {"words": "team ended"}).text
    for _ in range(2):
        client.post(address, {"use": item.public_id})
    full = "\r\n".join("x" * 99 for _ in range(50))  # 4,999 letters as people type them
    client.post(address, {"tried_before": full})
    assert full.replace("\r\n", "\n") in client.get(address).text
    client.post(address, {"tried_before": "A rota was tried in 2019"})
    for _ in range(2):
        client.post(address, {"learned": "A visit to Gwent", "take_aways": "Ask first\nMeet each week"})
    client.post(address, {"learned": "Half a note", "take_aways": " "})
    funder = evidence.know_partner(by="p", values={"name": "Funder", "sort": "funder", "kinds": ["research"],
                                                   "nations": [], "sector": "", "parts": []})  # fmt: skip
    listed = b"project_id,title,programme,plain_english_summary,end_date\nF1,Rotas that last,X,Rotas,2031-01-01\n"
    evidence.take_studies(partner=funder, name="q.csv", data=listed, once="l", by="p")
    evidence.match_study(study=funder.studies.get(), topic="t", fits=True, reason="Rotas", project="p01",
                         plan="We meet each month", by="p")  # fmt: skip
    assert "not on the register" not in client.get("/desk/").text
    evidence.match_study(study=funder.studies.get(), topic="other", fits=True, reason="So", project="p99", by="p")
    assert "1 study names a project that is not on the register" in client.get("/desk/").text
    text = Client(headers={"host": "localhost"}).get("/projects/p01/").text
    assert all(words in text for words in ("A team that ended", "A rota was tried", "Rotas that last", "each month", "A visit to Gwent"))
    assert "<li>Meet each week</li>" in text and text.count("A visit to Gwent") == 1 and "Half a note" not in text
    evidence.withdraw(item=item, by="person_rosa")
    assert Notice.objects.get().why == "withdrawn"
    assert "A team that ended" not in client.get("/projects/p01/").text
