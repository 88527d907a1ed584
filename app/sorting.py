"""Keys for sorting and comparing names the Norwegian way, the same on both databases."""

import re
import unicodedata

# Æ, Ø and Å stand last in this order, with their foreign relatives; every other accent is dropped.
# Keys hold letters and digits alone, so that no collation of a database sorts them otherwise.
_LETTERS = {"æ": "zzza", "ä": "zzza", "ø": "zzzb", "ö": "zzzb", "å": "zzzc"}
_OWN_LETTERS = str.maketrans(_LETTERS)
_SAME = {"đ": "d", "ŋ": "n", "ŧ": "t", "ß": "ss", "þ": "th", "ð": "d"}
_GAPS = re.compile(r"[^0-9a-z]+")

LONGEST_KEY = 160


def sort_key(text: str) -> str:
    """The key by which a name is sorted: stored beside it, and compared byte by byte."""
    # Nearly every text is plain but for our own letters, and needs no look at each sign.
    folded = unicodedata.normalize("NFC", text).casefold().translate(_OWN_LETTERS)
    plain = folded if folded.isascii() else "".join(map(_without_accents, folded))
    key = _GAPS.sub(" ", plain).strip()
    return (key or _spelled_out(text))[:LONGEST_KEY]


def _without_accents(sign: str) -> str:
    parts = unicodedata.normalize("NFD", _SAME.get(sign, sign))
    return "".join(part for part in parts if not unicodedata.combining(part))


def _spelled_out(text: str) -> str:
    """The key of a name without a letter that this order knows: it stands last, and equals only itself."""
    signs = "".join(text.split())
    return "zzzz" + "".join(f"{ord(sign):05x}" for sign in signs) if signs else ""


def comparison_key(text: str) -> str:
    """The key by which two spellings of the same name or address are recognised as one."""
    return sort_key(text).replace(" ", "")


def words(text: str) -> tuple[str, ...]:
    """The words of a text as the search index keeps them."""
    return tuple(dict.fromkeys(word for word in sort_key(text).split(" ") if word))
