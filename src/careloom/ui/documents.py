"""A document as Word and as tagged PDF, from one list of parts; what people wrote is never read as markup."""

import io
import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.http import HttpResponse

NORMAL, EASY = 11, 16  # size of letters, in points
TYPES = {"docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "pdf": "application/pdf"}


@dataclass(frozen=True)
class Part:
    """A heading (level 1 to 3), a paragraph, a quote, or a table with a head."""

    kind: str
    text: str = ""
    level: int = 0
    head: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    language: str = ""  # of a PDF's heading or paragraph that is not in the language of the document


def download(parts: Sequence[Part], kind: str, name: str, *, language: str, easy: bool = False) -> HttpResponse:
    """The document as a file `name`.`kind` (docx or pdf); in large letters where it is Easy Read."""
    made = as_word(parts, language) if kind == "docx" else as_pdf(parts, language, size=EASY if easy else NORMAL)
    answer = HttpResponse(made, content_type=TYPES[kind])
    answer["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return answer


def as_word(parts: Sequence[Part], language: str) -> bytes:
    """A .docx with real headings, tables with a head row, and its language."""
    import docx
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = docx.Document()
    made.core_properties.language, made.core_properties.title = language, parts[0].text
    tongue = OxmlElement("w:lang")
    tongue.set(qn("w:val"), language)
    made.styles["Normal"].element.get_or_add_rPr().append(tongue)
    for part in parts:
        if part.kind == "title":
            made.add_heading(part.text, 1)
        elif part.kind == "heading":
            made.add_heading(part.text, part.level)
        elif part.kind == "quote":
            made.add_paragraph(part.text, style="Intense Quote")
        elif part.kind == "table":
            _word_table(made, part)
        elif part.text:
            made.add_paragraph(part.text)
    held = io.BytesIO()
    made.save(held)
    return held.getvalue()


def _word_table(made: Any, part: Part) -> None:
    from docx.oxml import OxmlElement

    table = made.add_table(rows=1, cols=len(part.head), style="Table Grid")
    for cell, text in zip(table.rows[0].cells, part.head, strict=True):
        cell.text = text
    head = table.rows[0]._tr.get_or_add_trPr()
    head.append(OxmlElement("w:tblHeader"))  # said aloud as the head, and repeated on each page
    for row in part.rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text


def _said(text: str) -> str:
    """A typst string: what people wrote is never read as markup."""
    return json.dumps(text, ensure_ascii=False)


def as_pdf(parts: Sequence[Part], language: str, *, size: int = NORMAL) -> bytes:
    """A tagged PDF/UA file in letters that every machine has; `size` in points."""
    import fontpkg
    import typst

    tongue = language.split("-")[0]
    lines = [f"#set document(title: {_said(parts[0].text)})", '#set page(paper: "a4", margin: 2cm, numbering: "1")',
             f'#set text(font: ("Noto Sans", "Noto Sans Arabic"), size: {size}pt, lang: {_said(tongue)})',
             "#set par(leading: 0.75em, spacing: 1.1em)",
             "#set table(inset: 4pt, stroke: 0.5pt)"]  # fmt: skip
    for part in parts:
        lines.append(_typst(part))
    folders = [str(fontpkg.path(name).parent) for name in ("Noto Sans", "Noto Sans Arabic")]
    made: bytes = typst.compile("\n\n".join(lines).encode(), font_paths=folders,  # type: ignore[misc]
                                ignore_system_fonts=True, pdf_standards=["ua-1"])  # fmt: skip
    return made


def _typst(part: Part) -> str:
    if part.language:
        tongue = _said(part.language.split("-")[0])
        return f"#[#set text(lang: {tongue})\n\n{_typst(replace(part, language=''))}]"
    if part.kind == "title":
        return f"#title[#{_said(part.text)}]"
    if part.kind == "heading":
        return f"#heading(level: {max(1, part.level - 1)})[#{_said(part.text)}]"
    if part.kind == "quote":
        return f"#quote(block: true)[#{_said(part.text)}]"
    if part.kind == "table":
        head = ", ".join(f"[*#{_said(text)}*]" for text in part.head)
        cells = ", ".join(f"[#{_said(text)}]" for row in part.rows for text in row)
        columns = ", ".join(["2fr"] + ["1fr"] * (len(part.head) - 1))
        return f"#text(size: 0.8em)[#table(columns: ({columns}), table.header({head}), {cells})]"
    return f"#par[#{_said(part.text)}]" if part.text else ""
