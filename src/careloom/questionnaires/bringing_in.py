"""Bringing in answers: our own files at once, a file of another tool after its columns are matched."""

import csv
import json
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from careloom.centre.reading import LIMIT, ReadingError, decode
from careloom.jobs.models import Job
from careloom.questionnaires import exchange, queries, services
from careloom.questionnaires.exchange import foreign
from careloom.questionnaires.forms import FileForm
from careloom.questionnaires.models import Intake, Version
from careloom.questionnaires.services.bringing_in import JOB
from careloom.questionnaires.views import published_or_404
from careloom.questionnaires.words import FIRST
from careloom.ui.access import allow
from careloom.ui.pages import show

AT_ONCE = 500_000  # bytes of a file of ours that is taken while somebody waits; a larger one is a job with progress
SPECIAL = ("key", "finished", "language")


def _who(request: HttpRequest) -> str:
    return str(request.user.person.public_id)  # type: ignore[union-attr]  # the access rule asks for staff


@allow("analyst")
def bring_in(request: HttpRequest, slug: str) -> HttpResponse:
    """Upload a file of answers."""
    version = published_or_404(slug)
    form, wrong = FileForm(request.POST or None, request.FILES or None), ""
    if request.method == "POST" and form.is_valid():
        try:
            return _begin(request, version, form.cleaned_data["file"])
        except exchange.CannotSpss:
            wrong = _("This centre cannot read SPSS files. Whoever runs it can add the extra “exchange”.")
        except ReadingError as fault:
            wrong = str(fault)
        except (ValueError, KeyError, csv.Error):
            wrong = _("We cannot read this file. Is it the one that you meant?")
    rows = Intake.objects.filter(version=version).order_by("-pk").defer("sealed", "matching")[:20]
    context = {"form": form, "wrong": wrong, "questionnaire": version.questionnaire, "rows": rows}
    return show(request, "questionnaires/bring_in", context, status=422 if wrong or form.errors else 200)


def _begin(request: HttpRequest, version: Version, file: Any) -> HttpResponse:
    content = file.read()
    source, read = _source(file.name, content)
    if source and len(content) <= AT_ONCE:
        return _ours(request, version, READERS[source](queries.definition_of(version), read))
    if source:
        whole = read if isinstance(read, bytes) else read.encode()
        made = services.begin_ours(version=version, name=file.name, source=source, content=whole, by=_who(request))
    else:
        made = services.begin_intake(version=version, name=file.name, text=str(read), by=_who(request))
    return HttpResponseRedirect(reverse("questionnaires:match", args=[version.questionnaire.slug, made.public_id]))


READERS: dict[str, Any] = {"our-csv": exchange.read_csv, "our-json": exchange.read_json, "our-sav": exchange.read_spss}


def _source(name: str, content: bytes) -> tuple[str, str | bytes]:
    """What wrote a file, "" for another tool, and what to read. Raises ReadingError and CannotSpss."""
    if name.endswith(".sav"):
        exchange.need_spss()
        if len(content) > LIMIT:
            found = f"{len(content)} bytes"
            raise ReadingError("too_large", file=name, line=0, expected="at most 50 megabytes", found=found)
        return "our-sav", content
    text = decode(content, name)
    if text.lstrip().startswith("["):
        return "our-json", text
    return ("our-csv" if text.startswith(",".join(exchange.ABOUT)) else ""), text


def _ours(request: HttpRequest, version: Version, found: Any) -> HttpResponse:
    """A small file that a Careloom wrote: nothing to match, nothing to wait for."""
    taken, there = services.receive_many(version=version, returns=found.returns, by=_who(request))
    said = _("%(taken)s answers taken, %(there)s were here already, %(refused)s rows could not be taken.")
    refused = len({line for line, _question, _code in found.refused})
    messages.success(request, said % {"taken": taken, "there": there, "refused": refused})
    return HttpResponseRedirect(reverse("questionnaires:bring_in", args=[version.questionnaire.slug]))


@allow("analyst")
def match(request: HttpRequest, slug: str, public_id: str) -> HttpResponse:
    """What each column means, what each value means, then try, then take."""
    intake = get_object_or_404(Intake.objects.select_related("version__questionnaire"), public_id=public_id,
                               version__questionnaire__slug=slug)  # fmt: skip
    if intake.state != Intake.State.MATCHING:
        job = Job.objects.filter(once=f"{JOB} {public_id}").first()
        return show(request, "questionnaires/intake", {"intake": intake, "job": job, **_refused(intake.refused)})
    version = intake.version
    definition, texts = queries.definition_of(version), queries.texts(version, FIRST)
    table, matching = services.read_intake(intake=intake), intake.matching
    if request.method == "POST":
        matching = _sent(request, table, matching)
        services.match_intake(intake=intake, matching=matching, by=_who(request))
        if request.POST.get("go") == "take":
            services.start_intake(intake=intake, by=_who(request))
            return HttpResponseRedirect(request.path)
    tried = foreign.take(table, definition, matching, texts, slug)
    context = {
        "intake": intake, "questionnaire": version.questionnaire, "rows": _columns(table, matching),
        "values": _values(table, definition, matching, texts), "targets": _targets(definition, texts),
        "good": len(tried.returns), "lines": len(table.rows), **_refused(tried.refused),
    }  # fmt: skip
    return show(request, "questionnaires/match", context)


def _sent(request: HttpRequest, table: foreign.Table, before: dict[str, Any]) -> dict[str, Any]:
    columns = {heading: str(request.POST.get(f"c{n}", "")).split(" ")[0] for n, heading in enumerate(table.headings)}
    values = {heading: dict(found) for heading, found in before.get("values", {}).items()}
    for key, code in request.POST.items():
        if key.startswith("v:"):
            heading, value = json.loads(key[2:])
            values.setdefault(heading, {})[value] = str(code)
    return {"columns": columns, "values": values}


def _columns(table: foreign.Table, matching: dict[str, Any]) -> list[dict[str, Any]]:
    rows = []
    for number, heading in enumerate(table.headings):
        samples = list(dict.fromkeys(row.get(heading, "")[:60] for _line, row in table.rows[:200] if row.get(heading)))
        rows.append({"name": f"c{number}", "heading": heading, "words": table.words.get(heading, ""),
                     "samples": samples[:3], "target": matching["columns"].get(heading, "")})  # fmt: skip
    return rows


def _values(table: foreign.Table, definition: Any, matching: dict[str, Any], texts: dict[str, str]) -> list[Any]:
    found = []
    for heading, values in foreign.values_to_match(table, definition, matching["columns"], texts).items():
        question = definition.questions[matching["columns"][heading]]
        chosen = matching["values"].get(heading, {})
        codes = [(code, texts.get(f"q.{question.id}.o.{code}", code)) for code in foreign.codes(question)]
        found.append({
            "heading": heading, "text": texts.get(f"q.{question.id}", question.id), "codes": codes,
            "rows": [{"name": f"v:{json.dumps([heading, value])}", "value": value,
                      "code": chosen.get(value) or guess} for value, guess in values.items()],
        })  # fmt: skip
    return found


def _targets(definition: Any, texts: dict[str, str]) -> list[tuple[str, str]]:
    found = [("key", _("what makes an answer count once")), ("finished", _("whether it was sent")),
             ("language", _("language"))]  # fmt: skip
    for target, question, code in foreign.targets(definition):
        said = texts.get(f"q.{question.id}", question.id)
        found.append((target, f"{said} – {texts.get(f'q.{question.id}.o.{code}', code)}" if code else said))
    return found


def _refused(refused: Any) -> dict[str, Any]:
    said = {"not_finished": _("it was never sent"), "empty": _("it has no answers"),
            "not_matched": _("a value is not matched yet"), "unreadable": _("we cannot read it")}  # fmt: skip
    rows = [{"line": line, "question": question, "why": said.get(code, _("the answer does not fit the question"))}
            for line, question, code in refused[:50]]  # fmt: skip
    return {"refused": rows, "refused_lines": len({line for line, _question, _code in refused})}
