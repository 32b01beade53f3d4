"""The tokenizer that a GGUF vocabulary describes."""

import json
from pathlib import Path

from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers

QWEN2_PATTERN = (
    r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*"
    r"|\s*[\r\n]+|\s+(?!\S)|\s+"
)
NORMAL_TYPE = 1
CONTROL_TYPE = 3
UNUSED_TYPE = 5


def tokenizer(tokens: list[str], types: list[int], merges: list[str]) -> Tokenizer:
    """A byte-level BPE tokenizer with Qwen2's normaliser and pre-tokeniser, from GGUF metadata."""
    words = {token: at for at, token in enumerate(tokens) if types[at] == NORMAL_TYPE}
    result = Tokenizer(models.BPE(vocab=words, merges=[tuple(merge.split(" ")) for merge in merges]))
    result.normalizer = normalizers.NFC()
    result.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(QWEN2_PATTERN), "isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    result.decoder = decoders.ByteLevel()
    for token, kind in zip(tokens, types, strict=True):
        if kind not in (NORMAL_TYPE, UNUSED_TYPE):
            added = AddedToken(token, normalized=False, special=kind == CONTROL_TYPE)
            (result.add_special_tokens if kind == CONTROL_TYPE else result.add_tokens)([added])
    return result


def check_against_slow(rows: list[dict], tokens: list[str], types: list[int], merges: list[str], work: Path) -> None:
    """Compares the ids of rows (text, ids) with transformers' own Python tokenizer of Qwen2; work: an empty folder.

    Raises SystemExit at the first text on which they differ.
    """
    from transformers import Qwen2Tokenizer

    words = {token: at for at, token in enumerate(tokens) if types[at] == NORMAL_TYPE}
    (work / "vocab.json").write_text(json.dumps(words), encoding="utf-8")
    (work / "merges.txt").write_text("#version: 0.2\n" + "\n".join(merges) + "\n", encoding="utf-8")
    added = {
        at: AddedToken(token, normalized=False, special=types[at] == CONTROL_TYPE)
        for at, token in enumerate(tokens)
        if types[at] not in (NORMAL_TYPE, UNUSED_TYPE)
    }
    slow = Qwen2Tokenizer(str(work / "vocab.json"), str(work / "merges.txt"), added_tokens_decoder=added)
    for row in rows:
        ids = slow(row["text"], add_special_tokens=False)["input_ids"]
        if ids != row["ids"]:
            raise SystemExit(f"{row['text']!r}: {row['ids']} here, {ids} by the slow tokenizer")
