"""Keys for sorting and comparing names the Norwegian way, the same on both databases."""

import re
import unicodedata

# Æ, Ø and Å stand last in this order, with their foreign relatives; every other accent is dropped.
# Keys hold letters and digits alone, so that no collation of a database sorts them otherwise.
_LETTERS = {"æ": "zzza", "ä": "zzza", "ø": "zzzb", "ö": "zzzb", "å": "zzzc"}
_SAME = {"đ": "d", "ŋ": "n", "ŧ": "t", "ß": "ss", "þ": "th", "ð": "d"}
_GAPS = re.compile(r"[^0-9a-z]+")

LONGEST_KEY = 160


def sort_key(text: str) -> str:
    """The key by which a name is sorted: stored beside it, and compared byte by byte."""
    letters = []
    for sign in unicodedata.normalize("NFC", text).casefold():
        if sign in _LETTERS:
            letters.append(_LETTERS[sign])
        else:
            plain = unicodedata.normalize("NFD", _SAME.get(sign, sign))
            letters.append("".join(part for part in plain if not unicodedata.combining(part)))
    key = _GAPS.sub(" ", "".join(letters)).strip()
    return (key or _spelled_out(text))[:LONGEST_KEY]


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
