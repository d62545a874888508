"""BibTeX through bibtexparser 2, which names what it could not read; we keep every such block in sight."""

import re
from typing import Any

from careloom_methods.records import cleaning
from careloom_methods.records.record import Reading, Record

TYPES = {
    "article": "article", "techreport": "report", "report": "report", "book": "book", "inbook": "chapter",
    "incollection": "chapter", "phdthesis": "thesis", "mastersthesis": "thesis", "thesis": "thesis",
    "inproceedings": "conference", "conference": "conference", "online": "web", "electronic": "web", "www": "web",
    "dataset": "dataset", "unpublished": "preprint", "misc": "other",
}  # fmt: skip
NAMES = {"article": "article", "report": "techreport", "book": "book", "chapter": "incollection",
         "thesis": "phdthesis", "conference": "inproceedings", "web": "online", "dataset": "dataset",
         "preprint": "unpublished", "other": "misc", "": "unknown"}  # fmt: skip
BRACES = str.maketrans({"{": "", "}": "", "~": " "})
RETRACTED = "Retracted Publication"


def read(text: str, reading: Reading) -> None:
    """Every entry; blocks that could not be read are refused with their line, keys that come twice are asked about."""
    from bibtexparser.entrypoint import parse_string
    from bibtexparser.model import (  # fmt: skip
        DuplicateBlockKeyBlock,
        DuplicateFieldKeyBlock,
        Entry,
        ExplicitComment,
        ImplicitComment,
        ParsingFailedBlock,
    )

    library = parse_string(text, parse_stack=[])
    strings = {s.key.lower(): _value(str(s.value), {}) for s in library.strings}
    for block in sorted(library.blocks, key=lambda b: b.start_line or 0):
        line = (block.start_line or 0) + 1
        if isinstance(block, DuplicateFieldKeyBlock | DuplicateBlockKeyBlock):
            what = "entries" if isinstance(block, DuplicateBlockKeyBlock) else "fields"
            reading.ask(line, f"same_{what}", f"Two {what} have the same name here. We took both as they stand.")
        elif isinstance(block, ParsingFailedBlock):
            reading.refuse(line, "bad_bibtex", "This entry could not be read: a brace or a quotation mark is missing.")
        elif isinstance(block, ImplicitComment | ExplicitComment) and block.comment.strip():
            reading.ignore(line, block.comment.strip())
        entry = block if isinstance(block, Entry) else getattr(block, "ignore_error_block", None)
        if isinstance(entry, Entry):
            record = _record(entry, line, strings)
            if record.is_empty():
                reading.refuse(line, "empty", "This entry has no title, no authors and no text.")
            else:
                reading.records.append(record)


def _parts(raw: str) -> list[str]:
    """The pieces that `#` joins, outside braces and quotation marks."""
    parts, depth, quoted, start = [], 0, False, 0
    for at, letter in enumerate(raw):
        if letter == '"' and depth == 0:
            quoted = not quoted
        elif letter in "{}" and raw[at - 1 : at] != "\\":
            depth += 1 if letter == "{" else -1
        elif letter == "#" and depth == 0 and not quoted:
            parts.append(raw[start:at])
            start = at + 1
    return [part.strip() for part in [*parts, raw[start:]]]


def _value(raw: str, strings: dict[str, str]) -> str:
    """One field without its enclosing marks, its @string words filled in; LaTeX is still there."""
    found = []
    for part in _parts(raw):
        if len(part) > 1 and part[0] + part[-1] in {"{}", '""'}:
            found.append(part[1:-1])
        else:
            found.append(strings.get(part.lower(), part))
    return "".join(found)


def _plain(text: str) -> str:
    """LaTeX letters as letters, braces gone. The decoder is slow, so plain text does not meet it."""
    if "\\" in text or "$" in text:
        from pylatexenc.latex2text import LatexNodes2Text  # type: ignore[import-untyped]  # comes with bibtexparser

        return cleaning.plain(LatexNodes2Text(keep_comments=True).latex_to_text(text))
    return cleaning.plain(text.translate(BRACES).replace("---", "—"))


def _authors(text: str) -> list[str]:
    """Names as 'Family, Given'; a body in braces stays whole."""
    names, depth, now = [], 0, ""
    for word in text.split():
        if word.lower() == "and" and depth == 0:
            names.append(now)
            now = ""
        else:
            now = f"{now} {word}".strip()
            depth += word.count("{") - word.count("}")
    return [_name(name) for name in [*names, now] if name]


def _name(name: str) -> str:
    if name.startswith("{") and name.endswith("}") and "}" not in name[1:-1]:
        return _plain(name)
    plain = _plain(name)
    if "," in plain or " " not in plain:
        return plain
    given, family = plain.rsplit(" ", 1)
    return f"{family}, {given}"


def _record(entry: Any, line: int, strings: dict[str, str]) -> Record:
    left: dict[str, list[str]] = {}
    for field in entry.fields:
        left.setdefault(field.key.lower(), []).append(_value(str(field.value), strings))

    def first(*names: str) -> str:
        for name in names:
            if values := left.get(name):
                value = _plain(values.pop(0))
                if not values:
                    del left[name]
                return value
        return ""

    kind, authors = entry.entry_type.lower(), left.pop("author", [])
    title, note = first("title"), " ".join(left.get("note", []))
    written = left.pop("doi", [])
    year = cleaning.year(" ".join(left.get("year", []) + left.get("date", [])))
    if left.get("year") == [str(year)]:
        del left["year"]
    if written and not cleaning.dois(" ".join(written)):
        left["doi"] = written
    if note == RETRACTED:
        del left["note"]
    if kind not in {*TYPES, "unknown"}:
        left["entrytype"] = [kind]
    return Record(
        id=entry.key, line=line, type=TYPES.get(kind, "" if kind == "unknown" else "other"), title=title,
        authors=[name for text in authors for name in _authors(text)], year=year,
        journal=first("journal", "journaltitle", "booktitle"), volume=first("volume"), issue=first("number", "issue"),
        pages=first("pages").replace("–", "-").replace("--", "-"),
        publisher=first("publisher", "institution", "school"),
        doi=cleaning.dois(" ".join(written).replace("\\_", "_")), pmid=first("pmid"), issn=first("issn"),
        language=first("language", "langid"), abstract=first("abstract"),
        keywords=[k for text in left.pop("keywords", []) for k in re.split(r"\s*[;,]\s*", _plain(text)) if k],
        urls=[_plain(u) if "{" in u else u for u in left.pop("url", [])],
        retracted=cleaning.is_retracted(title, note), extra={k: v for k, v in left.items() if any(v)},
    )  # fmt: skip


ESCAPES = str.maketrans({c: f"\\{c}" for c in "&%$#_"} | {"\\": r"\textbackslash{}", "{": r"\{", "}": r"\}",
                         "~": r"\textasciitilde{}", "^": r"\string^"})  # fmt: skip


def _escaped(text: str) -> str:
    """Signs with a meaning escaped; an empty group keeps two quotes or dashes from becoming one sign."""
    return re.sub(r"(?<=['`-])(?=['`-])|(?<=[?!])(?=`)", "{}", text.translate(ESCAPES))


def write(records: list[Record]) -> str:
    """The records as BibTeX; letters stay Unicode, signs with a meaning in LaTeX are escaped."""
    rows, used = [], set()
    for number, r in enumerate(records, 1):
        key = re.sub(r"[^\w:.-]", "", r.id) or f"record{number}"
        key = key if key not in used else f"{key}-{number}"
        used.add(key)
        plain = {"title": r.title, "journal": r.journal, "volume": r.volume, "number": r.issue, "pages": r.pages,
                 "publisher": r.publisher, "issn": r.issn, "pmid": r.pmid, "language": r.language,
                 "abstract": r.abstract, "keywords": "; ".join(r.keywords),
                 "note": RETRACTED if r.retracted else ""}  # fmt: skip
        fields = [(name, _escaped(text)) for name, text in plain.items() if text]
        people = [_escaped(a) if ", " in a else "{" + _escaped(a) + "}" for a in r.authors]
        fields += [("author", " and ".join(people))] if people else []
        fields += [("year", str(r.year))] if r.year else []
        fields += [("doi", "; ".join(r.doi))] if r.doi else []
        body = "".join(f",\n  {name} = {{{text}}}" for name, text in fields)
        links = "".join(f",\n  url{'' if n == 0 else n} = {{{u}}}" for n, u in enumerate(r.urls))
        rows.append(f"@{NAMES[r.type]}{{{key}{body}{links}\n}}\n")
    return "\n".join(rows)
