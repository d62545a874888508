"""Which pairs are worth comparing. Each key is a way in which two true duplicates agree; nobody compares all pairs."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from careloom_methods.linkage.prepared import Prepared

LARGEST = 60  # a block that is larger says nothing; other keys find what is in it


def keys(record: Prepared, rarity: Counter[str]) -> Iterator[tuple[str, ...]]:
    """Every block a record stands in."""
    if record.title:
        yield "title", record.title
        yield "start", record.title[:24]
        rare = sorted(set(record.words), key=lambda w: (rarity[w], w))[:3]
        yield from (("words", *sorted(pair)) for pair in combinations(rare, 2))
    if record.page and record.volume:
        yield "place", record.volume, record.page
    if record.page and record.year:
        yield "page", record.page, str(record.year)
    for name in sorted(record.first):
        if record.year and record.words:
            yield "author", name, str(record.year), record.words[0]
        if record.year and record.volume:
            yield "team", name, str(record.year), record.volume
    if record.title and record.volume:
        yield "issue", record.title, record.volume
    yield from (("doi", doi) for doi in sorted(record.doi))
    if record.pmid:
        yield "pmid", record.pmid


def useful_keys(records: Sequence[Prepared]) -> list[set[tuple[str, ...]]]:
    """For each record its blocks, without those that hold it alone or hold more than LARGEST."""
    rarity = Counter(word for record in records for word in set(record.words))
    found = [set(keys(record, rarity)) for record in records]
    sizes = Counter(key for one in found for key in one)
    return [{key for key in one if 1 < sizes[key] <= LARGEST} for one in found]


def pairs(records: Sequence[Prepared]) -> Iterator[tuple[int, int]]:
    """Places (a < b) of the pairs that share a block, each once, in the order of `records`."""
    blocks: defaultdict[tuple[str, ...], list[int]] = defaultdict(list)
    for place, found in enumerate(useful_keys(records)):
        for key in found:
            blocks[key].append(place)
    size = len(records)
    met = {a * size + b for block in blocks.values() for a, b in combinations(block, 2)}
    yield from (divmod(pair, size) for pair in sorted(met))


def largest_left_out(records: Iterable[Prepared]) -> int:
    """How many records have a title that more than LARGEST share: the only ones a block can miss."""
    count = Counter(record.title for record in records if record.title)
    return sum(n for n in count.values() if n > LARGEST)
