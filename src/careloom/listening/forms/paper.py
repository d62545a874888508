"""Forms of the paper desk."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from careloom.listening.services.paper.printing import MOST


class CopiesForm(forms.Form):
    """Copies to print."""

    twin = forms.ChoiceField(label=_("Language and format"))
    for_group = forms.BooleanField(label=_("For a group that answers together"), required=False)
    copies = forms.IntegerField(label=_("How many copies?"), min_value=1, max_value=MOST, initial=50)

    def __init__(self, *args: Any, twins: list[tuple[str, str]], groups: bool, **given: Any) -> None:
        super().__init__(*args, **given)
        self.fields["twin"].choices = twins  # type: ignore[attr-defined]  # set when the form is made
        if not groups:
            del self.fields["for_group"]
