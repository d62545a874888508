"""Bringing a file in."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from careloom_methods.records.tables import COLUMNS


class ImportForm(forms.Form):
    """One file."""

    file = forms.FileField(
        label=_("A file of evidence"),
        help_text=_("RIS, NBIB, PubMed XML, EndNote XML, BibTeX, CSL-JSON, OpenAlex, EPPI, NIHR, CSV, XLSX or our own"),
    )  # fmt: skip
    once = forms.CharField(widget=forms.HiddenInput, max_length=80, min_length=16)

    def clean_file(self) -> Any:
        """Not too large."""
        file = self.cleaned_data["file"]
        if file.size > settings.UPLOAD_LIMIT:
            raise forms.ValidationError(_("This file is larger than 50 MB. Please make two of it."))
        return file


class ColumnsForm(forms.Form):
    """Which column of a table holds what."""

    def __init__(self, data: Any = None, *, header: list[str]) -> None:
        """One choice for each of our fields."""
        super().__init__(data)
        columns = [("", "–"), *((name, name) for name in header)]
        for name in COLUMNS:
            self.fields[name] = forms.ChoiceField(label=WORDS[name], choices=columns, required=name == "title")


WORDS = {
    "id": _("Its key"), "type": _("Type"), "title": _("Title"), "authors": _("Authors"), "year": _("Year"),
    "journal": _("Journal, series or book"), "volume": _("Volume"), "issue": _("Issue"), "pages": _("Pages"),
    "publisher": _("Publisher"), "doi": _("DOI"), "pmid": _("PubMed number"), "issn": _("ISSN or ISBN"),
    "language": _("Language"), "abstract": _("Summary"), "keywords": _("Keywords"), "urls": _("Web addresses"),
    "retracted": _("Retracted"),
}  # fmt: skip
