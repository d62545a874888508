"""How far two readers agree, theme by theme."""

from typing import Any

from careloom.listening.models import Codebook, Theme
from careloom.listening.queries.coding import counting


def agreement(codebook: Codebook) -> dict[int, Any]:
    """{theme id: Agreement}: Krippendorff's alpha of 'gave it' against 'did not', from the first readings.

    Only texts that two people read say anything; the number that one person read is said beside it.
    """
    from careloom_methods.themes.agreement import alpha_of_themes

    codings: dict[str, dict[str, frozenset[str]]] = {}
    single = 0
    for text, readers in counting.given_by(codebook).items():
        if len(readers) < 2:
            single += 1
            continue
        for coder, given in readers.items():
            codings.setdefault(coder, {})[str(text)] = frozenset(str(theme) for theme in given)
    open_themes = Theme.objects.filter(codebook=codebook, merged_into=None).values_list("pk", flat=True)
    found = alpha_of_themes(codings, [str(pk) for pk in open_themes], seed=codebook.pk)
    return {int(theme): one for theme, one in found.items()} | {0: single}


def kappas(codebook: Codebook) -> dict[int, float | None]:
    """{theme id: Cohen's kappa} where just two people share the texts read twice; else nothing."""
    from careloom_methods.themes.agreement import kappa

    twice = [readers for readers in counting.given_by(codebook).values() if len(readers) == 2]
    coders = sorted({coder for readers in twice for coder in readers})
    if len(coders) != 2:
        return {}
    pairs = [(readers[coders[0]], readers[coders[1]]) for readers in twice]
    themes = Theme.objects.filter(codebook=codebook, merged_into=None).values_list("pk", flat=True)
    return {pk: kappa([float(pk in a) for a, _ in pairs], [float(pk in b) for _, b in pairs]) for pk in themes}
