"""Compares the pruned model with the full one: python -m embedded.check SOURCE_GGUF FIRST_SHARD SPIDER_FOLDER

200 real prompts, greedy, in fp32 (with --int8 in the runtime's arithmetic, reference/int8.py), three models: the full vocabulary with the one Q8_0 matrix
(which is what pruning alone is measured against), the pruned model, and the source as it is (embeddings read in Q5_0).
Writes exceptions.md beside this file (in fp32) and prints the figures for docs/parity.md.
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
from embedded.report import exceptions_page, pruning, rereading
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
    greedy = Greedy(network, model.end, LIMIT)
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
    parser.add_argument("--int8", action="store_true", help="in the runtime's arithmetic; exceptions.md is left as it is")
    options = parser.parse_args()
    arithmetic = to_int8 if options.int8 else lambda network: network
    torch.set_num_threads(options.threads)
    full, pruned = GgufModel(options.source), GgufModel(options.pruned)
    asked = groups(Spider(options.spider), full.tokenizer(), LONGEST_PREFIX, UNSEEN, SEEN, QUESTIONS)
    head = full.matrix("output.weight")
    tied = run("full", full, arithmetic(full.load(embedding=head, head=head)), asked, None)
    cut = run("pruned", pruned, arithmetic(pruned.load()), asked, tied)
    print(pruning(asked, tied, cut), flush=True)
    if not options.int8:
        (Path(__file__).parent / "exceptions.md").write_text(exceptions_page(asked, tied, cut), encoding="utf-8")
    own = run("source", full, arithmetic(full.load(head=head)), asked, tied)
    print(rereading(asked, tied, own))
    for each in (tied, cut, own):
        print(f"{each.name}: {_score(options.spider, asked, each)} right by execution")


def _score(spider: Path, asked: list[Group], answered: Run) -> int:
    return sum(
        right(spider, group, answered.text(answer), gold)
        for group, row in zip(asked, answered.answers, strict=True)
        for answer, gold in zip(row, group.golds, strict=True)
    )


if __name__ == "__main__":
    main()
