"""The demo's coding: one question of the made-up survey, read by two people of the demo centre."""

from careloom.listening.models import Codebook, Text, Theme
from careloom.listening.queries.coding import words_of
from careloom.listening.queries.coding.quotes import allowed
from careloom.listening.services import coding
from careloom.listening.services.coding.reading import Mark
from careloom.people.models import Account
from careloom.questionnaires.models import Questionnaire

QUESTION = "hopes"
# (guid, name, name in Easy Read, definition, words that the made-up answers with this theme begin with)
THEMES = [
    ("d0000000-0000-4000-8000-000000000001", "Choice and control", "We choose",
     "People choose who supports them and how", ("I would let people choose", "I would let my brother")),
    ("d0000000-0000-4000-8000-000000000002", "Time and continuity", "Enough time",
     "Visits are long enough, and the same person comes",
     ("I would make visits long", "I would keep the same worker", "I would pay for travel")),
    ("d0000000-0000-4000-8000-000000000003", "Carers are heard", "Ask carers",
     "Carers are asked before a plan is made, and have breaks", ("I would ask carers", "I would give carers")),
    ("d0000000-0000-4000-8000-000000000004", "Clear and joined up", "One person to ask",
     "One person is in charge, and costs are clear", ("I would put one person", "I would say clearly")),
    ("d0000000-0000-4000-8000-000000000005", "Learning together", "Learn together",
     "Staff learn with people who draw on care", ("I would train new staff",)),
]  # fmt: skip
READ = 180


def load(questionnaire: Questionnaire, *, by: str) -> None:
    """A codebook, its answers, readings by two people, one agreed theme, one talk left open, a published report."""
    first, second = _coders(by)
    book = coding.make_codebook(questionnaire=questionnaire, question=QUESTION, double_share=20, by=first,
                                name="What would you change? (demo, made up)")  # fmt: skip
    for guid, name, easy, definition, _ in THEMES:
        coding.add_theme(codebook=book, name=name, easy_name=easy, definition=definition, guid=guid, by=first)
    coding.gather_texts(codebook=book, by=by)
    _read(book, first, second, 0)
    # From here on some suggestions are taken and some refused.
    coding.suggest_ahead(codebook=book, found=coding.think_ahead(codebook=book, most=600))
    _read(book, first, second, 1)
    for theme in Theme.objects.filter(codebook=book).select_related("codebook").order_by("pk")[:3]:
        coding.propose_theme(theme=theme, by=first)
        coding.agree_theme(theme=theme, by=second)
        _quote(book, theme, first)
    coding.suggest_ahead(codebook=book)
    coding.publish_report(report=coding.make_report(codebook=book, by=first), by=first)


def _coders(by: str) -> tuple[str, str]:
    """Two people of the demo; elsewhere two names that belong to nobody."""
    found = Account.objects.filter(email__in=["rosa@demo.example", "amir@demo.example"]).order_by("email")
    ids = [account.person.public_id for account in found.select_related("person")]
    return (ids[0], ids[1]) if len(ids) == 2 else (by, f"{by}-second")


def _quote(book: Codebook, theme: Theme, by: str) -> None:
    """The first answer under the theme whose made-up person says yes to being quoted."""
    texts = Text.objects.filter(codebook=book, codings__theme=theme).select_related("codebook", "answer_set")
    for text in texts.order_by("place").distinct():
        if text.answer_set_id in allowed([text.answer_set_id]):
            words = words_of([text], book.question)[text.pk]
            coding.publish_quote(text=text, theme=theme, start=0, end=len(words), by=by)
            return


def _read(book: Codebook, first: str, second: str, half: int) -> None:
    ready = Text.objects.filter(codebook=book, screen=Text.Screen.NONE).select_related("codebook", "answer_set")
    # Every tenth, so that the demo shows a part of each kind of answer.
    texts = [text for text in ready.order_by("place") if text.place % 10 == 0][:READ]
    texts = texts[half * READ // 2 : (half + 1) * READ // 2]
    words = words_of(texts, book.question)
    themes = {theme.guid: theme for theme in Theme.objects.filter(codebook=book)}
    for number, text in enumerate(texts):
        found = [Mark(themes[guid]) for guid, *_, begins in THEMES if words[text.pk].startswith(begins)]
        coding.save_reading(text=text, marks=found, by=first)
        if number % 6 == 0:
            coding.save_reading(text=text, marks=[] if number == 12 + half else found, by=second)
