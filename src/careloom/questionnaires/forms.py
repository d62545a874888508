"""Forms of the builder."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

KINDS = [
    ("one", _("Choose one")), ("many", _("Choose several")), ("scale", _("A scale from 1 to 5")),
    ("short", _("A line of text")), ("long", _("A longer text")), ("number", _("A number")), ("date", _("A date")),
    ("rank", _("Put in order")), ("place", _("A place")), ("consent", _("A yes or no to something we want to do")),
    ("repeat", _("The same questions several times")), ("file", _("A file")),
    ("equality", _("The equality questions, all of them as they are")),
]  # fmt: skip
MEANINGS = [
    ("", "–"), ("role_group", _("Role group")), ("nation", _("Nation")), ("place", _("Place")),
    ("first_time", _("Whether they take part for the first time")), ("quote_consent", _("May we quote them")),
    ("contact", _("How to reach them")), ("help_wanted", _("What help they want")),
    ("helped", _("Whether somebody helped")),
]  # fmt: skip


def _lines(label: Any, help_text: Any) -> forms.CharField:
    return forms.CharField(label=label, required=False, help_text=help_text, widget=forms.Textarea(attrs={"rows": 5}))


class QuestionForm(forms.Form):
    """One question: a new one, or one that changes."""

    page = forms.CharField(
        label=_("Page"), max_length=100, help_text=_("A page that is there, or the name of a new one.")
    )
    kind = forms.ChoiceField(label=_("What kind of answer?"), choices=KINDS)
    text = forms.CharField(label=_("The question"), max_length=500)
    hint = forms.CharField(label=_("A word of help under it"), max_length=500, required=False)
    options = _lines(_("Choices"), _("One choice a line. For a scale: the words for its two ends."))
    last_alone = forms.BooleanField(
        label=_("The last choice stands alone"), required=False,
        help_text=_("For example \u201cNone of these\u201d: it cannot be chosen together with others."),
    )  # fmt: skip
    easy_options = _lines(
        _("Choices for Easy Read"), _("Fewer choices are easier. Copy the lines to keep. Leave it empty to keep all.")
    )
    parts = _lines(
        _("Questions that come several times"),
        _("One question a line. Choices go behind it: Did it help? | yes | no"),
    )
    low = forms.IntegerField(label=_("Lowest number"), required=False)
    high = forms.IntegerField(label=_("Highest number"), required=False)
    most = forms.IntegerField(
        label=_("At most"), required=False, min_value=1, help_text=_("Choices, or letters of a text.")
    )
    partial = forms.BooleanField(label=_("A date may be without its day or month"), required=False)
    required = forms.BooleanField(label=_("We cannot go on without an answer"), required=False)
    in_easy = forms.BooleanField(label=_("Ask it in Easy Read too"), required=False, initial=True)
    only_if = forms.MultipleChoiceField(
        label=_("Ask only those who chose"), required=False, widget=forms.CheckboxSelectMultiple
    )
    every = forms.BooleanField(label=_("They must have chosen all of these, not only one"), required=False)
    means = forms.ChoiceField(
        label=_("What does it tell the rest of the centre?"), choices=MEANINGS, required=False
    )
    comparable = forms.BooleanField(
        label=_("Its numbers go on from the version before"), required=False, initial=True
    )

    def __init__(self, data: Any = None, *, initial: Any = None, choices: list[tuple[str, str]] | None = None) -> None:
        """Offer the choices of the questions that come earlier as conditions."""
        super().__init__(data, initial=initial)
        self.fields["only_if"].choices = choices or []  # type: ignore[attr-defined]
        if not choices:
            del self.fields["only_if"], self.fields["every"]

    def clean_options(self) -> list[str]:
        """Lines, without empty ones."""
        return _without_empty(self.cleaned_data["options"])

    def clean_easy_options(self) -> list[str]:
        """The same for Easy Read."""
        return _without_empty(self.cleaned_data["easy_options"])

    def clean_parts(self) -> list[str]:
        """The same for what comes several times."""
        return _without_empty(self.cleaned_data["parts"])

    def clean(self) -> dict[str, Any]:
        """A choice needs at least two lines; a repeated group one; Easy Read only what the standard form has."""
        values = super().clean() or {}
        if values.get("kind") in {"one", "many", "rank"} and len(values.get("options") or []) < 2:
            self.add_error("options", _("A choice needs at least two lines."))
        if values.get("kind") == "repeat" and not values.get("parts"):
            self.add_error("parts", _("Please write at least one question."))
        if strange := set(values.get("easy_options") or ()) - set(values.get("options") or ()):
            self.add_error("easy_options", _("This line is not among the choices: %(line)s") % {"line": min(strange)})
        return values


def _without_empty(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


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


class DatesForm(forms.Form):
    """From when to when."""

    opens_on = forms.DateField(
        label=_("Opens on"), required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )
    closes_on = forms.DateField(
        label=_("Closes after"), required=False, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    )

    def clean(self) -> dict[str, Any]:
        """It cannot close before it opens."""
        values = super().clean() or {}
        if values.get("opens_on") and values.get("closes_on") and values["closes_on"] < values["opens_on"]:
            self.add_error("closes_on", _("It would close before it opens."))
        return values


class FileForm(forms.Form):
    """A file to bring in."""

    file = forms.FileField(label=_("File"))


class FormFileForm(FileForm):
    """A questionnaire from an XLSForm workbook."""

    name = forms.CharField(label=_("What is it called?"), max_length=200)
    slug = forms.SlugField(label=_("Its address"), max_length=80)
