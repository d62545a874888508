"""Agreements and tables of principles."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from careloom.evidence.forms.gaps import text as box
from careloom.evidence.models import Item, Side


class AgreementForm(forms.Form):
    """A new version."""

    text = box(_("The agreement"), most=50_000)
    statement = box(_("What the public reads of it"), most=5000)
    easy = box(_("The same in Easy Read"), most=5000)


class CommentForm(forms.Form):
    """A remark."""

    side = forms.ChoiceField(label=_("Whose remark is it?"), choices=Side.choices)
    words = box(_("The remark"), most=2000)


class FrameworkForm(forms.Form):
    """A new table."""

    title = forms.CharField(label=_("Its title"), max_length=300)
    easy = box(_("What it is about, in Easy Read"), most=1000)
    once = forms.CharField(widget=forms.HiddenInput, max_length=80, min_length=16)


class PrincipleForm(forms.Form):
    """One cell."""

    name = forms.CharField(label=_("Which principle?"), max_length=200)
    item = forms.CharField(label=_("Which item says it?"), max_length=300,
                           help_text=_("The address of its page, or its number, which begins with item_"))  # fmt: skip
    says = box(_("What does it say?"))

    def clean_item(self) -> Any:
        """An item in the library."""
        number = re.search(r"item_\w+", self.cleaned_data["item"])
        found = Item.objects.filter(public_id=number[0] if number else "", state=Item.State.LISTED).first()
        if found is None:
            raise forms.ValidationError(_("There is no item with this number in the library."))
        return found
