"""The words of a card: which of them carry its meaning, and which say the same in another form.

The lists of words are in ``data/words.json``, by language; what is asked about a language that is not there
has no answer, and the rules that ask stay silent.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_END = re.compile(r"[.!?…]+[\"”’'»)\]]*\s+(?=[\"“‘'«(\[]*[^\Wa-z_])|[。！？۔؟।]\s*(?=\w)")
_ENDINGS = (
    "ations", "ation", "ments", "ment", "ness", "ities", "ity", "ings", "ing", "ives", "ive", "ised", "ized", "ies",
    "ied", "ers", "ally", "ed", "er", "es", "ly", "al", "s", "e", "y",
)  # fmt: skip
_LENGTH = 6  # letters by which related words are told: develop, development


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What is known of a language: lists of its words.

    `marks` are frequent and give the language away; `stop` carry no meaning of their own; `negations` turn a
    sentence round, so that two which differ in one do not say the same; `verbs` (in the form that one looks
    up) make a sentence; `openers` begin a phrase with a noun, and `objects` what a verb acts on; `reasoning`
    joins a reason to what it is for, unless one of the `hedges` stands before it; `concluding` the other way round.
    `same` are words that mean nearly the same, as "child/children": two words with a hyphen stand one after the other.
    """

    marks: frozenset[str]
    stop: frozenset[str]
    negations: frozenset[str]
    verbs: frozenset[str]
    openers: frozenset[str]
    objects: frozenset[str]
    reasoning: frozenset[str]
    hedges: frozenset[str]
    concluding: frozenset[str]
    same: frozenset[str]
    abbreviations: frozenset[str]


@lru_cache(maxsize=1_000)
def lexicon(language: str) -> Lexicon | None:
    """The lists of a language, by its BCP 47 tag; None when there are none.

    >>> lexicon("en-GB") is lexicon("en-US"), lexicon("ur") is None
    (True, True)
    """
    return _read().get(re.split(r"[-_]", language.lower(), maxsplit=1)[0])


@cache
def _read() -> dict[str, Lexicon]:
    data: dict[str, dict[str, Any]] = json.loads(
        (Path(__file__).parent.parent / "data" / "words.json").read_bytes()
    )
    return {
        tag: Lexicon(**{name: frozenset(words.split()) for name, words in lists.items()})
        for tag, lists in data.items()
    }


def guess(texts: Iterable[str]) -> str | None:
    """The language in which these texts are, of those that are known; None when none is likely.

    One word in ten has to be among the most frequent of the language. Linear; at most 2,000 words are read.

    >>> guess(["The end of the road is near."]), guess(["Der Weg ist das Ziel."])
    ('en', None)
    """
    read: list[str] = []
    for text in texts:
        read.extend(words(text))
        if len(read) > 2000:
            break
    for tag, known in _read().items():
        if read and sum(word in known.marks for word in read) >= len(read) / 10:
            return tag
    return None


def words(text: str) -> list[str]:
    """The words of a text in small letters, in their order.

    >>> words("Reko Diq's mines: 12.5 km²")
    ['reko', "diq's", 'mines', '12.5', 'km²']
    """
    return _WORD.findall(text.casefold().replace("’", "'"))


def latin(text: str) -> bool:
    """Whether most letters of a text are Latin ones."""
    plain = sum(c.isascii() and c.isalpha() for c in text)
    return 2 * plain > sum(map(str.isalpha, text))


def singular(word: str) -> str:
    """A word without the endings of its plural and of possession.

    >>> [singular(word) for word in ("mines", "cities", "country's", "glass", "bus")]
    ['mine', 'city', 'country', 'glass', 'bus']
    """
    word = word.removesuffix("'s").removesuffix("'")
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    return word[:-3] + "y" if word.endswith("ies") and len(word) > 4 else word[:-1]


@lru_cache(maxsize=50_000)
def root(word: str) -> str:
    """What related words have in common, cut off roughly: better one alarm too few than one too many.

    >>> {root("mining"), root("mines"), root("mined")}, root("development") == root("developed")
    ({'min'}, True)
    """
    word = word.removesuffix("'s").removesuffix("'")
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word.removesuffix(ending)
            break
    return word[:_LENGTH]


def terms(text: str, known: Lexicon) -> dict[str, str]:
    """The roots of the words that carry the meaning of a text, each with the word as it stands there.

    >>> terms("The mines bring jobs.", lexicon("en"))
    {'min': 'mines', 'bring': 'bring', 'job': 'jobs'}
    """
    return {root(word): word for word in words(text) if word not in known.stop}


def gist(text: str, known: Lexicon) -> list[str]:
    """The words of a text that carry its meaning, in their order, those that mean nearly the same said by one word.

    >>> gist("The pupils learn more.", lexicon("en")), gist("Pupils have to learn better", lexicon("en"))
    (['pupil', 'learn', 'more'], ['pupil', 'must', 'learn', 'more'])
    """
    groups, found = _same(known), list[str]()
    said = iter(pairwise([*words(text), ""]))
    for word, following in said:
        if f"{word}-{following}" in groups:
            found.append(groups[f"{word}-{following}"])
            next(said, None)
        elif word in groups:
            found.append(groups[word])
        elif word not in known.stop or word in known.negations:
            found.append(singular(word))
    return found


@lru_cache(maxsize=10)
def _same(known: Lexicon) -> dict[str, str]:
    return {word: group.split("/")[0] for group in known.same for word in group.split("/")}


def verb(word: str, known: Lexicon) -> bool:
    """Whether a word can be a form of a verb that is known.

    >>> [verb(word, lexicon("en")) for word in ("brings", "isn't", "it's", "stopped", "jobs")]
    [True, True, True, True, False]
    """
    before, mark, _after = word.partition("'")
    if mark and (before in known.stop or word.endswith("n't")):
        return True  # it's, we're, don't
    return any(form in known.verbs for form in _forms(word))


def has_verb(said: list[str], known: Lexicon) -> bool:
    """Whether there is a verb among these words, for all one can tell: a known one, or one by its form.

    >>> [has_verb(words(text), lexicon("en")) for text in ("Better roads", "They grommed it", "He groms the car")]
    [False, True, True]
    """
    if any(verb(word, known) for word in said):
        return True
    past = any(len(word) > 4 and word.endswith("ed") for word in said[1:])
    return past or any(a.endswith("s") and b in known.objects for a, b in pairwise(said))


def _forms(word: str) -> Iterator[str]:
    yield word
    if word.endswith("s"):
        yield word[:-1]
    if word.endswith("es"):
        yield word[:-2]
    if word.endswith("ies"):
        yield word[:-3] + "y"
    if word.endswith("ied"):
        yield word[:-3] + "y"
    if word.endswith("ed"):
        yield word[:-1]
        yield word[:-2]
        if len(word) > 4 and word[-3] == word[-4]:
            yield word[:-3]


def sentences(text: str, known: Lexicon | None) -> list[str]:
    """The sentences of a text; abbreviations end none, where they are known.

    >>> sentences("Dr. Khan agrees. So does the U.S. Senate.", lexicon("en"))
    ['Dr. Khan agrees.', 'So does the U.S. Senate.']
    """
    found: list[str] = []
    start = 0
    for end in _END.finditer(text):
        last = text[start : end.start()].rpartition(" ")[2].strip("(\"“'").casefold()
        if len(last) > 1 and "." not in last and not (known is not None and last in known.abbreviations):
            found.append(text[start : end.end()].strip())
            start = end.end()
    rest = text[start:].strip()
    return [*found, rest] if rest else found
