"""Raising a gap, writing it down, sending it, answering it, briefs and partners."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from careloom.centre.models import Sector
from careloom.centre.queries import nations, offered
from careloom.evidence.forms.triage import AREA
from careloom.evidence.models import Gap, Item, Partner


def text(label: Any, *, required: bool = True, most: int = 500, hint: Any = "") -> forms.CharField:
    """A box of words."""
    return forms.CharField(
        label=label, required=required, max_length=most, help_text=hint, widget=forms.Textarea(attrs=AREA)
    )


class RaiseForm(forms.Form):
    """What is not known, in plain words, and who asked."""

    plain = text(_("What do we not know? Write it in plain words."), most=2000)
    easy = text(_("The same in Easy Read"), most=2000)
    plain_welsh = text(_("The same in Welsh"), required=False, most=2000)
    because = forms.MultipleChoiceField(
        label=_("Who asked for it?"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Themes and meetings on the thread. The number of people is counted from there."))  # fmt: skip
    once = forms.CharField(widget=forms.HiddenInput, max_length=80, min_length=16)

    def __init__(self, *args: Any, heard: list[tuple[str, str]], **named: Any) -> None:
        """Offer what was heard."""
        super().__init__(*args, **named)
        self.fields["because"].choices = heard  # type: ignore[attr-defined]  # a field with choices


class WriteForm(forms.Form):
    """EPICOT+: what a funder needs to act on it."""

    evidence = text(_("What is known so far?"), most=5000)
    population = text(_("About whom?"))
    intervention = text(_("What is done or tried?"), required=False)
    comparison = text(_("Compared with what?"), required=False)
    outcome = text(_("What should become better for people?"))
    time = forms.CharField(label=_("How far does the evidence reach, and when was it searched?"), max_length=200)
    burden = text(_("How many people does it touch, and how much?"), required=False)
    timeliness = text(_("Why now?"), required=False)
    study_type = forms.CharField(label=_("What kind of work could answer it?"), required=False, max_length=300)
    plain = text(_("In plain words"), most=2000)
    easy = text(_("In Easy Read"), most=2000)
    plain_welsh = text(_("In Welsh"), required=False, most=2000)


class SendForm(forms.Form):
    """To whom."""

    partner = forms.ChoiceField(label=_("Who can answer it?"))
    note = text(_("A note"), required=False)

    def __init__(self, *args: Any, partners: list[Partner], **named: Any) -> None:
        """Only partners that bring this kind for this nation."""
        super().__init__(*args, **named)
        offered = [(p.public_id, p.name) for p in partners]
        self.fields["partner"].choices = offered  # type: ignore[attr-defined]  # a field with choices


class AnswerForm(forms.Form):
    """What they said."""

    answer = forms.ChoiceField(label=_("What did they say?"), choices=Gap.Answer.choices)
    note = text(_("In their words or ours"), required=False, most=2000)


class NoteForm(forms.Form):
    """What was paid for, found or used, and where."""

    note = text(_("What, and where can it be read?"), most=2000)


class PlanForm(forms.Form):
    """What comes next, and when."""

    action = forms.CharField(label=_("What happens next?"), max_length=200)
    on = forms.DateField(label=_("By which day?"), widget=forms.DateInput(attrs={"type": "date"}))

    def clean_on(self) -> date:
        """Today or later."""
        if self.cleaned_data["on"] < timezone.localdate():
            raise forms.ValidationError(_("This day is over. Please choose one that is still to come."))
        day: date = self.cleaned_data["on"]
        return day


class BriefForm(forms.Form):
    """Filled from the gap; every part can be changed."""

    partner = forms.ChoiceField(label=_("For which partner?"))
    why = text(_("Why does it matter, and who asked?"), most=5000)
    so_far = text(_("What is known so far?"), most=5000)
    must = text(_("What must an answer look like?"), most=5000)
    plain = text(_("The brief in plain words"), most=5000)
    easy = text(_("The brief in Easy Read"), most=5000)

    def __init__(self, *args: Any, partners: list[Partner], **named: Any) -> None:
        """Only partners that bring this kind for this nation."""
        super().__init__(*args, **named)
        offered = [(p.public_id, p.name) for p in partners]
        self.fields["partner"].choices = offered  # type: ignore[attr-defined]  # a field with choices


PARTS = ("question", "why", "asked", "so_far", "population", "intervention", "comparison", "outcome", "time", "burden",
         "timeliness", "study_type", "must", "plain")  # fmt: skip


def fresh_name(name: str) -> str:
    """The name, if no partner has it; sent twice, a form makes one partner."""
    if Partner.objects.filter(name__iexact=name.strip()).exists():
        raise forms.ValidationError(_("There is a partner with this name already."))
    return name.strip()


class PartnerForm(forms.Form):
    """A funder, a partner organisation, an Assembly; or a neighbour of adult social care."""

    name = forms.CharField(label=_("Name"), max_length=200)
    sort = forms.ChoiceField(label=_("What is it?"), choices=Partner.Sort.choices)
    kinds = forms.MultipleChoiceField(
        label=_("Which kinds of evidence can it bring?"), choices=Item.Kind.choices, required=False,
        widget=forms.CheckboxSelectMultiple, help_text=_("A research funder brings research."))  # fmt: skip
    nations = forms.MultipleChoiceField(
        label=_("For which nations?"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("None ticked: for all."))  # fmt: skip
    sector = forms.ChoiceField(label=_("Which sector?"), required=False)
    most_study_led = forms.IntegerField(
        label=_("At most how many topics of ours may come from its studies?"), min_value=0, max_value=50, initial=2
    )

    parts = text(_("Its format for a brief"), required=False, most=3000, hint=_(
        "One part a line, in its order: our name, a colon, its heading. As “why: Rationale”. Empty: our own format."))

    def __init__(self, *args: Any, **named: Any) -> None:
        """Offer the centre's words, and name our parts of a brief."""
        super().__init__(*args, **named)
        self.fields["parts"].help_text += f" {', '.join(PARTS)}."
        self.fields["nations"].choices = nations(ended=False)  # type: ignore[attr-defined]  # a field with choices
        sectors = [("", "–"), *offered(Sector.objects.order_by("name")).values_list("slug", "name")]
        self.fields["sector"].choices = sectors  # type: ignore[attr-defined]  # a field with choices

    def clean_name(self) -> str:
        """Each partner once."""
        return fresh_name(self.cleaned_data["name"])

    def clean_parts(self) -> list[list[str]]:
        """[our part, its heading], in its order."""
        found = []
        for line in filter(None, (line.strip() for line in self.cleaned_data["parts"].splitlines())):
            name, _colon, heading = (part.strip() for part in line.partition(":"))
            if name not in PARTS or not heading:
                raise forms.ValidationError(_("We do not know this part, or it has no heading: %(line)s"),
                                            params={"line": line[:80]})  # fmt: skip
            found.append([name, heading])
        return found
