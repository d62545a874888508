"""Writes, for staff tools with a token: an answer, an item of evidence, a gap. Each needs an idempotency key."""

import hashlib
import json
from collections.abc import Callable
from typing import Annotated, Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from ninja import Body, Header, Path, Router, Status
from ninja.security import HttpBearer

from careloom.evidence import services as evidence
from careloom.evidence.models import Judgement
from careloom.evidence.queries.schema import codes_of, unknown_tags
from careloom.questionnaires import answering, codes, kinds, queries, receipts
from careloom.questionnaires import services as questionnaires
from careloom.questionnaires.given import Given
from careloom.questionnaires.models import Version
from careloom.showing import services
from careloom.showing.api import shapes
from careloom.showing.api.door import Refused
from careloom.showing.models import Token
from careloom.thread.models import Entry
from careloom_methods.records.evidence import read_one

router = Router(tags=["For staff tools"])
Scope = Token.Scope
SAYS = "your own key for this one thing; sent again, nothing is done twice"
Key = Annotated[str, Header(alias="Idempotency-Key", min_length=16, max_length=200, description=SAYS)]
WRONG = {status: shapes.Error for status in (400, 401, 403, 404, 409, 422, 429)}
YEARS = range(1000, 2200)
CLOSED = Refused(409, "closed", _("This survey does not take answers now."))


Answer = Status[dict[str, Any]]


class Bearer(HttpBearer):
    """A token that staff made on the desk, with the scope of the route."""

    def __init__(self, scope: str) -> None:
        self.scope = scope
        super().__init__()

    def authenticate(self, request: HttpRequest, token: str) -> Token:
        """The token, or a refusal that says why."""
        if codes.too_many(request, "api-wrong-token"):
            raise Refused(429, "too_many", _("Too many wrong tokens. Please wait a quarter of an hour."))
        found = services.token_of(token)
        if found is None:
            codes.wrong_code(request, "api-wrong-token")
            raise Refused(401, "wrong_token", _("This token is not known, or it has ended."))
        if self.scope not in found.scopes:
            raise Refused(403, "no_scope", _("This token is for other things."), needs=self.scope)
        return found


def _once(
    request: HttpRequest, scope: str, key: str, body: Any, work: Callable[[str, str], tuple[str, str]]
) -> tuple[int, str]:
    """(201 or 200, the id of what was made). `work` gets the actor and a key of its own, and gives id and entry."""
    token: Token = request.auth  # type: ignore[attr-defined]  # set by ninja
    asked = hashlib.sha256(json.dumps([request.path, body], sort_keys=True).encode()).hexdigest()
    try:
        made, fresh = services.write_once(token=token, scope=scope, key=key, asked=asked, work=work)
    except services.KeyUsed:
        raise Refused(409, "key_used", _("This key was used for something else.")) from None
    return (201 if fresh else 200), made


@router.post("answers/{slug:survey}/", auth=Bearer(Scope.ANSWERS), summary="Send one return to a survey",
             response={200: shapes.Voice, 201: shapes.Voice, **WRONG})  # fmt: skip
def answers(
    request: HttpRequest, survey: Annotated[str, Path(max_length=80)], body: shapes.Answers, key: Key
) -> Answer:
    """One return, written down for one person. It counts like any other, and its code lets the person follow it.

    Answers about equality, files, and forms that belong to a signed-in person are not taken this way.
    """
    version = queries.published(survey)
    if version is None or version.questionnaire.knows_person:
        raise Refused(404, "no_survey", _("There is no such survey."), survey=survey)
    if not version.questionnaire.is_open():
        raise CLOSED
    values = _values(version, body)

    def work(by: str, once: str) -> tuple[str, str]:
        given = Given(channel=body.channel, edition=body.edition, language=body.language, helped_by=body.helped_by,
                      entered_by=by)  # fmt: skip
        made = questionnaires.receive(version=version, values=values, once_key=once, given=given, by=by)
        return made.public_id, made.entry_id

    status, made = _once(request, Scope.ANSWERS, key, body.dict(), work)
    return Status(status, {"voice": made, "code": receipts.code_for(services.own_key(request.auth, key))})  # type: ignore[attr-defined]


def _values(version: Version, body: shapes.Answers) -> dict[str, Any]:
    """What was answered, read by the rules of the form. Raises Refused with every fault."""
    if (body.edition, body.language) not in queries.twins_promised(version.questionnaire):
        raise Refused(422, "no_twin", _("The survey has no such edition in this language."), edition=body.edition,
                      language=body.language)  # fmt: skip
    definition = queries.definition_of(version)
    raw = {f"q.{name}": [text] if isinstance(text, str) else text for name, text in body.answers.items()}
    faults = {}
    for name in body.answers:
        question = definition.questions.get(name.split(".")[0])
        if question is None:
            faults[name] = "no_such_question"
        elif question.protected or question.kind == "file":
            faults[name] = "not_this_way"
    sheet = answering.move(definition, body.edition, raw, at=answering.CHECK, go="send")
    found = kinds.read_all([*sheet.asked(), *sheet.elsewhere()], sheet.raw)[1]
    faults |= {name: fault.code for name, fault in found.items()} | dict.fromkeys(sheet.dropped, "not_asked")
    if faults or not sheet.sending:
        raise Refused(422, "answers", _("Some answers cannot be taken."), questions=faults)
    return sheet.answers()


@router.post("evidence/", auth=Bearer(Scope.EVIDENCE), summary="Add an item to the evidence library",
             response={200: shapes.Taken, 201: shapes.Taken, **WRONG})  # fmt: skip
def add_item(
    request: HttpRequest, body: Annotated[dict[str, shapes.Cell], Body()], key: Key
) -> Answer:
    """One item in our own published schema (`docs/reference/evidence-schema.md`): research, lived or practice."""
    item, faults = read_one(body)
    faults += [f"unknown tag {tag}" for tag in unknown_tags(item, codes_of())] if item else []
    faults += _too_long(item)
    if faults:
        raise Refused(422, "item", _("This item cannot be taken."), faults=faults)

    def work(by: str, once: str) -> tuple[str, str]:
        made = evidence.add_items(items=[item], by=by)[0]
        return made.public_id, Entry.objects.get(subject=made.public_id).public_id

    status, made = _once(request, Scope.EVIDENCE, key, body, work)
    return Status(status, {"id": made, "address": settings.ADDRESS + reverse("evidence:item", args=[made])})


def _too_long(item: dict[str, Any]) -> list[str]:
    """What would not fit into the library."""
    most = {name: limit for name, limit in evidence.LENGTHS.items() if len(str(item.get(name, ""))) > limit}
    year = [] if item.get("year", 2000) in YEARS else ["year cannot be"]
    return [f"{name} is longer than {limit} letters" for name, limit in most.items()] + year


@router.post("gaps/", auth=Bearer(Scope.GAPS), summary="Raise a gap",
             response={200: shapes.Taken, 201: shapes.Taken, **WRONG})  # fmt: skip
def raise_gap(request: HttpRequest, body: shapes.Gap, key: Key) -> Answer:
    """Something is not known. Refused while nobody has looked: that is not a gap."""
    units = Judgement.objects.select_related("question").filter(kind=body.kind, nation=body.nation)
    unit = units.filter(question__public_id=body.question).first()
    if unit is None:
        raise Refused(422, "not_judged", _("Nobody has judged this question for this kind and nation."))
    because = list(Entry.objects.filter(public_id__in=body.because))
    if len(because) < len(set(body.because)):
        raise Refused(422, "no_entry", _("The trace has no such entry."))
    words = {"plain": body.plain, "easy": body.easy, "plain_welsh": body.plain_welsh}

    def work(by: str, once: str) -> tuple[str, str]:
        gap = evidence.raise_gap(unit=unit, values=words, because=because, once=receipts.once_hash(once), by=by)
        return gap.public_id, gap.entry_id

    try:
        status, made = _once(request, Scope.GAPS, key, body.dict(), work)
    except evidence.GapRefused as refused:
        raise Refused(422, refused.code, _("This is not a gap: nobody has looked yet, or there is enough.")) from None
    return Status(status, {"id": made, "address": settings.ADDRESS + reverse("evidence:gap", args=[made])})
