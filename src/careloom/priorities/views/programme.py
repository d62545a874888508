"""The work programme: drafted, commented on by Assemblies, approved; a public page and a pack for the funder."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from careloom.centre import queries as centre
from careloom.priorities import queries, services
from careloom.priorities.forms import AnswerForm, ApproveForm, CommentForm, ProgrammeForm
from careloom.priorities.models import Programme, ProgrammeComment, Round
from careloom.priorities.pack import parts_of
from careloom.priorities.views.seeing import round_at
from careloom.priorities.views.voting import person_of
from careloom.priorities.words import chosen, round_in
from careloom.ui.access import allow
from careloom.ui.documents import TYPES, download
from careloom.ui.pages import show


@allow("anyone")
def public(request: HttpRequest, slug: str) -> HttpResponse:
    """The newest version, what changed between versions, what Assemblies said, and who approved it."""
    of = round_at(slug)
    programme = get_object_or_404(Programme.objects.select_related("decision"), round=of)
    context = {**round_in(request, of), **queries.programme_page(programme)}
    last = context["versions"][0]
    context["intro"], context["intro_lang"] = chosen(request, last.intro, last.intro_easy, last.intro_cy)
    return show(request, "priorities/programme", context)


@allow("anyone")
def pack(request: HttpRequest, slug: str, edition: str, kind: str) -> HttpResponse:
    """The pack for the funder: the same parts as Word or PDF, in the standard edition or in Easy Read."""
    of = round_at(slug)
    programme = get_object_or_404(Programme.objects.select_related("decision"), round=of)
    if edition not in {"standard", "easy"} or kind not in TYPES:
        raise Http404
    easy = edition == "easy"
    return download(parts_of(programme, easy=easy), kind, f"work-programme-{of.year}-{edition}",
                    language=get_language() or "en", easy=easy)  # fmt: skip


@allow("centre_staff")
def prepare(request: HttpRequest, slug: str) -> HttpResponse:
    """Draft it, write a further version, add what an Assembly said, approve it."""
    of = get_object_or_404(Round, slug=slug)
    programme = Programme.objects.filter(round=of).first()
    page = queries.programme_page(programme) if programme else {"versions": [], "topics": [], "comments": []}
    topics = page["topics"]
    models = [(m.slug, m.said) for m in centre.about()["models"]]
    form = ProgrammeForm(_asked(request, "version"), topics=topics, models=models, nations=centre.nations(),
                         initial=_initial(page))  # fmt: skip
    comment = CommentForm(_asked(request, "comment"))
    here = HttpResponseRedirect(reverse("priorities:prepare_programme", args=[slug]))
    try:
        if form.is_bound and form.is_valid():
            _keep(of, programme, topics, form.cleaned_data, person_of(request))
            return here
        if comment.is_bound and comment.is_valid() and programme:
            services.comment(version=page["versions"][0], by=person_of(request), **comment.cleaned_data)
            return here
    except services.AlreadyApproved:
        messages.warning(request, _("The programme is approved and changes no more."))
        return here
    context = {"round": of, "programme": programme, **page, "form": form, "comment": comment}
    return show(request, "priorities/prepare_programme", context, status=422 if form.errors or comment.errors else 200)


def _asked(request: HttpRequest, go: str) -> Any:
    return request.POST if request.method == "POST" and request.POST.get("go") == go else None


def _initial(page: dict[str, Any]) -> dict[str, Any]:
    last = page["versions"][0] if page["versions"] else None
    found = {"intro": last.intro, "intro_easy": last.intro_easy, "intro_cy": last.intro_cy} if last else {}
    for t in page["topics"]:
        found |= {f"model_{t.candidate_id}": t.delivery_model, f"nations_{t.candidate_id}": t.nations,
                  f"budget_{t.candidate_id}": t.budget}  # fmt: skip
    return found


def _keep(of: Round, programme: Programme | None, topics: list[Any], given: dict[str, Any], by: str) -> None:
    words = {key: given[key] for key in ("intro", "intro_easy", "intro_cy")}
    if programme is None:
        services.start_programme(round=of, by=by, **words)
        return
    rows = {t.candidate_id: {"delivery_model": given[f"model_{t.candidate_id}"],
                             "nations": given[f"nations_{t.candidate_id}"],
                             "budget": given[f"budget_{t.candidate_id}"]} for t in topics}  # fmt: skip
    services.revise(programme=programme, what_changed=given.get("what_changed") or "–", topics=rows, by=by, **words)


@allow("leadership")
def approve(request: HttpRequest, slug: str) -> HttpResponse:
    """Sign the newest version."""
    programme = get_object_or_404(Programme.objects.select_related("round"), round__slug=slug)
    form = ApproveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.approve(programme=programme, by=person_of(request), **form.cleaned_data)
            messages.success(request, _("The work programme is approved."))
        except services.AlreadyApproved:
            messages.warning(request, _("The programme is approved and changes no more."))
        return HttpResponseRedirect(reverse("priorities:prepare_programme", args=[slug]))
    context = {"round": programme.round, **queries.programme_page(programme), "form": form}
    return show(request, "priorities/approve", context, status=422 if form.errors else 200)


@allow("centre_staff")
def answer(request: HttpRequest, slug: str, place: int) -> HttpResponse:
    """Say what came of a comment."""
    rows = ProgrammeComment.objects.filter(version__programme__round__slug=slug).order_by("pk")
    said = rows.select_related("version__programme__round")[place - 1 : place].first()
    if said is None:
        raise Http404
    form = AnswerForm(request.POST or None, initial={"answer": said.answer, "why": said.why})
    if request.method == "POST" and form.is_valid():
        services.answer(comment=said, by=person_of(request), **form.cleaned_data)
        return HttpResponseRedirect(reverse("priorities:prepare_programme", args=[slug]))
    context = {"round": said.version.programme.round, "said": said, "form": form}
    return show(request, "priorities/answer", context, status=422 if form.errors else 200)
