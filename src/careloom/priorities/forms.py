"""Forms of this room."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from careloom.conversations.forms import JoinForm
from careloom.priorities.models import Candidate, Choice, Criterion, Round
from careloom.ui import easy
from careloom.ui.money import in_money

TEXT = {"rows": 3}


class StartForm(forms.Form):
    """A new round."""

    name = forms.CharField(label=_("What is the round called?"), max_length=200)
    name_cy = forms.CharField(label=_("The name in Welsh"), max_length=200, required=False)
    slug = forms.SlugField(label=_("Short name for its address"), max_length=60)
    year = forms.IntegerField(label=_("For which year does it choose?"), min_value=2020, max_value=2100)
    why = forms.CharField(label=_("Why do we ask, and what will happen with it?"), widget=forms.Textarea(TEXT))
    why_easy = forms.CharField(label=_("The same in Easy Read"), widget=forms.Textarea(TEXT), required=False)
    why_cy = forms.CharField(label=_("The same in Welsh"), widget=forms.Textarea(TEXT), required=False)
    marks = forms.ChoiceField(
        label=_("How do people vote?"), choices=Round.Marks.choices,
        help_text=_("This is said before anybody votes, and cannot change after that."),
    )  # fmt: skip
    seats = forms.IntegerField(label=_("How many topics can be chosen?"), min_value=1, max_value=50, initial=10)
    budget = forms.IntegerField(
        label=in_money(_("How much money is there, in {money}?")), min_value=0, initial=0, required=False
    )
    closes_on = forms.DateField(
        label=_("Last day to vote"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def clean_budget(self) -> int:
        """Nothing written is nothing stated."""
        return self.cleaned_data["budget"] or 0


class MoneyForm(forms.Form):
    """How much money there is, what happens with what is left, and what each nation is due and may have."""

    budget = forms.IntegerField(label=in_money(_("How much money is there, in {money}?")), min_value=1)
    completion = forms.ChoiceField(
        label=_("What happens with money that is left over?"), choices=Round.Completion.choices,
        help_text=_("Everybody holds the same share of the money. A topic is bought by those who want it."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, nations: Any, of: Round) -> None:
        """Two numbers a nation; nothing written is no limit."""
        super().__init__(data, initial={"budget": of.budget or None, "completion": of.completion})
        self.nations = list(nations)
        for code, name in self.nations:
            low, high = of.limits.get(code, (None, None))
            for way, label, now in (("low", _("%s: at least so many topics"), low or None),
                                    ("high", _("%s: at most so many topics"), high)):  # fmt: skip
                self.fields[f"{way}_{code}"] = forms.IntegerField(
                    label=label % name, min_value=0, max_value=99, required=False, initial=now
                )

    def limits(self) -> dict[str, tuple[int, int | None]]:
        """{nation: (at least, at most or None)}."""
        given = self.cleaned_data
        return {code: (given.get(f"low_{code}") or 0, given.get(f"high_{code}")) for code, _name in self.nations}

    def clean(self) -> dict[str, Any]:
        """The least is not more than the most."""
        given: dict[str, Any] = super().clean() or {}
        for code, (low, high) in self.limits().items():
            if high is not None and low > high:
                self.add_error(f"high_{code}", _("This is less than the least above it."))
        return given


class CandidateForm(forms.Form):
    """A candidate topic, with how things are done today beside it."""

    title = forms.CharField(label=_("The topic, in a few words"), max_length=200)
    title_easy = forms.CharField(label=_("The topic in Easy Read"), max_length=200, required=False)
    title_cy = forms.CharField(label=_("The topic in Welsh"), max_length=200, required=False)
    says = forms.CharField(label=_("What could we do about it?"), widget=forms.Textarea(TEXT))
    says_easy = forms.CharField(label=_("The same in Easy Read"), widget=forms.Textarea(TEXT), required=False)
    says_cy = forms.CharField(label=_("The same in Welsh"), widget=forms.Textarea(TEXT), required=False)
    current_way = forms.CharField(
        label=_("How is it done today?"), widget=forms.Textarea(TEXT),
        help_text=_("The current way is scored too, with the same questions."),
    )  # fmt: skip
    raised_by = forms.ChoiceField(label=_("Where does it come from?"), choices=Candidate.Raised.choices)
    raised_role = forms.ChoiceField(label=_("Which role group proposed it?"), required=False)
    sources = forms.MultipleChoiceField(label=_("What does it rest on?"), required=False)
    topic = forms.ChoiceField(label=_("Which topic of the centre is it part of?"), required=False)
    delivery_model = forms.ChoiceField(label=_("Which delivery model would fit?"), required=False)
    nations = forms.MultipleChoiceField(label=_("Where? Nothing chosen means everywhere."), required=False)
    cost = forms.IntegerField(
        label=in_money(_("What would it cost, in {money}? 0 if not known")), min_value=0, initial=0
    )
    cost_note = forms.CharField(label=_("How do we know the cost?"), max_length=300, required=False)

    def __init__(self, data: Any = None, *, choices: dict[str, list[tuple[str, str]]]) -> None:
        """Offer the centre's own words, and what was found before."""
        super().__init__(data)
        for name, rows in choices.items():
            many = isinstance(self.fields[name], forms.MultipleChoiceField)
            self.fields[name].choices = rows if many else [("", "–"), *rows]  # type: ignore[attr-defined]


class PaperForm(JoinForm):
    """A paper ballot, typed in: its number, and the numbers of the topics as they stand on it."""

    serial = forms.CharField(label=_("Number on the ballot"), max_length=60)
    numbers = forms.CharField(
        label=_("Numbers of the topics, most important first"),
        help_text=_("For example: 4, 1, 7. On a ballot with most and least important write four topics, then most, "
                    "then least, and a new line for the next four. Of two topics write the one that matters more "
                    "first, and a new line for the next two."),
        widget=forms.Textarea(TEXT),
    )  # fmt: skip
    field_order = ("serial", "numbers", "role_group", "nation", "helped_by")

    def __init__(self, data: Any = None, *, roles: Any, nations: Any, initial: Any = None) -> None:
        """The number on the ballot is its key."""
        super().__init__(data, roles=roles, nations=nations, initial=initial)
        del self.fields["once"]


class ScoreForm(forms.Form):
    """One topic by each criterion: the new way, the current way, and why."""

    def __init__(self, data: Any = None, *, criteria: list[dict[str, Any]], initial: Any = None) -> None:
        """Three fields a criterion; who gains where it asks about inequalities."""
        super().__init__(data, initial=initial)
        for row in criteria:
            c: Criterion = row["criterion"]
            for way, label in (("new", _("%s: the new way, 0 to 10")), ("current", _("%s: the current way, 0 to 10"))):
                self.fields[f"{way}_{c.pk}"] = forms.IntegerField(label=label % row["name"], min_value=0, max_value=10)
            self.fields[f"reason_{c.pk}"] = forms.CharField(
                label=_("%s: your reason") % row["name"], widget=forms.Textarea(TEXT), help_text=row["asks"]
            )
            if c.slug == "inequalities":
                self.fields[f"gains_{c.pk}"] = forms.CharField(label=_("Who gains?"), max_length=300)


class WeightsForm(forms.Form):
    """What each criterion is worth: 100 for the one that matters most."""

    def __init__(self, data: Any = None, *, criteria: list[dict[str, Any]], initial: Any = None) -> None:
        """One number a criterion."""
        super().__init__(data, initial=initial)
        for row in criteria:
            self.fields[f"c{row['criterion'].pk}"] = forms.IntegerField(label=row["name"], min_value=0, max_value=100)

    def clean(self) -> dict[str, Any]:
        """Weights that sum to nothing say nothing."""
        given: dict[str, Any] = super().clean() or {}
        if len(given) == len(self.fields) and not any(given.values()):
            raise forms.ValidationError(_("We need more than 0 for at least one of them."))
        return given


class DecideForm(forms.Form):
    """A decision that somebody signs."""

    kind = forms.ChoiceField(label=_("What do we do?"), choices=Choice.Kind.choices, widget=forms.RadioSelect)
    outcome = forms.CharField(label=_("The decision, in one or two sentences"), widget=forms.Textarea(TEXT))
    reasons_for = forms.CharField(label=_("Reasons for it"), widget=forms.Textarea(TEXT))
    reasons_against = forms.CharField(label=_("Reasons against it"), widget=forms.Textarea(TEXT))
    reason_easy = forms.CharField(label=_("The decision and why, in Easy Read"), widget=forms.Textarea(TEXT))
    reason_cy = forms.CharField(
        label=_("The decision and why, in Welsh"), widget=forms.Textarea(TEXT), required=False
    )  # fmt: skip
    review_on = forms.DateField(
        label=_("If it waits: when do we look again?"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )

    def clean(self) -> dict[str, Any]:
        """What waits has a day."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("kind") == Choice.Kind.PARKED and not given.get("review_on"):
            self.add_error("review_on", _("We need the day on which we look again."))
        return given


class MinorityForm(forms.Form):
    """Why somebody sees it otherwise."""

    title = forms.CharField(label=_("In one line: what do you see otherwise?"), max_length=200)
    words = forms.CharField(label=_("Why, and what should be done instead?"), widget=forms.Textarea({"rows": 6}))
    words_easy = forms.CharField(label=_("The same in Easy Read"), widget=forms.Textarea(TEXT), required=False)
    role_group = forms.ChoiceField(label=_("For which role group do you speak?"), required=False)
    people = forms.IntegerField(label=_("How many people is it from?"), min_value=1, max_value=500, initial=1)
    EASY: easy.Words = {
        "title": (_("What do you see in another way? Write one line."), ""),
        "words": (_("Why do you see it in another way? What should we do instead?"), ""),
        "words_easy": (_("Now write the same in easy words."), ""),
        "role_group": (_("Which group of people do you speak for?"), ""),
        "people": (_("How many people say this?"), ""),
    }  # fmt: skip

    def __init__(self, data: Any = None, *, roles: Any) -> None:
        """Offer the centre's own words."""
        super().__init__(data)
        self.fields["role_group"].choices = [("", "–"), *roles]  # type: ignore[attr-defined]


class ProgrammeForm(forms.Form):
    """One version of the work programme: an introduction and, for each topic, how, where and for how much."""

    intro = forms.CharField(label=_("What is the programme, and why these topics?"), widget=forms.Textarea({"rows": 5}))
    intro_easy = forms.CharField(label=_("The same in Easy Read"), widget=forms.Textarea(TEXT))
    intro_cy = forms.CharField(label=_("The same in Welsh"), widget=forms.Textarea(TEXT), required=False)
    what_changed = forms.CharField(
        label=_("What changed since the last version, and why?"), widget=forms.Textarea(TEXT)
    )

    def __init__(self, data: Any = None, *, topics: list[Any], models: Any, nations: Any, initial: Any = None) -> None:
        """The first version has nothing to compare with."""
        super().__init__(data, initial=initial)
        if not topics:
            del self.fields["what_changed"]
        for t in topics:
            name = t.candidate.title
            self.fields[f"model_{t.candidate_id}"] = forms.ChoiceField(label=_("%s: how") % name, choices=models)
            self.fields[f"nations_{t.candidate_id}"] = forms.MultipleChoiceField(
                label=_("%s: where") % name, choices=nations, required=False
            )
            self.fields[f"budget_{t.candidate_id}"] = forms.IntegerField(
                label=in_money(_("{name}: {money}"), name=name), min_value=0
            )


class CommentForm(forms.Form):
    """What an Assembly says about a version."""

    assembly = forms.CharField(label=_("Which Assembly?"), max_length=200)
    words = forms.CharField(label=_("What does it say?"), widget=forms.Textarea(TEXT))


class AnswerForm(forms.Form):
    """What came of a comment."""

    answer = forms.ChoiceField(label=_("What did we do?"), choices=[("changed", _("We changed it")),
                               ("kept", _("We did not change it"))], widget=forms.RadioSelect)  # fmt: skip
    why = forms.CharField(label=_("Why?"), widget=forms.Textarea(TEXT))


class ApproveForm(forms.Form):
    """The approval that somebody signs."""

    reasons_for = forms.CharField(label=_("Reasons for it"), widget=forms.Textarea(TEXT))
    reasons_against = forms.CharField(label=_("Reasons against it"), widget=forms.Textarea(TEXT), required=False)
