"""From independent sources to a state, and what is missing for the next one. No averages, no score."""

from collections.abc import Mapping, Sequence
from typing import Any

from careloom_methods.triage.rules import STATES
from careloom_methods.triage.sources import Source

NOT_LOOKED, GAP, THIN, ENOUGH, STRONG = STATES
Missing = list[str]


def state_of(
    kind: str, sources: Sequence[Source], *, looked: bool, affected: frozenset[str], rules: Mapping[str, Any], year: int
) -> tuple[str, Missing]:
    """(state, what is missing for the next better state, each as an addition in words)."""
    lacks_enough, lacks_strong = WAYS[kind](sources, rules, affected, year)
    if not sources:
        if not looked:
            return NOT_LOOKED, ["a search or an outreach that is written down"]
        return GAP, ["one source that can be used"]
    if lacks_enough:
        return THIN, lacks_enough
    return (ENOUGH, lacks_strong) if lacks_strong else (STRONG, [])


def _more(have: int, want: int, words: str) -> Missing:
    return [f"{want - have} more {words}"] if have < want else []


def _research(
    sources: Sequence[Source], rules: Mapping[str, Any], _: frozenset[str], year: int
) -> tuple[Missing, Missing]:
    rule, home = rules["research"], set(rules["home"])
    sound = [s for s in sources if s.sound]
    reviews = [s for s in sound if s.review and s.direct]
    new = [s for s in reviews if s.year >= year - rule["review_years"]]
    studies = [s for s in sound if not s.review]
    here = sum(bool(s.nations & home) for s in studies)
    enough: Missing = []
    if len(new) < rule["reviews"]:
        enough = _more(len(studies), rule["studies"], "sound independent studies")
        enough += _more(here, rule["studies_here"], "sound study from the UK")
        if len(enough) != 1:
            enough = ["a sound review of this question, not older than five years"] if enough else []
    strong = _more(len(reviews), rule["strong_reviews"], "sound reviews that agree")
    if len({word for s in reviews for word in s.says}) > 1:
        strong.append("reviews that agree")
    if not any(s.sure for s in reviews):
        strong.append("a finding whose confidence was judged high")
    return enough, strong


def _lived(
    sources: Sequence[Source], rules: Mapping[str, Any], affected: frozenset[str], _: int
) -> tuple[Missing, Missing]:
    rule = rules["lived"]
    enough = _more(len(sources), rule["collections"], "independent collections")
    enough += _more(sum(s.people for s in sources), rule["people"], "people")
    enough += _more(sum(s.led for s in sources), rule["led"], "user-led or carer-led collection")
    silent = affected - frozenset(v for s in sources for v in s.voices)
    enough += [f"the voice of {', '.join(sorted(silent))}"] if silent else []
    strong = _more(len(sources), rule["strong_collections"], "independent collections")
    strong += _more(_nations(sources, rules), rule["strong_nations"], "nations")
    strong += [] if any(s.together for s in sources) else ["a synthesis made together with people concerned"]
    return enough, strong


def _practice(
    sources: Sequence[Source], rules: Mapping[str, Any], _: frozenset[str], __: int
) -> tuple[Missing, Missing]:
    rule = rules["practice"]
    told = [s for s in sources if s.told]
    enough = _more(len(told), rule["organisations"], "organisations that say what was done and what happened")
    enough += _more(len({x for s in told for x in s.sorts}), rule["sorts"], "sorts of organisation")
    enough += _more(len({x for s in told for x in s.roles}), rule["roles"], "roles")
    strong = _more(len(told), rule["strong_organisations"], "organisations")
    strong += _more(_nations(told, rules), rule["strong_nations"], "nations")
    strong += _more(sum(s.failure for s in told), rule["strong_failures"], "account of what did not work")
    return enough, strong


def _nations(sources: Sequence[Source], rules: Mapping[str, Any]) -> int:
    return len({n for s in sources for n in s.nations} - {rules["everywhere"]})


WAYS = {"research": _research, "lived": _lived, "practice": _practice}
