"""Putting one's own name in; what came of it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from careloom.evidence.forms.gaps import text
from careloom.evidence.models import Partner, PoolMember, PoolStep
from careloom.evidence.queries.triage import topic_names
from careloom.evidence.services.pool import OFFERS
from careloom.ui import easy


class PoolForm(forms.Form):
    """What I know, and what I would like."""

    knows = forms.ChoiceField(label=_("Where does what you know come from?"), choices=PoolMember.Knows.choices)
    topics = forms.MultipleChoiceField(
        label=_("Which topics do you know about?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    words = text(_("Anything you want to say"), required=False, most=2000)
    reviewing = forms.BooleanField(label=_("I would like to review studies"), required=False)
    committee = forms.BooleanField(label=_("I would like to sit on a funding committee"), required=False)
    shadowing = forms.BooleanField(label=_("I would like to shadow somebody first"), required=False)
    career = forms.BooleanField(label=_("I would like to hear of research posts and training"), required=False)
    EASY: easy.Words = {
        "knows": (_("How do you know about care?"), ""),
        "words": (_("What else do you want to say?"), ""),
        "reviewing": (_("I want to read studies and say if they are good"), ""),
        "committee": (_("I want to help choose which research gets money"), ""),
        "shadowing": (_("I want to watch somebody do it first"), ""),
        "career": (_("Tell me about jobs and training in research"), ""),
    }  # fmt: skip

    def __init__(self, *args: Any, **named: Any) -> None:
        """Offer the centre's topics."""
        super().__init__(*args, **named)
        names = sorted(topic_names().items(), key=lambda pair: pair[1].lower())
        self.fields["topics"].choices = names  # type: ignore[attr-defined]  # a field with choices

    def clean(self) -> dict[str, Any]:
        """Somebody who wants nothing of it would wait for nothing."""
        given = super().clean() or self.cleaned_data
        if not any(given.get(name) for name in OFFERS):
            self.add_error("reviewing", _("Please tick at least one thing that you would like to do."))
        return given


class StepForm(forms.Form):
    """What came of it."""

    what = forms.ChoiceField(label=_("What happened?"), choices=PoolStep.What.choices)
    scheme = forms.CharField(label=_("For which scheme, committee or study?"), max_length=200)
    partner = forms.ChoiceField(label=_("With which partner?"), required=False)

    def __init__(self, *args: Any, **named: Any) -> None:
        """Offer the partners."""
        super().__init__(*args, **named)
        partners = [("", "–"), *Partner.objects.order_by("name").values_list("public_id", "name")]
        self.fields["partner"].choices = partners  # type: ignore[attr-defined]  # a field with choices
