"""The form of one thing to do next."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from careloom.listening.models import Outreach


class OutreachForm(forms.Form):
    """One thing to do next."""

    role_group = forms.ChoiceField(label=_("Whose voices are missing?"))
    nation = forms.ChoiceField(label=_("Where?"))
    organisation = forms.ChoiceField(label=_("Which organisation can help?"), required=False)
    next_action = forms.CharField(label=_("What happens next?"), max_length=300)
    due_on = forms.DateField(label=_("By when?"), widget=forms.DateInput(attrs={"type": "date"}))
    offered_back = forms.CharField(label=_("What do we offer them in return?"), max_length=300, required=False)

    def __init__(self, data: Any = None, *, roles: Any, nations: Any, organisations: Any, initial: Any = None) -> None:
        """Offer the centre's own words."""
        super().__init__(data, initial=initial)
        for name, choices in (
            ("role_group", roles),
            ("nation", nations),
            ("organisation", [("", "–"), *organisations]),
        ):
            self.fields[name].choices = list(choices)  # type: ignore[attr-defined]


class StepForm(forms.Form):
    """What was done, and what comes next."""

    done = forms.CharField(label=_("What did you do?"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
    state = forms.ChoiceField(label=_("How does it stand?"), choices=Outreach.State.choices)
    next_action = forms.CharField(label=_("What happens next?"), max_length=300)
    due_on = forms.DateField(label=_("By when?"), widget=forms.DateInput(attrs={"type": "date"}))
    offered_back = forms.CharField(label=_("What did we give back, or promise?"), max_length=300, required=False)
