"""Made-up content for the living page of components."""

from types import SimpleNamespace
from typing import Any

from django import forms
from django.utils.translation import gettext, gettext_lazy


class ExampleForm(forms.Form):
    """One field, so that the page can show an error."""

    name = forms.CharField(
        label=gettext_lazy("Your name"),
        help_text=gettext_lazy("Only if you want to say."),
        error_messages={"required": gettext_lazy("We need a name here, so that you see an error.")},
    )


def example() -> dict[str, Any]:
    """One set of rows for every chart."""
    carer, worker = gettext("Carers"), gettext("Care workers")
    few = gettext("A small group")
    return {
        "title": gettext("Carers answered most"),
        "sentence": gettext("31 of 48 answers came from carers. One group is too small to show."),
        "bars": [{"label": carer, "value": 31}, {"label": worker, "value": 17}, {"label": few, "hidden": True}],
        "dots": [
            {"label": carer, "value": 0.62, "low": 0.5, "high": 0.73},
            {"label": worker, "value": 0.4, "low": 0.2, "high": 0.6},
            {"label": few, "hidden": True},
        ],
        "lines": [
            {"label": carer, "points": [("2022", 4), ("2023", 12), ("2024", 31)]},
            {"label": worker, "points": [("2022", 9), ("2023", None), ("2024", 17)]},
        ],
        "tiles": [{"label": carer, "value": 31}, {"label": worker, "value": 17}, {"label": few, "hidden": True}],
        "job": SimpleNamespace(sentence=gettext("We have read 31 of 48 answers."), done_steps=31, total_steps=48),
    }  # fmt: skip
