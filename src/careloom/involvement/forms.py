"""Forms of this room. Amounts are typed in the centre's currency and kept in its hundredths."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from careloom.involvement.models import AccessBooking, ClaimLine, Limit, Offer, Opportunity, Rate
from careloom.involvement.queries import rates_known
from careloom.people.forms.desk import DayField
from careloom.ui import easy
from careloom.ui.money import Amount, in_money

ANSWERS = [("accept", _("Yes, I take the money")), ("less", _("Yes, but I want less money")),
           ("decline", _("No money, thank you. I still take part"))]  # fmt: skip


class OfferForm(forms.Form):
    """A person's answer to an offer."""

    answer = forms.ChoiceField(label=_("What is your answer?"), choices=ANSWERS)
    less = Amount(label=_("If you want less: how much?"), required=False)
    employer = forms.ChoiceField(label=_("Does an employer pay you for this time?"), choices=Offer.Employer.choices)
    benefits_answer = forms.ChoiceField(label=_("Do you receive benefits?"), choices=Offer.Benefits.choices)
    advice = forms.ChoiceField(label=_("Free advice about benefits"), choices=[("", "–"), *Offer.Advice.choices],
                               required=False)  # fmt: skip
    how = forms.ChoiceField(label=_("How should we pay you?"), choices=Offer.How.choices)
    EASY: easy.Words = {
        "less": (_("Do you want less money? Then write how much you want."), ""),
        "employer": (_("Does your job pay you for this time?"), ""),
        "benefits_answer": (_("Do you get benefits?"), _("Benefits are money from the government.")),
        "advice": (_("Do you want free help with your benefits?"), ""),
    }  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """'Less' needs an amount."""
        given = super().clean() or {}
        if given.get("answer") == "less" and given.get("less") is None and "less" not in self.errors:
            self.add_error("less", _("You want less money. Please write how much."))
        return given


class ExpenseForm(forms.Form):
    """One expense."""

    kind = forms.ChoiceField(label=_("What did you pay for?"))
    day = DayField(label=_("On which day?"))
    pence = Amount(label=in_money(_("How much, in {money}?")))
    once = forms.CharField(widget=forms.HiddenInput, min_length=16, max_length=60)
    EASY: easy.Words = {
        "day": (_("On which day did you pay?"), ""),
        "pence": (in_money(_("How much did you pay? Write it in {money}.")), ""),
    }  # fmt: skip

    def __init__(self, data: Any = None, *, kinds: list[str], once: str = "") -> None:
        """Offer what the written offer names."""
        super().__init__(data, initial={"once": once})
        names = dict(ClaimLine.Kind.choices)
        self.fields["kind"].choices = [(k, names[k]) for k in kinds if k in names]  # type: ignore[attr-defined]


class OpportunityForm(forms.Form):
    """A way to take part, with everything that must be said up front."""

    title = forms.CharField(label=_("What is it called?"), max_length=200)
    kind = forms.ChoiceField(label=_("What kind is it?"), choices=Opportunity.Kind.choices)
    what = forms.CharField(label=_("What will people do?"), max_length=2000, widget=forms.Textarea(attrs={"rows": 4}))
    how_long = forms.CharField(label=_("How long does it take?"), max_length=200)
    minutes = forms.IntegerField(
        label=_("How many minutes is that?"), required=False, min_value=1, max_value=1440,
        help_text=_("We need this where we pay by the hour: everyone sees the whole sum before they say yes."),
    )  # fmt: skip
    how_often = forms.CharField(label=_("How often?"), max_length=200)
    where = forms.CharField(label=_("Where?"), max_length=200, required=False)
    begins_at = forms.DateTimeField(label=_("When does it begin?"), required=False,
                                    widget=forms.DateTimeInput(attrs={"type": "datetime-local"}))  # fmt: skip
    places = forms.IntegerField(label=_("How many places?"), min_value=1, max_value=2000)
    task = forms.ChoiceField(label=_("What do we pay?"), required=False)
    reason = forms.CharField(label=_("If a survey is paid: why?"), max_length=500, required=False)
    expenses = forms.MultipleChoiceField(label=_("Which expenses do we pay?"), required=False,
                                         widget=forms.CheckboxSelectMultiple,
                                         choices=[c for c in ClaimLine.Kind.choices if c[0] != "time"])  # fmt: skip

    def __init__(self, data: Any = None) -> None:
        """Offer the tasks of the rate table."""
        super().__init__(data)
        rates = rates_known()
        self.by_the_hour = {rate.task for rate in rates if rate.unit == Rate.Unit.HOUR}
        choices = [("", _("Nothing")), *{rate.task: rate.name for rate in rates}.items()]
        self.fields["task"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Who is paid by the hour must know for how long."""
        given = super().clean() or {}
        if given.get("task") in self.by_the_hour and not given.get("minutes") and "minutes" not in self.errors:
            self.add_error("minutes", _("You pay by the hour. Please write how many minutes it takes each time."))
        return given


class AttendanceForm(forms.Form):
    """Minutes of everyone who could have come, on one day; fields `m<key>` are drawn and read by hand."""

    day = DayField(label=_("On which day?"))

    def minutes(self, keys: list[int]) -> tuple[dict[int, int], list[int]]:
        """({person's key: minutes}, keys whose text is no number of minutes)."""
        found, wrong = {}, []
        for key in keys:
            text = str(self.data.get(f"m{key}", "")).strip() or "0"
            if text.isdecimal() and int(text) <= 1440:
                found[key] = int(text)
            else:
                wrong.append(key)
        return found, wrong


class RateForm(forms.Form):
    """What we pay for a task from a day on."""

    name = forms.CharField(label=_("For what do we pay?"), max_length=200)
    unit = forms.ChoiceField(label=_("Paid by"), choices=Rate.Unit.choices)
    pence = Amount(label=in_money(_("How much, in {money}?")))
    valid_from = DayField(label=_("From which day?"))
    source = forms.CharField(label=_("Who decided it, or where does it stand?"), max_length=500)


class LimitForm(forms.Form):
    """What a person on a benefit may earn, as a source says."""

    name = forms.CharField(label=_("Which benefit?"), max_length=200)
    pence = Amount(label=in_money(_("How much may somebody earn, in {money}?")))
    below = forms.BooleanField(label=_("The source says 'less than', not 'up to'"), required=False)
    per = forms.ChoiceField(label=_("In which time?"), choices=Limit.Per.choices)
    valid_from = DayField(label=_("From which day?"))
    source = forms.CharField(label=_("Where does it stand?"), max_length=300)


class BudgetForm(forms.Form):
    """The access budget of a year."""

    year = forms.IntegerField(label=_("Year"), min_value=2020, max_value=2100, initial=lambda: date.today().year)
    pence = Amount(label=in_money(_("How much, in {money}?")))


class AccessForm(forms.Form):
    """Ask for help to take part."""

    kind = forms.ChoiceField(label=_("What do you need us to book?"), choices=AccessBooking.Kind.choices)
    once = forms.CharField(widget=forms.HiddenInput, min_length=16, max_length=60)
