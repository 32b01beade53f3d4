"""The rule that decides which tokens of the source vocabulary the embedded model keeps.

In this order, up to the wanted number:
  1. the 256 byte tokens and every special token: any text encodes, and ChatML works as before;
  2. the tokens of tokens.txt: what schemas, questions and SQL were seen to need beyond this rule;
  3. the EUROPEAN most frequent tokens with letters of Latin (beyond ASCII), Greek and Cyrillic script;
  4. the other tokens by score, which is the merge rank (the lower, the more frequent in what the tokenizer
     was trained on) times a weight for the kind of token: the higher, the less schemas and SQL use it.
With every token come the two that it is merged from, and so on down to bytes. A byte pair encoding has one
merge a token; a text whose tokens are all kept therefore gets the same tokens as before.
"""

from pathlib import Path

import regex

BYTES = 256
EUROPEAN = 4000
NORMAL_TYPE = 1
UNUSED_TYPE = 5

# Weights by (first character where it is no ASCII letter or digit, case of the letters). Fitted to which
# tokens schemas, questions and gold SQL of 117 Spider training databases use in each band of ranks.
WORD_WEIGHTS = {
    (" ", "lower"): 1.0, ("", "lower"): 1.0, ("_", "lower"): 0.7, (".", "lower"): 0.8,
    ("(", "lower"): 1.5, ("@", "lower"): 2.0, ("'", "lower"): 3.0, ("-", "lower"): 4.0,
    ('"', "lower"): 4.0, (",", "lower"): 4.0, ("=", "lower"): 5.0,
    (" ", "capital"): 0.7, ("", "capital"): 0.5, ("_", "capital"): 0.4, (".", "capital"): 0.8,
    ("(", "capital"): 3.0, ("'", "capital"): 3.0,
    (" ", "upper"): 1.0, ("", "upper"): 1.1, ("_", "upper"): 3.0, (".", "upper"): 3.0,
    ("(", "upper"): 2.0, ("-", "upper"): 2.0,
    (" ", "mixed"): 6.0, ("", "mixed"): 6.0, ("_", "mixed"): 6.0, (".", "mixed"): 6.0,
}  # fmt: skip
OTHER_WORD = 8.0
SPACE = 0.1
PUNCTUATION = 4.0
SYMBOL = 5.0

_WORD = regex.compile(r"([^A-Za-z0-9]?)([A-Za-z]+)")
_SPACE = regex.compile(r" {1,16}|\n{1,3} {0,12}|\t{1,4}|\r\n| *\n")
_EUROPEAN = regex.compile(r"[\p{Latin}\p{Greek}\p{Cyrillic}\p{Common}\p{Inherited}]+")
_LETTER = regex.compile(r"[\p{Latin}\p{Greek}\p{Cyrillic}]")
_VIETNAMESE = regex.compile("[\u1ea0-\u1eff\u01a0\u01a1\u01af\u01b0]")
_SYMBOL = regex.compile(r"[\p{Common}\p{Inherited}]+")


def byte_characters() -> dict[str, int]:
    """The printable character that stands for each byte in a byte-level vocabulary, as character to byte."""
    printable = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    others = [byte for byte in range(256) if byte not in printable]
    return {chr(byte): byte for byte in printable} | {chr(256 + at): byte for at, byte in enumerate(others)}


def text_of(token: str, characters: dict[str, int]) -> str | None:
    """The text that a byte-level token stands for, None where its bytes are no whole characters."""
    try:
        return bytes(characters[character] for character in token).decode()
    except UnicodeDecodeError:
        return None


def weight(text: str) -> float | None:
    """What the merge rank is multiplied by, None where only tokens.txt can ask for the token."""
    word = _WORD.fullmatch(text)
    if word:
        start, letters = word.groups()
        return WORD_WEIGHTS.get((start, _case(letters)), OTHER_WORD)
    if text.isascii():
        return SPACE if _SPACE.fullmatch(text) else None if text.isspace() else PUNCTUATION
    return SYMBOL if _SYMBOL.fullmatch(text) else None


def _case(letters: str) -> str:
    if letters.islower():
        return "lower"
    if letters.isupper():
        return "upper"
    return "capital" if letters.istitle() else "mixed"


def is_european(text: str) -> bool:
    """Whether a text beyond ASCII has letters of a European script and no foreign or Vietnamese ones."""
    return (
        not text.isascii()
        and not _WORD.fullmatch(text)
        and not _VIETNAMESE.search(text)
        and bool(_EUROPEAN.fullmatch(text))
        and bool(_LETTER.search(text))
    )


class Selection:
    """Chooses the kept tokens of one vocabulary."""

    def __init__(self, tokens: list[str], types: list[int], merges: list[str]):
        self._tokens = tokens
        self._types = types
        index = {token: at for at, token in enumerate(tokens)}
        self._parents: dict[int, tuple[int, int]] = {}
        for rank, merge in enumerate(merges):
            left, right = merge.split(" ")
            token = index[left + right]
            if token != BYTES + rank:
                raise SystemExit(f"merge {rank} makes token {token}: the source vocabulary is not in merge order")
            self._parents[token] = (index[left], index[right])
        self._index = index

    def choose(self, wanted: int, extra: list[str]) -> list[int]:
        """The ids of the kept tokens, ascending. wanted: how many; extra: the tokens of tokens.txt."""
        special = (at for at, kind in enumerate(self._types) if kind not in (NORMAL_TYPE, UNUSED_TYPE))
        kept = {*range(BYTES), *special}
        for token in extra:
            kept |= self.with_parents(self._index[token])
        european, scored = self._ranked()
        for at in european[:EUROPEAN]:
            kept |= self.with_parents(at)
        if len(kept) > wanted:
            raise SystemExit(f"{len(kept)} tokens are needed, {wanted} wanted")
        for at in scored:
            more = self.with_parents(at) - kept
            if len(kept) + len(more) <= wanted:
                kept |= more
        if len(kept) != wanted:
            raise SystemExit(f"the rule finds {len(kept)} tokens, {wanted} wanted")
        return sorted(kept)

    def with_parents(self, token: int) -> set[int]:
        """A token, what it is merged from, and so on down to bytes."""
        found = {token}
        waiting = [token]
        while waiting:
            for parent in self._parents.get(waiting.pop(), ()):
                if parent not in found:
                    found.add(parent)
                    waiting.append(parent)
        return found

    def _ranked(self) -> tuple[list[int], list[int]]:
        characters = byte_characters()
        european, scored = [], []
        for at in self._parents:
            text = text_of(self._tokens[at], characters)
            if text is None:
                continue
            if is_european(text):
                european.append(at)
            elif (factor := weight(text)) is not None:
                scored.append((at * factor, at))
        return sorted(european), [at for _, at in sorted(scored)]


def read_extra(path: Path) -> list[str]:
    """The tokens of tokens.txt: one a line in byte-level form; lines that start with '# ' are comments."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("# ")]
