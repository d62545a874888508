"""What people wrote in another language than the page carries its mark, so that it is read out rightly."""

from typing import Any

import pytest
from django.test import Client

from careloom.evidence import services
from careloom.evidence.models import Item
from careloom.evidence.tongues import code_of, tongue_of
from tests.rooms.evidence import make_evidence as make

URDU = "کیا آرام سے دیکھ بھال کرنے والوں کو مدد ملتی ہے؟ یہ میرے لیے کیا کرے گا"
WELSH = "Beth sy'n helpu gofalwyr di-dâl yng Nghymru i gadw'n iach?"


@pytest.mark.parametrize(("said", "code"), [
    ("eng", "en"), ("English", "en"), ("en-GB", "en"), ("cy_GB", "cy"), ("Urdu", "ur"), ("", ""), ("Klingon", ""),
])  # fmt: skip
def test_a_record_names_its_language_in_many_ways(said: str, code: str) -> None:
    assert code_of(said) == code


def test_words_too_few_to_tell_are_not_marked() -> None:
    assert (tongue_of(URDU), tongue_of(WELSH), tongue_of("Telecare")) == ("ur", "cy", "")


@pytest.mark.django_db
@pytest.mark.parametrize("edition", ["standard", "easy"])
@pytest.mark.parametrize("before", ["", "/cy"])
def test_a_question_in_urdu_says_so_on_an_english_a_welsh_and_an_easy_page(before: str, edition: str) -> None:
    client = Client()
    client.cookies["edition"] = edition
    asked = services.take_enquiry(words=URDU, nation="", once="enquiry-0000000001", by="anyone")
    shown = client.get(f"{before}/evidence/ask/{asked.public_id}/").content.decode()
    assert f'<p lang="ur" dir="auto">{URDU}' in shown


@pytest.mark.django_db
def test_an_item_added_by_hand_is_marked_and_one_from_a_file_that_names_no_language_is_not() -> None:
    by_hand = make.item(title=WELSH)
    run = make.imported(f"TY  - JOUR\nTI  - {WELSH}\nPY  - 2020\nER  - \n")
    client, from_file = Client(), Item.objects.get(run=run)
    marked: Any = [f'<h1 lang="cy" dir="auto">{WELSH[:4]}' in client.get(f"/evidence/item/{i.public_id}/").content.decode()
                   for i in (by_hand, from_file)]  # fmt: skip
    assert marked == [True, False]
