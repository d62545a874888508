"""One form for every kind of word, made from the table of kinds."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from careloom.centre import queries
from careloom.centre.kinds import Kind
from careloom.centre.models import Sourced
from careloom.ui.money import Amount, in_money

LANGUAGES = [(code, name) for code, name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
SURE = [("read", _("We read it there ourselves")), ("derived", _("We worked it out from what we read")),
        ("recalled", _("From memory, not checked yet"))]  # fmt: skip
LABELS: dict[str, Any] = {
    "name": _("Name"), "kind": _("What kind of place is it?"), "parent": _("Inside what?"),
    "official_code": _("Official code"), "tile_row": _("Row on the map of tiles"),
    "tile_column": _("Column on the map of tiles"), "order": _("Place in the list"), "year": _("Year"),
    "process": _("Who named it, and how?"), "level": _("Theme, topic or question?"),
    "count": _("How often was it named, as published?"), "unit": _("What was counted?"), "says": _("In plain words"),
    "model": _("Delivery model"), "phase": _("Phase"), "label": _("Name"), "nation": _("Nation"),
    "is_pilot": _("These projects are pilots"), "pence": in_money(_("How much, in {money}?")), "area": _("Area"),
    "text": _("The rule"), "testable_number": _("A number that can be checked"), "group": _("Group or event"),
    "measure": _("What was measured?"), "value": _("Number or text, as published"),
    "role_or_nation": _("Role group or nation"), "decides": _("What does it decide?"), "body": _("Body"),
    "role": _("Role in the body"), "person_id": _("Number of the person"), "starts_on": _("First day of the term"),
    "ends_on": _("Last day of the term"), "decision": _("Decision"),
    "may_be_shown": _("The person said yes: the public may see this name"), "source": _("Where does it come from?"),
    "confidence": _("How sure are we?"), "note": _("Note"), "ended_on": _("Not offered any more from"),
}  # fmt: skip
HINTS: dict[str, Any] = {
    "parent": _("Nothing: it is the top."), "official_code": _("Leave it empty if nobody could check it."),
    "tile_row": _("Empty: it does not stand on the map."), "order": _("1 is first. Empty: last."),
    "person_id": _("If we know the person here. Who leaves is then forgotten in this list too."),
    "name": _("Its code in addresses is made from the name once, and stays."),
    "ended_on": _("Forms stop offering it from this day. Records that name it keep it. Empty: it is offered."),
    "source": _("A page, a paper, a meeting: so that somebody else can find it."),
}  # fmt: skip
OWN_HINTS: dict[tuple[str, str], Any] = {
    ("seats", "name"): _("As the person agreed to be shown."), ("phases", "name"): "",
    ("phase-dates", "says"): _("As the source says it."), ("stages", "name"): "",
}  # fmt: skip
REFUSED: dict[str, Any] = {
    "taken": _("We have this one already."),
    "changed": _("Somebody else changed it while you wrote. What it says now stands above the form. What you wrote is "
                 "kept below: send it again if it should take its place."),
    "no_source": _("We need to know where it comes from, and how sure we are."),
    "loop": _("It cannot lie inside itself, nor inside a part of itself."),
    "code_taken": _("Another place has this code."),
    "half_a_tile": _("A tile needs both a row and a column."),
    "tile_taken": _("Another place stands on this tile."),
    "too_deep": _("There are too many places around it."),
    "ends_first": _("The term ends before it begins."),
    "cited": _("It was not removed: something rests on it."),
    "kept": _("It was not removed: records may name it. Say instead from which day it is not offered any more."),
}  # fmt: skip


class WordForm(forms.ModelForm):  # type: ignore[type-arg]  # one form for every table of this room
    """What one word says. Whether it may say so is the service's to judge, so that there is one judge."""

    def _post_clean(self) -> None:
        """The row stays as it is. The service finds doubles: the same row sent twice is one, and not a mistake."""

    def words(self) -> dict[str, Any]:
        """The answers as the service takes them."""
        given = dict(self.cleaned_data)
        told = {key: given.pop(key).strip() for key in list(given) if "." in key}
        names = {key.removesuffix(".name"): text for key, text in told.items() if text}
        return {**given, "names": names} if told else given

    def refuse(self, code: str, field: str) -> None:
        """Say why it may not."""
        self.add_error(field if field in self.fields else None, REFUSED[code])


def word_form(kind: Kind, data: Any = None, *, row: Any = None) -> WordForm:
    """The form of one kind, filled from a row if there is one."""
    fields = [*kind.fields, *(["source", "confidence", "note"] if kind.sourced else []),
              *(["ended_on"] if "ended_on" in kind.names else [])]  # fmt: skip
    made: Any = forms.modelform_factory(
        kind.model, form=WordForm, fields=fields, labels=LABELS, formfield_callback=_field,
        help_texts={**HINTS, **{field: hint for (code, field), hint in OWN_HINTS.items() if code == kind.code}},
    )  # fmt: skip
    form: WordForm = made(data, instance=row)
    _fit(form, kind)
    return form


def _field(field: Any, **given: Any) -> Any:
    if field.name == "pence":
        return Amount(max_digits=14, label=given["label"] if "label" in given else LABELS["pence"])
    if field.get_internal_type() == "DateField":
        given["widget"] = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    if field.get_internal_type() == "TextField":
        given["widget"] = forms.Textarea(attrs={"rows": 3})
    return field.formfield(**given)


def _fit(form: WordForm, kind: Kind) -> None:
    row = form.instance
    if kind.told:
        _ask_in_each_language(form, kind)
    fields: dict[str, Any] = form.fields
    if "order" in fields:
        fields["order"].required = False
    if isinstance(row, Sourced):
        known = ({row.confidence: row.confidence} if row.confidence else {}) | dict(SURE)
        fields["source"].required = True
        fields["confidence"] = forms.ChoiceField(label=LABELS["confidence"], choices=[("", "–"), *known.items()])
    if kind.code == "seats":
        fields["name"].required = True
    if "pence" in fields and row.pk:
        fields["pence"].initial = form.initial["pence"] = f"{row.pence // 100}.{row.pence % 100:02d}"
    _offer(fields, row)


def _ask_in_each_language(form: WordForm, kind: Kind) -> None:
    """After each text the same in the other languages; 'cy.name' and 'cy.says' become keys of its `names`."""
    order: list[str] = []
    for field in list(form.fields):
        order.append(field)
        for code, language in LANGUAGES if field in kind.spoken else []:
            key = f"{code}.{field}"
            given: dict[str, Any] = {} if field == "name" else {"widget": forms.Textarea(attrs={"rows": 3})}
            form.fields[key] = forms.CharField(
                label=_("%(label)s: %(language)s") % {"label": LABELS[field], "language": language}, required=False,
                max_length=500, initial=form.instance.names.get(key.removesuffix(".name"), ""), **given)  # fmt: skip
            order.append(key)
    form.order_fields(order)


def _offer(fields: dict[str, Any], row: Any) -> None:
    """Only words that may stand there; what a row says already stays."""
    if "kind" in fields:
        kinds = queries.place_kinds(row.kind)
        fields["kind"] = forms.ChoiceField(label=LABELS["kind"], choices=[("", "–"), *kinds])
    if "nation" in fields:
        fields["nation"].queryset = queries.counted_places()
    if "parent" in fields:
        others = fields["parent"].queryset.exclude(pk=row.pk)
        fields["parent"].queryset = others.order_by("path" if "kind" in fields else "pk")
    if "decision" in fields:
        fields["decision"].queryset = queries.decisions_to_show(row.decision_id)
        fields["decision"].label_from_instance = lambda decision: f"{decision.entry.at:%Y-%m-%d}: {decision.question}"
