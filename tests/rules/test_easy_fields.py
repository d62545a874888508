"""What the fields of forms are called in Easy Read: of fields that are there, easy, and shown in that edition only."""

from collections.abc import Iterator

import pytest
from django import forms
from django.template import engines
from django.test import Client
from django.urls import get_resolver
from django.utils.translation import override

from careloom.people.forms import EraseForm, ForgetForm
from careloom.questionnaires import words

LANGUAGES = ("en", "cy")


def _forms(above: type = forms.BaseForm) -> Iterator[type[forms.BaseForm]]:
    assert get_resolver().url_patterns  # every view, and so every form, is read
    for form in above.__subclasses__():
        yield form
        yield from _forms(form)


WITH_WORDS = sorted({form for form in _forms() if hasattr(form, "EASY")}, key=lambda form: f"{form.__module__}.{form.__name__}")


@pytest.mark.parametrize("form", WITH_WORDS, ids=lambda form: f"{form.__module__}.{form.__name__}")
@pytest.mark.parametrize("language", LANGUAGES)
def test_easy_words_of_a_form_are_easy_and_name_its_own_fields(form: type[forms.BaseForm], language: str) -> None:
    easy = form.EASY  # type: ignore[attr-defined]
    assert set(easy) <= set(form.base_fields)
    owner = next(one for one in form.__mro__ if "EASY" in vars(one))
    with override(language):
        for name, said in easy.items():
            field, theirs = form.base_fields[name], owner.base_fields[name]  # type: ignore[attr-defined]
            assert said != (str(field.label), str(field.help_text)), f"{name} is called this already"
            assert field.label == theirs.label, f"{name} is called otherwise here, and needs its own easy words"
            for text in map(str, said):
                assert all(len(sentence.split()) <= words.MOST_WORDS for sentence in words.sentences(text)), text
                assert language != "en" or words.easy_read_lints({"": text}) == []


def test_forms_that_people_fill_in_have_easy_words() -> None:
    assert len(WITH_WORDS) >= 20


def _drawn(form: forms.Form, edition: str, language: str = "en") -> str:
    with override(language):
        page = engines["django"].from_string('{% include "people/_fields.html" %}')
        return page.render({"form": form, "edition": edition})


class _Asked(forms.Form):
    """One field with help in Easy Read only, one with help in the standard edition only, one that is easy already."""

    first = forms.CharField(label="Format")
    second = forms.CharField(label="Language", help_text="Nomenclature")
    third = forms.CharField(label="Your name")
    EASY = {"first": ("What do you want?", "Write one word."), "second": ("Which language?", "")}


def test_the_easy_words_are_shown_in_easy_read_only_with_help_that_the_field_names() -> None:
    easy, standard = _drawn(_Asked(), "easy"), _drawn(_Asked(), "standard")
    assert "What do you want?" in easy and "Write one word." in easy and "Your name" in easy
    assert "Format" not in easy and "Nomenclature" not in easy
    assert 'aria-describedby="id_first_helptext"' in easy and 'aria-describedby="id_second_helptext"' not in easy
    assert "Format" in standard and "Nomenclature" in standard and "Write one word." not in standard


def test_an_error_names_the_field_as_the_page_does() -> None:
    form = _Asked({"second": "x", "third": "y"})
    assert not form.is_valid()
    assert "What do you want?: This field is required." in _drawn(form, "easy")


def test_who_leaves_and_who_writes_for_them_read_their_own_words_in_their_language() -> None:
    assert "I want you to forget me." in _drawn(EraseForm(), "easy")
    assert "The person asked for this." in _drawn(ForgetForm(), "easy")
    assert "Rydw i eisiau i chi fy anghofio." in _drawn(EraseForm(), "easy", "cy")


@pytest.mark.django_db
def test_a_page_says_the_easy_words_to_whoever_chose_easy_read() -> None:
    browser = Client(headers={"host": "localhost"})
    easy, standard = "How many carers want a seat?", "Carers who apply"
    page = browser.get("/assemblies/lottery/").content.decode()
    assert standard in page and easy not in page
    browser.cookies["edition"] = "easy"
    page = browser.get("/assemblies/lottery/").content.decode()
    assert easy in page and standard not in page
