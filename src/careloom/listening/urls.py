"""Addresses of this room."""

from collections.abc import Callable

from django.http import HttpResponse
from django.urls import path

from careloom.listening.views import aims, missing, outreach, results, waiting
from careloom.listening.views.coding import books, care, exchanging, public, reading, reporting, talking, themes
from careloom.listening.views.paper import asking, printing, review, scans

app_name = "listening"
CODING: list[tuple[str, Callable[..., HttpResponse], str]] = [
    ("", books.books, "code_books"),
    ("new/", books.new_book, "code_new"),
    ("<slug:slug>/<slug:question>/", books.book, "code_book"),
    ("<slug:slug>/<slug:question>/share/", books.change_share, "code_share"),
    ("<slug:slug>/<slug:question>/look-again/", books.look_again, "code_look"),
    ("<slug:slug>/<slug:question>/read/", reading.read, "code_read"),
    ("<slug:slug>/<slug:question>/read/<int:place>/", reading.read_at, "code_read_at"),
    ("<slug:slug>/<slug:question>/read/<int:place>/quote/", reporting.quote, "code_quote"),
    ("<slug:slug>/<slug:question>/themes/", themes.themes, "code_themes"),
    ("<slug:slug>/<slug:question>/themes/new/", themes.new_theme, "code_theme_new"),
    ("<slug:slug>/<slug:question>/themes/<str:guid>/", themes.theme, "code_theme"),
    ("<slug:slug>/<slug:question>/themes/<str:guid>/do/<str:verb>/", themes.change_theme, "code_theme_do"),
    ("<slug:slug>/<slug:question>/themes/<str:guid>/say/<str:verb>/", themes.sign_theme, "code_theme_say"),
    ("<slug:slug>/<slug:question>/talks/", talking.talks, "code_talks"),
    ("<slug:slug>/<slug:question>/talks/<str:talk>/", talking.close_talk, "code_talk_close"),
    ("<slug:slug>/<slug:question>/languages/", talking.other_languages, "code_languages"),
    ("<slug:slug>/<slug:question>/languages/<int:place>/", talking.translate, "code_translate"),
    ("<slug:slug>/<slug:question>/texts/", talking.texts, "code_texts"),
    ("<slug:slug>/<slug:question>/screening/", care.screening, "code_screening"),
    ("<slug:slug>/<slug:question>/screening/<int:place>/", care.screened, "code_screened"),
    ("<slug:slug>/<slug:question>/exchange/", exchanging.exchanging, "code_exchange"),
    ("<slug:slug>/<slug:question>/codes.qdc", exchanging.codes, "code_qdc"),
    ("<slug:slug>/<slug:question>/project.qdpx", exchanging.project, "code_qdpx"),
    ("<slug:slug>/<slug:question>/report/", reporting.reporting, "code_report"),
    ("<slug:slug>/<slug:question>/report/make/", reporting.make_report, "code_report_make"),
    ("<slug:slug>/<slug:question>/report/publish/", reporting.publish_report, "code_report_publish"),
    ("<slug:slug>/<slug:question>/unquote/<str:quote_id>/", reporting.unquote, "code_unquote"),
]
SCANS: list[tuple[str, Callable[..., HttpResponse], str]] = [
    ("scans/", scans.scans, "scans"),
    ("scans/accept/", scans.accept_all, "accept_all"),
    ("scans/strays/", scans.strays, "strays"),
    ("scans/letters/", scans.letters_asked, "letters"),
    ("scans/letters/<int:letter_id>/", scans.letter, "letter"),
    ("scans/pages/<int:page_id>/", scans.picture, "scanned_page"),
    ("scans/copies/<str:serial>/", scans.copy, "copy"),
    ("scans/next/<slug:what>/", review.following, "next_item"),
    ("scans/items/<int:item_id>/", review.item, "scanned_item"),
    ("scans/items/<int:item_id>/picture/", review.item_picture, "item_picture"),
]
urlpatterns = [
    path("benchmarks/", aims.benchmarks, name="benchmarks"),
    path("results/", results.surveys, name="published"),
    path("sign-up/<str:list_id>/leave/", waiting.leave_list, name="leave_list"),
    path("waiting/<str:waiting_id>/leave/", waiting.leave, name="leave_waiting"),
    path("surveys/<slug:slug>/paper/", asking.paper, name="paper"),
    path("surveys/<slug:slug>/waiting/", waiting.waiting, name="waiting"),
    path("surveys/<slug:slug>/ground-rules/", aims.ground_rules, name="ground_rules"),
    path("surveys/<slug:slug>/help/", aims.help_offered, name="help_offered"),
    path("surveys/<slug:slug>/results/", results.latest, name="results"),
    path("surveys/<slug:slug>/results/<int:number>/", results.one_release, name="release"),
    path("surveys/<slug:slug>/results/<int:number>/mix/", results.mix, name="mix"),
    path("surveys/<slug:slug>/results/<int:number>/<slug:question>/", results.question, name="result"),
    path("surveys/<slug:slug>/results/<int:number>/<slug:question>.<slug:kind>", results.download, name="download"),
    path("desk/listening/", missing.surveys, name="surveys"),
    path("desk/listening/<slug:slug>/", missing.missing, name="missing"),
    path("desk/listening/<slug:slug>/targets/", aims.targets, name="targets"),
    path("desk/listening/<slug:slug>/safe/", aims.safe, name="safe"),
    path("desk/listening/<slug:slug>/help/", aims.help_wanted, name="help"),
    path("desk/listening/<slug:slug>/waiting/", waiting.launching, name="launching"),
    path("desk/listening/<slug:slug>/results/", results.publishing, name="publishing"),
    path("desk/listening/<slug:slug>/outreach/<int:task_number>/", outreach.task, name="task"),
    path("desk/listening/<slug:slug>/paper/", printing.desk, name="paper_desk"),
    path("desk/listening/<slug:slug>/paper/print/<str:batch_id>/", printing.batch, name="batch"),
    path("desk/listening/<slug:slug>/paper/print/<str:batch_id>/file/", printing.batch_file, name="batch_file"),
    *[path(f"desk/listening/<slug:slug>/paper/{address}", view, name=name) for address, view, name in SCANS],
    path("desk/listening/<slug:slug>/paper/<str:paper_id>/", asking.sent_paper, name="sent_paper"),
    *[path(f"desk/coding/{address}", view, name=name) for address, view, name in CODING],
    path("themes/", public.reports, name="themes_reports"),
    path("themes/mine/", public.mine, name="themes_mine"),
    path("themes/<slug:slug>/<slug:question>/", public.report, name="themes_report"),
    path("themes/<slug:slug>/<slug:question>/report.docx", public.word, name="themes_word"),
    path("themes/<slug:slug>/<slug:question>/report.pdf", public.pdf, name="themes_pdf"),
]
