"""Compares the pruned model with the full one: python -m embedded.check SOURCE_GGUF FIRST_SHARD SPIDER_FOLDER

200 real prompts, greedy, in the runtime's int8 arithmetic (reference/int8.py), three models: the full vocabulary with the one Q8_0 matrix
(which is what pruning alone is measured against), the pruned model, and the source as it is (embeddings read in Q5_0).
Writes exceptions.md beside this file and prints the figures for docs/parity.md.
"""

import argparse
import sqlite3
import sys
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import torch
from tokenizers import Tokenizer

from embedded.corpus import Spider
from embedded.prompts import Group, groups
from embedded.report import exceptions_page, summary
from reference.greedy import Answer, Greedy
from reference.int8 import to_int8
from reference.model import GgufModel

UNSEEN, SEEN, QUESTIONS = 12, 8, 10
LONGEST_PREFIX = 700
LIMIT = 40


@dataclass(frozen=True)
class Run:
    """One model's answers: by group and question."""

    name: str
    tokens: list[str]
    encoder: Tokenizer
    answers: list[list[Answer]]

    def strings(self, answer: Answer) -> list[str]:
        """The tokens of an answer as the vocabulary writes them: comparable between vocabularies."""
        return [self.tokens[at] for at in answer.tokens]

    def text(self, answer: Answer) -> str:
        """The answer as text."""
        return self.encoder.decode(answer.tokens, skip_special_tokens=True)


def run(name: str, model: GgufModel, network, asked: list[Group], before: Run | None) -> Run:
    """Answers all questions. before: another run whose answers serve as drafts."""
    encoder = model.tokenizer()
    greedy = Greedy(to_int8(network), model.end, LIMIT)
    known = {token: at for at, token in enumerate(model.tokens)}
    found = []
    begun = time.monotonic()
    for number, group in enumerate(asked):
        prefix = encoder.encode(group.prefix(), add_special_tokens=False).ids
        suffixes = [encoder.encode(group.suffix(q), add_special_tokens=False).ids for q in group.questions]
        drafts = None
        if before:
            drafts = [_mapped(before.strings(answer), known) for answer in before.answers[number]]
        found.append(greedy.answers(prefix, suffixes, drafts))
        print(f"{name}: {number + 1}/{len(asked)} {group.database}, {time.monotonic() - begun:.0f} s", file=sys.stderr, flush=True)
    return Run(name, model.tokens, encoder, found)


def _mapped(strings: list[str], known: dict[str, int]) -> list[int]:
    mapped = []
    for string in strings:
        if string not in known:
            break
        mapped.append(known[string])
    return mapped


def right(spider: Path, group: Group, query: str, gold: str) -> bool:
    """Whether a query gives the gold query's rows, as bags."""
    file = spider / "database" / group.database / f"{group.database}.sqlite"
    with sqlite3.connect(f"file:{file}?mode=ro", uri=True) as connection:
        connection.text_factory = lambda data: data.decode("utf-8", "replace")
        return (expected := _rows(connection, gold)) is not None and _rows(connection, query) == expected


def _rows(connection: sqlite3.Connection, query: str) -> Counter | None:
    steps = iter(range(2000))
    connection.set_progress_handler(lambda: next(steps, None) is None, 10_000)
    try:
        return Counter(connection.execute(query.strip().removeprefix("```sql").removesuffix("```").strip()).fetchall())
    except (sqlite3.Error, sqlite3.Warning):
        return None


def main() -> None:
    parser = argparse.ArgumentParser(description="Compares the pruned model with the full one.")
    parser.add_argument("source", type=Path)
    parser.add_argument("pruned", type=Path, help="the first shard")
    parser.add_argument("spider", type=Path)
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    full, pruned = GgufModel(options.source), GgufModel(options.pruned)
    asked = groups(Spider(options.spider), full.tokenizer(), LONGEST_PREFIX, UNSEEN, SEEN, QUESTIONS)
    head = full.matrix("output.weight")
    tied = run("full", full, full.load(embedding=head, head=head), asked, None)
    cut = run("pruned", pruned, pruned.load(), asked, tied)
    own = run("source", full, full.load(head=head), asked, tied)
    scores = {
        each.name: sum(
            right(options.spider, group, each.text(answer), gold)
            for group, row in zip(asked, each.answers, strict=True)
            for answer, gold in zip(row, group.golds, strict=True)
        )
        for each in (tied, cut, own)
    }
    print(summary(asked, tied, cut, own, scores))
    (Path(__file__).parent / "exceptions.md").write_text(exceptions_page(asked, tied, cut), encoding="utf-8")


if __name__ == "__main__":
    main()
