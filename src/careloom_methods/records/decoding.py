"""Bytes to text: marks, Unicode, and the old Windows letters, line by line if need be."""

import codecs
import re

from careloom_methods.errors import MethodError
from careloom_methods.records.record import Reading

MARKS = [(codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
         (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")]  # fmt: skip
TWICE = re.compile("â€[\u2122\u0153\x9d\u201c\u201d]|Ã[\xa0-\xbf]")


def decode(data: bytes, reading: Reading) -> str:
    """The text of a file with '\\n' at each line's end. Says the encoding on `reading`, and asks where it guessed."""
    text = _decoded(data, reading)
    if "\x00" in text:
        raise MethodError("binary", "This is not a text file that we can read.")
    if TWICE.search(text):
        line = text[: TWICE.search(text).start()].count("\n") + 1  # type: ignore[union-attr]  # it was found just now
        reading.ask(line, "garbled", "Some letters look garbled, as if the file was saved twice. We left them so.")
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\n\ufeff", "\n").lstrip("\ufeff")


def _decoded(data: bytes, reading: Reading) -> str:
    for mark, encoding in MARKS:
        if data.startswith(mark):
            reading.encoding = encoding
            return _strict(data[len(mark) :], encoding)
    if encoding := _wide(data[:400]):
        reading.encoding = encoding
        return _strict(data, encoding)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _mixed(data, reading)


def _strict(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as wrong:
        raise MethodError("encoding", f"The file says it is {encoding}, and is not, at byte {wrong.start}.",
                          encoding=encoding, byte=wrong.start) from wrong  # fmt: skip


def _wide(head: bytes) -> str:
    """UTF-16 without a mark: every other byte of plain letters is 0."""
    if len(head) >= 4 and head[1::2].count(0) > len(head) * 0.4:
        return "utf-16-le"
    return "utf-16-be" if len(head) >= 4 and head[::2].count(0) > len(head) * 0.4 else ""


def _mixed(data: bytes, reading: Reading) -> str:
    """Files that were joined hold lines of two kinds; each is read as what it is."""
    lines, old, other = [], [], False
    for number, line in enumerate(data.split(b"\n"), 1):
        try:
            text = line.decode("utf-8")
            other = other or not text.isascii()
        except UnicodeDecodeError:
            text = line.decode("cp1252", errors="replace").replace("\ufffd", " ") if _is_1252(line) else (
                line.decode("latin-1"))  # fmt: skip
            old.append(number)
        lines.append(text)
    reading.encoding = "utf-8 and windows-1252" if other else "windows-1252"
    reading.ask(
        old[0],
        "encoding",
        f"{len(old)} lines are not in UTF-8. We read them as Windows letters. Are the accents right?",
    )
    return "\n".join(lines)


def _is_1252(line: bytes) -> bool:
    try:
        line.decode("cp1252")
    except UnicodeDecodeError:
        return False
    return True
