"""Addresses of signing in and of a person's own page."""

from django.urls import include, path

from careloom.people.views import desk, organisations, own

urlpatterns = [
    path("account/", include("allauth.account.urls")),
    path("account/two-factor/", include("allauth.mfa.urls")),
    path("demo/sign-in/", own.demo_sign_in, name="demo_sign_in"),
    path("me/", own.me, name="me"),
    path("me/forget/", own.erase_me, name="erase_me"),
    path("sign-in/<str:token>/", own.first_sign_in, name="first_sign_in"),
    path("partners/", organisations.partners, name="partners"),
    path("desk/people/", desk.people, name="people"),
    path("desk/people/new/", desk.new, name="new_person"),
    path("desk/people/forget/", own.forget_somebody, name="forget_somebody"),
    path("desk/people/<str:person_id>/", desk.person, name="person"),
    path("desk/people/<str:person_id>/change/", desk.change, name="change_person"),
    path("desk/people/<str:person_id>/role/", desk.give_role, name="give_role"),
    path("desk/people/<str:person_id>/role/<int:grant_number>/end/", desk.end_role, name="end_role"),
    path("desk/people/<str:person_id>/account/", desk.sign_in, name="let_in"),
    path("desk/organisations/", organisations.organisations, name="organisations"),
    path("desk/organisations/new/", organisations.new, name="new_organisation"),
    path("desk/organisations/<str:organisation_id>/", organisations.organisation, name="organisation"),
    path("desk/organisations/<str:organisation_id>/change/", organisations.change, name="change_organisation"),
    path("desk/organisations/<str:organisation_id>/contact/<int:contact_number>/end/", organisations.end_contact,
         name="end_contact"),
]
