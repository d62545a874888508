"""How far two readers agree, theme by theme."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from careloom.listening.models import Codebook, Theme
from careloom.listening.queries.coding import counting
from careloom.listening.queries.coding.reading import live
from careloom.questionnaires.models import AnswerSet


def agreement(codebook: Codebook, themes: Iterable[int] | None = None) -> dict[int, Any]:
    """{theme id: Agreement}: Krippendorff's alpha of 'gave it' against 'did not', from the first readings.

    Only texts that two people read say anything; how many one person read is said beside it, under 0.
    """
    from careloom_methods.themes.agreement import alpha_of_themes

    codings: dict[str, dict[str, frozenset[str]]] = {}
    for text, readers in counting.given_by(codebook, which=_twice(codebook)).items():
        for coder, given in readers.items():
            codings.setdefault(coder, {})[str(text)] = frozenset(str(theme) for theme in given)
    asked = _open(codebook) if themes is None else list(themes)
    found = alpha_of_themes(codings, [str(pk) for pk in asked], seed=codebook.pk)
    return {int(theme): one for theme, one in found.items()} | {0: live(codebook).filter(readers=1).count()}


def kappas(codebook: Codebook, themes: Iterable[int] | None = None) -> dict[int, float | None]:
    """{theme id: Cohen's kappa} where just two people share the texts read twice; else nothing."""
    from careloom_methods.themes.agreement import kappa

    twice = [readers for readers in counting.given_by(codebook, which=_twice(codebook)).values() if len(readers) == 2]
    coders = sorted({coder for readers in twice for coder in readers})
    if len(coders) != 2:
        return {}
    pairs = [(readers[coders[0]], readers[coders[1]]) for readers in twice]
    asked = _open(codebook) if themes is None else list(themes)
    return {pk: kappa([float(pk in a) for a, _ in pairs], [float(pk in b) for _, b in pairs]) for pk in asked}


def _twice(codebook: Codebook) -> Q:
    return Q(text__codebook=codebook, text__answer_set__state=AnswerSet.State.SENT, text__readers__gt=1)


def _open(codebook: Codebook) -> list[int]:
    return list(Theme.objects.filter(codebook=codebook, merged_into=None).values_list("pk", flat=True))
