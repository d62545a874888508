"""Files that come with an answer: kinds that we can name from their first bytes, never run or shown in place."""

from careloom.questionnaires.kinds import Fault

MOST = 10_000_000  # bytes
PICTURES = {"png": "image/png", "jpg": "image/jpeg", "gif": "image/gif", "webp": "image/webp"}
LARGEST_PICTURE = 1_000_000
# First bytes, where they stand, and the kind they mean.
MARKS = [
    (b"%PDF-", 0, "pdf"), (b"\x89PNG\r\n\x1a\n", 0, "png"), (b"\xff\xd8\xff", 0, "jpg"), (b"GIF8", 0, "gif"),
    (b"WEBP", 8, "webp"), (b"PK\x03\x04", 0, "docx"), (b"ftyp", 4, "mp4"), (b"\x1aE\xdf\xa3", 0, "webm"),
    (b"OggS", 0, "ogg"), (b"ID3", 0, "mp3"), (b"\xff\xfb", 0, "mp3"), (b"WAVE", 8, "wav"),
]  # fmt: skip


def kind_of(content: bytes) -> str:
    """The kind of a file by its first bytes, or '' where we do not take it."""
    return next((kind for mark, at, kind in MARKS if content[at : at + len(mark)] == mark), "")


def fault_in(content: bytes) -> Fault | None:
    """What is wrong with a file, if anything."""
    if len(content) > MOST:
        return Fault("file_size")
    return None if kind_of(content) else Fault("file_kind")


def plain_name(name: str) -> str:
    """A file's name without folders and signs that a header or a page would trip over."""
    last = name.replace("\\", "/").split("/")[-1]
    return "".join(sign for sign in last if sign.isprintable() and sign not in "\"'<>;")[:150] or "file"
