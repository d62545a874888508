"""Addresses of the room."""

from django.urls import path

from careloom.involvement.views import desk, mine, payments, rates, taking_part

app_name = "involvement"
urlpatterns = [
    path("take-part/", taking_part.board, name="board"),
    path("take-part/what-we-pay/", rates.rates, name="rates"),
    path("take-part/<str:opportunity_id>/", taking_part.opportunity, name="opportunity"),
    path("take-part/<str:opportunity_id>/book/", taking_part.book, name="book"),
    path("me/taking-part/", mine.mine, name="mine"),
    path("me/offers/<str:offer_id>/", mine.offer, name="offer"),
    path("me/offers/<str:offer_id>/letter.<str:kind>", mine.letter, name="letter"),
    path("me/claims/<str:claim_id>/", mine.claim, name="claim"),
    path("desk/take-part/", desk.opportunities, name="opportunities"),
    path("desk/take-part/who/", desk.who, name="who"),
    path("desk/take-part/<str:opportunity_id>/", desk.manage, name="manage"),
    path("desk/take-part/<str:opportunity_id>/attendance/", desk.attendance, name="attendance"),
    path("desk/access-budget/", desk.access, name="access"),
    path("desk/payments/", payments.payments, name="payments"),
    path("desk/payments/rates/", rates.set_rates, name="set_rates"),
    path("desk/payments/<str:file_id>.csv", payments.pay_file, name="pay_file"),
]
