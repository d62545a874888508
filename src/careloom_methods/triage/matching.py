"""Which studies may fit a topic: shared words, the rare ones weighing more. An order for people, never a decision."""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence

WORD = re.compile(r"[^\W\d_]{3,}")
# Words of every abstract; they say nothing about the topic.
EMPTY = frozenset((
    "and", "are", "but", "can", "for", "from", "has", "have", "how", "its", "not", "our", "over", "than", "that",
    "the", "their", "them", "they", "this", "through", "was", "were", "what", "when", "where", "which", "who",
    "will", "with", "you", "your", "study", "studies", "research", "project", "aim", "aims", "care", "social",
    "people", "adult", "adults",
))  # fmt: skip


def words(text: str) -> Counter[str]:
    """Words in small letters without accents or a plural 's', those that say something; with how often."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(c))
    found = (w[:-1] if len(w) > 4 and w.endswith("s") and not w.endswith("ss") else w for w in WORD.findall(plain))
    return Counter(w for w in found if w not in EMPTY)


def suggest(
    topic: str, studies: Sequence[Mapping[str, str]], *, nation: str = "", most: int = 20
) -> list[tuple[str, float, list[str]]]:
    """[(id, likeness 0 to 1, the shared words that weigh most)], the best first; studies that share nothing are out.

    `topic`: all words of the topic and its questions. A study: {id, title, text, nation}; words of its title count
    twice, and a study of another nation than `nation` counts a tenth less. Cosine of words weighted by log(1 + N/n)
    (Salton and Buckley 1988). Ties by id.
    """
    texts = [words(f"{s['title']} {s['title']} {s.get('text', '')}") for s in studies]
    seen = Counter(word for text in texts for word in text)
    weight = {word: math.log(1 + len(texts) / n) for word, n in seen.items()}
    asked = {w: (1 + math.log(n)) * weight[w] for w, n in words(topic).items() if w in weight}
    size = math.sqrt(sum(v * v for v in asked.values()))
    found = []
    for study, text in zip(studies, texts, strict=True):
        own = {w: (1 + math.log(n)) * weight[w] for w, n in text.items()}
        shared = sorted((w for w in own if w in asked), key=lambda w: (-own[w] * asked[w], w))
        if shared:
            like = sum(own[w] * asked[w] for w in shared) / (size * math.sqrt(sum(v * v for v in own.values())))
            elsewhere = nation and study.get("nation") not in ("", nation, None)
            found.append((study["id"], like * (0.9 if elsewhere else 1.0), shared[:5]))
    return sorted(found, key=lambda row: (-row[1], row[0]))[:most]
