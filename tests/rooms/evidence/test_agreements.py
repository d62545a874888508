"""Agreements need two yeses by two people before the public reads them; principles stand beside their sources."""

from typing import Any

import pytest
from django.test import Client

from careloom.evidence import services
from careloom.evidence.models import Agreement, Framework, Partner
from careloom.evidence.queries.frameworks import statements, table
from tests import make as cast
from tests.rooms.evidence import make_evidence as make

pytestmark = pytest.mark.django_db
TEXT = {"text": "We meet each quarter.", "statement": "We meet.", "easy": "We meet 4 times."}


@pytest.fixture(autouse=True)
def words_of_the_centre() -> None:
    from careloom.centre.services import load_defaults

    load_defaults(by="system")


def partner() -> Partner:
    return services.know_partner(by="person_amir", values={
        "name": "Funder", "sort": "funder", "kinds": ["research"], "nations": [], "sector": "", "parts": []})  # fmt: skip


def written(who: Partner) -> Agreement:
    return services.write_agreement(partner=who, **TEXT, by="person_amir")


def test_the_public_reads_it_when_both_sides_said_yes() -> None:
    made = written(partner())
    services.approve_agreement(agreement=made, side="us", by="person_lead")
    assert statements() == [] and "We meet." not in Client().get("/evidence/partners/").content.decode()
    services.approve_agreement(agreement=made, side="them", by="person_megan")
    assert statements() == [made] and "We meet." in Client().get("/evidence/partners/").content.decode()


def test_one_person_cannot_say_yes_for_both_nor_to_an_old_version() -> None:
    who = partner()
    made = written(who)
    services.approve_agreement(agreement=made, side="us", by="person_lead")
    with pytest.raises(services.AgreementRefused):
        services.approve_agreement(agreement=made, side="them", by="person_lead")
    second = written(who)
    assert second.number == 2
    with pytest.raises(services.AgreementRefused):
        services.approve_agreement(agreement=made, side="them", by="person_megan")


def test_a_new_version_leaves_the_one_that_stands_until_it_has_two_yeses() -> None:
    who = partner()
    first = written(who)
    for side, by in (("us", "person_lead"), ("them", "person_megan")):
        services.approve_agreement(agreement=first, side=side, by=by)
    services.comment_agreement(agreement=written(who), side="them", words="Name the months", by="person_megan")
    assert statements() == [first] and first.text == TEXT["text"]


def test_principles_stand_beside_the_sources_that_say_them() -> None:
    framework = services.start_framework(title="Working together", easy="Easy words", once="f", by="person_amir")
    one, two, secret = make.item(), make.item("practice"), make.item("lived", consent="centre-only")
    for item, name in ((one, "Share power"), (two, "Pay people"), (secret, "Share power")):
        services.note_principle(framework=framework, name=name, item=item, says="So", by="person_amir")
    shown = table(framework)
    assert shown["items"] == [one, two]
    assert shown["rows"] == [{"name": "Share power", "cells": ["So", ""]}, {"name": "Pay people", "cells": ["", "So"]}]
    assert len(table(framework, staff=True)["items"]) == 3
    services.publish_framework(framework=framework, by="person_amir")
    address = f"/evidence/framework/{framework.public_id}/"
    assert "Taken back" not in Client().get(address).content.decode()
    services.mark_retracted(item=one, by="person_amir")
    assert Client().get(address).content.decode().count("Taken back by its publisher") == 1
    services.withdraw(item=two, by="person_amir")
    assert table(framework)["items"] == [one]


def test_staff_fill_and_publish_a_table_and_write_a_version(settings: Any) -> None:
    settings.DEMO = True
    client = Client()
    client.force_login(cast.account("Ada", role=cast.Role.ADMINISTRATOR))
    client.post("/desk/evidence/frameworks/", {"title": "T", "easy": "E", "once": "0123456789abcdef"})
    framework = Framework.objects.get()
    here, item = f"/desk/evidence/framework/{framework.public_id}/", make.item()
    bad = client.post(here, {"name": "Power", "item": "item_nothing", "says": "typed words"})
    assert bad.status_code == 422 and "typed words" in bad.content.decode()
    client.post(here, {"name": "Power", "item": item.public_id, "says": "Share it"})
    assert Client().get(f"/evidence/framework/{framework.public_id}/").status_code == 404
    client.post(here, {"publish": "yes"})
    assert "Share it" in Client().get(f"/evidence/framework/{framework.public_id}/").content.decode()
    who = partner()
    client.post(f"/desk/evidence/partner/{who.public_id}/agreements/", TEXT)
    assert client.post(f"/desk/evidence/partner/{who.public_id}/agreements/", TEXT).status_code == 422
    made = Agreement.objects.get()
    here = f"/desk/evidence/agreement/{made.public_id}/"
    assert "Say yes for: The partner" in client.get(here).content.decode()
    client.post(f"{here}approve/", {"side": "us"})
    assert made.approvals.count() == 1 and "Say yes for" not in client.get(here).content.decode()
    client.force_login(cast.account("Amir", role=cast.Role.ANALYST))
    assert "Say yes for" not in client.get(here).content.decode()


def test_a_cell_is_taken_out_again_and_an_empty_table_is_not_published(settings: Any) -> None:
    settings.DEMO = True
    client, item = Client(), make.item()
    client.force_login(cast.account("Amir", role=cast.Role.ANALYST))
    framework = services.start_framework(title="T", easy="E", once="f", by="person_amir")
    here, public = (f"/{way}evidence/framework/{framework.public_id}/" for way in ("desk/", ""))
    client.post(here, {"publish": "yes"})
    assert Client().get(public).status_code == 404
    for name, says in (("Share power", "First"), ("share power ", "Then")):
        client.post(here, {"name": name, "item": f"https://example.org/evidence/item/{item.public_id}/", "says": says})
    cell = framework.principles.get()
    assert (cell.name, cell.says) == ("Share power", "Then") and item.uses.get().ended_at is None
    client.post(here, {"out": "0"})
    assert framework.principles.count() == 1
    client.post(here, {"out": str(cell.pk)})
    assert framework.principles.count() == 0 and item.uses.get().ended_at is not None
