"""Two items side by side; what was joined, and how to part it."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from careloom.evidence import services
from careloom.evidence.models import Link, Merge
from careloom.evidence.queries.duplicates import asked, joined, reasons
from careloom.evidence.views.adding import who
from careloom.ui.access import allow
from careloom.ui.pages import show


@allow("centre_staff")
def duplicates(request: HttpRequest) -> HttpResponse:
    """Questions first, then what was joined."""
    page = Paginator(asked(), 10).get_page(request.GET.get("page"))
    rows = [{"link": link, "why": reasons(link.why)} for link in page.object_list]
    done = Paginator(joined(), 20).get_page(request.GET.get("joined"))
    context = {"page": page, "rows": rows, "joined": done, "relations": Link.Relation.choices}
    return show(request, "evidence/duplicates", context)


@allow("centre_staff")
def answer(request: HttpRequest, public_id: str) -> HttpResponse:
    """A person says what two items are to each other."""
    link = get_object_or_404(Link.objects.select_related("one__research", "other__research"), public_id=public_id)
    relation = request.POST.get("relation", "")
    if request.method != "POST" or (relation and relation not in Link.Relation.values):
        raise Http404
    if link.state == Link.State.ASKED:
        services.answer_link(link=link, relation=relation, by=who(request))
        messages.success(request, _("Thank you. You can undo a joining below."))
    return HttpResponseRedirect(reverse("evidence:duplicates"))


@allow("centre_staff")
def part(request: HttpRequest, public_id: str) -> HttpResponse:
    """Undo a joining."""
    merge = get_object_or_404(Merge.objects.select_related("kept", "left"), public_id=public_id)
    if request.method != "POST":
        raise Http404
    if merge.undone_at is None:
        services.part(merge=merge, by=who(request))
        messages.success(request, _("Both stand alone again."))
    return HttpResponseRedirect(reverse("evidence:duplicates"))
