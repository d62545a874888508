"""Forms for everyone: asking for paper, waiting for the start."""

from django import forms
from django.utils.translation import gettext_lazy as _

WAYS = [("paper", _("Paper in the post")), ("large", _("Large print in the post")),
        ("easy", _("Easy Read in the post")), ("phone", _("A phone call: we write down what you say"))]  # fmt: skip


LANGUAGES = [("", _("Either language")), ("en", "English"), ("cy", "Cymraeg")]
EDITIONS = [("standard", _("Standard")), ("easy", _("Easy Read"))]


class PaperForm(forms.Form):
    """Ask for paper or a call."""

    way = forms.ChoiceField(label=_("How would you like to answer?"), choices=WAYS)
    name = forms.CharField(label=_("Your name"), max_length=200)
    address = forms.CharField(
        label=_("Where should we send it, or which number should we call?"), max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )  # fmt: skip
    copies = forms.IntegerField(label=_("How many copies?"), min_value=1, max_value=200, initial=1)


class WaitingForm(forms.Form):
    """Be told when it opens."""

    email = forms.EmailField(label=_("Your e-mail address"))
    edition = forms.ChoiceField(label=_("In which format?"), choices=EDITIONS)
    language = forms.ChoiceField(label=_("In which language?"), choices=LANGUAGES, required=False)
    consent = forms.BooleanField(
        label=_("Yes, write to me once when this opens. You may forget my address after that.")
    )
