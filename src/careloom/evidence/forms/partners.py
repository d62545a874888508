"""A funder's list, a match, an action."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from careloom.evidence.forms.gaps import fresh_name, text
from careloom.evidence.forms.imports import ImportForm
from careloom.evidence.models import PartnerAction, StudyMatch


def day(label: Any, *, required: bool = True) -> forms.DateField:
    """A day."""
    return forms.DateField(label=label, required=required, widget=forms.DateInput(attrs={"type": "date"}))


class ListForm(ImportForm):
    """The funder's list of studies."""

    file = forms.FileField(
        label=_("The funder's list of studies"),
        help_text=_("NIHR open data as CSV or JSON. Known studies are brought up to date by their number."),
    )  # fmt: skip


class MatchForm(forms.Form):
    """Does it fit, and why."""

    fits = forms.ChoiceField(label=_("Does this study fit the topic?"), choices=StudyMatch.State.choices)
    reason = text(_("Why?"))
    same_evidence = forms.ChoiceField(
        label=_("Does the study count the same things as evidence as we do?"), required=False,
        choices=[("", _("Nobody has looked yet")), ("yes", _("Yes")), ("no", _("No"))])  # fmt: skip
    study_led = forms.BooleanField(label=_("The topic is in our programme because of this study"), required=False)
    findings_due = day(_("When are findings due?"), required=False)
    project = forms.CharField(
        label=_("Which project puts the findings to work?"), required=False, max_length=200,
        help_text=_("Its number on the register, as p01. The project's page then shows the study."))  # fmt: skip
    plan = text(_("What do we do together?"), required=False, most=2000)

    def clean_project(self) -> str:
        """Numbers on the register are in small letters, whoever types them."""
        return str(self.cleaned_data["project"]).strip().lower()


class ActionForm(forms.Form):
    """Agreed at a meeting."""

    words = forms.CharField(label=_("What was agreed?"), max_length=300)
    whose = forms.ChoiceField(label=_("Who does it?"), choices=PartnerAction.Whose.choices)
    due = day(_("By which day?"))


class CloneForm(forms.Form):
    """The same set-up for another partner."""

    name = forms.CharField(label=_("Name of the other partner"), max_length=200)

    def clean_name(self) -> str:
        """Each partner once."""
        return fresh_name(self.cleaned_data["name"])
