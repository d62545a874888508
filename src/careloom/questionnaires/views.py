"""The public journey: why we ask, answer, check, send. Coming back with a code is in coming_back.py."""

import uuid
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import get_language, override

from careloom.questionnaires import answering, chrome, codes, fields, files, group, kinds, queries, receipts, services
from careloom.questionnaires.definition import ONE_PAGE, Definition
from careloom.questionnaires.models import AnswerSet, Picture, Questionnaire, Version
from careloom.questionnaires.words import FIRST, Twin
from careloom.ui.access import allow
from careloom.ui.pages import show

FILES = 30  # files that one address can send in a quarter of an hour
CARRIED = ("receipt", "channel", "helped_by", "draft")  # what travels with the form besides answers


class WrongCode(Exception):
    """The receipt code that came with a correction fits no answer."""


class TakenBack(Exception):
    """This answer was taken back since; sending the form again makes a new one."""


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


def published_or_404(slug: str) -> Version:
    """The newest published version under an address."""
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


def frame(version: Version, words: fields.Words) -> dict[str, Any]:
    """What every page of the form shows around its content."""
    edition, language = words.twin
    with override(language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE):
        receipt_at, return_at = reverse("questionnaires:receipt"), reverse("questionnaires:return")
    return {"receipt_at": receipt_at, "return_at": return_at,
            "words": words, "t": words.ui, "language": language, "direction": words.direction,
            "edition": edition, "twin": name_of(words.twin), "twins": _links(version, words.twin),
            "questionnaire": version.questionnaire}  # fmt: skip


@allow("anyone")
def surveys(request: HttpRequest) -> HttpResponse:
    """Everything that is open now, and what opens soon."""
    rows = list(Questionnaire.objects.filter(state=Questionnaire.State.OPEN).order_by("closes_on", "name"))
    context = {"questionnaires": [q for q in rows if q.is_open()], "soon": [q for q in rows if q.opens_later()]}
    return show(request, "questionnaires/list", context)


def _preferred(request: HttpRequest, version: Version) -> Twin:
    edition = getattr(request, "edition", "standard")
    wanted = (edition, (get_language() or FIRST[1]).split("-")[0])
    promised = queries.twins_promised(version.questionnaire)
    return next((t for t in [wanted, (edition, FIRST[1]), ("standard", wanted[1])] if t in promised), FIRST)


@allow("anyone")
def start(request: HttpRequest, slug: str) -> HttpResponse:
    """Why we ask, how long it takes, who reads it, what will come of it, and every way to answer."""
    version = published_or_404(slug)
    asked = request.GET.get("twin", "")
    promised = queries.twins_promised(version.questionnaire)
    twin = twin_of(asked) if asked and twin_of(asked) in promised else _preferred(request, version)
    words = words_of(version, twin)
    said = {key.replace("-", "_"): words.say(key) for key in ("title", "why", "how-long", "reads", "outcome", "safe")}
    return show(request, "questionnaires/start", {**frame(version, words), "said": said, **_dates(version, words)})


def _dates(version: Version, words: fields.Words) -> dict[str, Any]:
    """Whether it is open, and from when or until when, in the twin's words."""
    form = version.questionnaire
    soon = form.opens_later()
    key, day = ("opens-on", form.opens_on) if soon else ("closes-on", form.closes_on)
    said = words.say(key).format(day=day.strftime("%d/%m/%Y")) if day else ""
    return {"is_open": form.is_open(), "soon": soon, "day": said if soon or form.is_open() else ""}


@allow("anyone")
def answer(request: HttpRequest, slug: str, twin: str) -> HttpResponse:
    """The form: one page of questions at a time, then a look at everything, then sending."""
    version = published_or_404(slug)
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
    if "all" in request.GET:
        definition = definition.on_one_page()
    raw = {key: [str(text) for text in texts] for key, texts in request.POST.lists()}
    wrong = {} if preview else _take_files(request, version, definition, raw)
    at = _number(request.POST.get("at", ""))
    go = request.POST.get("go", "") if not wrong else ""
    sheet = answering.move(definition, words.twin[0], raw, at=at, go=go)
    sheet.faults |= wrong
    again = receipts.code_for(request.POST.get("once", "")) if go == "send" and sheet.faults and not preview else ""
    if again and queries.answer_set_by_receipt(again):
        # It came before, from a queue on the device; what was sent then is the answer.
        return _sent(request, version, words, again)
    if sheet.sending and not preview:
        return _send(request, version, words, sheet, for_group)
    if go == "save" and not preview:
        return _save(request, version, words, sheet, for_group)
    return draw(request, version, words, sheet, for_group=for_group, preview=preview)


def _number(text: str) -> int:
    """The page that somebody is on, as the form says it."""
    return int(text) if text.removeprefix("-").isdecimal() and len(text) < 5 else 0


def _take_files(
    request: HttpRequest, version: Version, definition: Definition, raw: dict[str, list[str]]
) -> dict[str, kinds.Fault]:
    """Keep what was uploaded on this page; the form carries its id from here on. Gives faults by question."""
    faults: dict[str, kinds.Fault] = {}
    for question in definition.questions.values():
        name = kinds.name_of(question)
        if f"remove.{name}" in raw:
            raw.pop(name, None)
        sent = request.FILES.get(name)
        if question.kind != "file" or sent is None:
            continue
        content = sent.read(files.MOST + 1)
        fault = kinds.Fault("file_many") if codes.too_many(request, "file", most=FILES) else files.fault_in(content)
        if fault:
            faults[question.id] = fault
            continue
        codes.wrong_code(request, "file")
        kept = services.keep_file(questionnaire=version.questionnaire, question=question.id, name=str(sent.name),
                                  content=content, by="guest")  # fmt: skip
        raw[name] = [f"{kept.public_id} {kept.name}"]
    return faults


def draw(
    request: HttpRequest, version: Version, words: fields.Words, sheet: answering.Sheet, *, for_group: bool,
    preview: bool = False, closed: bool = False, once: str = "", draft: str = "",
) -> HttpResponse:  # fmt: skip
    """One page of the form, or all answers before sending."""
    words = _with_fallback(version, words, sheet)
    carried = {name: request.POST.get(name, "") for name in CARRIED} | ({"draft": draft} if draft else {})
    context = {
        **frame(version, words), "sheet": sheet, "hidden": fields.hidden(sheet), "at": sheet.at, "preview": preview,
        "closed": closed, "once": once or request.POST.get("once") or uuid.uuid4().hex, "title": words.say("title"),
        "for_group": for_group, "whole": "all" in request.GET, "carried": carried.items(),
        "dropped": [(words.say(f"q.{q}"), fields.shown(sheet.definition.questions[q], sheet.values().get(q), words))
                    for q in sheet.dropped],
    }  # fmt: skip
    if sheet.at == answering.CHECK:
        return show_in(request, "questionnaires/check", context | {"summary": _summary(sheet, words)},
                       409 if closed else 200)  # fmt: skip
    return show_in(request, "questionnaires/answer", context | _page(sheet, words), 422 if sheet.faults else 200)


def _page(sheet: answering.Sheet, words: fields.Words) -> dict[str, Any]:
    """One page of questions."""
    page, pages, here = sheet.definition.pages[sheet.at], sheet.pages(), sheet.here()
    asks_places = any(part.kind == "place" for q in here for part in (q, *q.questions))
    return {
        "fields": [fields.field_of(question, sheet, words) for question in here],
        "page_title": words.say("whole" if page.id == ONE_PAGE else f"p.{page.id}"),
        "step": words.ui["page_of"].format(n=pages.index(sheet.at) + 1, m=len(pages)) if len(pages) > 1 else "",
        "first": sheet.at == pages[0], "shown": " ".join(q.id for q in here),
        "multipart": any(q.kind == "file" for q in here), "protected": any(q.protected for q in here),
        "places": queries.place_names() if asks_places else [],
    }  # fmt: skip


def _with_fallback(version: Version, words: fields.Words, sheet: answering.Sheet) -> fields.Words:
    """Answers given in another edition have no words in this one: the standard twin's stand behind, and say so."""
    if words.twin[0] == "standard" or words.first:
        return words
    easy = {q.id: set(q.options_for(words.twin[0])) for q in sheet.definition.questions.values()}
    given = sheet.answers()
    if not sheet.elsewhere() and all(set(_codes(given[key])) <= easy[key] for key in given if easy[key]):
        return words
    language = ("standard", words.twin[1])
    promised = language in queries.twins_promised(version.questionnaire)
    return replace(words, first=queries.texts(version, language if promised else FIRST))


def _codes(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


@allow("anyone")
def away(request: HttpRequest, twin: str, what: str) -> HttpResponse:
    """What the device shows where there is no connection; it is kept there beforehand."""
    words = fields.Words(twin_of(twin), {})
    context = {"words": words, "t": words.ui, "language": words.twin[1], "direction": words.direction,
               "edition": words.twin[0], "kept": what == "kept"}  # fmt: skip
    return show_in(request, "questionnaires/away", context)


@allow("anyone")
def picture(request: HttpRequest, public_id: str) -> HttpResponse:
    """A picture of an Easy Read form."""
    kept = get_object_or_404(Picture, public_id=public_id)
    return HttpResponse(bytes(kept.content), content_type=files.PICTURES[kept.kind],
                        headers={"Cache-Control": "public, max-age=31536000, immutable"})  # fmt: skip


@allow("anyone")
def worker(request: HttpRequest) -> HttpResponse:
    """The script that keeps an answer on the device until it can be sent; without it everything works as well."""
    script = Path(__file__).parent / "static" / "questionnaires" / "worker.js"
    return HttpResponse(script.read_bytes(), content_type="text/javascript", headers={"Service-Worker-Allowed": "/"})


def show_in(request: HttpRequest, page: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    """Draw a page of the form. The twin decides the edition here, not the reader's cookie."""
    request.edition = "standard"  # type: ignore[attr-defined]  # one template serves every twin
    return show(request, page, context, status=status)


def _summary(sheet: answering.Sheet, words: fields.Words) -> list[dict[str, Any]]:
    answers, asked = sheet.answers(), {q.id for q in [*sheet.asked(), *sheet.elsewhere()]}
    return [
        {"number": number, "title": words.say(f"p.{page.id}"),
         "rows": [(words.say(f"q.{q.id}"), fields.shown(q, answers.get(q.id), words))
                  for q in page.questions if q.id in asked]}
        for number, page in enumerate(sheet.definition.pages) if asked & {q.id for q in page.questions}
    ]  # fmt: skip


def _send(
    request: HttpRequest, version: Version, words: fields.Words, sheet: answering.Sheet, for_group: bool
) -> HttpResponse:
    once = request.POST.get("once", "")
    if not 16 <= len(once) <= 80:
        return draw(request, version, words, sheet, for_group=for_group)
    try:
        code = _receive_or_correct(request, version, words, sheet, once)
    except services.Closed:
        sheet.at = answering.CHECK
        return draw(request, version, words, sheet, for_group=for_group, closed=True)
    except WrongCode:
        return show(request, "questionnaires/receipt", {"wrong": True, "typed": ""}, status=422)
    except TakenBack:
        return draw(request, version, words, sheet, for_group=for_group, once=uuid.uuid4().hex)
    return _sent(request, version, words, code)


def _sent(request: HttpRequest, version: Version, words: fields.Words, code: str) -> HttpResponse:
    answer = show_in(request, "questionnaires/sent", {**frame(version, words), "code": code})
    answer["X-Careloom-Receipt"] = code  # by this a queue on the device knows that the answer arrived
    return answer


def _receive_or_correct(
    request: HttpRequest, version: Version, words: fields.Words, sheet: answering.Sheet, once: str
) -> str:
    """Store the answers; gives the receipt code."""
    about, values = group.split(sheet.answers())
    code = request.POST.get("receipt", "")
    if code:
        before = None if codes.too_many(request, "receipt") else queries.answer_set_by_receipt(code)
        here = before and before.version.questionnaire_id == version.questionnaire_id
        if before is None or not here or before.state != AnswerSet.State.SENT:
            codes.wrong_code(request, "receipt")
            raise WrongCode
        services.correct(answer_set=before, values=values, version=version, by="guest")
        return code
    given = services.Given(edition=words.twin[0], language=words.twin[1], group=about, **_entered(request),
                           person_id=_person(request, version))  # fmt: skip
    by = given.entered_by or given.person_id
    found = services.receive(version=version, values=values, once_key=once, given=given,
                             draft=request.POST.get("draft", ""), by=by)  # fmt: skip
    if found.came_before and "queued" not in request.POST:
        _sent_again(found, version, values, by or "guest")
    return receipts.code_for(once)


def _sent_again(found: AnswerSet, version: Version, values: dict[str, Any], by: str) -> None:
    """Sent before, then gone back to in the browser: what was changed since counts, and never falls under the table.

    What a device kept while it had no connection says `queued`: it may come late and changes nothing.
    """
    if found.state != AnswerSet.State.SENT:
        raise TakenBack
    open_values = {key: value for key, value in values.items()
                   if not queries.definition_of(version).questions[key].protected}  # fmt: skip
    if open_values != queries.answers(found):
        services.correct(answer_set=found, values=values, version=version, by=by)


def _entered(request: HttpRequest) -> dict[str, str]:
    """Staff who write down what somebody says on the phone or in person name the channel and who helped."""
    from careloom.people.rules import RULES

    channel = request.POST.get("channel", "")
    if channel in {"phone", "in-person", "paper"} and RULES["centre_staff"](request.user, {}):
        person = request.user.person.public_id  # type: ignore[union-attr]
        return {"channel": channel, "helped_by": request.POST.get("helped_by", "")[:200], "entered_by": person}
    return {}


def _person(request: HttpRequest, version: Version) -> str:
    """Who sends it, where the questionnaire says that it belongs to a person who is signed in."""
    known = version.questionnaire.knows_person and request.user.is_authenticated and not _entered(request)
    return str(request.user.person.public_id) if known else ""  # type: ignore[union-attr]  # signed in


def _save(
    request: HttpRequest, version: Version, words: fields.Words, sheet: answering.Sheet, for_group: bool
) -> HttpResponse:
    state = {"raw": sheet.raw, "at": sheet.at, "twin": name_of(words.twin), "group": for_group,
             "once": request.POST.get("once", "")}  # fmt: skip
    code = services.save_draft(questionnaire=version.questionnaire, raw=state, by="guest",
                               code=request.POST.get("draft", ""))  # fmt: skip
    return show_in(request, "questionnaires/saved", {**frame(version, words), "code": code})
