"""Texts that a person should see first: they may offend, or say who somebody is. This only asks; a person decides."""

import re
from dataclasses import dataclass

_PATTERNS = {
    "email": r"[\w.+-]+@[\w-]+\.[\w.-]+",
    "phone": r"(?<![\w])(?:\+44\s?\(?0?\)?|0)(?:[\s-]?\d){9,10}(?!\d)",
    "postcode": r"\b(?:GIR ?0AA|[A-PR-UWYZ](?:\d{1,2}|[A-HK-Y]\d|[A-HK-Y]\d\d|\d[A-HJKS-UW]|[A-HK-Y]\d[ABEHMNPRV-Y]) ?"
                r"\d[ABD-HJLNP-UW-Z]{2})\b",
    "nhs_number": r"(?<!\d)\d{3}[ -]\d{3}[ -]\d{4}(?!\d)",
    "insurance_number": r"\b[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D]\b",
    "born": r"(?i:\b(?:born|date of birth|dob|ganwyd|ganed)\b)[^.\n]{0,20}\b\d{1,2}[/. -]\w{1,9}[/. -]\d{2,4}\b",
    "house": r"\b\d{1,4}[a-zA-Z]? (?:[A-Z][\w'’]+ ){1,3}(?:Road|Street|Avenue|Lane|Close|Drive|Crescent|"
             r"Terrace|Way|Court|Rd|St|Ave|Place|Gardens|Square)\b",
    "named": r"\b(?:Mrs|Mr|Ms|Miss|Mx|Dr|Nurse|Sister|Councillor|Cllr)\.? (?:[A-Z][\w'’-]+)(?: [A-Z][\w'’-]+)?",
    "called": r"\b(?:[Mm]y name is|[Ff]y enw i yw|I am called|s?he is called) "
              r"(?:[A-Z][\w'’-]+)(?: [A-Z][\w'’-]+)?",
}  # fmt: skip
IDENTIFYING = {name: re.compile(pattern) for name, pattern in _PATTERNS.items()}
# Stems of words that wound or threaten. Few on purpose: a person reads what is found, and anyone can send a text here.
_ROUGH = (
    r"fuck\w*|cunt\w*|wank\w*|shit(?:s|ty|e|head\w*)?|bastards?|bitch(?:es)?|twats?|arseholes?|assholes?|retards?|"
    r"spastics?|spaz|mongs?|cripples?|nutters?|psychos?|schizos?|niggers?|niggas?|pakis?|chinks?|gypos?|pikeys?|"
    r"trann(?:y|ies)|faggots?|dykes?|pedos?|paedos?|kill (?:him|her|them|you)|cachu|ffyc\w*|coc oen"
)
ROUGH = re.compile(rf"(?<!\w)(?:{_ROUGH})(?!\w)", re.IGNORECASE)


@dataclass(frozen=True)
class Found:
    """A stretch of a text (`start` to `end`, in characters) and what it may be."""

    kind: str
    start: int
    end: int


def screen(text: str) -> list[Found]:
    """What may offend ('rough') or identify somebody (a key of IDENTIFYING), in the order of the text."""
    found = [Found("rough", m.start(), m.end()) for m in ROUGH.finditer(text)]
    for kind, pattern in IDENTIFYING.items():
        found += [Found(kind, m.start(), m.end()) for m in pattern.finditer(text)]
    return sorted(found, key=lambda f: (f.start, -f.end, f.kind))
