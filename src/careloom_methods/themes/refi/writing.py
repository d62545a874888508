"""Writing .qdpx and .qdc that are valid against the published schemas: elements in the order the schema wants."""

import io
import re
import zipfile
from collections.abc import Iterable
from xml.etree import ElementTree as Tree

from careloom_methods.themes.refi.model import Code, Coding, Project, Source

PROJECT, CODEBOOK = "urn:QDA-XML:project:1.0", "urn:QDA-XML:codebook:1.0"
ORIGIN = "Careloom"
# Signs that XML 1.0 cannot hold at all; in names and descriptions a question mark of Unicode stands in their place.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def safe(text: str) -> str:
    """The text without signs that XML cannot hold."""
    return _UNWRITABLE.sub("\ufffd", text)


def in_a_name(words: str) -> str:
    """Words as they stand in the name of a selection: the first 60 signs, on one line, each one that XML can hold."""
    return safe(" ".join(words[:60].split()))


def _add(parent: Tree.Element, tag: str, text: str | None = None, /, **attributes: str) -> Tree.Element:
    made = Tree.SubElement(parent, tag, {key: safe(value) for key, value in attributes.items() if value})
    made.text = safe(text) if text else None
    return made


def _add_codes(parent: Tree.Element, codes: Iterable[Code], *, memos: bool) -> None:
    """Codes under their parents; a code whose parent is missing stands at the top."""
    made: dict[str, Tree.Element] = {}
    waiting = list(codes)
    known = {code.guid for code in waiting}
    while waiting:
        later = [code for code in waiting if code.parent in known and code.parent not in made]
        ready = [code for code in waiting if code not in later] or later[:1]  # a ring of parents is cut once
        for code in ready:
            element = _add(made.get(code.parent, parent), "Code", guid=code.guid, name=code.name or code.guid[:8],
                           isCodable="true" if code.codable else "false", color=code.color)  # fmt: skip
            if code.description:
                _add(element, "Description", code.description)
            for memo in code.memos if memos else ():
                _add(element, "NoteRef", targetGUID=memo)
            made[code.guid] = element
        done = {code.guid for code in ready}
        waiting = [code for code in waiting if code.guid not in done]


def _add_codings(parent: Tree.Element, codings: Iterable[Coding]) -> None:
    for coding in codings:
        element = _add(parent, "Coding", guid=coding.guid, creatingUser=coding.user, creationDateTime=coding.at)
        _add(element, "CodeRef", targetGUID=coding.code)
        for memo in coding.memos:
            _add(element, "NoteRef", targetGUID=memo)


def _add_source(parent: Tree.Element, source: Source) -> None:
    element = _add(parent, "TextSource", guid=source.guid, name=source.name,
                   plainTextPath=f"internal://{source.guid}.txt")  # fmt: skip
    for selection in source.selections:
        words = source.text[selection.start : selection.end]
        part = _add(element, "PlainTextSelection", guid=selection.guid, name=in_a_name(words),
                    startPosition=str(selection.start), endPosition=str(selection.end))  # fmt: skip
        _add_codings(part, selection.codings)
        for memo in selection.memos:
            _add(part, "NoteRef", targetGUID=memo)
    _add_codings(element, source.codings)
    for memo in source.memos:
        _add(element, "NoteRef", targetGUID=memo)


def _bytes(root: Tree.Element) -> bytes:
    return bytes(Tree.tostring(root, encoding="utf-8", xml_declaration=True))


def codebook_file(codes: Iterable[Code]) -> bytes:
    """A .qdc of one code or more."""
    root = Tree.Element("CodeBook", {"xmlns": CODEBOOK, "origin": ORIGIN})
    _add_codes(_add(root, "Codes"), codes, memos=False)
    return _bytes(root)


def project_file(project: Project) -> bytes:
    """A .qdpx: project.qde, and each text as UTF-8 in a file of its own so that not one character changes."""
    root = Tree.Element("Project", {"xmlns": PROJECT, "name": safe(project.name) or "Careloom", "origin": ORIGIN})
    if project.users:
        users = _add(root, "Users")
        for guid, name in sorted(project.users.items()):
            _add(users, "User", guid=guid, name=name)
    if project.codes:
        _add_codes(_add(_add(root, "CodeBook"), "Codes"), project.codes, memos=True)
    if project.sources:
        sources = _add(root, "Sources")
        for source in project.sources:
            _add_source(sources, source)
    if project.memos:
        notes = _add(root, "Notes")
        for memo in project.memos:
            _add(notes, "Note", guid=memo.guid, name=memo.name, plainTextPath=f"internal://{memo.guid}.txt")
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        texts = [(s.guid, s.text) for s in project.sources] + [(m.guid, m.text) for m in project.memos]
        parts = [("project.qde", _bytes(root))]
        parts += [(f"sources/{guid}.txt", text.encode(errors="replace")) for guid, text in texts]
        for name, data in parts:
            # A date of its own, so that the same project gives the same bytes.
            archive.writestr(zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return held.getvalue()
