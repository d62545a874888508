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


class ManyFiles(forms.ClearableFileInput):
    """A field for several files at once."""

    allow_multiple_selected = True


class ScansField(forms.FileField):
    """Several files, as a list."""

    widget = ManyFiles(attrs={"accept": ".pdf,.zip,.png,.jpg,.jpeg,.tif,.tiff"})

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Each file by itself."""
        return [super(ScansField, self).clean(one, initial) for one in (data or [None])]


class ScansForm(forms.Form):
    """Scans to read."""

    scans = ScansField(
        label=_("Scans"),
        help_text=_("PDF, PNG, JPEG or TIFF, or a folder of them as a zip. Up to 50 megabytes at once."),
    )  # fmt: skip
    share = forms.TypedChoiceField(
        label=_("How many answers shall a second person key as well?"), coerce=int, initial=20,
        choices=[(20, _("One in 20, drawn by chance")), (10, _("One in 10")), (50, _("One in 50")), (1, _("All")),
                 (0, _("None"))],
        help_text=_("So you know how well machine and people read. The page shows how often they agree."),
    )  # fmt: skip


class AsideForm(forms.Form):
    """Why a copy is no answer."""

    why = forms.CharField(label=_("Why is this no answer?"), max_length=300)
