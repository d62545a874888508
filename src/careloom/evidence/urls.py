"""Addresses of the room."""

from django.urls import path, re_path

from careloom.evidence.views import adding, duplicates, imports, library

app_name = "evidence"
urlpatterns = [
    path("evidence/", library.library, name="library"),
    re_path(r"^evidence\.(?P<kind>csv|json)$", library.library_file, name="library_file"),
    path("evidence/records/<slug:kind>/", library.records_file, name="records_file"),
    path("evidence/examples/", library.examples, name="examples"),
    path("evidence/item/<str:public_id>/", library.item, name="item"),
    path("evidence/item/<str:public_id>/file/", library.item_file, name="item_file"),
    path("desk/evidence/", adding.desk, name="desk"),
    path("desk/evidence/notice/<str:public_id>/", adding.notice, name="notice"),
    path("desk/evidence/add/<slug:kind>/", adding.add, name="add"),
    path("desk/evidence/item/<str:public_id>/", adding.change, name="change"),
    path("desk/evidence/item/<str:public_id>/remove/", adding.remove, name="remove"),
    path("desk/evidence/answers/", adding.answers, name="answers"),
    path("desk/evidence/import/", imports.imports, name="imports"),
    path("desk/evidence/import/<str:public_id>/", imports.one, name="import"),
    path("desk/evidence/duplicates/", duplicates.duplicates, name="duplicates"),
    path("desk/evidence/duplicates/<str:public_id>/", duplicates.answer, name="answer_link"),
    path("desk/evidence/joined/<str:public_id>/", duplicates.part, name="part"),
]
