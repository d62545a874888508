"""A small survey with known answers, and people who code it."""

from typing import Any

from careloom.listening.models import Codebook, Text, Theme
from careloom.listening.services import coding
from careloom.questionnaires import services as engine
from careloom.questionnaires import words
from careloom.questionnaires.models import Version
from careloom.questionnaires.services import Given

ANN, BEN = "person_ann", "person_ben"
RAW: dict[str, Any] = {"pages": [{"id": "p", "questions": [
    {"id": "role", "kind": "one", "means": "role_group", "options": ["carer", "provider", "researcher"]},
    {"id": "nation", "kind": "one", "means": "nation", "options": ["england", "wales"]},
    {"id": "views", "kind": "long"}, {"id": "quote", "kind": "consent", "means": "quote_consent"}]}]}  # fmt: skip


def survey(slug: str = "small") -> Version:
    """An open survey with one open question."""
    version = engine.make_questionnaire(slug=slug, name="Small survey", raw=RAW, promised=[words.FIRST], in_wales=False, by="system")
    keys = engine.required_words(version, "standard")
    engine.set_words(version=version, twin=words.FIRST, texts={key: f"Words for {key}" for key in keys}, by="system")
    engine.check_words(version=version, twin=words.FIRST, checker="Aisha", by="system")
    engine.publish(version=version, by="system")
    return version


def answer(version: Version, text: str, *, role: str = "carer", nation: str = "england", quote: str = "yes", people: int = 1) -> Any:
    """One return."""
    answer.count += 1  # type: ignore[attr-defined]  # a number for the once key
    group = {"name": "Group", "size": str(people), "how": ["meeting"], "consent": "all-know"} if people > 1 else None
    return engine.receive(version=version, values={"role": role, "nation": nation, "views": text, "quote": quote},
                          once_key=f"cast-{answer.count}", given=Given(group=group), by="guest")  # type: ignore[attr-defined]


answer.count = 0  # type: ignore[attr-defined]


def codebook(version: Version, *, double: int = 0, views: bool = False, gather: bool = True) -> Codebook:
    """The coding of the open question, with three themes."""
    book = coding.make_codebook(questionnaire=version.questionnaire, question="views", name="Your views", double_share=double, views=views, by=ANN)
    for name, definition in (("Time", "Enough time"), ("Home", "One's own home"), ("Money", "What it costs")):
        coding.add_theme(codebook=book, name=name, definition=definition, by=ANN)
    if gather:
        coding.gather_texts(codebook=book, by=ANN)
    return book


def theme(book: Codebook, name: str) -> Theme:
    return Theme.objects.get(codebook=book, name=name)


def text(book: Codebook, answer_set: Any) -> Text:
    return Text.objects.select_related("codebook", "answer_set").get(codebook=book, answer_set=answer_set)


def read(one: Text, *names: str, by: str = ANN, **more: Any) -> None:
    """Somebody reads a text and gives these themes to all of it."""
    from careloom.listening.services.coding.reading import Mark

    marks = [Mark(theme(one.codebook, name.split(":")[0]), stance=name.partition(":")[2]) for name in names]
    coding.save_reading(text=one, marks=marks, by=by, **more)
