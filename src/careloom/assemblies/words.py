"""Sentences of this room that are made from codes."""

import re
from collections.abc import Callable
from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from careloom.assemblies.models import Question
from careloom.involvement.services import Refused
from careloom.involvement.words import refusal as refusal_about_money

ROLES = {
    "draws-on-care": gettext_lazy("Person who draws on care"), "carer": gettext_lazy("Carer"),
    "practitioner": gettext_lazy("Practitioner"), "provider": gettext_lazy("Provider"),
    "commissioner": gettext_lazy("Commissioner"), "researcher": gettext_lazy("Researcher"),
}  # fmt: skip
STEPS = {
    "welcome-call": gettext_lazy("A call from us to say hello"),
    "access-needs": gettext_lazy("Tell us what you need to take part"),
    "money-and-benefits": gettext_lazy("What we pay, and where to get free advice about benefits"),
    "how-we-work": gettext_lazy("How we work together, in your format"),
    "met-buddy": gettext_lazy("Meet your buddy"),
}
CHECKS = {
    "question": gettext_lazy("The question is agreed"),
    "relationships": gettext_lazy("The agenda has time to get to know each other"),
    "invited": gettext_lazy("Every member is invited in their own format and language"),
    "needs": gettext_lazy("Access needs are confirmed by everyone who comes"),
    "welsh": gettext_lazy("Everyone was asked about Welsh, and interpretation is booked"),
    "papers": gettext_lazy("Every paper is there in every promised edition"),
    "booked": gettext_lazy("Travel and cover at home are booked and paid by us"),
    "inclusion": gettext_lazy("Somebody looked at who is missing and what could keep people away"),
    "attendance": gettext_lazy("It is noted who was there"),
    "notes": gettext_lazy("More than half of those who were there agree with the notes"),
    "actions": gettext_lazy("There is an action with an owner and a day"),
    "outcomes": gettext_lazy("It is written what was decided, and who will be told by when"),
    "pulse": gettext_lazy("Members answered the three short questions"),
    "claims": gettext_lazy("Claims are written for everyone who was there"),
}
CHECK_STEPS = {"draw": gettext_lazy("A lottery"), "meeting": gettext_lazy("A meeting"), "call": gettext_lazy("A call"),
               "selection": gettext_lazy("A choice of hosts"), "project": gettext_lazy("A project"),
               "report": gettext_lazy("A report")}  # fmt: skip
FORMS = {"invitation": gettext_lazy("Answering the invitation"), "offer": gettext_lazy("Answering the offer"),
         "note": gettext_lazy("A note of a table"), "pulse": gettext_lazy("Three short questions"),
         "claim": gettext_lazy("Looking at the claim and sending it")}  # fmt: skip
FEATURES = {"role_group": gettext_lazy("Role group"), "area": gettext_lazy("Where people live"),
            "first_time": gettext_lazy("First time"), "organisation": gettext_lazy("Organisation")}  # fmt: skip
YES_NO = {"yes": gettext_lazy("Yes"), "no": gettext_lazy("No")}
# How the lottery's method says one side of a quota (its English is its interface for people on the command line).
SENTENCE = re.compile(r"you (?P<side>ask for at least|allow at most) (?P<number>\d+) with '(?P<value>.*)' for "
                      r"'(?P<feature>.*)'; (?P<applied>\d+) applied")  # fmt: skip
AREAS = {"city": gettext_lazy("City"), "town": gettext_lazy("Town"), "country": gettext_lazy("Countryside")}
TWINS = [("en", gettext_lazy("English")), ("en-easy", gettext_lazy("English Easy Read")), ("cy", gettext_lazy("Welsh")),
         ("cy-easy", gettext_lazy("Welsh Easy Read")),
         ("bsl", gettext_lazy("British Sign Language (a film)")),
         ("audio", gettext_lazy("Spoken (a recording)"))]  # fmt: skip


def role(slug: str) -> str:
    """A role group in words; another centre's own groups keep their slug."""
    return str(ROLES.get(slug, slug))


def question_in(question: Question | None, *, easy: bool) -> str:
    """The wording of a question in the language of now, or in Easy Read; nothing where none is agreed."""
    if question is None:
        return ""
    if (get_language() or "").startswith("cy") and question.welsh:
        return question.welsh
    return question.easy if easy and question.easy else question.words


def form_minutes(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Each form with its name, and its minutes to one decimal."""
    return [{**row, "name": FORMS[row["form"]], "minutes": round(row["minutes"], 1)} for row in rows]


def checks(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Checks with their words."""
    return [{**row, "words": CHECKS[row["code"]]} for row in rows]


def refusal(wrong: Refused) -> str:
    """What a page says when a service of this room, or of involvement, refused."""
    v: dict[str, Any] = wrong.values
    said = {
        "seats_do_not_add_up": lambda: _("The seats are %(sum)s together; the Assembly has %(seats)s.") % v,
        "no_free_seat": lambda: _("Every seat is taken. A call opens when a seat is free."),
        "call_is_open": lambda: _("A call is open already."),
        "call_is_done": lambda: _("This call is done. Open a new one for seats that are free."),
        "plan_item_needs_words": lambda: _("Write what the Assembly said, and what you did about it."),
        "seat_is_taken": lambda: _("Somebody sits on this seat."),
        "buddy_is_another": lambda: _("A buddy is somebody else."),
        "no_such_step": lambda: _("There is no such step."),
        "quota_low_above_high": lambda: _(
            "%(feature)s, %(value)s: at least %(low)s is more than at most %(high)s. Change one of them.") % v,
        "quota_twice": lambda: _("%(feature)s, %(value)s stands there twice. Keep one line.") % v,
        "reader_signs": lambda: _("Only somebody who may read equality data can sign this, with words."),
        "purpose_first": lambda: _("A quota uses equality data. Its purpose must be signed first."),
        "reasons_first": lambda: _("Write down why. Your name stands under it."),
        "inclusion_first": lambda: _("First write down who is missing and what could keep people away."),
        "inclusion_needs_words": lambda: _("Both questions need an answer."),
        "joint_needs_two": lambda: _("A joint meeting is of two Assemblies or more."),
        "no_empty_seat": lambda: _("No seat is empty."),
        "no_draw_yet": lambda: _("No draw was confirmed for these seats that could be drawn again. Open a new call."),
        "draw_is_not_proposed": lambda: _("This draw was confirmed or dropped before."),
        "meeting_is_closed": lambda: _("This meeting is closed."),
        "meeting_is_not_open": lambda: _("This meeting is not open."),
        "agenda_too_long": lambda: _("The meeting has %(minutes)s minutes. The agenda would be longer.") % v,
        "planner_is_no_member": lambda: _("A planner is a member of the Assembly, or its coordinator."),
        "planners_missing": lambda: _(
            "Two members of each Assembly and its coordinator agree the question. Missing: %s")
            % ", ".join(v["assemblies"]),
        "paper_is_empty": lambda: _("The paper is empty. Write the text or choose a file."),
        "file_size": lambda: _("The file is too large. We take up to 10 megabytes."),
        "file_kind": lambda: _("We do not know this kind of file. We take PDF, Word, films and recordings."),
        "needs_first": lambda: _("Please look at what we know of your needs, and say that it is right."),
        "before_is_not_done": lambda: _("Not yet: %s") % _listed(v["left"]),
        "after_is_not_done": lambda: _("Not yet: %s") % _listed(v["left"]),
        "note_is_empty": lambda: _("The note is empty."),
        "quota_stretch": lambda: _("%(feature)s, %(value)s: the outer limits must lie outside the quota.") % v,
        "no_change_to_take": lambda: _("The quotas or applications changed since. Draw again first."),
        "was_not_there": lambda: _("This is for those who were there."),
        "outcome_needs_words": lambda: _("Write what was decided, and who will be told."),
        "not_a_member": lambda: _("This is for members."),
    }  # fmt: skip
    return str(said[wrong.code]()) if wrong.code in said else refusal_about_money(wrong)


def feature(slug: str) -> str:
    """What seats are kept for, in words."""
    return str(FEATURES.get(slug, slug))


def value(of: str, slug: str) -> str:
    """One value of it, in words; a value that we do not know stays as it is."""
    known: dict[str, Any] = {"role_group": ROLES, "area": AREAS, "first_time": YES_NO}.get(of, {})
    return str(known.get(slug, slug))


def fault(found: dict[str, Any]) -> str:
    """Why a draw is not possible, in the reader's language; a method's own sentence for what we have no words for."""
    v = dict(found.get("values", {}))
    v |= {"feature": feature(v["feature"])} if isinstance(v.get("feature"), str) else {}
    said: dict[str, Callable[[], str]] = {
        "infeasible": lambda: " ".join([
            *(_clash(clash) for clash in v["clashes"]), *(_change(change) for change in v["least_change"]["changes"])]),
        "pool_empty": lambda: _("Nobody applied yet."),
        "pool_of_one": lambda: _("Only one person applied, so there is nothing to draw."),
        "too_hard": lambda: _("We looked long and found no panel that keeps all quotas. Widen some of them."),
        "number": lambda: _("You ask for %(number)s people; %(pool)s applied.") % v,
        "feature_missing": lambda: _("Somebody has no answer for %(feature)s. Fill it in.") % v,
        "feature_values": lambda: _("%(feature)s has %(values)s different answers. Make groups of them first.") % v,
        "value_spelling": lambda: _(
            "%(feature)s: the applications say '%(value)s', the quotas '%(found)s'. Write both in the same way.") % v,
        "column_missing": lambda: _(
            "Nobody was asked about '%(column)s'. Take its quotas out, or use role_group, area, first_time.") % v,
        "column_spelling": lambda: _("The quotas say '%(column)s'; it is written '%(found)s'.") % v,
        "columns_alike": lambda: _("Two questions are called '%(column)s' but for spaces or capital letters.") % v,
        "quota_order": lambda: _(
            "%(feature)s, %(value)s: at least %(low)s is more than at most %(high)s. Change one of them.") % v,
        "quota_twice": lambda: _("%(feature)s, %(value)s stands there twice. Keep one line.") % v,
        "quota_number": lambda: _("A quota needs whole numbers; you wrote '%(wrote)s'.") % v,
        "quota_empty": lambda: _("Line %(line)s of the quotas needs a feature and a value.") % v,
        "id_both": lambda: _("Somebody must be on the panel and must not. Choose one."),
    }  # fmt: skip
    try:
        return str(said[found["code"]]())
    except KeyError:  # another method, or other values
        return " ".join(str(part) for part in (found.get("message", ""), v.get("suggestion", "")) if part)


def why_shut_out(sentence: str) -> str:
    """The lottery's own sentence about a quota, in the reader's language; as it is where it says something new."""
    if found := SENTENCE.fullmatch(sentence):
        least = found["side"] == "ask for at least"
        return _side("min" if least else "max", found["feature"], found["value"], found["number"], found["applied"])
    return sentence


def hardly(row: dict[str, Any]) -> str:
    """A quota that only just holds, in the reader's language."""
    v = row | {"feature": feature(row["feature"]), "value": value(row["feature"], row["value"])}
    if row["side"] == "max":
        return _("%(feature)s: %(value)s. With all quotas together no panel has fewer than %(number)s.") % v
    if row["applied"] - row["number"] == row["spare"]:
        return _("%(feature)s: %(value)s. %(applied)s applied and %(number)s are needed; %(spare)s can drop out.") % v
    return _("%(feature)s: %(value)s. With all quotas together no panel has more than %(number)s.") % v


def _side(side: str, of: str, slug: str, number: object, applied: object) -> str:
    """One side of a quota, with how many applied."""
    at_least = _("at least %(number)s of %(feature)s: %(value)s (%(applied)s applied)")
    at_most = _("at most %(number)s of %(feature)s: %(value)s (%(applied)s applied)")
    v = {"number": number, "feature": feature(of), "value": value(of, slug), "applied": applied}
    return (at_least if side == "min" else at_most) % v


def _clash(clash: dict[str, Any]) -> str:
    """Quotas that cannot be kept together, each with how many applied."""
    sides = [_side(q["side"], q["feature"], q["value"], q["number"], q["applied"]) for q in clash["quotas"]]
    return _("These cannot hold together: %s.") % "; ".join(sides) if sides else _("Nobody can fill these seats.")


def _change(change: dict[str, Any]) -> str:
    """One step of the least change that would work."""
    v = change | {"from": change.get("min", change.get("max")), "feature": feature(change["feature"]),
                  "value": value(change["feature"], change["value"])}  # fmt: skip
    if "min" in change:
        return _("It would work with at least %(to)s instead of %(from)s of %(feature)s: %(value)s.") % v
    return _("It would work with at most %(to)s instead of %(from)s of %(feature)s: %(value)s.") % v


def _listed(codes: list[str]) -> str:
    return "; ".join(str(CHECKS[code]) for code in codes)
