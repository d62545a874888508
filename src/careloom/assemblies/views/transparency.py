"""The algorithmic transparency record of the lottery, with an example that is worked out while somebody reads."""

from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from careloom.assemblies import example, queries
from careloom.assemblies.forms import ExampleForm
from careloom.assemblies.words import fault, role, value
from careloom.ui.access import allow
from careloom.ui.pages import show
from careloom_methods.errors import MethodError


@allow("anyone")
def lottery(request: HttpRequest) -> HttpResponse:
    """How the lottery works, so that a member can follow it; under the headings of the UK's recording standard."""
    asked = bool(request.GET.get("carers"))
    form = ExampleForm(request.GET if asked else None, initial=asdict(example.Example()), auto_id="example-%s")
    context: dict[str, Any] = {"form": form, "contact": settings.DEFAULT_FROM_EMAIL} | queries.draws_so_far()
    if not asked or form.is_valid():
        try:
            found = example.work_out(example.Example(**form.cleaned_data) if asked else example.Example())
        except MethodError as wrong:
            context["fault"] = fault(wrong.as_dict()["error"])
        else:
            found["chances"] = [{**row, "role": role(row["role"]), "area": value("area", row["area"])}
                                for row in found["chances"]]  # fmt: skip
            context["example"] = found
    return show(request, "assemblies/lottery", context, status=422 if form.errors else 200)
