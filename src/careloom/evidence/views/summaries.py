"""Ask what is known; read the answer; for staff the inbox and the writing."""

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from careloom.evidence import services
from careloom.evidence.forms.summaries import AskForm, SentenceForm, StartForm
from careloom.evidence.models import Enquiry, Item, Question, Summary, SummarySentence
from careloom.evidence.queries import summaries as queries
from careloom.evidence.queries.judging import readable
from careloom.evidence.queries.triage import place_names
from careloom.evidence.views.adding import who
from careloom.ui.access import allow
from careloom.ui.pages import show

WHY_NOT = {
    "no_items": gettext_lazy("Please name the items this sentence rests on."),
    "wrong_kind": gettext_lazy("These items are of another kind. Please choose items of this kind."),
    "not_whole": gettext_lazy("Say what at least one kind says, and what is missing."),
    "source_gone": gettext_lazy("A sentence rests on an item that was withdrawn or retracted. Take it out first."),
}  # fmt: skip


@allow("anyone")
def summaries(request: HttpRequest) -> HttpResponse:
    """Answers that stand; ask for another one."""
    form = AskForm(request.POST or None, initial={"once": uuid.uuid4().hex})
    if request.method == "POST" and form.is_valid():
        made = services.take_enquiry(**form.cleaned_data, by="anyone")
        return HttpResponseRedirect(reverse("evidence:enquiry", args=[made.public_id]))
    page = Paginator(queries.published(), 20).get_page(request.GET.get("page"))
    context = {"page": page, "form": form, "link": ""}
    return show(request, "evidence/summaries", context, status=422 if form.errors else 200)


@allow("anyone")
def enquiry(request: HttpRequest, public_id: str) -> HttpResponse:
    """Where a question stands; its number is all that is needed."""
    found = get_object_or_404(Enquiry, public_id=public_id)
    answers = queries.published().filter(enquiry=found)
    return show(request, "evidence/enquiry", {"enquiry": found, "answers": answers})


@allow("anyone")
def summary(request: HttpRequest, public_id: str) -> HttpResponse:
    """One page: what we looked at, what each kind says, where they disagree, what is missing."""
    found = queries.published().filter(public_id=public_id).first()
    if found is None:
        raise Http404
    return show(request, "evidence/summary", queries.page(found))


@allow("centre_staff")
def inbox(request: HttpRequest) -> HttpResponse:
    """What people asked, and summaries in the making."""
    form = StartForm(request.POST or None, asked=list(queries.waiting()[:100]), initial={"once": uuid.uuid4().hex})
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        given["question"] = Question.objects.get(public_id=given["question"])
        given["enquiry"] = Enquiry.objects.filter(public_id=given["enquiry"]).first()
        made = services.start_summary(**given, by=who(request))
        return HttpResponseRedirect(reverse("evidence:summary_desk", args=[made.public_id]))
    page = Paginator(Summary.objects.order_by("-pk"), 20).get_page(request.GET.get("page"))
    places = place_names()
    waiting = [(asked, places.get(asked.nation, asked.nation)) for asked in queries.waiting()[:100]]
    context = {"form": form, "waiting": waiting, "page": page, "link": ""}
    return show(request, "evidence/summary_inbox", context, status=422 if form.errors else 200)


@allow("centre_staff")
def summary_desk(request: HttpRequest, public_id: str) -> HttpResponse:
    """Write one sentence after the other; publish."""
    found = get_object_or_404(Summary.objects.select_related("question"), public_id=public_id)
    form = SentenceForm(request.POST or None, offered=readable(found.question))
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        given["items"] = list(Item.objects.filter(public_id__in=given["items"]))
        try:
            services.write_sentence(summary=found, **given, by=who(request))
        except services.SummaryRefused as refused:
            form.add_error("items", WHY_NOT[refused.code])
        else:
            return HttpResponseRedirect(reverse("evidence:summary_desk", args=[public_id]))
    rows = found.sentences.order_by("order", "pk").prefetch_related("items")
    context = {"summary": found, "form": form, "rows": rows}
    return show(request, "evidence/summary_desk", context, status=422 if form.errors else 200)


@allow("centre_staff")
def drop(request: HttpRequest, public_id: str, sentence: int) -> HttpResponse:
    """Take a sentence out."""
    found = get_object_or_404(SummarySentence, pk=sentence, summary__public_id=public_id)
    if request.method != "POST":
        raise Http404
    services.drop_sentence(sentence=found, by=who(request))
    return HttpResponseRedirect(reverse("evidence:summary_desk", args=[public_id]))


@allow("analyst")
def publish(request: HttpRequest, public_id: str) -> HttpResponse:
    """Stand for it."""
    found = get_object_or_404(Summary, public_id=public_id)
    if request.method != "POST":
        raise Http404
    try:
        services.publish_summary(summary=found, by=who(request))
        messages.success(request, _("Published."))
    except services.SummaryRefused as refused:
        messages.error(request, WHY_NOT[refused.code])
    return HttpResponseRedirect(reverse("evidence:summary_desk", args=[public_id]))
