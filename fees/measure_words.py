"""Words that a word processor has broken ("ordreparasjon"): hyphens, split words and capitals, put right.

A word is joined only when the whole is known: from the list below, or because it stands unbroken elsewhere in
the same text.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable

from fees.measure_cells import begins_with_verb

# What plans speak of in columns too narrow for it.
_WORDS = """
videreføre videreføres videreføring evaluere evalueres evaluering gjennomføre gjennomføres gjeninnføre
gjeninnføres kartlegge kartlegges kartlegging etablere etableres etablering fullføre fullføres utrede
utredes justere justeres planlegge planlegges utvide utvides iverksette iverksettes igangsette igangsettes
gjentas samarbeide samarbeider startes oppstart tilskuddsmidler tilskudd samarbeidsfora samarbeidsområder
samarbeidsmøter samarbeidspartnere representant representanter rusmiddelforebyggende
kriminalitetsforebyggende rusforebyggende forebyggende rusmiddelavhengige bekymringssamtaler
støttesamtaler foreldremøter foreldreveiledning hjelpetiltak helsestasjon helsestasjonen
helsestasjonsprogrammet helsetjeneste helsetjenesten psykiatritjenesten barneverntjeneste
barneverntjenesten barnevernet skolehelsetjenesten folkehelse folkehelsekoordinator frisklivsentral
frisklivsentralen frisklivssentral frisklivssentralen lavterskeltilbud oppfølgingstilbud boligforvalter
tildelingskontor tildelingskontoret botilbud boligmasse startlån egenfinansiering arbeidsgruppe
styringsgruppe ansvarsgruppe tjenestemottakere tjenestemottakerne kompetanseheving ungdomsskole
ungdomsskolen barneskole barneskolen videregående ungdomsråd ungdomsrådet ungdomsklubb fritidsklubb
fritidsklubben ruskonsulent rusteam rusteamet kommuneoverlege kulturskolen skjenkekontroll
"""
KNOWN_WORDS = frozenset(_WORDS.split())
# After a word that is whole by itself, one as short as these is joined only where the text ends.
_SHORT = "i er en et de den det og av på om nå da så til for fra med som der her ta se"
_SHORT_WORDS = frozenset(_SHORT.split())
_JOINING = frozenset({"og", "eller", "samt", "evt"})
_IN_THE_MIDDLE = re.compile(r"(?<=[\wæøå)] )(Og|Eller|Samt|Fra|Til|Med|For|På|Av|Evt)\b")
_WORD = re.compile(r"[^\W\d_]+")
_SPACE_BEFORE_SIGN = re.compile(r"\s+([,.;:])(?=\s|$)")
_MOVED_LETTER = re.compile(r"\b([^\W\d_]+) ([^\W\d_])([A-ZÆØÅÖÄ][^\W\d_]*)")
_HYPHEN_SPACE = re.compile(r"\b([^\W\d_]+)- ([^\W\d_]+)")
_HYPHEN_INSIDE = re.compile(r"(?<![\w-])([^\W\d_]+)-([^\W\d_]+)(?![\w-])")
_TWO_WORDS = re.compile(r"(?=(\b[^\W\d_]+) ([a-zæøåöä]+)\b)")
_NEW_SENTENCE = re.compile(r"(?<=[a-zæøå)]) (?=[A-ZÆØÅ])")
LEAST_OF_THE_TEXT = 8
"""A word of the text itself must be this long to tell that another is broken."""


def plain_signs(text: str) -> str:
    """A text with the signs that a word processor puts in made plain: one sort of space, of line, of letter.

    A line broken within a paragraph becomes a space; a hyphen that shows only at the end of a line goes away.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = re.sub("[\x0b\x0c\N{LINE SEPARATOR}]", " ", text)
    text = re.sub("\N{SOFT HYPHEN}[ \n]*", "", text).replace("\N{NON-BREAKING HYPHEN}", "-")
    text = re.sub("[\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}]", " ", text)
    text = re.sub("[\N{ZERO WIDTH SPACE}\N{ZERO WIDTH NO-BREAK SPACE}]", "", text)
    text = re.sub("[\ufb00-\ufb06]", lambda found: unicodedata.normalize("NFKC", found[0]), text)
    return unicodedata.normalize("NFC", text)


def words_of(texts: Iterable[str]) -> frozenset[str]:
    """The words that may be whole in other places: the known ones, and the long ones of these texts."""
    found = (word.casefold() for text in texts for word in _WORD.findall(text))
    return KNOWN_WORDS | {word for word in found if len(word) >= LEAST_OF_THE_TEXT}


def short_forms_of(texts: Iterable[str]) -> frozenset[str]:
    """The short forms that stand in capitals in these texts: SLT, MOT."""
    found = (word for text in texts for word in _WORD.findall(text))
    return frozenset(word.casefold() for word in found if len(word) > 1 and word.isupper())


def mended(
    text: str,
    words: Collection[str] = KNOWN_WORDS,
    short_forms: Collection[str] = frozenset(),
    *,
    sentences: bool = False,
) -> str:
    """A text of one cell with what was broken put right. `sentences` parts what runs together at a verb.

    >>> mended("Videreføre sOg evalueres")
    'Videreføres og evalueres'
    >>> mended("Støtte- og/eller bekymrings-samtaler")
    'Støtte- og/eller bekymringssamtaler'
    """
    text = _SPACE_BEFORE_SIGN.sub(r"\1", " ".join(text.split()))
    text = _MOVED_LETTER.sub(lambda found: _letter_back(found, words), text)
    text = _HYPHEN_SPACE.sub(lambda found: _without_hyphen(found, short_forms), text)
    text = _HYPHEN_INSIDE.sub(lambda found: _one_word(found, words), text)
    text = _joined(text, words)
    text = _IN_THE_MIDDLE.sub(lambda found: found[0].lower(), text)
    if sentences:
        places = [one.start() for one in _NEW_SENTENCE.finditer(text) if begins_with_verb(text, one.end())]
        for place in reversed(places):
            text = f"{text[:place]}.{text[place:]}"
    return text


def _letter_back(found: re.Match[str], words: Collection[str]) -> str:
    """A last letter that has gone over to the next word: "Videreføre sOg"."""
    whole = found[1] + found[2]
    return f"{whole} {found[3]}" if whole.casefold() in words else found[0]


def _without_hyphen(found: re.Match[str], short_forms: Collection[str]) -> str:
    """A word that was divided at the end of a line; "rus- og" is none, and "SLT-" keeps its hyphen."""
    first, rest = found[1], found[2]
    if rest.casefold() in _JOINING:
        return found[0]
    if first.casefold() in short_forms or (len(first) > 1 and first.isupper()):
        return f"{first}-{rest}"
    return first + rest.lower()


def _one_word(found: re.Match[str], words: Collection[str]) -> str:
    whole = found[1] + found[2].lower()
    return whole if whole.casefold() in words else found[0]


def _joined(text: str, words: Collection[str]) -> str:
    """Words that a space has split: "rusmiddelforebyggen de"."""
    place = 0
    while (found := _TWO_WORDS.search(text, place)) is not None:
        first, rest = found[1], found[2]
        at_the_end = found.end(2) == len(text)
        alone = first.casefold() in KNOWN_WORDS and rest in _SHORT_WORDS and not at_the_end
        if (first + rest).casefold() in words and not alone:
            text = text[: found.end(1)] + text[found.start(2) :]
        else:
            place = found.end(1)
    return text
