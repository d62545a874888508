"""“Tell us what works”: opened by somebody who stands for its words, answered without an account, taken into the library."""

import uuid
from typing import Any

import pytest
from django.test import Client

from careloom.evidence.models import Item
from careloom.questionnaires.models import AnswerSet
from careloom.thread.models import Entry
from careloom.thread.queries import because_of
from tests import make as cast

pytestmark = pytest.mark.django_db
HERE, OPENED = "/desk/evidence/answers/", {"english": "Aisha", "welsh": "Megan", "easy": "Plain Talk"}


def told(**values: str) -> None:
    sent = {"q.role": "provider", "q.nation": "wales", "q.service": "Caban", "q.what": "Rydym yn bwyta gyda'n gilydd bob dydd.",
            "q.changed": "Mae pobl yn ffonio ei gilydd nawr.", "at": -1, "go": "send", "once": uuid.uuid4().hex}  # fmt: skip
    assert Client().post("/surveys/what-works/cy/", sent | values).status_code == 200


def test_an_answer_becomes_an_example_that_leads_back_to_who_told_it(settings: Any, equality_key: Any) -> None:
    from careloom.centre.services import load_defaults

    settings.DEMO = True
    load_defaults(by="system")
    client = Client()
    client.force_login(cast.account("Amir", role=cast.Role.ANALYST))
    typed = client.post(HERE, {**OPENED, "welsh": ""})
    assert typed.status_code == 422 and "Aisha" in typed.content.decode()
    for _ in range(2):
        assert client.post(HERE, OPENED).status_code in (200, 302)
    told(**{"q.share": "yes"})
    answer = AnswerSet.objects.get()
    assert '<p lang="cy" dir="auto">Rydym yn bwyta' in client.get(HERE).content.decode()
    add = f"/desk/evidence/add/practice/?answer={answer.public_id}"
    form = client.get(add).context["form"]
    filled = {n: f.initial or form.initial.get(n) or "" for n, f in form.fields.items()} | {"outcome": "worked", "setting": "x"}
    assert client.post(add, {k: v for k, v in filled.items() if v}).status_code == 302
    item = Item.objects.get(kind="practice")
    assert (item.is_public, item.tongue, item.practice.tried[:5]) == (True, "cy", "Rydym")
    entry = Entry.objects.get(event="evidence.added", subject=item.public_id)
    assert answer.entry_id in {e.public_id for e in because_of(entry)}
    assert client.get(add).status_code == 404  # taken once


def test_words_that_may_not_be_shared_stay_with_the_centre(equality_key: Any) -> None:
    from careloom.evidence import services
    from careloom.evidence.queries.answers import prefilled

    services.open_form(checkers={"en": "Aisha", "cy": "Megan"}, sign_off="Plain Talk", by="person_amir")
    told(**{"q.share": "no"})
    kept = prefilled(AnswerSet.objects.get())
    assert not kept["is_public"] and not kept["organisation"] and not kept["contact"]
