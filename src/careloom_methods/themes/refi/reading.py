"""Reading .qdpx and .qdc. What cannot be read is counted and said; nothing is guessed in silence."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from careloom_methods.errors import MethodError
from careloom_methods.themes.refi.model import Code, Coding, Memo, Project, Selection, Source, Warned, guid_of
from careloom_methods.themes.refi.opening import Archive, child, children, local, parse
from careloom_methods.themes.refi.writing import in_a_name

OTHER_SOURCES = {"PictureSource", "PDFSource", "AudioSource", "VideoSource"}


class _Odd:
    """Counts oddities."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._examples: dict[str, str] = {}

    def __call__(self, code: str, example: str = "") -> None:
        self._counts[code] += 1
        self._examples.setdefault(code, example[:120])

    def said(self) -> tuple[Warned, ...]:
        return tuple(Warned(code, n, self._examples[code]) for code, n in sorted(self._counts.items()))


def _guid(raw: str | None, odd: _Odd, seed: str) -> str:
    text = (raw or "").strip().strip("{}").lower()
    if not text:
        odd("no_guid", seed)
        return guid_of(seed)
    return text


def _memos(element: Any) -> tuple[str, ...]:
    return tuple((ref.get("targetGUID") or "").strip("{}").lower() for ref in children(element, "NoteRef"))


def _codes(codes: Any, odd: _Odd) -> tuple[Code, ...]:
    """Every code, each parent before its children."""
    found: list[Code] = []
    seen: set[str] = set()
    waiting = [(element, "") for element in reversed(children(codes, "Code"))] if codes is not None else []
    while waiting:
        element, parent = waiting.pop()
        guid = _guid(element.get("guid"), odd, f"code {len(found)} {element.get('name')}")
        if guid in seen:
            odd("code_twice", element.get("name") or "")
            continue
        seen.add(guid)
        described = child(element, "Description")
        name = (element.get("name") or "").strip()
        if not name:
            odd("code_without_name", guid)
        codable = (element.get("isCodable") or "true").strip().lower() in {"true", "1"}
        found.append(Code(guid, name or guid[:8], (described.text or "") if described is not None else "", parent,
                          codable, element.get("color") or "", _memos(element)))  # fmt: skip
        waiting += [(inner, guid) for inner in reversed(children(element, "Code"))]
    return tuple(found)


def read_codebook(data: bytes) -> Project:
    """A .qdc as a Project that has codes only. Raises MethodError where the file cannot be read."""
    root, odd = parse(data, "codebook"), _Odd()
    if local(root) != "CodeBook":
        raise MethodError("not_a_codebook", "The file is no REFI-QDA codebook.", found=local(root)[:60])
    if "QDA-XML:codebook:1.0" not in str(root.tag):
        odd("namespace", str(root.tag))
    if child(root, "Sets") is not None:
        odd("sets_not_read")
    codes = _codes(child(root, "Codes"), odd)
    return Project("", codes=codes, warnings=odd.said(), origin=root.get("origin") or "")


def read_project(data: bytes) -> Project:
    """A .qdpx as a Project, with a warning for everything odd. Raises MethodError where nothing can be read."""
    archive, odd = Archive(data), _Odd()
    raw = archive.read("project.qde")
    texts = sum(name.startswith("sources/") for name in archive.names)
    if raw is None:
        raise MethodError("no_project", "The file holds no readable project.qde.", texts=texts)
    if "project.qde" not in {member.filename for member in archive.names.values()}:
        odd("project_name")
    try:
        root = parse(raw, "project")
    except MethodError as wrong:
        raise MethodError(wrong.code, wrong.message, **{**wrong.values, "texts": texts}) from wrong
    if local(root) != "Project":
        raise MethodError("not_a_project", "The file is no REFI-QDA project.", found=local(root)[:60])
    if "QDA-XML:project:1.0" not in str(root.tag):
        odd("namespace", str(root.tag))
    users = {_guid(u.get("guid"), odd, f"user {u.get('name')}"): u.get("name") or "" for part in children(root, "Users")
             for u in children(part, "User")}  # fmt: skip
    book = child(root, "CodeBook")
    codes = _codes(child(book, "Codes") if book is not None else None, odd)
    known = {code.guid for code in codes}
    for part, code in (("Variables", "variables_not_read"), ("Cases", "cases_not_read"), ("Sets", "sets_not_read"),
                       ("Links", "links_not_read"), ("Graphs", "graphs_not_read")):  # fmt: skip
        if child(root, part) is not None:
            odd(code)
    memos = tuple(_memo(note, archive, odd) for part in children(root, "Notes") for note in children(part, "Note"))
    sources = _sources(root, archive, known, odd)
    if archive.damaged:
        codings = sum(len(s.codings) + sum(len(part.codings) for part in s.selections) for s in sources)
        raise MethodError(
            "damaged", "Parts of the file are damaged, so nothing is taken from it.", damaged=len(archive.damaged),
            example=archive.damaged[0][:120], codes=len(codes), texts=len(sources), codings=codings)
    if codes and sources and not any(s.codings or any(c.codings for c in s.selections) for s in sources):
        odd("no_codings")
    return Project(root.get("name") or "", users, codes, sources, memos, odd.said(), root.get("origin") or "")


def _memo(note: Any, archive: Archive, odd: _Odd) -> Memo:
    text = _text(note, archive, odd)
    return Memo(_guid(note.get("guid"), odd, f"memo {note.get('name')}"), note.get("name") or "", text or "")


def _sources(root: Any, archive: Archive, known: set[str], odd: _Odd) -> tuple[Source, ...]:
    found = []
    part = child(root, "Sources")
    for element in part if part is not None else ():
        if local(element) in OTHER_SOURCES:
            odd("other_source", element.get("name") or local(element))
        elif local(element) == "TextSource":
            text = _text(element, archive, odd)
            if text is None:
                odd("text_missing", element.get("name") or "")
                continue
            if len(text) <= 1 and children(element, "PlainTextSelection"):
                odd("text_emptied", element.get("name") or "")
            found.append(_source(element, text, known, odd))
    return tuple(found)


def _text(element: Any, archive: Archive, odd: _Odd) -> str | None:
    """The plain text, from inside the file or from its own part; None where it is not there."""
    inside = child(element, "PlainTextContent")
    path = (element.get("plainTextPath") or "").strip()
    if not path:
        return (inside.text or "") if inside is not None else None
    if not path.startswith("internal://"):
        odd("text_outside", path)
        return None
    name = path.removeprefix("internal://").lstrip("/")
    data = archive.read(f"sources/{name}")
    if data is None:
        data = archive.read(name)
    if data is None:
        return (inside.text or "") if inside is not None else None
    return _decoded(data, odd, name)


def _decoded(data: bytes, odd: _Odd, name: str) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        odd("utf16", name)
        return data.decode("utf-16", errors="replace")
    if data.startswith(b"\xef\xbb\xbf"):
        odd("byte_order_mark", name)
        data = data[3:]
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        odd("not_utf8", name)
        return data.decode("cp1252", errors="replace")


def _source(element: Any, text: str, known: set[str], odd: _Odd) -> Source:
    name = element.get("name") or ""
    place = _place_of(element, text, odd)
    selections: list[Selection] = []
    for part in children(element, "PlainTextSelection"):
        guid = _guid(part.get("guid"), odd, f"selection {name} {len(selections)}")
        codings, memos = _codings(part, known, odd), _memos(part)
        try:
            start, end = place(int(part.get("startPosition") or "")), place(int(part.get("endPosition") or ""))
        except ValueError:
            odd("no_position", name)
            continue
        if start is None or end is None or start > end:
            odd("selection_outside", name)
            continue
        selections.append(Selection(guid, start, end, codings, memos))
    if child(element, "VariableValue") is not None:
        odd("variables_not_read", name)
    guid = _guid(element.get("guid"), odd, f"source {name} {hash_of(text)}")
    return Source(guid, name, text, tuple(selections), _codings(element, known, odd), _memos(element))


def hash_of(text: str) -> str:
    """A short fingerprint of a text."""
    import hashlib

    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _codings(element: Any, known: set[str], odd: _Odd) -> tuple[Coding, ...]:
    found: list[Coding] = []
    for part in children(element, "Coding"):
        ref = child(part, "CodeRef")
        code = (ref.get("targetGUID") or "").strip("{}").lower() if ref is not None else ""
        if code not in known:
            odd("coding_without_code", code)
            continue
        seed = f"coding {code} {element.get('guid')} {len(found)}"
        user = (part.get("creatingUser") or "").strip("{}").lower()
        found.append(Coding(_guid(part.get("guid"), odd, seed), code, user, part.get("creationDateTime") or "",
                            _memos(part)))  # fmt: skip
    return tuple(found)


def _places(text: str, size: Callable[[str], int]) -> dict[int, int]:
    """Position as another tool counts it → position in code points."""
    found, at = {0: 0}, 0
    for number, sign in enumerate(text):
        at += size(sign)
        found[at] = number + 1
    return found


def _place_of(element: Any, text: str, odd: _Odd) -> Callable[[int], int | None]:
    """How this file counts its positions. The standard says code points; some tools count otherwise.

    Many tools write the selected words as the selection's name. Where those words stand at another way of counting (in
    UTF-16 units, or with line ends as one), that way is taken, and it is said.
    """
    def by_standard(position: int) -> int | None:
        return position if 0 <= position <= len(text) else None

    named = [(part.get("name") or "", part) for part in children(element, "PlainTextSelection") if part.get("name")]
    ways: dict[str, dict[int, int]] = {}
    if any(ord(sign) > 0xFFFF for sign in text):
        ways["offsets_utf16"] = _places(text, lambda sign: 1 + (ord(sign) > 0xFFFF))
    if "\r\n" in text:
        ways["offsets_line_ends"] = _places(text, lambda sign: int(sign != "\r"))
    if not named or not ways:
        return by_standard

    def fits(place: Callable[[int], int | None]) -> int:
        count = 0
        for name, part in named:
            try:
                start, end = place(int(part.get("startPosition"))), place(int(part.get("endPosition")))
            except (TypeError, ValueError):
                continue
            words = text[start:end].replace("\r\n", "\n") if start is not None and end is not None else ""
            count += bool(words) and (words.startswith(name.rstrip("…. ")) or name.startswith(words)
                                      or name == in_a_name(words))  # fmt: skip
        return count

    best = max(ways, key=lambda way: fits(ways[way].get))
    if fits(ways[best].get) > fits(by_standard):
        odd(best, element.get("name") or "")
        return ways[best].get
    return by_standard
