"""Forms of the builder."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

KINDS = [
    ("one", _("Choose one")), ("many", _("Choose several")), ("scale", _("A scale from 1 to 5")),
    ("short", _("A line of text")), ("long", _("A longer text")), ("number", _("A number")), ("date", _("A date")),
    ("rank", _("Put in order")), ("place", _("A place")), ("consent", _("A yes or no to something we want to do")),
]  # fmt: skip


class QuestionForm(forms.Form):
    """One more question."""

    page = forms.CharField(
        label=_("Page"), max_length=100, help_text=_("A page that is there, or the name of a new one.")
    )
    kind = forms.ChoiceField(label=_("What kind of answer?"), choices=KINDS)
    text = forms.CharField(label=_("The question"), max_length=500)
    options = forms.CharField(
        label=_("Choices"), required=False, widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("One choice a line. For a scale: the words for its two ends."),
    )  # fmt: skip
    required = forms.BooleanField(label=_("We cannot go on without an answer"), required=False)

    def clean_options(self) -> list[str]:
        """Lines, without empty ones."""
        return [line.strip() for line in self.cleaned_data["options"].splitlines() if line.strip()]

    def clean(self) -> dict[str, Any]:
        """A choice needs at least two lines."""
        values = super().clean() or {}
        if values.get("kind") in {"one", "many", "rank"} and len(values.get("options") or []) < 2:
            self.add_error("options", _("A choice needs at least two lines."))
        return values


class NewForm(forms.Form):
    """A new questionnaire."""

    name = forms.CharField(label=_("What is it called?"), max_length=200)
    slug = forms.SlugField(
        label=_("Its address"), max_length=80, help_text=_("Small letters and hyphens, for example what-matters.")
    )
    twins = forms.MultipleChoiceField(
        label=_("Which formats do you promise?"), widget=forms.CheckboxSelectMultiple,
        help_text=_("Nothing is published until every promised format is whole and checked."),
    )  # fmt: skip
    first = forms.CharField(label=_("The first question"), max_length=500)

    def __init__(self, data: Any = None) -> None:
        """Offer the languages that the engine speaks."""
        from careloom.questionnaires import chrome

        super().__init__(data, initial={"twins": ["en", "en-easy", "cy"]})
        names = {code: chrome.words_for(("standard", code))["language-name"] for code in chrome.languages()}
        choices = [(code, name) for code, name in names.items()]
        choices[1:1] = [("en-easy", "Easy Read")]
        self.fields["twins"].choices = choices  # type: ignore[attr-defined]


class EnterForm(forms.Form):
    """How somebody tells us their answer, and who helped."""

    channel = forms.ChoiceField(
        label=_("How do they tell you?"), widget=forms.RadioSelect,
        choices=[("phone", _("On the phone")), ("in-person", _("In person")), ("paper", _("On paper, by post"))],
    )  # fmt: skip
    twin = forms.ChoiceField(label=_("Which form do you read out?"))
    helped_by = forms.CharField(
        label=_("Who helped?"), max_length=200, required=False,
        help_text=_("For example: an interpreter, a support worker, a relative. Leave it empty if nobody did."),
    )  # fmt: skip
    for_group = forms.BooleanField(label=_("They answer for a group"), required=False)

    def __init__(self, data: Any = None, *, twins: list[tuple[str, str]]) -> None:
        """Offer the formats that are promised."""
        super().__init__(data)
        self.fields["twin"].choices = twins  # type: ignore[attr-defined]


class TranslationForm(forms.Form):
    """What somebody wrote, in another language."""

    answer = forms.IntegerField(widget=forms.HiddenInput)
    language = forms.ChoiceField(label=_("Language"), choices=[("en", "English"), ("cy", "Cymraeg")])
    text = forms.CharField(label=_("Translation"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 4}))
    translator = forms.CharField(label=_("Who translated it?"), max_length=200)
