"""Forms for everyone: asking for paper, waiting for the start."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from careloom.ui import easy

WAYS = [("paper", _("Paper in the post")), ("large", _("Large print in the post")),
        ("easy", _("Easy Read in the post")), ("phone", _("A phone call: we write down what you say"))]  # fmt: skip


LANGUAGES = [("", _("Either language")), ("en", "English"), ("cy", "Cymraeg")]
EDITIONS = [("standard", _("Standard")), ("easy", _("Easy Read"))]


class PaperForm(forms.Form):
    """Ask for paper or a call."""

    way = forms.ChoiceField(label=_("How would you like to answer?"), choices=WAYS)
    language = forms.ChoiceField(label=_("In which language?"))
    name = forms.CharField(label=_("Your name"), max_length=200)
    address = forms.CharField(
        label=_("Where should we send it, or which number should we call?"), max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip
    copies = forms.IntegerField(label=_("How many copies?"), min_value=1, max_value=200, initial=1)
    EASY: easy.Words = {
        "way": (_("How do you want to answer?"), ""),
        "language": (_("Which language do you want?"), ""),
        "address": (_("Where do we send it? Or which number do we call?"), ""),
        "copies": (_("How many do you want?"), ""),
    }  # fmt: skip

    def __init__(
        self, data: Any = None, *, twins: Sequence[tuple[str, str]], names: Mapping[str, str], initial: Any = None
    ) -> None:
        """Offer the languages that the survey is in; `twins` are (edition, language)."""
        super().__init__(data, initial=initial)
        self.easy = [language for edition, language in twins if edition == "easy"]
        self.names = names
        spoken = dict.fromkeys(language for _edition, language in twins)
        self.fields["language"].choices = [(code, names[code]) for code in spoken]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Easy Read is written anew for each language; where it is not there yet, we say so before anybody waits."""
        given = super().clean() or {}
        if given.get("way") == "easy" and given.get("language") not in self.easy:
            there = ", ".join(self.names[language] for language in self.easy)
            wrong = _("We have Easy Read in: %(languages)s. Please choose another way, or another language.")
            none = _("This survey is not in Easy Read. Please choose another way.")
            self.add_error("way", wrong % {"languages": there} if there else none)
        return given


class WaitingForm(forms.Form):
    """Be told when it opens."""

    email = forms.EmailField(label=_("Your e-mail address"))
    edition = forms.ChoiceField(label=_("In which format?"), choices=EDITIONS)
    language = forms.ChoiceField(label=_("In which language?"), choices=LANGUAGES, required=False)
    consent = forms.BooleanField(
        label=_("Yes, write to me once when this opens. You may forget my address after that.")
    )
    EASY: easy.Words = {
        "edition": (_("How should we write to you?"), ""),
        "language": (_("Which language do you want?"), ""),
        "consent": (_("Yes, write to me once when this opens. Then you may forget my address."), ""),
    }  # fmt: skip
