"""Forms about targets, safety and help."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from careloom.listening.queries.benchmarks import benchmark, benchmarks_here

LONG = forms.Textarea(attrs={"rows": 3})


class TargetForm(forms.Form):
    """How many returns we hope for from one group, and why that many."""

    group = forms.ChoiceField(label=_("From whom?"))
    number = forms.IntegerField(label=_("How many returns do we hope for?"), min_value=0, max_value=1_000_000)
    benchmark = forms.ChoiceField(label=_("Which published number is behind it?"), required=False)
    source = forms.CharField(label=_("Or another source"), max_length=300, required=False)
    definition = forms.CharField(label=_("What exactly does the source count?"), max_length=300, required=False)

    def __init__(self, data: Any = None, *, groups: Any) -> None:
        """Offer the survey's own groups."""
        super().__init__(data)
        self.fields["group"].choices = list(groups)  # type: ignore[attr-defined]
        rows = [(row["id"], f"{row['area']}, {row['group']}: {row['value']} {row['unit']} ({row['period']})")
                for row in benchmarks_here()]  # fmt: skip
        self.fields["benchmark"].choices = [("", "–"), *rows]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """A target always has a source."""
        given = super().clean() or {}
        row = benchmark(given.get("benchmark", ""))
        if row:
            sure = "" if row["status"] == "read" else f" [{row['status']}]"
            given["source"] = given.get("source") or f"{row['source']}, {row['period']}{sure}"
            given["definition"] = given.get("definition") or f"{row['measure']} {row['note']}".strip()
        elif not given.get("source"):
            self.add_error("source", _("Say where the number comes from."))
        return given


class SafeForm(forms.Form):
    """How people are kept safe while we listen."""

    ground_rules = forms.CharField(label=_("Ground rules, one a line"), widget=LONG, max_length=4000)
    distress = forms.CharField(label=_("What we do when somebody is upset"), widget=LONG, max_length=4000)
    safeguarding = forms.CharField(label=_("What we do when somebody may be at risk"), widget=LONG, max_length=4000)
    lead = forms.CharField(label=_("Who is asked first, and how to reach them"), max_length=200)


class OfferForm(forms.Form):
    """Practical help that somebody can give."""

    kind = forms.ChoiceField(label=_("Which kind of help?"))
    nation = forms.ChoiceField(label=_("Where?"), required=False)
    words = forms.CharField(label=_("What exactly is offered?"), max_length=300)
    contact = forms.CharField(label=_("How do people get it?"), max_length=200)

    def __init__(self, data: Any = None, *, kinds: Any, nations: Any) -> None:
        """Offer the kinds that the survey asks about."""
        super().__init__(data, auto_id="offer_%s")
        self.fields["kind"].choices = list(kinds)  # type: ignore[attr-defined]
        self.fields["nation"].choices = [("", _("Everywhere")), *nations]  # type: ignore[attr-defined]


class AccessGapForm(forms.Form):
    """A community that does not get the support that is offered."""

    community = forms.CharField(label=_("Which community?"), max_length=200)
    nation = forms.ChoiceField(label=_("Where?"), required=False)
    support = forms.CharField(label=_("Which support do they not get?"), max_length=300)
    barrier = forms.CharField(label=_("What stands in the way?"), max_length=300)
    heard_from = forms.CharField(label=_("Who told us?"), max_length=300)

    def __init__(self, data: Any = None, *, nations: Any) -> None:
        """Offer the centre's nations."""
        super().__init__(data, auto_id="gap_%s")
        self.fields["nation"].choices = [("", _("Everywhere")), *nations]  # type: ignore[attr-defined]
