"""Coming back with a code: go on with a saved answer, see what came of a sent one, change it or take it back."""

from contextlib import suppress
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language, gettext

from careloom.questionnaires import answering, codes, fields, group, kinds, queries, services
from careloom.questionnaires.models import AnswerSet
from careloom.questionnaires.views import draw, frame, name_of, published_or_404, show_in, twin_of, words_of
from careloom.questionnaires.words import FIRST
from careloom.thread import meanings
from careloom.thread.models import Entry
from careloom.ui.access import allow
from careloom.ui.pages import show

OWN = {"voice.corrected", "voice.withdrawn"}  # what the person did, not what came of it
STATE_COLOURS = {"changed": "good", "declined": "stop", "parked": "caution"}
MAILS = 3  # times that one code can be mailed from one address in a quarter of an hour


@allow("anyone")
def come_back(request: HttpRequest) -> HttpResponse:
    """Go on with a saved answer; the code is the only key."""
    code = request.POST.get("code", "")
    if codes.too_many(request, "return"):
        return show(request, "429", status=429)
    found = services.read_draft(code=code) if code else None
    if found is None:
        if code:
            codes.wrong_code(request, "return")
        return show(request, "questionnaires/return", {"wrong": bool(code), "typed": code}, status=422 if code else 200)
    questionnaire, state = found
    version = published_or_404(questionnaire.slug)
    words = words_of(version, twin_of(state["twin"]))
    definition = queries.definition_of(version)
    if state["group"]:
        definition = group.with_group(definition)
    sheet = answering.move(definition, words.twin[0], state["raw"], at=state["at"], go="")
    return draw(request, version, words, sheet, for_group=bool(state["group"]), once=state.get("once", ""), draft=code)


@allow("anyone")
def receipt(request: HttpRequest) -> HttpResponse:
    """Your answer and what came of it, by the code alone. A wrong code says nothing about what exists."""
    code = request.POST.get("code", "")
    if codes.too_many(request, "receipt"):
        return show(request, "429", status=429)
    found = queries.answer_set_by_receipt(code) if code else None
    if found is None:
        if code:
            codes.wrong_code(request, "receipt")
        return show(
            request, "questionnaires/receipt", {"wrong": bool(code), "typed": code}, status=422 if code else 200
        )
    if request.POST.get("go") == "withdraw" and _changeable(found):
        with suppress(services.Closed):  # taken back twice at the same moment
            services.withdraw(answer_set=found, by="guest")
            found.refresh_from_db()
    edition = str(getattr(request, "edition", "standard"))
    return show(request, "questionnaires/came", _came_of(found, code, edition))


def _came_of(found: AnswerSet, code: str, edition: str) -> dict[str, Any]:
    twin = (found.edition, found.language)
    promised = queries.twins_promised(found.version.questionnaire)
    words = words_of(found.version, twin if twin in promised else FIRST)
    definition, answers = queries.definition_of(found.version), queries.answers(found)
    rows = [(words.say(f"q.{q.id}"), fields.shown(q, answers[q.id], words))
            for q in definition.questions.values() if q.id in answers]  # fmt: skip
    entry = Entry.objects.filter(public_id=found.entry_id).first()
    knots = meanings.knots(entry, get_language() or settings.LANGUAGE_CODE, edition) if entry else []
    state = meanings.standing(knots)
    return {"state": gettext(str(state.label)), "colour": STATE_COLOURS.get(state, "quiet"),
            "offers": [(reverse(offer.name), offer.words) for offer in meanings.offers(_voice(found.public_id))],
            "found": found, "code": code, "rows": rows, "entry": entry, "knots": knots, "words": words,
            "waiting": all(e.event in OWN for e in knots), "open": _changeable(found),
            "twin": name_of(words.twin), "files": list(found.files.all()),
            "raw": [pair for q in definition.questions.values() if q.id in answers
                    for key, texts in kinds.as_raw(q, answers[q.id]).items() for pair in [(key, t) for t in texts]],
            }  # fmt: skip


def _voice(public_id: str) -> meanings.Voice:
    return meanings.voices([public_id]).get(public_id, meanings.Voice())


def _changeable(found: AnswerSet) -> bool:
    return found.state == AnswerSet.State.SENT and found.version.questionnaire.is_open()


@allow("anyone")
def mail(request: HttpRequest) -> HttpResponse:
    """Send the receipt code to an address that we do not keep; a few times for one code, not more."""
    code, email = request.POST.get("code", ""), request.POST.get("email", "").strip()
    found = None if codes.too_many(request, "receipt") else queries.answer_set_by_receipt(code)
    if found is None:
        codes.wrong_code(request, "receipt")
        return show(request, "questionnaires/receipt", {"wrong": True, "typed": ""}, status=422)
    version, twin = found.version, twin_of(request.POST.get("twin", ""))
    words = words_of(version, twin if twin in queries.twins_promised(version.questionnaire) else FIRST)
    context = {**frame(version, words), "code": code, "email": email}
    try:
        validate_email(email)
    except ValidationError:
        context["mail_wrong"] = words.ui["mail_wrong"].format(wrote=email[:80])
        return show_in(request, "questionnaires/sent", context, 422)
    if codes.too_many(request, f"mail-{found.public_id}", most=MAILS):
        return show(request, "429", status=429)
    codes.wrong_code(request, f"mail-{found.public_id}")
    address = request.build_absolute_uri(reverse("questionnaires:receipt"))
    services.mail_receipt(answer_set=found, code=code, email=email, address=address, twin=words.twin)
    return show_in(request, "questionnaires/sent", context | {"mailed": True})
