"""Asking, and writing an answer."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from careloom.centre.queries import everywhere, nations
from careloom.evidence.forms.gaps import text
from careloom.evidence.forms.partners import day
from careloom.evidence.models import Enquiry, Item, Question, SummarySentence
from careloom.ui import easy


class AskForm(forms.Form):
    """Anyone asks what is known."""

    words = text(_("What do you want to know?"), most=2000, hint=_("Please do not write names or private things."))
    nation = forms.ChoiceField(label=_("For which nation?"), required=False)
    once = forms.CharField(widget=forms.HiddenInput, max_length=80, min_length=16)
    EASY: easy.Words = {
        "nation": (_("Which nation do you ask about?"), ""),
    }  # fmt: skip

    def __init__(self, *args: Any, **named: Any) -> None:
        """Offer the nations."""
        super().__init__(*args, **named)
        self.fields["nation"].choices = [("", everywhere()), *nations(ended=False)]  # type: ignore[attr-defined]


class StartForm(forms.Form):
    """A new summary."""

    question = forms.ChoiceField(label=_("Which question of ours does it answer?"))
    enquiry = forms.ChoiceField(label=_("Who asked for it?"), required=False)
    title = forms.CharField(label=_("Its title"), max_length=300)
    easy_title = forms.CharField(label=_("Its title in Easy Read"), max_length=300)
    review_on = day(_("When do we look at it again?"))
    once = forms.CharField(widget=forms.HiddenInput, max_length=80, min_length=16)

    def __init__(self, *args: Any, asked: list[Enquiry], **named: Any) -> None:
        """Offer questions of ours and enquiries that wait."""
        super().__init__(*args, **named)
        ours = list(Question.objects.order_by("-pk").values_list("public_id", "words")[:300])
        self.fields["question"].choices = ours  # type: ignore[attr-defined]  # a field with choices
        waits = [("", "–"), *((e.public_id, e.words[:120]) for e in asked)]
        self.fields["enquiry"].choices = waits  # type: ignore[attr-defined]  # a field with choices


class SentenceForm(forms.Form):
    """One sentence."""

    about = forms.ChoiceField(label=_("Where does it stand?"), choices=SummarySentence.About.choices)
    words = text(_("One sentence"))
    easy = text(_("The same in Easy Read"), most=300)
    items = forms.MultipleChoiceField(
        label=_("Which items does it rest on?"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: Any = None, *, offered: list[Item]) -> None:
        """Offer what was read for the question."""
        super().__init__(data)
        self.fields["items"].choices = [(i.public_id, i.title) for i in offered]  # type: ignore[attr-defined]
