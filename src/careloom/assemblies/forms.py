"""Forms of this room. Several stand on one page, each with ids of its own."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from careloom.assemblies.example import MOST as MOST_IN_EXAMPLE
from careloom.assemblies.models import AgendaItem, Invitation, NationNote
from careloom.assemblies.words import TWINS
from careloom.involvement.models import AccessBooking
from careloom.involvement.queries import rates_known
from careloom.people.forms.desk import DayField
from careloom.questionnaires.files import MOST
from careloom.ui import easy

FIVE = [(str(n), str(n)) for n in range(1, 6)]
ONE_TO_FIVE = _("1 means not at all. 5 means very much.")


def line(label: Any, most: int = 300, *, rows: int = 0, required: bool = True) -> forms.CharField:
    """A line of text, or a box of `rows`."""
    widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput()
    return forms.CharField(label=label, max_length=most, widget=widget, required=required)


class CallForm(forms.Form):
    """Open a call: until when, and who checked the words of the form."""

    closes_on = DayField(label=_("Until which day?"))
    checked_en = line(_("Who checked the English words?"), 200)
    checked_cy = line(_("Who checked the Welsh words?"), 200)
    sign_off = line(_("Which group signed off the Easy Read?"), 200)
    missing = line(_("Who is missing, and what do we do about it?"), 1000, rows=2)
    barriers = line(_("What could keep somebody away, and what do we do about it?"), 1000, rows=2)


class QuotasForm(forms.Form):
    """One quota a line: feature, value, at least, at most, and perhaps the outer limits of both."""

    quotas = forms.CharField(
        label=_("Quotas"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("One a line: feature, value, at least, at most. Features: role_group, area, first_time; with a "
                    "signed purpose also equality data such as eq-disability. Two more numbers say how low and how "
                    "high you could go if it is not possible otherwise; they are only used when you say so."),
    )  # fmt: skip

    def clean_quotas(self) -> list[tuple[str, str, int, int] | tuple[str, str, int, int, int, int]]:
        """Rows of four or six; a line that cannot be read is named."""
        rows: list[tuple[str, str, int, int] | tuple[str, str, int, int, int, int]] = []
        for number, line in enumerate(self.cleaned_data["quotas"].splitlines(), 1):
            parts = [part.strip() for part in line.split(",")]
            if not line.strip():
                continue
            numbers = [int(p) for p in parts[2:] if p.isdecimal() and int(p) < 32_000]
            if len(parts) not in (4, 6) or not all(parts) or len(numbers) != len(parts) - 2:
                raise forms.ValidationError(
                    _("Line %(line)s: we need feature, value, at least, at most."), params={"line": number}
                )
            plain = (parts[0], parts[1], numbers[0], numbers[1])
            rows.append((*plain, numbers[2], numbers[3]) if len(numbers) == 4 else plain)
        return rows


class PurposeForm(forms.Form):
    """For what equality data may be used."""

    purpose = line(_("For what may equality data be used in this lottery?"), 1000, rows=3)


class ReasonsForm(forms.Form):
    """Why a person confirms."""

    reasons = line(_("Why do you confirm it?"), 1000, rows=3)


class FixedForm(forms.Form):
    """Somebody who must, or must not, be on the panel, and why."""

    application = forms.ChoiceField(label=_("Who?"))
    include = forms.ChoiceField(
        label=_("Must they be on the panel?"), choices=[("yes", _("Yes, certainly")), ("no", _("No, not this time"))]
    )
    reason = forms.CharField(
        label=_("Why? This is published with the draw; write no name"), max_length=300, widget=forms.TextInput()
    )

    def __init__(self, data: Any = None, *, people: list[tuple[str, str]], **given: Any) -> None:
        """Offer those who applied."""
        super().__init__(data, **given)
        self.fields["application"].choices = people  # type: ignore[attr-defined]


class InclusionForm(forms.Form):
    """The short check."""

    missing = line(_("Who is missing, and what do we do about it?"), 1000, rows=2)
    barriers = line(_("What could keep somebody away, and what do we do about it?"), 1000, rows=2)


class PlanItemForm(forms.Form):
    """Something of the work plan."""

    words = line(_("What should the Assembly look at?"))


class PlanAnswerForm(forms.Form):
    """We said, you changed; or not, and why."""

    said = line(_("What did the Assembly say?"), 1000, rows=2)
    changed = forms.ChoiceField(label=_("Did you change it?"), choices=[("yes", _("Yes")), ("no", _("No"))])
    answer = line(_("What changed, or why not?"), 1000, rows=2)


class MeetingForm(forms.Form):
    """Plan a meeting."""

    title = line(_("What is it called?"), 200)
    begins_at = forms.DateTimeField(label=_("When does it begin?"),
                                    widget=forms.DateTimeInput(attrs={"type": "datetime-local"}))  # fmt: skip
    minutes = forms.IntegerField(label=_("How many minutes?"), min_value=15, max_value=600)
    where = line(_("Where?"), 200)
    promised = forms.MultipleChoiceField(label=_("In which editions do we promise the papers?"), choices=TWINS,
                                         widget=forms.CheckboxSelectMultiple)  # fmt: skip
    task = forms.ChoiceField(label=_("What do we pay?"))
    others = forms.MultipleChoiceField(label=_("Together with other Assemblies?"), required=False,
                                       widget=forms.CheckboxSelectMultiple)  # fmt: skip
    EASY: easy.Words = {
        "promised": (_("In which ways do we promise to give people the papers?"), ""),
    }  # fmt: skip

    def __init__(self, data: Any = None, *, others: list[tuple[str, str]], **given: Any) -> None:
        """Offer the tasks of the rate table, and the other Assemblies for a joint meeting."""
        super().__init__(data, **given)
        self.fields["others"].choices = others  # type: ignore[attr-defined]
        tasks = {rate.task: rate.name for rate in rates_known()}
        self.fields["task"].choices = list(tasks.items())  # type: ignore[attr-defined]


class PlannerForm(forms.Form):
    """Somebody who plans a joint meeting for this Assembly."""

    person = forms.ChoiceField(label=_("Who plans it for this Assembly?"))
    coordinator = forms.BooleanField(label=_("This is the coordinator"), required=False)

    def __init__(self, data: Any = None, *, people: list[tuple[int, str]], **given: Any) -> None:
        """Offer the members of this Assembly, and its lead."""
        super().__init__(data, **given)
        self.fields["person"].choices = people  # type: ignore[attr-defined]


class NationNoteForm(forms.Form):
    """What a topic means in this nation."""

    topic = line(_("About which topic?"), 200)
    kind = forms.ChoiceField(label=_("Law, policy or words?"), choices=NationNote.Kind.choices)
    words = line(_("What should people know?"), 1000, rows=3)
    source = line(_("Where does it stand?"), 300)


class QuestionForm(forms.Form):
    """The question, in three wordings."""

    words = line(_("The question"))
    easy = line(_("The question in Easy Read"))
    welsh = line(_("The question in Welsh"))


class AgendaForm(forms.Form):
    """One line of the agenda."""

    kind = forms.ChoiceField(label=_("What kind of time?"), choices=AgendaItem.Kind.choices)
    words = line(_("What happens?"), 200)
    minutes = forms.IntegerField(label=_("How many minutes?"), min_value=1, max_value=600)
    plan_item = forms.ChoiceField(label=_("About which piece of the work plan?"), required=False)

    def __init__(self, data: Any = None, files: Any = None, *, plan: list[tuple[str, str]], **given: Any) -> None:
        """Offer what the Assemblies of the meeting were asked to work through."""
        super().__init__(data, files, **given)
        self.fields["plan_item"].choices = [("", _("None")), *plan]  # type: ignore[attr-defined]


class CloseForm(forms.Form):
    """What the meeting rests on, besides its own question and outcomes."""

    themes = forms.MultipleChoiceField(
        label=_("Which themes from listening did the meeting talk about?"), required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Whoever gave an answer to one of them can then see that this meeting talked about it."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, themes: list[tuple[str, str]], **given: Any) -> None:
        """Offer the themes that two people agreed."""
        super().__init__(data, **given)
        self.fields["themes"].choices = themes  # type: ignore[attr-defined]


class PaperForm(forms.Form):
    """One edition of a paper: words, from which we make the PDF in normal and large letters, or a file."""

    title = line(_("Title of the paper"), 200)
    twin = forms.ChoiceField(label=_("Which edition?"), choices=TWINS)
    text = line(_("Text, if it is words"), 20_000, rows=6, required=False)
    file = forms.FileField(label=_("Or a file: PDF, Word, a film or a recording, up to 10 megabytes"), required=False)

    def clean_file(self) -> bytes | None:
        """What is in the file."""
        found = self.cleaned_data["file"]
        return found.read(MOST + 1) if found else None


class IdeaForm(forms.Form):
    """A theme or question for the board."""

    words = line(_("A theme or question you would like to talk about"))
    EASY: easy.Words = {
        "words": (_("What do you want to talk about?"), ""),
    }  # fmt: skip


class ActionForm(forms.Form):
    """An action with an owner and a day."""

    words = line(_("What will be done?"))
    owner = forms.ChoiceField(label=_("Who does it?"))
    due_on = DayField(label=_("By when?"))

    def __init__(self, data: Any = None, *, owners: list[tuple[int, str]], **given: Any) -> None:
        """Offer members and the lead."""
        super().__init__(data, **given)
        self.fields["owner"].choices = owners  # type: ignore[attr-defined]


class OutcomeForm(forms.Form):
    """What was decided, and who is told by when."""

    words = line(_("What was decided?"), 1000, rows=3)
    told_whom = line(_("Who will be told?"), 200)
    told_by = DayField(label=_("By when will they be told?"))


class InvitationForm(forms.Form):
    """My answer to an invitation."""

    answer = forms.ChoiceField(label=_("Will you come?"), choices=Invitation.Answer.choices)
    welsh = forms.ChoiceField(label=_("Welsh or English?"), choices=Invitation.Welsh.choices)
    needs_are_right = forms.BooleanField(label=_("What you know of my needs is right"), required=False)
    EASY: easy.Words = {
        "welsh": (_("Do you want Welsh or English?"), ""),
        "needs_are_right": (_("You know what I need. It is right."), ""),
    }  # fmt: skip


class HelpForm(forms.Form):
    """Something to book for me."""

    kind = forms.ChoiceField(label=_("What do you need us to book?"), choices=AccessBooking.Kind.choices)
    once = forms.CharField(widget=forms.HiddenInput, min_length=16, max_length=40)
    EASY: easy.Words = {
        "kind": (_("What help should we book for you?"), ""),
    }  # fmt: skip


class NoteForm(forms.Form):
    """What our table said."""

    round = forms.IntegerField(label=_("Round"), min_value=1, max_value=20)
    table = forms.IntegerField(label=_("Table"), min_value=1, max_value=60)
    words = line(_("What did your table say?"), 2000, rows=4)
    once = forms.CharField(widget=forms.HiddenInput, min_length=16, max_length=40)
    EASY: easy.Words = {
        "round": (_("Which round is it now?"), ""),
        "table": (_("Which table are you at?"), ""),
    }  # fmt: skip


class PulseForm(forms.Form):
    """Three short questions, and how long reading took."""

    heard = forms.ChoiceField(label=_("Did people listen to you? 1 is not at all, 5 is very much"), choices=FIVE)
    could_take_part = forms.ChoiceField(label=_("Could you take part as you wanted?"), choices=FIVE)
    worth_it = forms.ChoiceField(label=_("Was it worth your time?"), choices=FIVE)
    reading = forms.IntegerField(
        label=_("How many minutes did you read our papers before? You can leave this empty"), required=False,
        min_value=1, max_value=120,
    )  # fmt: skip
    EASY: easy.Words = {
        "heard": (_("Did people listen to you?"), ONE_TO_FIVE),
        "could_take_part": (_("Could you take part in the way you wanted?"), ONE_TO_FIVE),
        "worth_it": (_("Was it worth your time?"), ONE_TO_FIVE),
        "reading": (_("How many minutes did you read our papers before?"), _("You can leave this empty.")),
    }  # fmt: skip


def _number(label: Any, least: int = 0) -> forms.IntegerField:
    """A small whole number of the example."""
    return forms.IntegerField(label=label, min_value=least, max_value=MOST_IN_EXAMPLE)


class CalledForm(forms.Form):
    """A draw in public begins with what the people who watch call out."""

    called = forms.CharField(
        label=_("Words or numbers that the people who watch call out"), required=False, max_length=100,
        help_text=_("Then nobody here chose how the draw begins. Leave it empty for a number of the machine."),
    )  # fmt: skip


class ExampleForm(forms.Form):
    """The numbers of the lottery's worked example; anybody may change them."""

    carers = _number(_("Carers who apply"), 1)
    carers_country = _number(_("Of them, how many live in the countryside"))
    carer_seats = _number(_("Seats for carers"))
    researchers = _number(_("Researchers who apply"), 1)
    researchers_country = _number(_("Of these, how many live in the countryside"))
    researcher_seats = _number(_("Seats for researchers"))
    country_seats = _number(_("At least this many seats for people from the countryside"))
    seed = forms.CharField(label=_("A number or word that the draw begins with"), max_length=40)
    EASY: easy.Words = {
        "carers": (_("How many carers want a seat?"), ""),
        "carers_country": (_("How many of these carers live in the countryside?"), ""),
        "carer_seats": (_("How many seats are for carers?"), ""),
        "researchers": (_("How many researchers want a seat?"), ""),
        "researchers_country": (_("How many of these researchers live in the countryside?"), ""),
        "researcher_seats": (_("How many seats are for researchers?"), ""),
        "country_seats": (_("How many seats, at least, are for people from the countryside?"), ""),
        "seed": (_("Which number or word does the lottery begin with?"), ""),
    }  # fmt: skip

    def clean(self) -> dict[str, Any]:
        """No more live in the countryside than applied."""
        given = super().clean() or {}
        for group in ("carers", "researchers"):
            if (given.get(f"{group}_country") or 0) > (given.get(group) or 0):
                self.add_error(f"{group}_country", _("This is more than applied."))
        return given


class PanelCheckForm(forms.Form):
    """Who would sit on a panel: one person a line."""

    people = forms.CharField(
        label=_("Who sits on the panel?"), max_length=5000, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("One person a line, without a name: role group, nation, first time yes or no. "
                    "For example: Carer, Wales, yes."),
    )  # fmt: skip
    EASY: easy.Words = {
        "people": (_("Who sits on the panel?"),
                   _("Write one line for each person. Write no names. First write the group. Then write the nation. "
                     "Then write yes if this is their first time. Or write no. For example: Carer, Wales, yes.")),
    }  # fmt: skip
