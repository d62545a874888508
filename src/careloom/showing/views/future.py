"""For staff: the log of the future."""

import uuid

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from careloom.people.models import Person
from careloom.showing import services
from careloom.showing.forms import FutureForm
from careloom.showing.models import FutureNote
from careloom.ui.access import allow
from careloom.ui.pages import show


@allow("centre_staff")
def future(request: HttpRequest) -> HttpResponse:
    """Every note, the newest first, and one more."""
    form = FutureForm(request.POST or None, initial={"once": uuid.uuid4().hex})
    if request.method == "POST" and form.is_valid():
        by = str(request.user.person.public_id)  # type: ignore[union-attr]  # signed in
        services.note_future(**form.cleaned_data, by=by)
        return HttpResponseRedirect(request.path)
    rows = list(FutureNote.objects.order_by("-at", "-pk")[:200])
    names = dict(Person.objects.filter(public_id__in={row.by for row in rows}).values_list("public_id", "name"))
    context = {"form": form, "rows": [{"note": row, "by": names.get(row.by, "")} for row in rows]}
    return show(request, "showing/future", context, status=422 if form.errors else 200)
