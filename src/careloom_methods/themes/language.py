"""The language of a text, offline, so that it finds its translator.

py3langid judges among the languages that a UK centre meets. Where its letters or its short words say more (Gaelic and
Irish, Welsh in two words, Panjabi and Urdu scripts), our own lists come first.
"""

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from careloom_methods.themes.texts import LONG, WORD

# English, the languages of these islands, and the largest others of the 2021 census and of asylum support.
LANGUAGES = (
    "en", "cy", "gd", "ga", "pl", "ro", "pa", "ur", "pt", "es", "ar", "bn", "gu", "it", "ta", "fr", "lt", "zh", "tr",
    "bg", "so", "hi", "hu", "fa", "el", "de", "ru", "uk", "lv", "sk", "cs", "sq", "ne", "ml", "te", "ps", "ku", "vi",
    "nl", "ti", "am", "si", "ko", "ja", "th", "he",
)  # fmt: skip
RIGHT_TO_LEFT = frozenset({"ar", "ur", "fa", "ps", "he", "ckb"})
_SCRIPTS = {
    "GURMUKHI": "pa", "GUJARATI": "gu", "BENGALI": "bn", "TAMIL": "ta", "TELUGU": "te", "MALAYALAM": "ml",
    "GREEK": "el", "SINHALA": "si", "HANGUL": "ko", "THAI": "th", "HEBREW": "he", "HIRAGANA": "ja", "KATAKANA": "ja",
}  # fmt: skip
# Short words that one language has and its neighbours have not; three letters of Urdu that Arabic and Persian lack.
_TELLING = {
    "cy": "mae mae'r mae'n dydy nid yw yw'r sydd wedi gyda gan ddim fy mam bod yn y i'r o'r a'r am ar gofal "
          "eisiau rwy rwy'n dw dwi hoffwn angen gwaith pobl chi ni nhw hwn hon hyn fel pan ond cael diolch byw help'r",
    "ga": "agus tá is ní an na atá bhí bhfuil mé mo ár sé sí iad liom dom duit againn acu ach leis gach chun dár mar "
          "go cúram duine daoine maith raibh le bheith níl táimid seo sin obair tuilleadh teastaíonn",
    "gd": "agus tha chan eil bha mi mo ar sinn iad leam dhomh againn aca ach leis gach airson cùram duine daoine math "
          "robh bhith seo sin obair barrachd feum feumaidh cuideachadh anns airson nan nam gu bheil thu tu",
    "en": "the and is are was were my our your with for that this they them have has not from would should to of it",
    "so": "waa iyo waxaan ayaa ku ka aan lahaa wuxuu waxay hooyaday daryeel caawimaad badan ma",
}  # fmt: skip
_TELLING_SETS = {language: frozenset(words.split()) for language, words in _TELLING.items()}
_URDU = re.compile("[ٹڈڑںےھ]")
_PERSIAN_ONLY = re.compile("\u200c|(?:^| )(?:است|می|های|را|برای|این)(?: |$|\\.)")
_GRAVE, _ACUTE = re.compile("[àèìòù]"), re.compile("[áéíóú]")


@dataclass(frozen=True)
class Language:
    """`code` as in ISO 639; 'und' where a text has too little to tell. `mixed`: another language is in it, or ''."""

    code: str
    sure: bool
    mixed: str = ""


@lru_cache(maxsize=1)
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    made = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    made.set_languages([code for code in LANGUAGES if code in set(made.nb_classes)])
    return made


def language_of(text: str) -> Language:
    """The language of a text, of its first 5,000 characters; 'mixed' where long parts are in another one."""
    plain = " ".join(re.sub(r"\S+@\S+|https?://\S+", " ", text[:LONG]).split())
    whole = _one(plain)
    if whole.code == "und":
        return whole
    parts = [part for part in re.split(r"(?<=[.!?।۔。])\s*|\n", plain) if len(WORD.findall(part)) >= 4]
    if len(parts) > 1:
        said = Counter[str]()
        for part in parts:
            judged = _one(part)
            if judged.sure:
                said[judged.code] += len(part)
        others = [(size, code) for code, size in said.items() if code != whole.code and size >= len(plain) * 0.2]
        if others and said[whole.code] > 0:
            return Language(whole.code, whole.sure, max(others)[1])
    return whole


def _one(text: str) -> Language:
    letters = [sign for sign in text if sign.isalpha()]
    if len(letters) < 2:
        return Language("und", False)
    if by_script := _by_script(letters, text):
        return Language(by_script, True)
    words = [word.lower().replace("’", "'") for word in WORD.findall(text)]
    if by_words := _by_words(words, text.lower()):
        return Language(by_words, len(words) > 3)
    code, chance = _identifier().classify(text)
    if len(words) == 1 and chance < 0.9:  # one word may be at home in many languages; some only in one
        homes = [home for home, known in _TELLING_SETS.items() if words[0] in known]
        return Language(homes[0] if len(homes) == 1 else "und", False)
    return Language(str(code), bool(chance > 0.5 and len(words) > 2))


def _by_script(letters: list[str], text: str) -> str:
    scripts = Counter(unicodedata.name(sign, "").split(" ")[0] for sign in letters)
    script, count = scripts.most_common(1)[0]
    kana = scripts["HIRAGANA"] + scripts["KATAKANA"]
    if kana > len(letters) * 0.1:
        return "ja"
    if count < len(letters) * 0.6:
        return ""
    if script == "ARABIC" and len(_URDU.findall(text)) >= 2:
        return "ur"
    if script == "ARABIC" and _PERSIAN_ONLY.search(text) and not re.search("[ةىأإ]", text):
        return "fa"
    return _SCRIPTS.get(script, "")


def _by_words(words: list[str], text: str) -> str:
    """A language whose own short words make up much of the text, far ahead of the next; '' where none is."""
    hits = {code: sum(word in known for word in words) for code, known in _TELLING_SETS.items()}
    if max(hits["ga"], hits["gd"]) >= 2:
        # The two Gaelics share words; their accents lean apart: grave in Scotland, acute in Ireland.
        hits["gd"] += len(_GRAVE.findall(text))
        hits["ga"] += len(_ACUTE.findall(text))
    (code, best), (_, second) = sorted(hits.items(), key=lambda item: -item[1])[:2]
    return code if best >= 2 and best >= 2 * second and best >= len(words) * 0.25 else ""
