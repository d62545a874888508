"""REFI-QDA in and out: nothing lost, nothing half-read, nothing unsafe."""

import io
import zipfile
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from careloom_methods.errors import MethodError
from careloom_methods.themes.refi import (
    Code,
    Coding,
    Memo,
    Project,
    Selection,
    Source,
    codebook_file,
    guid_of,
    project_file,
    read_codebook,
    read_project,
)  # fmt: skip

G = guid_of
# Order of children that the published Project.xsd wants; written again from the standard.
ORDER = {
    "Project": ["Users", "CodeBook", "Variables", "Cases", "Sources", "Notes"], "Code": ["Description", "NoteRef", "Code"],
    "TextSource": ["Description", "PlainTextContent", "PlainTextSelection", "Coding", "NoteRef"],
    "PlainTextSelection": ["Description", "Coding", "NoteRef"], "Coding": ["CodeRef", "NoteRef"],
}  # fmt: skip
NEEDED = {"Code": {"guid", "name", "isCodable"}, "TextSource": {"guid"}, "Coding": {"guid"}, "User": {"guid"}, "Note": {"guid"},
          "PlainTextSelection": {"guid", "startPosition", "endPosition"}, "CodeRef": {"targetGUID"}, "Project": {"name"}}  # fmt: skip

signs = some.characters(blacklist_categories=["Cs"])
texts = some.text(signs, min_size=1, max_size=60)
names = (
    some.text(some.characters(whitelist_categories=["L", "N", "Zs", "S"]), min_size=1, max_size=20)
    .map(str.strip)
    .filter(bool)
)


@some.composite
def projects(draw: Any) -> Project:
    codes: list[Code] = []
    for n in range(draw(some.integers(1, 5))):
        parent = draw(some.sampled_from(["", *(c.guid for c in codes)]))
        codes.append(Code(G(f"c{n}"), draw(names), draw(names), parent, draw(some.booleans())))
    memo = Memo(G("m"), "memo", draw(texts))
    sources = []
    for n in range(draw(some.integers(0, 3))):
        text = draw(texts)
        parts = []
        for k in range(draw(some.integers(0, 3))):
            start = draw(some.integers(0, len(text)))
            end = draw(some.integers(start, len(text)))
            given = draw(some.lists(some.sampled_from(codes), max_size=2, unique=True))
            codings = tuple(
                Coding(G(f"k{n}{k}{j}"), c.guid, G("u"), "2026-11-25T10:00:00Z", (memo.guid,))
                for j, c in enumerate(given)
            )
            parts.append(Selection(G(f"s{n}{k}"), start, end, codings, (memo.guid,)))
        sources.append(Source(G(f"t{n}"), f"Answer {n}", text, tuple(parts), (Coding(G(f"w{n}"), codes[0].guid),)))
    return Project("Project", {G("u"): "coder"}, tuple(codes), tuple(sources), (memo,))


def by_guid(project: Project) -> Project:
    """The same project with its codes in the order of their ids: a tree has no other order."""
    return Project(
        project.name, project.users, tuple(sorted(project.codes, key=lambda c: c.guid)), project.sources, project.memos
    )


@settings(max_examples=60)
@given(projects())
def test_out_and_in_again_keeps_every_code_selection_offset_coding_and_memo(project: Project) -> None:
    first = read_project(project_file(project))
    assert by_guid(first) == by_guid(project)
    assert read_project(project_file(first)) == first


def test_a_sign_that_xml_cannot_hold_does_not_move_a_selection() -> None:
    code, text = Code(G("c"), "Time", "", ""), "0000000𐀀𐀀\x1f0"
    part = Selection(G("s"), 0, len(text), (Coding(G("k"), code.guid, G("u"), "2026-11-25T10:00:00Z"),), ())
    project = Project("P", {G("u"): "x"}, (code,), (Source(G("t"), "A", text, (part,), (), ()),), ())
    assert read_project(project_file(project)).sources == project.sources


@settings(max_examples=30)
@given(projects())
def test_what_we_write_has_the_order_and_the_attributes_of_the_schema(project: Project) -> None:
    from defusedxml.ElementTree import fromstring

    root = fromstring(zipfile.ZipFile(io.BytesIO(project_file(project))).read("project.qde"))
    for element in root.iter():
        name = element.tag.rpartition("}")[2]
        assert element.tag.startswith("{urn:QDA-XML:project:1.0}")
        assert NEEDED.get(name, set()) <= set(element.attrib)
        if name in ORDER:
            places = [ORDER[name].index(child.tag.rpartition("}")[2]) for child in element]
            assert places == sorted(places)
        if name in {"Users", "Codes", "Sources", "Notes"}:
            assert len(element)  # these may not be empty


def test_offsets_count_characters_also_beyond_the_basic_plane() -> None:
    text = "Hi 😀 there\r\n𝔘 two"
    source = Source(G("t"), "A", text, (Selection(G("s"), 12, 17, (Coding(G("k"), G("c")),)),))
    found = read_project(project_file(Project("P", {}, (Code(G("c"), "C"),), (source,))))
    part = found.sources[0].selections[0]
    assert found.sources[0].text == text and text[part.start : part.end] == "𝔘 two" and found.warnings == ()


def test_a_codebook_goes_out_and_comes_back() -> None:
    codes = (
        Code(G("a"), "Time & <place>", "long"),
        Code(G("b"), "Visits", "", G("a")),
        Code(G("c"), "Group only", "", "", False, "#ff0000"),
    )
    assert read_codebook(codebook_file(codes)).codes == codes


def test_a_ring_of_parents_is_written_all_the_same() -> None:
    ring = (Code(G("a"), "A", parent=G("b")), Code(G("b"), "B", parent=G("a")))
    assert {c.name for c in read_codebook(codebook_file(ring)).codes} == {"A", "B"}


def qdpx(qde: str, **parts: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("project.qde", qde)
        for name, data in parts.items():
            archive.writestr(f"sources/{name}.txt", data)
    return held.getvalue()


def project(inside: str) -> str:
    return f'<Project xmlns="urn:QDA-XML:project:1.0" name="P"><CodeBook><Codes><Code guid="c1" name="C" isCodable="true"/></Codes></CodeBook>{inside}</Project>'


def selection(start: int, end: int, name: str = "") -> str:
    return f'<PlainTextSelection guid="s{start}" name="{name}" startPosition="{start}" endPosition="{end}"><Coding guid="k{start}"><CodeRef targetGUID="c1"/></Coding></PlainTextSelection>'


def source(inside: str) -> str:
    return f'<Sources><TextSource guid="t" name="A" plainTextPath="internal://a.txt">{inside}</TextSource></Sources>'


def warned(found: Project) -> set[str]:
    return {w.code for w in found.warnings}


def test_a_tool_that_counts_utf16_units_is_seen_and_said() -> None:
    found = read_project(qdpx(project(source(selection(6, 11, "there"))), a="Hi 😀 there".encode()))
    part = found.sources[0].selections[0]
    assert "Hi 😀 there"[part.start : part.end] == "there" and warned(found) == {"offsets_utf16"}


def test_a_tool_that_counts_line_ends_as_one_is_seen_and_said() -> None:
    found = read_project(qdpx(project(source(selection(4, 7, "two"))), a=b"one\r\ntwo"))
    part = found.sources[0].selections[0]
    assert "one\r\ntwo"[part.start : part.end] == "two" and warned(found) == {"offsets_line_ends"}


@pytest.mark.parametrize(
    ("inside", "parts", "expected"),
    [(source(selection(0, 99)), {"a": b"short"}, "selection_outside"), (source(selection(0, 1)), {}, "text_missing"),
     (source(selection(0, 1)), {"a": b"\xef\xbb\xbfHello"}, "byte_order_mark"), (source(selection(0, 1)), {"a": "Hi".encode("utf-16")}, "utf16"),
     (source(selection(0, 1)), {"a": b"caf\xe9"}, "not_utf8"), (source(selection(0, 0)), {"a": b" "}, "text_emptied"),
     (source('<Coding guid="k"><CodeRef targetGUID="gone"/></Coding>'), {"a": b"x"}, "coding_without_code"),
     (source('<PlainTextSelection guid="s" startPosition="x" endPosition="2"/>'), {"a": b"x"}, "no_position"),
     (source(""), {"a": b"x"}, "no_codings"), ('<Sources><AudioSource guid="a" name="talk"/></Sources>', {}, "other_source"),
     ('<Sources><TextSource guid="t" name="A" plainTextPath="relative:///a.txt"/></Sources>', {}, "text_outside"),
     ('<Variables><Variable guid="v" name="V" typeOfVariable="Text"/></Variables>', {}, "variables_not_read")],
)  # fmt: skip
def test_oddities_are_warned_of_in_words(inside: str, parts: dict[str, bytes], expected: str) -> None:
    assert expected in warned(read_project(qdpx(project(inside), **parts)))


def bomb() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("project.qde", b" " * 5_000_000)
    return held.getvalue()


def climbing(name: str) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr(name, b"x")
    return held.getvalue()


ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><Project name="&b;"/>'


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"not a zip", "not_a_zip"), (b"", "not_a_zip"), (climbing("other.txt"), "no_project"), (climbing("../project.qde"), "zip_path"),
     (climbing("/etc/x"), "zip_path"), (climbing("..\\x"), "zip_path"), (climbing("C:/x"), "zip_path"), (bomb(), "zip_bomb"),
     (qdpx(ENTITIES), "unsafe_xml"), (qdpx("<Project name='P'><Sources>"), "broken_xml"), (qdpx("<Other/>"), "not_a_project"),
     (qdpx(""), "broken_xml"), (qdpx("<Project>" + "<Code>" * 300 + "</Code>" * 300 + "</Project>"), "too_deep")],
)  # fmt: skip
def test_files_that_cannot_or_must_not_be_read_are_refused_with_a_code(data: bytes, code: str) -> None:
    with pytest.raises(MethodError) as refused:
        read_project(data)
    assert refused.value.code == code


def test_a_file_with_a_damaged_text_is_refused_and_says_what_could_be_read() -> None:
    whole = qdpx(project(source(selection(0, 2, "He"))), a=b"Hello" * 50)
    at = zipfile.ZipFile(io.BytesIO(whole)).getinfo("sources/a.txt").header_offset
    hurt = whole[: at + 45] + b"\xff\xff" + whole[at + 47 :]
    with pytest.raises(MethodError) as refused:
        read_project(hurt)
    assert (refused.value.code, refused.value.values["damaged"], refused.value.values["example"]) == ("damaged", 1, "sources/a.txt")
    assert refused.value.values["codes"] == 1


def test_a_damaged_file_never_gives_anything_but_a_project_or_a_refusal() -> None:
    whole = qdpx(project(source(selection(0, 2, "He"))), a=b"Hello")
    for cut in range(0, len(whole), 7):
        for data in (whole[:cut], whole[:cut] + b"\x00" + whole[cut + 1 :]):
            try:
                read_project(data)
            except MethodError as refused:
                assert refused.code
