"""Forms about a person."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from careloom.people.models import Person
from careloom.ui import easy


class PreferencesForm(forms.Form):
    """How we write to you, and what you need to take part."""

    preferred_format = forms.ChoiceField(label=_("How should we write to you?"), choices=Person.Format.choices)
    preferred_language = forms.ChoiceField(label=_("In which language?"), choices=settings.WRITTEN_IN, help_text=_(
        "Our pages are in English and Welsh. In other languages we write what we can; a letter says what is missing."))
    needs = forms.CharField(
        label=_("What do you need to take part?"), required=False, max_length=2000,
        help_text=_("One need a line. You tell us once; we use it everywhere."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip
    EASY: easy.Words = {
        "preferred_language": (_("Which language do you want?"),
                               _("Our pages are in English and Welsh. We try to write in other languages too. "
                                 "Our letter says what we could not write.")),
        "needs": (_("What do you need to take part?"), _("Write one thing on each line. You tell us only once.")),
    }  # fmt: skip

    def __init__(self, data: Any = None, *, person: Person) -> None:
        """Start from what the person told us before."""
        needs = "\n".join(person.access_needs.order_by("need").values_list("need", flat=True))
        first = {"preferred_format": person.preferred_format, "preferred_language": person.preferred_language}
        super().__init__(data, initial={**first, "needs": needs})

    def clean_needs(self) -> list[str]:
        """Lines, without empty ones."""
        lines = [line.strip() for line in self.cleaned_data["needs"].splitlines() if line.strip()]
        if any(len(line) > 200 for line in lines):
            raise forms.ValidationError(_("One of the lines is longer than 200 letters. Please make two of it."))
        return lines


class EraseForm(forms.Form):
    """A box to tick, so that nobody is forgotten by one wrong press."""

    sure = forms.BooleanField(label=_("I want to be forgotten. I know that it cannot be undone."),
                              error_messages={"required": _("Please tick the box if you are sure.")})  # fmt: skip
    EASY: easy.Words = {
        "sure": (_("I want you to forget me. I know that nobody can undo it."), ""),
    }  # fmt: skip


class ForgetForm(EraseForm):
    """For staff: who."""

    who = forms.CharField(label=_("E-mail address or number of the person"), max_length=200,
                          error_messages={"required": _("We need an address or a number.")})  # fmt: skip
    sure = forms.BooleanField(label=_("The person asked for it. I know that it cannot be undone."),
                              error_messages={"required": _("Please tick the box if you are sure.")})  # fmt: skip
    field_order = ["who", "sure"]
    EASY: easy.Words = {
        "sure": (_("The person asked for this. I know that nobody can undo it."), ""),
    }  # fmt: skip
