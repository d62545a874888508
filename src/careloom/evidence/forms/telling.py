"""Opening “Tell us what works”: who stands for its words."""

from django import forms
from django.utils.translation import gettext_lazy as _


class OpenForm(forms.Form):
    """Who read the words of each twin and found them right."""

    english = forms.CharField(label=_("Who read the English words and found them right?"), max_length=200)
    welsh = forms.CharField(label=_("Who read the Welsh words and found them right?"), max_length=200)
    easy = forms.CharField(label=_("Which group says that the Easy Read works?"), max_length=200)
