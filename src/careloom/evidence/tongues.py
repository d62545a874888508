"""The language of words that people wrote, so that a page in another language can mark them. Unknown stays unmarked."""

TONGUES = {name: code for code, names in {
    "en": "en eng english saesneg", "cy": "cy cym wel welsh cymraeg", "gd": "gd gla gaelic", "ga": "ga gle irish",
    "fr": "fr fre fra french", "de": "de ger deu german", "es": "es spa spanish", "pt": "pt por portuguese",
    "nl": "nl dut nld dutch", "it": "it ita italian", "pl": "pl pol polish", "ro": "ro rum ron romanian",
    "ar": "ar ara arabic", "ur": "ur urd urdu", "fa": "fa per fas persian farsi", "he": "he heb hebrew",
    "pa": "pa pan panjabi punjabi", "bn": "bn ben bengali", "gu": "gu guj gujarati", "so": "so som somali",
    "zh": "zh chi zho chinese", "ja": "ja jpn japanese", "ko": "ko kor korean", "tr": "tr tur turkish",
    "da": "da dan danish", "sv": "sv swe swedish", "no": "no nor norwegian nb nob nn nno", "fi": "fi fin finnish",
    "ru": "ru rus russian", "uk": "uk ukr ukrainian", "cs": "cs cze ces czech", "hu": "hu hun hungarian",
}.items() for name in names.split()}  # fmt: skip


def code_of(said: str) -> str:
    """The code of a language as a record names it ('eng', 'en-GB', 'Welsh'); empty for what we do not know."""
    return TONGUES.get(said.strip().lower().replace("_", "-").partition("-")[0][:20], "")


def tongue_of(*words: str) -> str:
    """The language these words are in, where the method is sure of it; else empty."""
    from careloom_methods.themes.language import language_of  # its word lists are read when somebody writes, not before

    found = language_of(" ".join(words))
    return found.code if found.sure and not found.mixed else ""
