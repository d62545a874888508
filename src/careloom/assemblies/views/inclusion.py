"""The short check for equality, diversity and inclusion at every step of the work, and what was written at each."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from careloom.assemblies import queries, services
from careloom.assemblies.forms import InclusionForm
from careloom.assemblies.words import CHECK_STEPS, refusal
from careloom.involvement.views.taking_part import reader
from careloom.ui.access import allow
from careloom.ui.pages import show


@allow("centre_staff")
def checks(request: HttpRequest) -> HttpResponse:
    """Every check that was written, newest first, and how many at each step of the work."""
    counts = queries.inclusion_counts()
    steps = [{"words": words, "n": counts.get(step, 0)} for step, words in CHECK_STEPS.items()]
    rows = [{"row": row, "words": CHECK_STEPS.get(row.step, row.step)} for row in queries.inclusion_checks()]
    return show(request, "assemblies/inclusion_list", {"steps": steps, "rows": rows})


@allow("centre_staff")
def check(request: HttpRequest, step: str, about: str) -> HttpResponse:
    """Two questions about one call, selection, project or report; other rooms link here with its public id."""
    if step not in CHECK_STEPS:
        raise Http404
    form = InclusionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.check_inclusion(about=about, step=step, by=reader(request).public_id, **form.cleaned_data)
            return HttpResponseRedirect(reverse("assemblies:inclusion", args=[step, about]))
        except services.Refused as wrong:
            form.add_error(None, refusal(wrong))
    context = {"words": CHECK_STEPS[step], "rows": queries.inclusion_checks(about), "form": form}
    return show(request, "assemblies/inclusion", context, status=422 if form.errors else 200)
