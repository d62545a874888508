"""The library for everyone: find, read, take away."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from careloom.centre.models import Place, Topic
from careloom.centre.queries import nations
from careloom.evidence import queries, services
from careloom.evidence.models import Item, PracticeNote, Tag
from careloom.evidence.queries.library import in_library, related, reports, with_parts
from careloom.evidence.queries.offers import offers, partners_in, sectors_used
from careloom.evidence.queries.quality import quality
from careloom.evidence.queries.schema import as_record, rows
from careloom.questionnaires import queries as questionnaires
from careloom.ui.access import allow
from careloom.ui.pages import show
from careloom_methods import records

FORM = "what-works"
MOST = 20_000  # items in one file
TYPES = {"ris": "application/x-research-info-systems", "xlsx": "application/vnd.openxmlformats-officedocument"
         ".spreadsheetml.sheet"}  # fmt: skip


def filters_of(request: HttpRequest, **fixed: Any) -> queries.Filters:
    """What stands in the address."""
    names = ("words", "kind", "nation", "topic", "sector", "year", "outcome")
    return queries.Filters(**({name: request.GET.get(name, "")[:200] for name in names} | fixed))


def choices() -> dict[str, Any]:
    """What the filters offer: nations, and topics that have items."""
    used = Tag.objects.filter(what="topic").values("code").distinct()
    topics = {
        slug: name for slug, name in Topic.objects.filter(slug__in=used).order_by("year").values_list("slug", "name")
    }
    return {
        "nations": nations(),
        "topics": sorted(topics.items(), key=lambda pair: pair[1].lower()), "kinds": Item.Kind.choices,
        "outcomes": PracticeNote.Outcome.choices, "sectors": sectors_used(),
    }  # fmt: skip


def _listed(request: HttpRequest, filters: queries.Filters) -> dict[str, Any]:
    """A page of items, with what each shows, and the address without its page number."""
    found: Any = queries.looked_up(filters)  # it counts and gives a part, as a paginator asks
    every, page = True, Paginator(found, 20).get_page(request.GET.get("page"))
    if filters.words and not page.paginator.count:
        found, every = queries.looked_up(filters, every_word=False), False
        page = Paginator(found, 20).get_page(request.GET.get("page"))
    link = request.GET.copy()
    link.pop("page", None)
    return {"page": page, "filters": filters, "link": link.urlencode(), "every": every, "found": found}


@allow("anyone")
def library(request: HttpRequest) -> HttpResponse:
    """Three kinds side by side, filtered by what stands in the address."""
    context = _listed(request, filters_of(request))
    counts, known = context.pop("found").counts(), choices()
    table = [{"kind": kind, "name": name, "all": counts[kind][""],
              "counts": [(code, counts[kind].get(code, 0)) for code, _ in known["nations"]]}
             for kind, name in known["kinds"]]  # fmt: skip
    form = questionnaires.published(FORM)
    partners = partners_in(request.GET.get("sector", "")[:120])
    return show(request, "evidence/library", {**context, **known, "table": table, "form_open": form is not None,
                                              "partners": partners})  # fmt: skip


@allow("anyone")
def library_file(request: HttpRequest, kind: str) -> HttpResponse:
    """The same items in our own schema."""
    items = list(with_parts(queries.found(filters_of(request)))[:MOST])
    services.count_download(items=items)
    answer = HttpResponse(records.write_items(rows(items), kind), content_type=f"text/{kind}; charset=utf-8")
    if kind == "json":
        answer["Content-Type"] = "application/json"
    answer["Content-Disposition"] = f'attachment; filename="evidence.{kind}"'
    return answer


@allow("anyone")
def records_file(request: HttpRequest, kind: str) -> HttpResponse:
    """The research items that fit, for a reference program."""
    if kind not in {*records.WRITERS, "xlsx"}:
        raise Http404
    items = list(with_parts(queries.found(filters_of(request, kind="research")))[:MOST])
    services.count_download(items=items)
    data = records.write(map(as_record, items), kind)
    answer = HttpResponse(data, content_type=TYPES.get(kind, "application/octet-stream"))
    ending = {"bibtex": "bib", "endnote-xml": "xml", "csl-json": "json", "eppi-json": "json"}.get(kind, kind)
    answer["Content-Disposition"] = f'attachment; filename="research.{ending}"'
    return answer


@allow("anyone")
def examples(request: HttpRequest) -> HttpResponse:
    """Things that people have tried, with where they stand and whom to ask."""
    context = _listed(request, filters_of(request, examples=True, kind="practice"))
    context.pop("found")
    names = dict(Topic.objects.order_by("year").values_list("slug", "name"))
    rows = [(item, [(tag.code, names.get(tag.code, tag.code)) for tag in item.tags.all() if tag.what == "topic"])
            for item in context["page"]]  # fmt: skip
    chosen = names.get(context["filters"].topic, context["filters"].topic)
    return show(request, "evidence/examples", {**context, "form_open": questionnaires.published(FORM), "rows": rows,
                                               "chosen": chosen, "offers": offers()})  # fmt: skip


@allow("anyone")
def item(request: HttpRequest, public_id: str) -> HttpResponse:
    """All we know of one item. What was withdrawn says so; what was joined leads to the item that was kept."""
    one = queries.item_named(public_id, staff=False)
    if one is None:
        raise Http404
    if one.kept_as:
        return HttpResponseRedirect(reverse("evidence:item", args=[one.kept_as.public_id]))
    if one.state == Item.State.WITHDRAWN:
        return show(request, "evidence/withdrawn", status=410)
    names = dict(Topic.objects.values_list("slug", "name")) | dict(Place.objects.values_list("slug", "name"))
    tags = [{"what": tag.what, "name": names.get(tag.code, tag.code), "code": tag.code} for tag in one.tags.all()]
    used = queries.usage([one])[one.pk]
    public = [row for row in related(one) if in_library(row["item"])]
    context = {"item": one, "part": getattr(one, one.kind), "tags": tags, "used": used, "related": public,
               "reports": reports(one), "behind": one.joined.count(), "quality": quality(one),
               "pages_used": sum(n for what, n in used.items() if what not in ("project", "download"))}  # fmt: skip
    return show(request, "evidence/item", context)


@allow("anyone")
def item_file(request: HttpRequest, public_id: str) -> HttpResponse:
    """One item in our own schema; each download is counted."""
    one = queries.item_named(public_id, staff=False)
    if one is None or one.state != Item.State.LISTED:
        raise Http404
    services.count_download(items=[one])
    answer = HttpResponse(records.write_items(rows([one]), "json"), content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="{one.public_id}.json"'
    return answer
