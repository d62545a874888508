"""Media items: to watch or to hear, with the transcript; the yes or no of those who are in them; staff's work."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from careloom.people.sealed import unseal_content
from careloom.showing.updates import services, twins
from careloom.showing.updates.forms import EDITIONS, AppearanceForm, MediaForm
from careloom.showing.updates.models import Appearance, MediaItem
from careloom.showing.updates.queries import media as queries
from careloom.showing.updates.views.editing import by, why_not
from careloom.showing.views.public import edition_of
from careloom.thread.ids import id_in, link_of
from careloom.ui.access import allow
from careloom.ui.pages import show

CONSENT = "media.consent"  # what the link to somebody who is in it is good for


@allow("anyone")
def items(request: HttpRequest) -> HttpResponse:
    """Everything to watch or to hear, the newest first."""
    page = Paginator(queries.published(), 20).get_page(request.GET.get("page"))
    rows = [queries.row_of(item, edition_of(request)) for item in page]
    return show(request, "updates/media", {"page": page, "rows": rows})


@allow("anyone")
def one(request: HttpRequest, item_id: str) -> HttpResponse:
    """A plain link that says where it leads, or our own file; and the transcript. Taken down, it says so."""
    item = get_object_or_404(MediaItem.objects.defer("sealed"), public_id=item_id, state__in=queries.SEEN)
    context = {**queries.row_of(item, edition_of(request)), **_words(item)}
    return show(request, "updates/media_item", context, status=410 if context["gone"] else 200)


def _words(item: MediaItem) -> dict[str, Any]:
    return {"transcript": twins.noted(item.transcript), "names": [p.name for p in queries.people_in(item) if p.name],
            "topics": item.topics.order_by("name")}  # fmt: skip


@allow("anyone")
def file(request: HttpRequest, item_id: str) -> HttpResponse:
    """The file, if it is ours and may be seen."""
    item = get_object_or_404(MediaItem, public_id=item_id, state=MediaItem.State.PUBLISHED)
    if not item.sealed:
        raise Http404
    kind = item.file_name.rpartition(".")[2].lower()
    answer = HttpResponse(unseal_content(bytes(item.sealed)), content_type=queries.TYPES[kind])
    answer["Content-Disposition"] = f'inline; filename="{item.public_id}.{kind}"'
    return answer


@allow("anyone")
def consent(request: HttpRequest, token: str) -> HttpResponse:
    """The link for somebody who is in it: yes, or no at any time. Opening it changes nothing; a button does."""
    rows = Appearance.objects.select_related("item").defer("item__sealed")
    row = get_object_or_404(rows, public_id=id_in(token, CONSENT) or "-")
    if request.method == "POST" and request.POST.get("go") in ("yes", "no"):
        services.answer_appearance(appearance=row, yes=request.POST["go"] == "yes", by=row.person_id or row.public_id)
        return HttpResponseRedirect(request.path)
    context = {"row": row, **queries.row_of(row.item, edition_of(request)), **_words(row.item)}
    return show(request, "updates/media_consent", context)


@allow("centre_staff")
def desk(request: HttpRequest) -> HttpResponse:
    """All media items, those in work first."""
    rows = [queries.row_of(item, "standard") for item in queries.at_work()[:100]]
    return show(request, "updates/desk_media", {"rows": rows})


@allow("centre_staff")
def write(request: HttpRequest, item_id: str = "") -> HttpResponse:
    """Begin a media item, or go on with one."""
    item = get_object_or_404(MediaItem, public_id=item_id, state__in=["draft", "checked"]) if item_id else None
    form = MediaForm(request.POST or None, request.FILES or None, initial=MediaForm.initial_of(item) if item else None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        row = services.keep_media(
            item=item, words=form.words(), transcript=form.note("transcript"), values=form.values(), by=by(request),
            file=given["file"].read() if given["file"] else b"", topics=given["topics"])  # fmt: skip
        messages.success(request, _("Kept. Another person can check it when every part is there."))
        return HttpResponseRedirect(reverse("showing:desk_media_item", args=[row.public_id]))
    return show(request, "updates/write_media", {"form": form}, status=422 if form.errors else 200)


@allow("centre_staff")
def desk_one(request: HttpRequest, item_id: str) -> HttpResponse:
    """Look at it in every version, write down who is in it and what they said, take the next step."""
    item = get_object_or_404(MediaItem.objects.defer("sealed"), public_id=item_id)
    if request.method == "POST":
        return _step(request, item)
    people = [{"row": p, "link": _link(p)} for p in queries.people_in(item)]
    context = {
        **queries.row_of(item, "standard"), "people": people, "form": AppearanceForm(),
        "own": item.written_by == by(request),
        "missing": services.missing_in_media(item) if item.state == MediaItem.State.DRAFT else [],
        "twins": [{"language": code, "edition": EDITIONS[edition], "said": said}
                  for code, editions in item.words.items() for edition, said in editions.items()],
        "transcripts": item.transcript.items(),
    }  # fmt: skip
    return show(request, "updates/desk_media_item", context)


def _link(row: Appearance) -> str:
    return settings.ADDRESS + reverse("showing:media_consent", args=[link_of(row.public_id, CONSENT)])


def _step(request: HttpRequest, item: MediaItem) -> HttpResponse:
    go, who = request.POST.get("go", ""), by(request)
    steps: dict[str, Any] = {"check": services.check_media, "publish": services.publish_media,
                             "down": services.take_down}  # fmt: skip
    try:
        if go in steps:
            steps[go](item=item, by=who)
        elif go == "add":
            services.ask_to_appear(item=item, name=request.POST.get("name", "")[:200], by=who)
        elif go in ("yes", "no"):
            row = get_object_or_404(item.people, public_id=request.POST.get("who", ""))
            services.answer_appearance(appearance=row, yes=go == "yes", by=who, noted_by=who)
        messages.success(request, _("Done."))
    except services.NotReady as error:
        messages.error(request, why_not(error))
    return HttpResponseRedirect(request.path)
