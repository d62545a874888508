"""Forms of coding."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from careloom.listening.services.coding.themes import KEYS
from careloom.ui import easy

Choices = Iterable[tuple[str, str]]


class Chosen(forms.Form):
    """A form whose choices are the centre's own; give them by field name."""

    def __init__(self, data: Any = None, *, choices: Mapping[str, Choices] | None = None, **more: Any) -> None:
        """Offer `choices`."""
        super().__init__(data, **more)
        for name, offered in (choices or {}).items():
            self.fields[name].choices = list(offered)  # type: ignore[attr-defined]


class CodebookForm(Chosen):
    """Begin coding an open question."""

    question = forms.ChoiceField(label=_("Which question?"))
    name = forms.CharField(label=_("What shall we call it?"), max_length=200)
    double_share = forms.IntegerField(label=_("Of 100 answers, how many do two people read?"), min_value=0,
                                      max_value=100, initial=10)  # fmt: skip
    views = forms.BooleanField(label=_("The question asks for views: keep for and against apart"), required=False)


class ShareForm(forms.Form):
    """How many answers two people read."""

    double_share = forms.IntegerField(label=_("Of 100 answers, how many do two people read?"), min_value=0,
                                      max_value=100)  # fmt: skip


class ThemeForm(Chosen):
    """A theme in words."""

    name = forms.CharField(label=_("Name"), max_length=200)
    easy_name = forms.CharField(label=_("Name in Easy Read"), max_length=200, required=False)
    definition = forms.CharField(label=_("What belongs here, and what does not?"), max_length=4_000, required=False,
                                 widget=forms.Textarea(attrs={"rows": 3}))  # fmt: skip
    examples = forms.CharField(label=_("Examples, one on each line"), max_length=4_000, required=False,
                               widget=forms.Textarea(attrs={"rows": 3}))  # fmt: skip
    parent = forms.ChoiceField(label=_("Stands under"), required=False)
    key = forms.CharField(label=_("Key"), max_length=2, required=False, help_text=_(
        "A letter or a number from 1 to 9, alone or after one of 0 . , - "
        "(not n: it brings the next answer)."))  # fmt: skip

    def clean_examples(self) -> list[str]:
        """One example a line."""
        return [line.strip() for line in self.cleaned_data["examples"].splitlines() if line.strip()]

    def clean_key(self) -> str:
        """A key that the workbench can hear."""
        key = str(self.cleaned_data["key"]).lower()
        if key and key not in KEYS:
            raise forms.ValidationError(
                _("We need a letter or a number from 1 to 9, alone or after one of 0 . , - but not n."))  # fmt: skip
        return key


class MergeForm(Chosen):
    """From now on this theme counts as another."""

    into = forms.ChoiceField(label=_("Count it as"))


class SplitForm(Chosen):
    """Some texts of this theme get a theme of their own."""

    new_name = forms.CharField(label=_("Name of the new theme"), max_length=200)
    texts = forms.MultipleChoiceField(label=_("Which answers go with it?"), widget=forms.CheckboxSelectMultiple)


class MemoForm(forms.Form):
    """A thought to keep."""

    memo = forms.CharField(label=_("Memo"), max_length=4_000, widget=forms.Textarea(attrs={"rows": 3}))


class TranslateForm(forms.Form):
    """An answer in English."""

    words = forms.CharField(label=_("Translation into English"), max_length=100_000,
                            widget=forms.Textarea(attrs={"rows": 4}))  # fmt: skip
    translator = forms.CharField(label=_("Who translated it?"), max_length=200)


class FileForm(forms.Form):
    """A file of another tool."""

    file = forms.FileField(label=_("A .qdpx or .qdc file"))


class QuoteForm(Chosen):
    """Words to show under a theme."""

    theme = forms.ChoiceField(label=_("Under which theme?"))
    words = forms.CharField(label=_("The words, exactly as they stand in the answer"), max_length=1_000,
                            widget=forms.Textarea(attrs={"rows": 2}))  # fmt: skip


class ReceiptForm(forms.Form):
    """Find one's own answer."""

    code = forms.CharField(label=_("Your receipt code"), max_length=40)
    EASY: easy.Words = {
        "code": (_("Your code"), _("We gave it to you after you answered.")),
    }  # fmt: skip
