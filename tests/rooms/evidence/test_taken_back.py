"""An answer that became an item of the library and is taken back: the item goes as well."""

from typing import Any

import pytest

from careloom.evidence import services
from careloom.evidence.models import Item
from careloom.evidence.queries.answers import answer_named, prefilled
from careloom.questionnaires import demo
from careloom.questionnaires import services as engine
from careloom.questionnaires.models import AnswerSet


@pytest.mark.django_db
def test_an_answer_that_is_taken_back_leaves_the_library_too(equality_key: Any) -> None:
    demo.load(by="t")
    kept, gone = AnswerSet.objects.select_related("version__questionnaire").order_by("pk")
    for one in (kept, gone):
        named = answer_named(one.public_id)
        assert named
        services.take_answer(answer_set=named, values=prefilled(named) | {"id": one.public_id}, by="t")
    engine.withdraw(answer_set=gone, by="guest")
    assert services.withdraw_taken_back(by="t") == 1 and services.withdraw_taken_back(by="t") == 0
    left = {item.practice.answer_set_id: (item.state, item.practice.tried) for item in Item.objects.all()}
    assert left[gone.public_id] == (Item.State.WITHDRAWN, "") and left[kept.public_id][0] == Item.State.LISTED
