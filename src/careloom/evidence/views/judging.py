"""For staff: questions, searches, reading sources, signing, overruling, and the rules themselves."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from careloom.evidence import services
from careloom.evidence.forms.triage import (
    AppraisalForm,
    FindingForm,
    OverruleForm,
    QuestionForm,
    RulesForm,
    SearchForm,
    lines,
)  # fmt: skip
from careloom.evidence.models import Appraisal, Item, Judgement, Question, RuleVersion
from careloom.evidence.queries.judging import desk_rows, question_page, readable
from careloom.evidence.queries.triage import place_names, rules_in_force
from careloom.evidence.views.adding import who
from careloom.evidence.views.enough import one
from careloom.people.rules import RULES
from careloom.ui.access import allow
from careloom.ui.pages import show


def back(question: Question) -> HttpResponseRedirect:
    """To the question's page."""
    return HttpResponseRedirect(reverse("evidence:question", args=[question.public_id]))


@allow("centre_staff")
def questions(request: HttpRequest) -> HttpResponse:
    """All questions with what waits in each; ask a new one."""
    form = QuestionForm(request.POST or None, initial={"once": uuid.uuid4().hex})
    if request.method == "POST" and form.is_valid():
        values = {**form.cleaned_data, "affected": lines(form.cleaned_data["affected"])}
        return back(services.ask_question(**values, by=who(request)))
    context = {"form": form, "rows": desk_rows(), "rules": rules_in_force()["version"]}
    return show(request, "evidence/questions", context, status=422 if form.errors else 200)


@allow("centre_staff")
def question(request: HttpRequest, public_id: str) -> HttpResponse:
    """One question: what the rules say of it, where we looked, what was read, what may be read."""
    asked = get_object_or_404(Question, public_id=public_id)
    words = request.GET.get("words", "")[:200]
    context = question_page(asked, words=words)
    searching = SearchForm(request.POST if "where" in request.POST else None, prefix=None)
    finding = FindingForm(request.POST if "confidence" in request.POST else None, offered=readable(asked))
    if request.method == "POST" and (done := _written(request, asked, searching, finding)):
        return done
    status = 422 if searching.errors or finding.errors else 200
    may_sign = RULES["analyst"](request.user, {})
    context |= {"searching": searching, "finding": finding, "words": words, "may_sign": may_sign}
    return show(request, "evidence/question", context, status=status)


def _written(request: HttpRequest, asked: Question, searching: Any, finding: Any) -> HttpResponse | None:
    if searching.is_bound and searching.is_valid():
        services.note_search(question=asked, **searching.cleaned_data, by=who(request))
        messages.success(request, _("Written down."))
        return back(asked)
    if finding.is_bound and finding.is_valid():
        values = dict(finding.cleaned_data)
        values["items"] = list(Item.objects.filter(public_id__in=values["items"]))
        try:
            services.note_finding(question=asked, **values, by=who(request))
        except ValueError:
            finding.add_error("items", _("These are one source. Words of confidence need at least two."))
            return None
        messages.success(request, _("Written down."))
        return back(asked)
    return None


@allow("centre_staff")
def read(request: HttpRequest, public_id: str, item: str) -> HttpResponse:
    """Read one item for one question, by the seven standards."""
    asked = get_object_or_404(Question, public_id=public_id)
    rows = Item.objects.select_related("research", "lived", "practice")
    found = get_object_or_404(rows, public_id=item, state=Item.State.LISTED)
    old = Appraisal.objects.filter(question=asked, item=found).first()
    before: dict[str, Any] = {} if old is None else {
        **old.standards, "fit": old.fit, "says": old.says, "voices": old.voices, "sort": old.sort,
        "made_together": old.made_together}  # fmt: skip
    form = AppraisalForm(request.POST or None, item=found, question=asked, initial=before)
    if request.method == "POST" and form.is_valid():
        services.appraise(item=found, question=asked, values=form.values(), by=who(request))
        messages.success(request, _("Read. The judgement was made again."))
        return back(asked)
    context = {"form": form, "item": found, "question": asked, "part": getattr(found, found.kind)}
    return show(request, "evidence/read", context, status=422 if form.errors else 200)


@allow("analyst")
def sign(request: HttpRequest, public_id: str) -> HttpResponse:
    """Put one's name under every judgement of a question that waits."""
    asked = get_object_or_404(Question, public_id=public_id)
    if request.method != "POST":
        raise Http404
    count = services.sign_judgements(units=Judgement.objects.filter(question=asked, signed_at=None), by=who(request))
    messages.success(request, ngettext("You signed %d judgement.", "You signed %d judgements.", count) % count)
    return back(asked)


@allow("analyst")
def overrule(request: HttpRequest, public_id: str, kind: str, where: str) -> HttpResponse:
    """Say otherwise than the rules, with a reason for everybody to read."""
    unit = one(public_id, kind, where)
    before = {"state": unit.over_state, "reason": unit.over_reason}
    form = OverruleForm(request.POST or None, initial=before)
    if request.method == "POST" and form.is_valid():
        services.overrule(unit=unit, **form.cleaned_data, by=who(request))
        messages.success(request, _("Written down, with your reason."))
        return back(unit.question)
    context = {"form": form, "unit": unit, "place": place_names().get(unit.nation, unit.nation)}
    return show(request, "evidence/overrule", context, status=422 if form.errors else 200)


@allow("centre_staff")
def rules(request: HttpRequest) -> HttpResponse:
    """The numbers that stand, earlier versions, and a new one to propose."""
    form = RulesForm(request.POST or None, rules=rules_in_force())
    if request.method == "POST" and form.is_valid():
        version = form.cleaned_data["version"]
        if RuleVersion.objects.filter(version=version).exists():
            form.add_error("version", _("There is a version with this name. Please choose another."))
        else:
            services.propose_rules(version=version, rules=form.rules(), reason=form.cleaned_data["reason"],
                                   by=who(request))  # fmt: skip
            messages.success(request, _("Proposed. It counts when somebody signs it for the board."))
            return HttpResponseRedirect(reverse("evidence:rules"))
    context = {"form": form, "versions": RuleVersion.objects.order_by("-pk"), "rules": rules_in_force()["version"],
               "may_sign": RULES["leadership"](request.user, {})}  # fmt: skip
    return show(request, "evidence/rules", context, status=422 if form.errors else 200)


@allow("leadership")
def sign_rules(request: HttpRequest, version: str) -> HttpResponse:
    """Sign a version for the board."""
    found = get_object_or_404(RuleVersion, version=version)
    if request.method != "POST":
        raise Http404
    if found.signed_at is None:
        services.sign_rules(rules=found, by=who(request))
        messages.success(request, _("Signed. Every question was judged again."))
    return HttpResponseRedirect(reverse("evidence:rules"))
