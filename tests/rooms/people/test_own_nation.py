"""A lead sees and changes what is of their own nation; what belongs to none is the work of all."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from careloom.centre.models import Place
from careloom.centre.services import load_defaults
from careloom.evidence.models import PoolMember
from careloom.evidence.services import join_pool
from careloom.people import services
from careloom.people.models import Account, Organisation
from careloom.people.rules import own_nations, works_in
from careloom.projects.models import Project
from tests import make

pytestmark = pytest.mark.django_db
BODIES = {"Cardiff Carers": "wales", "Glasgow Carers": "scotland", "Carers Together": ""}


@pytest.fixture(autouse=True)
def centre(settings: Any) -> None:
    settings.DEMO = True
    load_defaults(by="system")
    for name, nation in BODIES.items():
        body = services.know_organisation(name=name, nation_code=nation, part="Helps", once=f"once {name}", by="system")
        services.keep_signed_copy(organisation=body, title="How we work", says="Each tells the other.", kept_at="Drawer",
                                  from_on=timezone.localdate(), until_on=timezone.localdate() + timedelta(9),
                                  by="system")  # fmt: skip


def browser(account: Account) -> Client:
    client = Client(headers={"host": "localhost"})
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return client


def named(client: Client, address: str) -> list[str]:
    page = client.get(address).content.decode()
    return [name for name in BODIES if name in page]


def test_a_role_for_all_nations_is_for_all_and_one_for_wales_is_for_wales() -> None:
    megan, rosa = make.megan(), make.rosa()
    assert (own_nations(megan), own_nations(rosa), own_nations(make.account("Nobody"))) == ({"wales"}, None, set())
    assert works_in(megan, "wales") and works_in(megan, "") and not works_in(megan, "scotland")
    assert works_in(rosa, "scotland") and not works_in(make.account("Guest"), "wales")
    services.grant_role(person=megan.person, role=make.Role.ANALYST, by="system")
    del megan._open_roles
    assert own_nations(megan) is None


def test_contacts_and_what_waits_are_those_of_the_own_nation_whatever_the_address_says() -> None:
    """Capability A05."""
    megan, rosa = browser(make.megan()), browser(make.rosa())
    ours = ["Cardiff Carers", "Carers Together"]
    assert named(megan, "/desk/organisations/") == ours and named(megan, "/desk/organisations/?words=glasgow") == []
    assert named(megan, "/desk/") == ours and named(rosa, "/desk/") == list(BODIES)
    assert named(rosa, "/desk/organisations/") == list(BODIES)
    assert "You see those in Wales" in megan.get("/desk/organisations/").content.decode()
    there = Organisation.objects.get(name="Glasgow Carers")
    address = f"/desk/organisations/{there.public_id}/"
    for one in (address, f"{address}change/"):
        assert (megan.get(one).status_code, rosa.get(one).status_code) == (403, 200)
    said = {"add": "work", "work-title": "Ours now", "work-on": "2026-05-01"}
    assert megan.post(address, said).status_code == 403 and not there.shared_work.exists()
    assert megan.post(f"{address}contact/1/end/").status_code == 403
    megan.cookies["edition"] = "easy"
    assert named(megan, "/desk/organisations/") == ours and named(megan, "/cy/desk/organisations/") == ours


def test_a_lead_writes_down_bodies_of_their_own_nation_and_gives_none_away() -> None:
    megan = browser(make.megan())
    form = {"once": "a key of sixteen or more", "name": "Valleys", "nation_code": "scotland"}
    page = megan.get("/desk/organisations/new/").content.decode()
    assert 'value="wales" selected' in page and 'value="scotland"' not in page
    assert megan.post("/desk/organisations/new/", form).status_code == 422
    assert megan.post("/desk/organisations/new/", form | {"nation_code": "wales"}).status_code == 302
    known = Organisation.objects.get(name="Valleys")
    assert megan.post(f"/desk/organisations/{known.public_id}/change/", form).status_code == 422
    known.refresh_from_db()
    assert known.nation_code == "wales"


def test_people_who_offered_help_with_research_are_seen_by_the_lead_of_their_nation() -> None:
    for name, nation in (("Gwen", "wales"), ("Isla", "scotland"), ("Sam", "")):
        join_pool(values={"knows": "lived", "words": "Nights", "reviewing": True}, by=make.person(name, nation=nation).public_id)
    megan, rosa = browser(make.megan()), browser(make.rosa())
    seen = megan.get("/desk/evidence/pool/").content.decode()
    assert "Gwen" in seen and "Isla" not in seen and "Sam" not in seen and "You see people in Wales." in seen
    assert all(name in rosa.get("/desk/evidence/pool/").content.decode() for name in ("Gwen", "Isla", "Sam"))
    isla, gwen = PoolMember.objects.order_by("-pk")[1], PoolMember.objects.order_by("pk")[0]
    assert megan.get(f"/desk/evidence/pool/{isla.public_id}/").status_code == 404
    assert megan.get(f"/desk/evidence/pool/{gwen.public_id}/").status_code == 200


def projects(number: int) -> None:
    for n in range(number):
        for nation in ("wales", "scotland", None):
            Project.objects.create(
                public_id=f"project_{n}_{nation}", register_id=f"{nation or 'none'}-{n}", title=f"Project {n} {nation}",
                nation=Place.objects.get(slug=nation) if nation else None, source="x",
            )  # fmt: skip


def test_our_projects_are_those_of_the_own_nation_and_only_they_are_changed() -> None:
    projects(1)
    megan, rosa = browser(make.megan()), browser(make.rosa())
    ours, all_ = (one.get("/desk/projects/").content.decode() for one in (megan, rosa))
    assert "Project 0 wales" in ours and "Project 0 None" in ours and "Project 0 scotland" not in ours
    assert "Project 0 scotland" in all_ and "Projects in Wales" in ours
    for part in ("topics", "evidence"):
        assert megan.get(f"/desk/projects/scotland-0/{part}/").status_code == 403
        assert megan.post(f"/desk/projects/scotland-0/{part}/", {"learned": "x"}).status_code == 403
        assert megan.get(f"/desk/projects/wales-0/{part}/").status_code == 200
        assert rosa.get(f"/desk/projects/scotland-0/{part}/").status_code == 200
    public = megan.get("/projects/scotland-0/").content.decode()
    assert "Project 0 scotland" in public and "/desk/projects/scotland-0/" not in public
    megan.cookies["edition"] = "easy"
    assert "You work for Wales." in megan.get("/desk/projects/").content.decode()


def test_the_list_of_our_projects_asks_as_often_for_many_as_for_few() -> None:
    rosa, counts = browser(make.rosa()), []
    for number in (2, 5):
        Project.objects.all().delete()
        projects(number)
        with CaptureQueriesContext(connection) as seen:
            assert rosa.get("/desk/projects/").status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1]
