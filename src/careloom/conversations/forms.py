"""Forms of this room."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from careloom.listening.forms.paper import ScansField
from careloom.ui import easy


class JoinForm(forms.Form):
    """Take part: nothing is asked that you do not want to say."""

    role_group = forms.ChoiceField(label=_("Which of these are you? You need not say."), required=False)
    nation = forms.ChoiceField(label=_("Where do you live? You need not say."), required=False)
    helped_by = forms.CharField(
        label=_("Is somebody helping you? Write their name, or leave it empty."), required=False, max_length=200
    )
    once = forms.CharField(widget=forms.HiddenInput, min_length=16, max_length=80)
    EASY: easy.Words = {
        "role_group": (_("Which of these are you? You do not have to say."), ""),
        "nation": (_("Where do you live? You do not have to say."), ""),
        "helped_by": (_("Does somebody help you? Write their name. Or leave it empty."), ""),
    }  # fmt: skip

    def __init__(self, data: Any = None, *, roles: Any, nations: Any, initial: Any = None) -> None:
        """Offer the centre's own words."""
        super().__init__(data, initial=initial)
        for name, choices in (("role_group", roles), ("nation", nations)):
            self.fields[name].choices = [("", _("I would rather not say")), *choices]  # type: ignore[attr-defined]


class OneVoiceForm(JoinForm):
    """A group with one voice."""

    group_name = forms.CharField(label=_("What is your group called?"), max_length=200)
    people = forms.IntegerField(
        label=_("How many people do you speak for?"), min_value=2, max_value=500,
        help_text=_("Your group has one voice. We say beside it how many people it speaks for."),
    )  # fmt: skip
    EASY: easy.Words = {
        **JoinForm.EASY,
        "people": (_("How many people do you speak for?"),
                   _("Your group has one voice. We show how many people it speaks for.")),
    }  # fmt: skip


class GroupForm(OneVoiceForm):
    """A group that says how it decided."""

    how_decided = forms.CharField(label=_("How did you decide together?"), max_length=300)


class StatementForm(forms.Form):
    """One short sentence of one's own."""

    text = forms.CharField(
        label=_("Your statement"), max_length=280, min_length=8,
        help_text=_("One idea, in your own words, that others can agree or disagree with. Please name no people."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    once = forms.CharField(widget=forms.HiddenInput, min_length=16, max_length=40)
    EASY: easy.Words = {
        "text": (_("What do you want to say?"),
                 _("Write one idea in your own words. Others can agree or disagree. Please name no people.")),
    }  # fmt: skip


class StartForm(forms.Form):
    """A new conversation."""

    name = forms.CharField(label=_("What is it called?"), max_length=200)
    slug = forms.SlugField(label=_("Short name for its address"), max_length=60)
    why = forms.CharField(label=_("Why do we ask, and what will happen with it?"), widget=forms.Textarea({"rows": 4}))
    why_easy = forms.CharField(
        label=_("The same in Easy Read"), widget=forms.Textarea({"rows": 4}), required=False
    )  # fmt: skip
    name_cy = forms.CharField(label=_("The name in Welsh"), max_length=200, required=False)
    why_cy = forms.CharField(label=_("The reason in Welsh"), widget=forms.Textarea({"rows": 4}), required=False)
    closes_on = forms.DateField(
        label=_("When does it close?"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    members_write = forms.BooleanField(label=_("People may add statements"), required=False, initial=True)


class SeedForm(forms.Form):
    """A statement from a theme."""

    text = forms.CharField(label=_("Statement"), max_length=280, widget=forms.Textarea({"rows": 2}))
    text_easy = forms.CharField(label=_("The same in Easy Read"), max_length=280, required=False)
    text_cy = forms.CharField(label=_("The same in Welsh"), max_length=280, required=False)
    source_id = forms.ChoiceField(label=_("Where does it come from?"), required=False)

    def __init__(self, data: Any = None, *, sources: Any) -> None:
        """Offer what was found before."""
        super().__init__(data)
        choices = [("", _("From staff, without a source")), *sources]
        self.fields["source_id"].choices = choices  # type: ignore[attr-defined]


class ProposalForm(forms.Form):
    """One version of what is proposed."""

    text = forms.CharField(label=_("What do we propose?"), widget=forms.Textarea({"rows": 6}))
    text_easy = forms.CharField(label=_("The same in Easy Read"), widget=forms.Textarea({"rows": 4}), required=False)
    text_cy = forms.CharField(label=_("The same in Welsh"), widget=forms.Textarea({"rows": 4}), required=False)
    what_changed = forms.CharField(label=_("What changed since the last version, and why?"), max_length=500)

    def __init__(self, data: Any = None, *, first: bool, initial: Any = None) -> None:
        """The first version has nothing to compare with."""
        super().__init__(data, initial=initial)
        if first:
            del self.fields["what_changed"]


class OutForm(forms.Form):
    """Why a statement is not shown; the writer reads this."""

    reason = forms.CharField(label=_("Why? The person who wrote it reads this."), max_length=300)
    keep_private = forms.BooleanField(label=_("Its words could harm somebody: nobody else sees them"), required=False)


class PrintForm(forms.Form):
    """Ballots to print."""

    twin = forms.ChoiceField(
        label=_("Language and format"), choices=[("en", _("English")), ("en-easy", _("Easy Read")), ("cy", _("Welsh"))]
    )
    copies = forms.IntegerField(label=_("How many ballots?"), min_value=1, max_value=50, initial=20)
    EASY: easy.Words = {
        "twin": (_("Do you want English, Easy Read or Welsh?"), ""),
    }  # fmt: skip


class ScanForm(forms.Form):
    """Scans of ballots."""

    scans = ScansField(
        label=_("Scans"), help_text=_("PDF, PNG, JPEG or TIFF, in grey, whole pages. Up to 50 megabytes at once.")
    )


class BallotForm(forms.Form):
    """A paper ballot, typed in by a person. Two marks on one line stay a question for somebody to look at."""

    serial = forms.CharField(label=_("Number on the ballot"), max_length=60)
    role_group = forms.ChoiceField(label=_("Role group"), required=False)
    nation = forms.ChoiceField(label=_("Nation"), required=False)
    helped_by = forms.CharField(label=_("Who helped, if anybody?"), max_length=200, required=False)

    def __init__(self, data: Any = None, *, roles: Any, nations: Any, statements: Any) -> None:
        """One line a statement."""
        super().__init__(data)
        for name, choices in (("role_group", roles), ("nation", nations)):
            self.fields[name].choices = [("", "–"), *choices]  # type: ignore[attr-defined]
        marks = [("", _("no mark")), ("1", _("Agree")), ("-1", _("Disagree")), ("0", _("Pass")),
                 ("two", _("two marks"))]  # fmt: skip
        for statement in statements:
            self.fields[f"s{statement.number}"] = forms.ChoiceField(
                label=f"{statement.number}. {statement.text}", choices=marks, required=False
            )

    def marks(self) -> dict[int, int | None]:
        """{statement number: vote, or None for two marks}."""
        given = {int(k[1:]): v for k, v in self.cleaned_data.items() if k[1:].isdecimal() and k[0] == "s" and v}
        return {number: None if value == "two" else int(value) for number, value in given.items()}
