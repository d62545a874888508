"""Addresses of the centre's own words."""

from django.urls import path, re_path

from careloom.centre.views import desk, public

app_name = "centre"
urlpatterns = [
    path("topics/", public.topics, name="topics"),
    re_path(r"^topics\.(?P<kind>csv|json)$", public.topics_file, name="topics_file"),
    path("figures/", public.figures, name="figures"),
    re_path(r"^figures\.(?P<kind>csv|json)$", public.figures_file, name="figures_file"),
    path("places/", public.places, name="places"),
    re_path(r"^places\.(?P<kind>csv|json)$", public.places_file, name="places_file"),
    path("about/", public.about, name="about"),
    path("about/governance/", public.governance, name="governance"),
    path("desk/centre/", desk.words, name="words"),
    path("desk/centre/<slug:code>/", desk.kind_page, name="kind"),
    path("desk/centre/<slug:code>/new/", desk.new, name="new"),
    path("desk/centre/<slug:code>/<slug:which>/", desk.change, name="change"),
    path("desk/budget/", desk.budget, name="budget"),
    path("desk/budget.csv", desk.budget_file, name="budget_file"),
]
