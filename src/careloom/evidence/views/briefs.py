"""A gap as a brief: drafted by us, changed by a person, read on the web or taken away."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import get_language

from careloom.evidence import services
from careloom.evidence.forms.gaps import BriefForm
from careloom.evidence.models import Brief
from careloom.evidence.queries import briefs as queries
from careloom.evidence.queries import gaps
from careloom.evidence.views.adding import who
from careloom.ui.access import allow
from careloom.ui.documents import TYPES, download
from careloom.ui.pages import show


@allow("centre_staff")
def make_brief(request: HttpRequest, public_id: str) -> HttpResponse:
    """Draft a brief from a gap that is written down."""
    gap = gaps.one(public_id)
    if gap is None or gap.state in ("raised", "checked"):
        raise Http404
    partners = gaps.partners_for(gap)
    first = {**queries.draft(gap), "partner": gap.partner.public_id if gap.partner else ""}
    form = BriefForm(request.POST or None, partners=partners, initial=first)
    if request.method == "POST" and form.is_valid():
        given = dict(form.cleaned_data)
        chosen = next(p for p in partners if p.public_id == given.pop("partner"))
        made = services.make_brief(gap=gap, partner=chosen, values=given, by=who(request))
        return HttpResponseRedirect(reverse("evidence:brief", args=[made.public_id]))
    return show(request, "evidence/make_brief", {"form": form, "gap": gap}, status=422 if form.errors else 200)


def _brief(public_id: str) -> Brief:
    return get_object_or_404(Brief.objects.select_related("gap__question", "partner"), public_id=public_id)


@allow("anyone")
def brief(request: HttpRequest, public_id: str) -> HttpResponse:
    """The brief for everyone."""
    found = _brief(public_id)
    return show(request, "evidence/brief", {"brief": found, "gap": found.gap, "rows": queries.rows(found)})


@allow("anyone")
def brief_file(request: HttpRequest, public_id: str, kind: str) -> HttpResponse:
    """The same as Word or PDF; `easy-…` is the Easy Read one, in large letters."""
    found, easy = _brief(public_id), kind.startswith("easy-")
    ending = kind.removeprefix("easy-")
    if ending not in TYPES:
        raise Http404
    parts = queries.parts_of(found, easy=easy)
    return download(parts, ending, found.public_id, language=get_language() or "en", easy=easy)
