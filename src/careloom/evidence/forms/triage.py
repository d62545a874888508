"""Questions, searches, readings of a source, findings, rules, overrules."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from careloom.centre.queries import everywhere, nations
from careloom.evidence.models import STANDARDS, Appraisal, Finding, Item, Question, Search
from careloom.evidence.models.triage import EVERYWHERE
from careloom.evidence.queries.triage import topic_names
from careloom.evidence.queries.verdict_words import STATE_WORDS
from careloom_methods.triage import DEFAULT

AREA = {"rows": 3}
ANSWERS = [("yes", _("Yes")), ("partly", _("Partly")), ("no", _("No"))]
NONE: list[tuple[str, Any]] = [("", "–")]


def lines(text: str) -> list[str]:
    """One entry a line."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def where() -> list[tuple[str, Any]]:
    """The whole area, or one nation."""
    return [(EVERYWHERE, everywhere()), *nations()]


class QuestionForm(forms.Form):
    """One question within a topic."""

    topic = forms.ChoiceField(label=_("Which topic?"))
    words = forms.CharField(label=_("What do we want to know?"), max_length=300)
    plain = forms.CharField(label=_("The same in Easy Read, in short words"), max_length=300)
    affected = forms.CharField(
        label=_("Whose lives does it touch most?"), required=False, widget=forms.Textarea(attrs=AREA),
        help_text=_("One group a line. We look whether each of them is heard."))  # fmt: skip
    once = forms.CharField(widget=forms.HiddenInput, max_length=80, min_length=16)

    def __init__(self, *args: Any, **named: Any) -> None:
        """Offer the centre's topics."""
        super().__init__(*args, **named)
        names = sorted(topic_names().items(), key=lambda pair: pair[1].lower())
        self.fields["topic"].choices = names  # type: ignore[attr-defined]  # a field with choices


class SearchForm(forms.Form):
    """Where somebody looked, or whom they asked."""

    kind = forms.ChoiceField(label=_("For which kind of evidence?"), choices=Item.Kind.choices)
    nation = forms.ChoiceField(label=_("For which nation?"))
    what = forms.ChoiceField(label=_("What did you do?"), choices=Search.What.choices)
    where = forms.CharField(label=_("Where did you look, or whom did you ask?"), max_length=300)
    on = forms.DateField(label=_("On which day?"), widget=forms.DateInput(attrs={"type": "date"}))
    found = forms.IntegerField(label=_("How many records came up?"), required=False, min_value=0)
    read = forms.IntegerField(label=_("How many of them were read?"), required=False, min_value=0)

    def __init__(self, *args: Any, **named: Any) -> None:
        """Offer the nations."""
        super().__init__(*args, **named)
        self.fields["nation"].choices = where()  # type: ignore[attr-defined]  # a field with choices

    def clean(self) -> dict[str, Any]:
        """What was read was found, and nobody has looked tomorrow."""
        given = super().clean() or self.cleaned_data
        if given.get("on") and given["on"] > timezone.localdate():
            self.add_error("on", _("This day is still to come. Please write it down when you have looked."))
        if given.get("read") is not None and given["read"] > (given.get("found") or 0):
            self.add_error("read", _("You cannot have read more records than came up."))
        return given


class AppraisalForm(forms.Form):
    """Seven standards, the same for every kind; three answers each."""

    def __init__(self, data: Any = None, *, item: Item, question: Question, initial: dict[str, Any]) -> None:
        """Fields that fit this kind and this question."""
        super().__init__(data, initial=initial)
        for name, words in STANDARDS.items():
            self.fields[name] = forms.ChoiceField(label=words, choices=[*NONE, *ANSWERS])
        self.fields["fit"] = forms.ChoiceField(label=_("How does it fit the question?"), choices=Appraisal.Fit.choices)
        self.fields["says"] = forms.ChoiceField(
            label=_("What does it say?"), required=False, choices=[*NONE, *Appraisal.Says.choices]
        )
        if item.kind == Item.Kind.LIVED and question.affected:
            self.fields["voices"] = forms.MultipleChoiceField(
                label=_("Who speaks in it?"), required=False, choices=[(v, v) for v in question.affected],
                widget=forms.CheckboxSelectMultiple)  # fmt: skip
        if item.kind == Item.Kind.PRACTICE:
            self.fields["sort"] = forms.ChoiceField(
                label=_("What sort of organisation is it?"), choices=[*NONE, *Appraisal.Sort.choices],
                required=False
            )
        if item.kind == Item.Kind.LIVED:
            self.fields["made_together"] = forms.BooleanField(
                label=_("It brings several gatherings together, made with the people concerned"), required=False
            )

    def values(self) -> dict[str, Any]:
        """What the service takes."""
        given = self.cleaned_data
        rest = {name: value for name, value in given.items() if name not in STANDARDS}
        return {**rest, "standards": {name: given[name] for name in STANDARDS}}


class FindingForm(forms.Form):
    """What several sources say together."""

    words = forms.CharField(label=_("What do they say together?"), max_length=500, widget=forms.Textarea(attrs=AREA))
    confidence = forms.ChoiceField(label=_("How sure are we?"), choices=Finding.Confidence.choices)
    reason = forms.CharField(label=_("Why?"), max_length=500, widget=forms.Textarea(attrs=AREA))
    items = forms.MultipleChoiceField(
        label=_("From which sources?"), widget=forms.CheckboxSelectMultiple,
        help_text=_("At least two that are independent of each other."))  # fmt: skip

    def __init__(self, data: Any = None, *, offered: list[Item]) -> None:
        """Offer what was read for this question."""
        super().__init__(data)
        self.fields["items"].choices = [(i.public_id, i.title) for i in offered]  # type: ignore[attr-defined]


class OverruleForm(forms.Form):
    """Another state than the rules say, with a reason."""

    state = forms.ChoiceField(label=_("What should it be?"), required=False)
    reason = forms.CharField(
        label=_("Why?"), required=False, max_length=500, help_text=_("Everybody can read this reason."),
        widget=forms.Textarea(attrs=AREA))  # fmt: skip

    def __init__(self, *args: Any, **named: Any) -> None:
        """States in words."""
        super().__init__(*args, **named)
        states = [("", _("What the rules say")), *STATE_WORDS.items()]
        self.fields["state"].choices = states  # type: ignore[attr-defined]  # a field with choices

    def clean(self) -> dict[str, Any]:
        """A reason belongs to it."""
        given = super().clean() or self.cleaned_data
        if given.get("state") and not given.get("reason"):
            self.add_error("reason", _("Please say why. People will ask."))
        return given


class RulesForm(forms.Form):
    """The numbers of a new version; empty fields keep the numbers that stand."""

    version = forms.SlugField(
        label=_("A name for this version"), max_length=40,
        error_messages={"invalid": _("Please use letters, numbers and hyphens, without spaces.")})  # fmt: skip
    reason = forms.CharField(label=_("Why these numbers?"), max_length=500, widget=forms.Textarea(attrs=AREA))

    def __init__(self, data: Any = None, *, rules: dict[str, Any]) -> None:
        """One field for each number, with the number that stands now."""
        super().__init__(data)
        for part in ("research", "lived", "practice", "sound", "old_after_years"):
            for name, number in DEFAULT[part].items():
                now = rules.get(part, {}).get(name, number)
                self.fields[f"{part}.{name}"] = forms.IntegerField(
                    label=f"{RULE_WORDS[part]}: {RULE_WORDS[name]}", min_value=0, max_value=1000, initial=now
                )

    def rules(self) -> dict[str, Any]:
        """What the method takes."""
        found: dict[str, Any] = {}
        for key, value in self.cleaned_data.items():
            part, dot, name = key.partition(".")
            if dot:
                found.setdefault(part, {})[name] = value
        return found


RULE_WORDS = {
    "research": _("Research"), "lived": _("Lived experience"), "practice": _("Practice knowledge"),
    "sound": _("A sound source"), "old_after_years": _("Old after years"), "reviews": _("new reviews"),
    "review_years": _("years a review stays new"), "studies": _("independent studies"),
    "studies_here": _("studies from our own nations"), "strong_reviews": _("reviews to be strong"),
    "collections": _("independent gatherings"), "people": _("people in all"), "led": _("led by those concerned"),
    "strong_collections": _("gatherings to be strong"), "strong_nations": _("nations to be strong"),
    "organisations": _("organisations"), "sorts": _("sorts of organisation"), "roles": _("roles"),
    "strong_organisations": _("organisations to be strong"), "strong_failures": _("accounts of what failed"),
    "most_no": _("at most so many “no”"), "least_yes": _("at least so many “yes”"),
}  # fmt: skip
