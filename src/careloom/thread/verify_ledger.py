"""Check an exported ledger: python3 verify_ledger.py FILE [--head HASH]. Needs nothing but Python.

Each line is one entry or one block. A block's hash is SHA-256 over the hash of the block before it and, each after a
new line, the exact text of its entries. So a changed, missing, added or moved line is found. A cut at the end is found
when you give the last hash that you know with --head.
"""

import hashlib
import json
import sys
from pathlib import Path


def problems(file: Path, head: str = "") -> tuple[list[str], int, int]:
    """What is wrong, in sentences, and how many entries and blocks were read."""
    wrong: list[str] = []
    before, entries, blocks, unsealed = "0" * 64, 0, 0, 0
    running = hashlib.sha256(before.encode())
    seen: set[str] = set()
    hashes = {before}
    with file.open(encoding="utf-8") as lines:
        for number, raw in enumerate(lines, 1):
            text = raw.rstrip("\n")
            try:
                line = json.loads(text)
                entry, block = line.get("entry"), line.get("block")
                if entry is not None:
                    known, causes = entry["id"], entry["because"]
                elif block is None or {"number", "before", "digest"} - set(block):
                    raise ValueError
            except (ValueError, KeyError, AttributeError, TypeError):
                wrong.append(f"Line {number} is not a line of a ledger.")
                continue
            if entry is not None:
                running.update(b"\n" + text.encode())
                if known in seen:
                    wrong.append(f"Line {number}: the entry {known} stands twice.")
                if not set(causes) <= seen:
                    wrong.append(f"Line {number}: the entry {known} cites an entry that does not come before it.")
                seen.add(known)
                entries, unsealed = entries + 1, unsealed + 1
                continue
            blocks += 1
            if block["number"] != blocks:
                wrong.append(f"Line {number}: block {blocks} is missing or out of order.")
            if block["before"] != before:
                wrong.append(f"Line {number}: block {block['number']} does not follow the block before it.")
            if running.hexdigest() != block["digest"]:
                wrong.append(f"Line {number}: block {block['number']} does not fit its entries; something was changed.")
            before, unsealed = block["digest"], 0
            hashes.add(before)
            running = hashlib.sha256(before.encode())
    if unsealed:
        wrong.append(f"The last {unsealed} entries are in no block; the end was cut or added to.")
    if head and head not in hashes:
        wrong.append("The hash you know is not in this ledger; its end was cut, or it is another ledger.")
    return wrong, entries, blocks


def main(arguments: list[str]) -> int:
    """0 where the ledger is whole, 1 where it is not, 2 where it could not be read."""
    if not arguments or len(arguments) not in (1, 3) or (len(arguments) == 3 and arguments[1] != "--head"):
        print("Write: verify_ledger.py FILE [--head HASH]", file=sys.stderr)
        return 2
    try:
        wrong, entries, blocks = problems(Path(arguments[0]), arguments[2] if len(arguments) == 3 else "")
    except (OSError, UnicodeDecodeError) as reason:
        print(f"The file could not be read: {reason}", file=sys.stderr)
        return 2
    for sentence in wrong:
        print(sentence)
    if not wrong:
        print(f"The ledger is whole: {entries} entries in {blocks} blocks.")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
