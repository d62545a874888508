"""What the pages of coding ask of every address: which codebook, who acts, what a refusal says."""

from typing import Any

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from careloom.listening.models import Codebook, Text, Theme
from careloom.questionnaires import queries as questionnaires
from careloom.questionnaires.words import FIRST


def book_of(slug: str, question: str) -> Codebook:
    """The codebook at an address, or 404."""
    rows = Codebook.objects.select_related("questionnaire")
    return get_object_or_404(rows, questionnaire__slug=slug, question=question)


def theme_of(book: Codebook, guid: str) -> Theme:
    """A theme of this codebook, or 404."""
    return get_object_or_404(Theme.objects.select_related("codebook", "merged_into"), codebook=book, guid=guid)


def text_at(book: Codebook, place: int) -> Text:
    """The text at a place of the reading order, or 404."""
    rows = Text.objects.select_related("answer_set", "codebook").filter(codebook=book, place=place)
    found = rows.filter(answer_set__state="sent").first()
    if found is None:
        raise Http404
    return found


def actor(request: HttpRequest) -> str:
    """Who acts; the access rule has asked for somebody signed in."""
    return str(request.user.person.public_id)  # type: ignore[union-attr]


def asked(book: Codebook) -> str:
    """The question as people were asked it."""
    version = questionnaires.newest(book.questionnaire)
    words = questionnaires.texts(version, FIRST) if version else {}
    return words.get(f"q.{book.question}", book.name)


def said(code: str, values: dict[str, Any] | None = None) -> str:
    """A refusal in words."""
    known = {
        "not_open_text": _("Only open questions can be coded."),
        "codebook_there": _("This question has a codebook already."),
        "name_there": _("There is a theme with this name already."),
        "key_there": _("Another theme has this key."),
        "ring": _("A theme cannot stand under itself."),
        "not_open_theme": _("This theme was merged. Choose the theme that it counts as."),
        "not_merged": _("This theme was not merged."),
        "nobody_twice": _("First two people must have read an answer and both given this theme."),
        "not_proposed": _("First one person says that the theme stands; then a second person agrees."),
        "same_person": _("You said that it stands. Now a second person must agree."),
        "no_voices": _("No answer has this theme."),
        "withdrawn": _("The person has taken this answer back."),
        "changed": _("The person has changed this answer while you read it. Please read it again."),
        "outside": _("We could not find these words in the answer. Copy them exactly as they stand."),
        "not_ready": _("A person must look at this answer first."),
        "no_stance": _("Say for or against only where the question asks for views."),
        "memo_needed": _("Write in a few words why you agreed on this."),
        "no_words": _("Please write or mark something."),
        "no_consent": _("This person did not say yes to being quoted."),
        "none_agreed": _("First two people must agree on at least one theme."),
        "made_before": _("Somebody took an answer back since this draft was counted. Please count again."),
        "too_few_moved": _("Fewer than 10 answers came or went since the last report. Side by side the two would tell "
                           "what those few people said. Please wait until there are more."),
    }  # fmt: skip
    return known.get(code, _("We could not do this."))


def warned(code: str, count: int, example: str) -> str:
    """An oddity of an imported file in words."""
    known = {
        "no_guid": _("a part has no id; we gave it one"), "code_twice": _("a code is there twice; we took the first"),
        "code_without_name": _("a code has no name"), "sets_not_read": _("sets are not read"),
        "variables_not_read": _("variables are not read"), "cases_not_read": _("cases are not read"),
        "links_not_read": _("links are not read"), "graphs_not_read": _("maps are not read"),
        "namespace": _("the file does not say which version of the standard it follows"),
        "project_name": _("the file names its main part otherwise than the standard says"),
        "no_codings": _("the file has codes and texts, but no codings; NVivo writes such files for codes alone"),
        "other_source": _("pictures, sound, video and PDF are not read"),
        "text_missing": _("a text is not in the file"),
        "text_outside": _("a text lies outside the file"), "text_emptied": _("a text is empty, but has selections"),
        "utf16": _("a text is in UTF-16; we read it so"),
        "byte_order_mark": _("a text begins with a byte order mark; we took it away"),
        "not_utf8": _("a text is not in UTF-8; we read it as Windows text"),
        "no_position": _("a selection does not say where it is"),
        "selection_outside": _("a selection lies outside its text"),
        "coding_without_code": _("a coding names a code that is not there"),
        "offsets_utf16": _("the file counts rare signs as two; we counted them as the standard does"),
        "offsets_line_ends": _("the file counts line ends as one sign; we counted them as the standard does"),
        "theme_by_name": _("a code has the name of a theme that was here; we took that theme"),
        "text_not_here": _("a text of the file is no answer here"), "coding_not_used": _("a coding could not be used"),
    }  # fmt: skip
    words = known.get(code, _("something could not be used"))
    told = ngettext("%(words)s (once)", "%(words)s (%(count)s times)", count) % {"words": words, "count": count}
    return f"{told}: {example}" if example else told
