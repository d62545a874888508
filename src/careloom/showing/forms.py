"""The forms of this room."""

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from careloom.showing.models import Token, Wish
from careloom.showing.services.replying import PARTS
from careloom.thread.meanings import State
from careloom.ui import easy

LONG = forms.Textarea(attrs={"rows": 3})


class CodeForm(forms.Form):
    """The code of a contribution."""

    code = forms.CharField(label=_("Your code"), max_length=40, widget=forms.TextInput(attrs={
        "autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
        help_text=_("Write the code that you got when you sent your answer."),
        error_messages={"required": _("We need your code. It has twelve letters and numbers.")})  # fmt: skip


class MarkForm(forms.Form):
    """Is our answer good enough?"""

    enough = forms.ChoiceField(
        label=_("Is this answer good enough?"), choices=[("yes", _("Yes")), ("no", _("No"))], widget=forms.RadioSelect,
        error_messages={"required": _("Please choose yes or no.")})  # fmt: skip
    words = forms.CharField(label=_("What is missing, or what was good? You need not say."), required=False,
                            max_length=2_000, widget=LONG)  # fmt: skip


class WishForm(forms.Form):
    """How often; and for somebody without an account in which format, and where to."""

    every = forms.ChoiceField(label=_("How often"), choices=Wish.Every.choices, widget=forms.RadioSelect,
                              initial=Wish.Every.WEEK)  # fmt: skip
    EASY: easy.Words = {
        "every": (_("How often do you want a message?"), ""),
    }  # fmt: skip


class GuestWishForm(WishForm):
    """The same, with format, language and an address that we keep sealed."""

    edition = forms.ChoiceField(label=_("Format"), choices=[("standard", _("Standard")), ("easy", _("Easy Read"))],
                                initial="standard")  # fmt: skip
    language = forms.ChoiceField(label=_("Language"), choices=settings.WRITTEN_IN)
    email = forms.EmailField(
        label=_("E-mail address. You need not give one."), required=False,
        help_text=_("We keep it sealed, use it for nothing else, and forget it when you stop. Without one, what came "
                    "of it still stands on the page behind your code."),
        error_messages={"invalid": _("We need an address such as name@example.org, or nothing at all.")})  # fmt: skip
    EASY: easy.Words = {
        **WishForm.EASY,
        "edition": (_("How should we write to you?"), ""),
        "language": (_("Which language do you want?"), ""),
        "email": (_("Your e-mail address. You do not have to give one."),
                  _("We lock it away. We use it only to tell you this. We forget it when you stop. "
                    "You can always look here with your code.")),
    }  # fmt: skip


class PromiseForm(forms.Form):
    """By when somebody answers."""

    due_on = forms.DateField(label=_("I will answer by"), widget=forms.DateInput(attrs={"type": "date"}))

    def clean_due_on(self) -> date:
        """Not a day that has passed."""
        day: date = self.cleaned_data["due_on"]
        if day < date.today():
            raise forms.ValidationError(_("Please choose today or a later day."))
        return day


LABELS = {"title": _("What it is about"), "heard": _("You said"), "considered": _("We considered"),
          "did": _("We did, or we did not"), "why": _("Why")}  # fmt: skip
EDITIONS = {"standard": _("standard"), "easy": _("Easy Read")}


class ReplyForm(forms.Form):
    """What came of it, in every twin. An unfinished one can be kept; only a finished one can be signed."""

    state = forms.ChoiceField(label=_("What came of it"), choices=[c for c in State.choices if c[0] != State.HEARD],
                              widget=forms.RadioSelect)  # fmt: skip
    until = forms.DateField(label=_("If it waits: until which day"), required=False,
                            widget=forms.DateInput(attrs={"type": "date"}))  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for language, name in settings.LANGUAGES:
            for edition, called in EDITIONS.items():
                for part in PARTS:
                    label = f"{LABELS[part]} ({name}, {called})"
                    widget = forms.TextInput() if part == "title" else LONG
                    most = 200 if part == "title" else 4_000
                    field = forms.CharField(label=label, required=False, max_length=most, widget=widget)
                    self.fields[f"{language}.{edition}.{part}"] = field

    def clean(self) -> dict[str, Any]:
        """What is parked needs a day, and that day lies ahead."""
        data: dict[str, Any] = super().clean() or {}
        if data.get("state") == State.PARKED and not data.get("until"):
            self.add_error("until", _("What waits needs the day on which we look at it again."))
        return data

    def words(self) -> dict[str, dict[str, dict[str, str]]]:
        """{language: {edition: {part: text}}}."""
        found: dict[str, dict[str, dict[str, str]]] = {}
        for name, text in self.cleaned_data.items():
            if name.count(".") == 2:
                language, edition, part = name.split(".")
                found.setdefault(language, {}).setdefault(edition, {})[part] = text
        return found

    @staticmethod
    def flat(words: dict[str, Any]) -> dict[str, str]:
        """The words of a reply as initial values."""
        return {f"{language}.{edition}.{part}": text for language, editions in words.items()
                for edition, parts in editions.items() for part, text in parts.items()}  # fmt: skip


class TokenForm(forms.Form):
    """A token for one tool."""

    name = forms.CharField(label=_("For which tool?"), max_length=100,
                           error_messages={"required": _("We need the name of the tool.")})  # fmt: skip
    scopes = forms.MultipleChoiceField(
        label=_("What may it do?"), choices=Token.Scope.choices, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Please choose at least one thing that it may do.")})  # fmt: skip
    days = forms.ChoiceField(
        label=_("For how long?"), choices=[("30", _("30 days")), ("90", _("90 days")), ("365", _("365 days"))],
        initial="90", widget=forms.RadioSelect)  # fmt: skip
    once = forms.CharField(widget=forms.HiddenInput, min_length=16, max_length=80)


class FutureForm(forms.Form):
    """One note on how the centre may go on."""

    words = forms.CharField(label=_("What we know or think"), max_length=4_000, widget=LONG,
                            error_messages={"required": _("Please write what it is.")})  # fmt: skip
    reason = forms.CharField(label=_("Why it matters"), max_length=2_000, widget=LONG,
                             error_messages={"required": _("Please write why it matters.")})  # fmt: skip
    source = forms.CharField(label=_("Where it comes from"), max_length=500,
                             help_text=_("A paper, an address, a talk with its day, or: our own thought."),
                             error_messages={"required": _("Please write where it comes from.")})  # fmt: skip
    once = forms.CharField(widget=forms.HiddenInput, min_length=16, max_length=80)
