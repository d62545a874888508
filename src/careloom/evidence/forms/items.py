"""One form for each kind of evidence; only what the schema asks for is required."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from careloom.evidence.models import LivedVoice, PracticeNote, ResearchRecord
from careloom_methods.records.cleaning import dois

AREA = {"rows": 4}


class ItemForm(forms.Form):
    """What every kind has."""

    title = forms.CharField(label=_("A short name"), max_length=500)
    summary = forms.CharField(
        label=_("What it says, in plain words"), required=False, widget=forms.Textarea(attrs=AREA), max_length=20_000
    )
    summary_welsh = forms.CharField(
        label=_("The same in Welsh"), required=False, widget=forms.Textarea(attrs=AREA), max_length=20_000
    )
    nations = forms.MultipleChoiceField(
        label=_("Which nations does it come from?"), required=False, widget=forms.CheckboxSelectMultiple
    )
    topics = forms.MultipleChoiceField(
        label=_("Which topics is it about?"), required=False, help_text=_("Hold Ctrl or Cmd to choose several."),
        widget=forms.SelectMultiple(attrs={"size": 6}))  # fmt: skip
    sectors = forms.MultipleChoiceField(label=_("Which sectors?"), required=False, widget=forms.CheckboxSelectMultiple)
    year = forms.IntegerField(label=_("Year"), required=False, min_value=1500, max_value=2100)
    link = forms.URLField(label=_("Where can it be read?"), required=False, assume_scheme="https")
    once = forms.CharField(widget=forms.HiddenInput, max_length=80)

    def __init__(self, data: Any = None, *, offered: dict[str, Any], initial: dict[str, Any]) -> None:
        """Offer the centre's own words."""
        super().__init__(data, initial=initial)
        for name in ("nations", "topics", "sectors"):
            self.fields[name].choices = offered[name]  # type: ignore[attr-defined]  # a field with choices

    def values(self) -> dict[str, Any]:
        """What the services take."""
        given = {k: v for k, v in self.cleaned_data.items() if k != "once"}
        for name in ("authors", "populations"):
            if name in given:
                given[name] = [line.strip() for line in given[name].splitlines() if line.strip()]
        if "doi" in given:
            given["doi"] = [given["doi"]] if given["doi"] else []
        return given


class ResearchForm(ItemForm):
    """A paper or report."""

    authors = forms.CharField(
        label=_("Authors"), required=False, help_text=_("One a line: Family, Given"), widget=forms.Textarea(attrs=AREA)
    )
    journal = forms.CharField(label=_("Journal, series or book"), required=False, max_length=500)
    doi = forms.CharField(label=_("DOI"), required=False, max_length=500, help_text=_("It begins with 10."))
    study = forms.CharField(
        label=_("Which study is it about?"), required=False, max_length=300,
        help_text=_("The same words for all reports of one study. They count as one source."))  # fmt: skip
    study_type = forms.ChoiceField(
        label=_("What sort of study?"), required=False, choices=[("", "–"), *ResearchRecord.StudyType.choices]
    )
    populations = forms.CharField(
        label=_("Who took part?"), required=False, help_text=_("One group a line"), widget=forms.Textarea(attrs=AREA)
    )

    def clean_doi(self) -> str:
        """Bare, however it was copied: as an address, after 'doi:', in large letters."""
        written = self.cleaned_data["doi"].strip()
        found = dois(written)
        if written and len(found) != 1:
            raise forms.ValidationError(_("We need one DOI here, as 10.1000/182. It begins with 10."))
        return found[0] if found else ""


class LivedForm(ItemForm):
    """What people told us."""

    voice = forms.CharField(label=_("Whose voice is it, as they say it?"), max_length=300)
    people = forms.IntegerField(label=_("How many people does it speak for?"), min_value=1, max_value=1_000_000)
    gathered = forms.ChoiceField(label=_("How was it gathered?"), choices=LivedVoice.Gathered.choices)
    collection = forms.CharField(
        label=_("Which gathering does it come from?"), required=False, max_length=200,
        help_text=_("The same words for all that came from one gathering. It counts as one source."))  # fmt: skip
    led_by = forms.ChoiceField(
        label=_("Who led the gathering?"), required=False, choices=[("", "–"), *LivedVoice.LedBy.choices]
    )
    consent = forms.ChoiceField(label=_("What did the people agree to?"), choices=LivedVoice.Consent.choices)
    attribution = forms.ChoiceField(label=_("How do they want to be named?"), choices=LivedVoice.Attribution.choices)
    named_as = forms.CharField(label=_("The name to show, if they want one"), required=False, max_length=200)
    history = forms.CharField(
        label=_("Is there a community or family history that helps to understand it?"), required=False,
        widget=forms.Textarea(attrs=AREA), max_length=5_000)  # fmt: skip
    sensitive = forms.BooleanField(label=_("This history is sensitive: show it to the centre only"), required=False)

    def clean(self) -> dict[str, Any]:
        """Nobody is named who did not agree to it."""
        given = super().clean() or self.cleaned_data
        if given.get("named_as") and (given.get("consent") != "public" or given.get("attribution") == "no-name"):
            self.add_error("named_as", _("They did not agree to be named. Please leave this empty."))
        return given


class PracticeForm(ItemForm):
    """What somebody tried."""

    organisation = forms.CharField(label=_("Who tried it?"), required=False, max_length=300)
    setting = forms.CharField(label=_("Where was it tried?"), max_length=300)
    role = forms.CharField(label=_("What is the role of the person who tells it?"), max_length=200)
    tried = forms.CharField(label=_("What was tried?"), widget=forms.Textarea(attrs=AREA), max_length=20_000)
    happened = forms.CharField(label=_("What happened?"), widget=forms.Textarea(attrs=AREA), max_length=20_000)
    outcome = forms.ChoiceField(
        label=_("How did it go?"), choices=PracticeNote.Outcome.choices,
        help_text=_("What did not work, or did harm, helps others as much as what worked."))  # fmt: skip
    example = forms.BooleanField(label=_("It can stand in the examples library"), required=False)
    status = forms.ChoiceField(
        label=_("Where does it stand now?"), required=False, choices=[("", "–"), *PracticeNote.Status.choices]
    )
    contact = forms.CharField(
        label=_("Whom may others ask, if they agreed to be asked?"), required=False, max_length=300
    )


FORMS: dict[str, type[ItemForm]] = {"research": ResearchForm, "lived": LivedForm, "practice": PracticeForm}
