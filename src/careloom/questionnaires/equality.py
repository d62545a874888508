"""The equality questions: one set, asked the same way everywhere, so that its numbers can be put beside a census.

The lists follow the Government Statistical Service's standard and the censuses of 2021 and 2022: 19 ethnic groups for
England and Wales (in two steps), Scotland's and Northern Ireland's own lists, and what section 75 adds there. Every
question may be left out, every list ends with "prefer not to say", and every answer goes to the protected table.
Its words are the engine's own (data/equality.csv), in each language that the engine speaks.
"""

from collections.abc import Iterator, Mapping
from typing import Any

PARTS = ("age", "sex", "gender", "disability", "ethnicity", "religion", "orientation", "caring", "section-75")
RARELY = ("-scotland", "-northern-ireland", "-dependants", "-married", "-politics", "-words", "-mixed", "-asian",
          "-black", "-other")  # fmt: skip
NATIONS = ("england", "northern-ireland", "scotland", "wales")
NOT_SAY = "not-say"
# Ethnic group in two steps: the broad group, then its parts (England and Wales: 5 + 4 + 5 + 3 + 2 = 19).
ENGLAND_AND_WALES = {
    "white": ["white-british", "white-irish", "white-gypsy", "white-roma", "white-other"],
    "mixed": ["mixed-caribbean", "mixed-african", "mixed-asian", "mixed-other"],
    "asian": ["indian", "pakistani", "bangladeshi", "chinese", "asian-other"],
    "black": ["caribbean", "african", "black-other"],
    "other": ["arab", "any-other"],
}
SCOTLAND = {
    "white": ["white-scottish", "british-other", "white-irish", "white-polish", "white-gypsy", "white-roma",
              "white-showman", "white-other"],
    "mixed": [],
    "asian": ["pakistani-scottish", "indian-scottish", "bangladeshi-scottish", "chinese-scottish", "asian-other"],
    "african": [],
    "caribbean-black": [],
    "other": ["arab", "any-other"],
}  # fmt: skip
NORTHERN_IRELAND = ["white", "irish-traveller", "roma", "indian", "chinese", "filipino", "black-african", "black-other",
                    "mixed", "any-other"]  # fmt: skip
AGES = ["under-16", "16-24", "25-34", "35-44", "45-54", "55-64", "65-74", "75-84", "85-more"]
CARING = ["no", "9-or-less", "10-19", "20-34", "35-49", "50-more"]
RELIGION = {
    "ew": ["none", "christian", "buddhist", "hindu", "jewish", "muslim", "sikh", "other-religion"],
    "scotland": ["none", "church-of-scotland", "roman-catholic", "other-christian", "muslim", "hindu", "buddhist",
                 "sikh", "jewish", "pagan", "other-religion"],
    "northern-ireland": ["none", "roman-catholic", "presbyterian", "church-of-ireland", "methodist", "other-christian",
                         "other-religion"],
}  # fmt: skip


def questions(raw: Mapping[str, Any], nation: str) -> Iterator[dict[str, Any]]:
    """The questions of a set, as raw definitions. `nation` is the question that asks for it, or '' to ask here."""
    asked = [part for part in PARTS if part in raw.get("ask", PARTS)]
    if not nation and {"ethnicity", "religion", "section-75"} & set(asked):
        nation = "eq-nation"
        yield _one("eq-nation", list(NATIONS), raw)
    for part in asked:
        yield from _PARTS[part](raw, nation)


def likely(name: str) -> bool:
    """Does a person in England or Wales usually see this one? (For the time estimate: lists exclude each other.)"""
    return not any(part in name for part in RARELY)


def _one(name: str, codes: list[str], raw: Mapping[str, Any], when: Mapping[str, Any] | None = None) -> dict[str, Any]:
    parts = [one for one in (raw.get("when"), when) if one]
    condition = {"all": parts} if len(parts) == 2 else parts[0] if parts else None
    found = {"id": name, "kind": "one" if codes else "short", "protected": True, "of": raw["id"],
             "editions": raw.get("editions", ["standard", "easy"])}  # fmt: skip
    if codes:
        found["options"] = [*codes, NOT_SAY]
    return {**found, "when": condition} if condition else found


def _is(question: str, code: str) -> dict[str, Any]:
    return {"question": question, "is": code}


def _in(nation: str, *codes: str) -> dict[str, Any]:
    return {"question": nation, "in": list(codes)}


def _age(raw: Mapping[str, Any], nation: str) -> Iterator[dict[str, Any]]:
    yield _one("eq-age", AGES, raw)


def _sex(raw: Mapping[str, Any], nation: str) -> Iterator[dict[str, Any]]:
    yield _one("eq-sex", ["female", "male"], raw)


def _gender(raw: Mapping[str, Any], nation: str) -> Iterator[dict[str, Any]]:
    yield _one("eq-gender", ["yes", "no"], raw)
    yield _one("eq-gender-words", [], raw, _is("eq-gender", "no"))


def _disability(raw: Mapping[str, Any], nation: str) -> Iterator[dict[str, Any]]:
    yield _one("eq-condition", ["yes", "no"], raw)
    yield _one("eq-limits", ["a-lot", "a-little", "not-at-all"], raw, _is("eq-condition", "yes"))


def _ethnicity(raw: Mapping[str, Any], nation: str) -> Iterator[dict[str, Any]]:
    for name, groups, here in [
        ("eq-ethnic-ew", ENGLAND_AND_WALES, _in(nation, "england", "wales")),
        ("eq-ethnic-scotland", SCOTLAND, _in(nation, "scotland")),
    ]:
        yield _one(name, list(groups), raw, here)
        for group, codes in groups.items():
            yield _one(f"{name}-{group}", codes, raw, _is(name, group))
    yield _one("eq-ethnic-northern-ireland", NORTHERN_IRELAND, raw, _in(nation, "northern-ireland"))


def _religion(raw: Mapping[str, Any], nation: str) -> Iterator[dict[str, Any]]:
    yield _one("eq-religion-ew", RELIGION["ew"], raw, _in(nation, "england", "wales"))
    for part in ("scotland", "northern-ireland"):
        yield _one(f"eq-religion-{part}", RELIGION[part], raw, _in(nation, part))


def _orientation(raw: Mapping[str, Any], nation: str) -> Iterator[dict[str, Any]]:
    yield _one("eq-orientation", ["straight", "gay-or-lesbian", "bisexual", "other-orientation"], raw)


def _caring(raw: Mapping[str, Any], nation: str) -> Iterator[dict[str, Any]]:
    yield _one("eq-caring", CARING, raw)


def _section_75(raw: Mapping[str, Any], nation: str) -> Iterator[dict[str, Any]]:
    here = _in(nation, "northern-ireland")
    yield _one("eq-dependants", ["yes", "no"], raw, here)
    yield _one("eq-married", ["single", "married", "separated", "divorced", "widowed"], raw, here)
    yield _one("eq-politics", ["unionist", "nationalist", "other-politics"], raw, here)


_PARTS = {"age": _age, "sex": _sex, "gender": _gender, "disability": _disability, "ethnicity": _ethnicity,
          "religion": _religion, "orientation": _orientation, "caring": _caring,
          "section-75": _section_75}  # fmt: skip
