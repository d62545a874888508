"""Beginning a screening, its criteria, mending a record."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

AREA = {"rows": 6}


class BeginForm(forms.Form):
    """A new screening."""

    name = forms.CharField(label=_("What is it about?"), max_length=200)
    criteria = forms.CharField(
        label=_("What makes a record relevant, and what does not?"), max_length=10_000,
        widget=forms.Textarea(attrs=AREA),
        help_text=_("Screeners see this beside every record. Old versions are kept when you change it."))  # fmt: skip
    source = forms.ChoiceField(label=_("Which records?"))
    wanted = forms.IntegerField(label=_("How many relevant records are enough for your question?"), min_value=1,
                                max_value=1_000, initial=5)  # fmt: skip
    second_share = forms.IntegerField(label=_("Of 100 records, how many should two people read?"), min_value=0,
                                      max_value=100, initial=10)  # fmt: skip
    once = forms.CharField(widget=forms.HiddenInput, min_length=16, max_length=80)

    def __init__(self, data: Any = None, *, sources: list[tuple[str, str]], **more: Any) -> None:
        """`sources`: (code, words)."""
        super().__init__(data, **more)
        self.fields["source"].choices = sources  # type: ignore[attr-defined]


class CriteriaForm(forms.Form):
    """The next version of the criteria."""

    text = forms.CharField(label=_("What makes a record relevant, and what does not?"), max_length=10_000,
                           widget=forms.Textarea(attrs=AREA))  # fmt: skip


class MendForm(forms.Form):
    """A record's title and abstract."""

    title = forms.CharField(label=_("Title"), max_length=5_000, widget=forms.Textarea(attrs={"rows": 2}))
    summary = forms.CharField(label=_("Summary"), max_length=50_000, required=False,
                              widget=forms.Textarea(attrs={"rows": 10}))  # fmt: skip
