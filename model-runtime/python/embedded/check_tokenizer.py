"""Compares the pruned tokenizer with the full one: python -m embedded.check_tokenizer SOURCE_GGUF FIRST_SHARD SPIDER_FOLDER

Every schema, question and gold query of Spider's training part and the texts of reference/texts.py: a text whose full tokens are all kept must get
the same tokens, and every text must decode to itself (in NFC). Prints how many are split alike and how many more tokens the rest costs.
"""

import argparse
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from embedded.corpus import Spider
from reference.model import GgufModel
from reference.texts import LANGUAGES, all_texts


@dataclass
class Count:
    """Texts seen, texts split as before, and tokens before and after."""

    texts: int = 0
    alike: int = 0
    before: int = 0
    after: int = 0


class Comparison:
    """The two tokenizers side by side."""

    def __init__(self, full: GgufModel, pruned: GgufModel):
        self._full, self._pruned = full, pruned
        self._encoders = full.tokenizer(), pruned.tokenizer()
        self._kept = set(pruned.tokens)

    def count(self, texts: list[str]) -> Count:
        """Compares the tokens of each text; SystemExit where a promise does not hold."""
        result = Count()
        for text in texts:
            ids = [encoder.encode(text, add_special_tokens=False).ids for encoder in self._encoders]
            before = [self._full.tokens[at] for at in ids[0]]
            after = [self._pruned.tokens[at] for at in ids[1]]
            if before != after and self._kept.issuperset(before):
                raise SystemExit(f"{text!r}: all tokens are kept and yet it is split otherwise")
            if self._encoders[1].decode(ids[1], skip_special_tokens=False) != unicodedata.normalize("NFC", text):
                raise SystemExit(f"{text!r}: does not decode to itself")
            result.texts += 1
            result.alike += before == after
            result.before += len(before)
            result.after += len(after)
        return result


def main() -> None:
    parser = argparse.ArgumentParser(description="Compares the pruned tokenizer with the full one.")
    parser.add_argument("source", type=Path)
    parser.add_argument("pruned", type=Path, help="the first shard")
    parser.add_argument("spider", type=Path)
    options = parser.parse_args()
    comparison = Comparison(GgufModel(options.source), GgufModel(options.pruned))
    spider = Spider(options.spider)
    kinds: dict[str, list[str]] = {}
    for part in ("train", "validation"):
        databases = spider.split[part]
        kinds[f"{part}: schema lines with samples"] = [line for d in databases for line in spider.schema(d).splitlines()]
        kinds[f"{part}: questions"] = [question for d in databases for question, _ in spider.questions[d]]
        kinds[f"{part}: gold queries"] = [gold for d in databases for _, gold in spider.questions[d]]
    vietnamese = next(at for at, text in enumerate(LANGUAGES) if text.startswith("Có"))
    kinds["European languages"] = LANGUAGES[:vietnamese]
    kinds["other languages"] = LANGUAGES[vietnamese:]
    kinds["all texts of reference/texts.py"] = all_texts()
    print("| texts | number | split alike | tokens, full | tokens, pruned |\n|---|---|---|---|---|")
    for kind, texts in kinds.items():
        found = comparison.count(texts)
        print(f"| {kind} | {found.texts:,} | {found.alike:,} ({found.alike / found.texts:.1%}) | {found.before:,} | {found.after:,} |")


if __name__ == "__main__":
    main()
