"""The public journey: why we ask, answer, check, send, come back, see what came of it."""

import uuid
from typing import Any

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language

from careloom.questionnaires import answering, chrome, fields, group, kinds, queries, receipts, services
from careloom.questionnaires.models import AnswerSet, Questionnaire, Version
from careloom.questionnaires.words import FIRST, Twin
from careloom.thread import queries as thread
from careloom.thread.models import Entry
from careloom.ui.access import allow
from careloom.ui.pages import show

CARRIED = ("receipt", "channel", "helped_by")  # what travels with the form besides answers
TRIES, WINDOW = 20, 900  # wrong codes from one address in so many seconds
STATES = {"theme.agreed", "meeting.closed", "evidence.judged", "gap.raised", "priority.decided", "host.chosen",
          "project.step", "finding.noted", "person.told", "voice.corrected", "voice.withdrawn"}  # fmt: skip


class WrongCode(Exception):
    """The receipt code that came with a correction fits no answer."""


def twin_of(text: str) -> Twin:
    """'cy' or 'en-easy' as (edition, language)."""
    language, _, edition = text.partition("-")
    return (edition or "standard", language)


def name_of(twin: Twin) -> str:
    """The address part of a twin."""
    return twin[1] if twin[0] == "standard" else f"{twin[1]}-{twin[0]}"


def words_of(version: Version, twin: Twin, *, proposed: bool = False) -> fields.Words:
    """Words of a twin, with the first twin behind them only where something is missing."""
    own = queries.texts(version, twin, proposed=proposed)
    first = queries.texts(version, FIRST, proposed=proposed) if proposed and twin != FIRST else {}
    pictures = queries.pictures(version, twin[1]) if twin[0] == "easy" else {}
    return fields.Words(twin, own, first, pictures)


def _published(slug: str) -> Version:
    version = queries.published(slug)
    if version is None:
        raise Http404
    return version


def _links(version: Version, now: Twin) -> list[dict[str, Any]]:
    """The other formats of a questionnaire, each named in its own language."""
    found = []
    for twin in queries.twins_promised(version.questionnaire):
        said = chrome.words_for(twin)
        name = said["language-name"] + (f" – {said['easy-name']}" if twin[0] == "easy" else "")
        found.append({"twin": name_of(twin), "language": twin[1], "name": name, "now": twin == now})
    return found


def _frame(version: Version, words: fields.Words) -> dict[str, Any]:
    edition, language = words.twin
    return {"words": words, "t": words.ui, "language": language, "direction": words.direction,
            "edition": edition, "twin": name_of(words.twin), "twins": _links(version, words.twin),
            "questionnaire": version.questionnaire}  # fmt: skip


@allow("anyone")
def surveys(request: HttpRequest) -> HttpResponse:
    """Everything that is open now."""
    rows = Questionnaire.objects.filter(state=Questionnaire.State.OPEN).order_by("closes_on", "name")
    return show(request, "questionnaires/list", {"questionnaires": rows})


def _preferred(request: HttpRequest, version: Version) -> Twin:
    edition = getattr(request, "edition", "standard")
    wanted = (edition, (get_language() or FIRST[1]).split("-")[0])
    promised = queries.twins_promised(version.questionnaire)
    return next((t for t in [wanted, (edition, FIRST[1]), ("standard", wanted[1])] if t in promised), FIRST)


@allow("anyone")
def start(request: HttpRequest, slug: str) -> HttpResponse:
    """Why we ask, how long it takes, who reads it, what will come of it, and every way to answer."""
    version = _published(slug)
    asked = request.GET.get("twin", "")
    promised = queries.twins_promised(version.questionnaire)
    twin = twin_of(asked) if asked and twin_of(asked) in promised else _preferred(request, version)
    words = words_of(version, twin)
    said = {key.replace("-", "_"): words.say(key) for key in ("title", "why", "how-long", "reads", "outcome", "safe")}
    return show(request, "questionnaires/start", {**_frame(version, words), "said": said})


@allow("anyone")
def answer(request: HttpRequest, slug: str, twin: str) -> HttpResponse:
    """The form: one page of questions at a time, then a look at everything, then sending."""
    version = _published(slug)
    chosen = twin_of(twin)
    if chosen not in queries.twins_promised(version.questionnaire):
        raise Http404
    moved = request.POST.get("twin", "")
    if moved and twin_of(moved) in queries.twins_promised(version.questionnaire):
        chosen = twin_of(moved)
    for_group = "for" in request.GET and version.questionnaire.for_groups
    return answer_page(request, version, words_of(version, chosen), for_group=for_group)


def answer_page(
    request: HttpRequest, version: Version, words: fields.Words, *, for_group: bool, preview: bool = False
) -> HttpResponse:
    """One step through the form."""
    definition = queries.definition_of(version)
    if for_group:
        definition = group.with_group(definition)
    raw = {key: [str(text) for text in texts] for key, texts in request.POST.lists()}
    at = int(request.POST.get("at", "0")) if request.POST.get("at", "0").lstrip("-").isdecimal() else 0
    sheet = answering.move(definition, words.twin[0], raw, at=at, go=request.POST.get("go", ""))
    if sheet.sending and not preview:
        return _send(request, version, words, sheet, for_group)
    if request.POST.get("go") == "save" and not preview:
        return _save(request, version, words, sheet, for_group)
    return _draw(request, version, words, sheet, for_group=for_group, preview=preview)


def _draw(
    request: HttpRequest, version: Version, words: fields.Words, sheet: answering.Sheet, *, for_group: bool,
    preview: bool = False, closed: bool = False,
) -> HttpResponse:  # fmt: skip
    pages = sheet.pages()
    context = {
        **_frame(version, words), "sheet": sheet, "hidden": fields.hidden(sheet), "at": sheet.at, "preview": preview,
        "closed": closed, "once": request.POST.get("once") or uuid.uuid4().hex, "title": words.say("title"),
        "for_group": for_group, "carried": [(name, request.POST.get(name, "")) for name in CARRIED],
    }  # fmt: skip
    if sheet.at == answering.CHECK:
        context["summary"] = _summary(sheet, words)
        return show_in(request, "questionnaires/check", context, 409 if closed else 200)
    page = sheet.definition.pages[sheet.at]
    questions = {q.id: q for q in sheet.definition.questions.values()}
    context |= {
        "fields": [fields.field_of(question, sheet, words) for question in sheet.here()],
        "page_title": words.say(f"p.{page.id}"),
        "step": words.ui["page_of"].format(n=pages.index(sheet.at) + 1, m=len(pages)), "first": sheet.at == pages[0],
        "dropped": [(words.say(f"q.{q}"), fields.shown(questions[q], sheet.values().get(q), words))
                    for q in sheet.dropped],
    }  # fmt: skip
    return show_in(request, "questionnaires/answer", context, 422 if sheet.faults else 200)


def show_in(request: HttpRequest, page: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """Draw a page of the form. The twin decides the edition here, not the reader's cookie."""
    request.edition = "standard"  # type: ignore[attr-defined]  # one template serves every twin
    return show(request, page, context, status=status)


def _summary(sheet: answering.Sheet, words: fields.Words) -> list[dict[str, Any]]:
    answers, asked = sheet.answers(), {q.id for q in sheet.asked()}
    return [
        {"number": number, "title": words.say(f"p.{page.id}"),
         "rows": [(words.say(f"q.{q.id}"), fields.shown(q, answers.get(q.id), words))
                  for q in page.questions if q.id in asked]}
        for number, page in enumerate(sheet.definition.pages) if number in sheet.pages()
    ]  # fmt: skip


def _send(
    request: HttpRequest, version: Version, words: fields.Words, sheet: answering.Sheet, for_group: bool
) -> HttpResponse:
    once = request.POST.get("once", "")
    if not 16 <= len(once) <= 80:
        return _draw(request, version, words, sheet, for_group=for_group)
    try:
        code = _receive_or_correct(request, version, words, sheet, once)
    except services.Closed:
        sheet.at = answering.CHECK
        return _draw(request, version, words, sheet, for_group=for_group, closed=True)
    except WrongCode:
        return show(request, "questionnaires/receipt", {"wrong": True, "typed": ""}, status=422)
    return show_in(request, "questionnaires/sent", {**_frame(version, words), "code": code})


def _receive_or_correct(
    request: HttpRequest, version: Version, words: fields.Words, sheet: answering.Sheet, once: str
) -> str:
    """Store the answers; gives the receipt code."""
    about, values = group.split(sheet.answers())
    code = request.POST.get("receipt", "")
    if code:
        before = None if too_many(request, "receipt") else queries.answer_set_by_receipt(code)
        if before is None or before.state != AnswerSet.State.SENT:
            wrong_code(request, "receipt")
            raise WrongCode
        services.correct(answer_set=before, values=values, by="guest")
        return code
    given = services.Given(edition=words.twin[0], language=words.twin[1], group=about, **_entered(request))
    services.receive(version=version, values=values, once_key=once, given=given, by=given.entered_by)
    return receipts.code_for(once)


def _entered(request: HttpRequest) -> dict[str, str]:
    """Staff who write down what somebody says on the phone or in person name the channel and who helped."""
    from careloom.people.rules import RULES

    channel = request.POST.get("channel", "")
    if channel in {"phone", "in-person", "paper"} and RULES["centre_staff"](request.user, {}):
        person = request.user.person.public_id  # type: ignore[union-attr]
        return {"channel": channel, "helped_by": request.POST.get("helped_by", "")[:200], "entered_by": person}
    return {}


def _save(
    request: HttpRequest, version: Version, words: fields.Words, sheet: answering.Sheet, for_group: bool
) -> HttpResponse:
    state = {"raw": sheet.raw, "at": sheet.at, "twin": name_of(words.twin), "group": for_group}
    code = services.save_draft(questionnaire=version.questionnaire, raw=state, by="guest")
    return show_in(request, "questionnaires/saved", {**_frame(version, words), "code": code})


def too_many(request: HttpRequest, name: str) -> bool:
    """Has this address tried too many wrong codes?"""
    return int(cache.get(f"{name}:{request.META.get('REMOTE_ADDR')}", 0)) >= TRIES


def wrong_code(request: HttpRequest, name: str) -> None:
    """Count one wrong code."""
    key = f"{name}:{request.META.get('REMOTE_ADDR')}"
    cache.add(key, 0, WINDOW)
    cache.incr(key)


@allow("anyone")
def come_back(request: HttpRequest) -> HttpResponse:
    """Go on with a saved answer; the code is the only key."""
    code = request.POST.get("code", "")
    if too_many(request, "return"):
        return show(request, "429", status=429)
    found = services.read_draft(code=code) if code else None
    if found is None:
        if code:
            wrong_code(request, "return")
        return show(request, "questionnaires/return", {"wrong": bool(code), "typed": code}, status=422 if code else 200)
    questionnaire, state = found
    version = _published(questionnaire.slug)
    words = words_of(version, twin_of(state["twin"]))
    definition = queries.definition_of(version)
    if state["group"]:
        definition = group.with_group(definition)
    sheet = answering.move(definition, words.twin[0], state["raw"], at=state["at"], go="")
    return _draw(request, version, words, sheet, for_group=bool(state["group"]))


@allow("anyone")
def receipt(request: HttpRequest) -> HttpResponse:
    """Your answer and what came of it, by the code alone. A wrong code says nothing about what exists."""
    code = request.POST.get("code", "")
    if too_many(request, "receipt"):
        return show(request, "429", status=429)
    found = queries.answer_set_by_receipt(code) if code else None
    if found is None:
        if code:
            wrong_code(request, "receipt")
        return show(
            request, "questionnaires/receipt", {"wrong": bool(code), "typed": code}, status=422 if code else 200
        )
    if request.POST.get("go") == "withdraw" and found.state == AnswerSet.State.SENT:
        services.withdraw(answer_set=found, by="guest")
    return show(request, "questionnaires/came", _came_of(found, code))


def _came_of(found: AnswerSet, code: str) -> dict[str, Any]:
    twin = (found.edition, found.language)
    promised = queries.twins_promised(found.version.questionnaire)
    words = words_of(found.version, twin if twin in promised else FIRST)
    definition, answers = queries.definition_of(found.version), queries.answers(found)
    rows = [(words.say(f"q.{q.id}"), fields.shown(q, answers[q.id], words))
            for q in definition.questions.values() if q.id in answers]  # fmt: skip
    entry = Entry.objects.filter(public_id=found.entry_id).first()
    knots = [e for e in thread.came_of(entry) if e.event in STATES] if entry else []
    questionnaire = found.version.questionnaire
    return {"found": found, "code": code, "rows": rows, "entry": entry, "knots": knots, "words": words,
            "open": questionnaire.state == Questionnaire.State.OPEN and found.state == AnswerSet.State.SENT,
            "raw": [pair for q in definition.questions.values() if q.id in answers
                    for key, texts in kinds.as_raw(q, answers[q.id]).items() for pair in [(key, t) for t in texts]],
            }  # fmt: skip


def redirect(name: str, *args: Any) -> HttpResponseRedirect:
    """To a named address of this room."""
    return HttpResponseRedirect(reverse(f"questionnaires:{name}", args=args))
