"""Every address. Public pages carry their language in the address; the first language carries none."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

handler500 = "careloom.ui.views.server_error"
urlpatterns = [
    path("", include("careloom.ui.urls")),
    path("api/v1/", include("careloom.showing.api.urls")),
    *i18n_patterns(
        path("", include("careloom.site.pages")),
        path("", include("careloom.people.urls")),
        path("", include("careloom.centre.urls")),
        path("", include("careloom.showing.urls")),
        path("", include("careloom.projects.urls")),
        path("", include("careloom.priorities.urls")),
        path("", include("careloom.evidence.urls")),
        path("", include("careloom.assemblies.urls")),
        path("", include("careloom.conversations.urls")),
        path("", include("careloom.listening.urls")),
        path("", include("careloom.involvement.urls")),
        path("", include("careloom.questionnaires.urls")),
        path("", include("careloom.jobs.urls")),
        path("", include("careloom.thread.urls")),
        prefix_default_language=False,
    ),
]
