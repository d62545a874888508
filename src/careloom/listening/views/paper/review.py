"""One question on one copy at a time: its picture, and what a person reads in it."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from careloom.listening import scanned
from careloom.listening.models import ScannedItem, ScannedPage
from careloom.listening.queries import scans as queries
from careloom.listening.services import paper as services
from careloom.listening.views.paper.scans import as_picture
from careloom.listening.views.survey import actor, survey
from careloom.questionnaires import fields
from careloom.questionnaires import queries as questionnaires
from careloom.questionnaires.answering import Sheet
from careloom.questionnaires.views import words_of
from careloom.ui.access import allow
from careloom.ui.pages import show

State = ScannedItem.State
BY_BOXES = {"one", "many", "scale", "consent"}
WHY = {
    "filled": gettext_lazy("filled in whole"), "two": gettext_lazy("two are marked"),
    "small": gettext_lazy("a small mark"), "faint": gettext_lazy("a pale mark"), "thick": gettext_lazy("a thick mark"),
    "beside": gettext_lazy("ink beside the box"), "no_outline": gettext_lazy("the box is hard to see"),
    "one_bit": gettext_lazy("scanned without grey"), "split": gettext_lazy("it goes on over the page"),
}  # fmt: skip


@allow("analyst")
def following(request: HttpRequest, slug: str, what: str) -> HttpResponse:
    """The next item of one kind, or back when nothing waits."""
    after = request.GET.get("after", "")
    rows = queries.waiting(survey(slug), what, actor(request))
    left = [pk for pk in rows.values_list("pk", flat=True)[:200] if str(pk) != after]
    if not left:
        messages.success(request, _("Nothing more of this kind waits for you."))
        return HttpResponseRedirect(reverse("listening:scans", args=[slug]))
    return HttpResponseRedirect(reverse("listening:scanned_item", args=[slug, left[0]]))


def _item(slug: str, item_id: int) -> ScannedItem:
    rows = ScannedItem.objects.select_related("copy__version__questionnaire", "copy__questionnaire")
    return get_object_or_404(rows, pk=item_id, copy__questionnaire__slug=slug)


@allow("analyst")
def item(request: HttpRequest, slug: str, item_id: int) -> HttpResponse:
    """Say what stands there."""
    found = _item(slug, item_id)
    raw, faults = _shown(found), {}
    if request.method == "POST":
        raw = _sent(request, found)
        fault = scanned.fault_in(scanned.definition_of(found.copy), found.item, raw)
        if fault is None:
            return _settle(request, found, raw)
        faults = {scanned.question_of(scanned.definition_of(found.copy), found.item)[0].id: fault}
    return show(request, "listening/scanned_item", _drawn(found, raw, faults), status=422 if faults else 200)


def _shown(found: ScannedItem) -> scanned.Fields:
    """What stands in the form at first. The second person never sees what the first one said."""
    return scanned.value_of(found) if found.state in {State.LOOK, State.DIFFERS} else {}


def _sent(request: HttpRequest, found: ScannedItem) -> scanned.Fields:
    if request.POST.get("take") in {"first", "second"} and found.state == State.DIFFERS:
        return scanned.value_of(found) if request.POST["take"] == "first" else scanned.second_of(found)
    if "unreadable" in request.POST:
        return {}
    name = "letter" if found.item == scanned.LETTER else f"q.{found.item}"
    return {key: [text for text in request.POST.getlist(key) if text.strip()] for key in request.POST
            if key == name or key.startswith(f"{name}.")}  # fmt: skip


def _settle(request: HttpRequest, found: ScannedItem, raw: scanned.Fields) -> HttpResponse:
    slug, what = found.copy.questionnaire.slug, found.state
    try:
        services.settle(item=found, fields=raw, by=actor(request))
    except services.SettledAlready:
        messages.info(request, _("Somebody else settled this one already. Here is the next."))
    return HttpResponseRedirect(reverse("listening:next_item", args=[slug, what]) + f"?after={found.pk}")


def _drawn(found: ScannedItem, raw: scanned.Fields, faults: dict[str, Any]) -> dict[str, Any]:
    context = {
        "item": found, "copy": found.copy, "questionnaire": found.copy.questionnaire, "faults": faults,
        "settled": found.state == State.DONE or found.copy.state != "open",
    }  # fmt: skip
    if found.item == scanned.LETTER:
        return {**context, "letter": next(iter(raw.get("letter", [])), ""), "title": _("Name and address for a letter")}
    definition = scanned.definition_of(found.copy)
    question, name, key = scanned.question_of(definition, found.item)
    words = _words(found)
    sheet = Sheet(definition, words.twin[0], raw, faults=faults)
    field = fields.field_of(question, sheet, words, name=name, key=key)
    # A part of a repeated group has its faults under its own id, which the engine shows for whole questions only.
    fault = words.fault(question, faults[question.id]) if faults else ""
    boxes = [{"option": option, "why": _why(found, option.code)} for option in field.options]
    return {
        **context, "field": field, "title": field.text, "fault": fault, "words": words, "t": words.ui,
        "boxes": boxes if question.kind in BY_BOXES else [], "many": question.kind == "many",
        "why": _fault_words(found, words, question),
        "said": _both(found, question, words, key) if found.state == State.DIFFERS else [],
    }  # fmt: skip


def _fault_words(found: ScannedItem, words: fields.Words, question: Any) -> Any:
    code = found.doubts.get("*", "")
    if not code or code in WHY:
        return WHY.get(code, "")
    fault = scanned.fault_in(scanned.definition_of(found.copy), found.item, scanned.value_of(found))
    return words.fault(question, fault) if fault else ""


def _why(found: ScannedItem, code: str) -> Any:
    """Why the box of this option is doubtful, if it is; a ranking has one for each place."""
    return WHY.get(found.doubts.get(code, ""), "")


def _words(found: ScannedItem) -> fields.Words:
    """The copy's edition in the reader's own language where there is one, else in that of the copy."""
    edition = "easy" if found.copy.edition == "easy" else "standard"
    promised = questionnaires.twins_promised(found.copy.questionnaire)
    own = (edition, (get_language() or "en").split("-")[0])
    return words_of(found.copy.version, own if own in promised else (edition, found.copy.language))


def _both(found: ScannedItem, question: Any, words: fields.Words, key: str) -> list[dict[str, Any]]:
    """What each of the two said, in words; without names."""
    rows = [("first", _("Read by the machine") if not found.first_by else _("First person"), scanned.value_of(found)),
            ("second", _("Second person"), scanned.second_of(found))]  # fmt: skip
    found_rows = []
    for name, who, raw in rows:
        value = scanned.read_value(question, raw, f"q.{found.item}")
        found_rows.append({"name": name, "who": who, "lines": fields.shown(question, value, words, key)})
    return found_rows


@allow("analyst")
def item_picture(request: HttpRequest, slug: str, item_id: int) -> HttpResponse:
    """The part of the page with this question."""
    found = _item(slug, item_id)
    page = ScannedPage.objects.filter(copy=found.copy, page=found.page, what=ScannedPage.What.READ).first()
    return as_picture(page, found.box)
