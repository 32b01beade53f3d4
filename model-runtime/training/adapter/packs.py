"""Questions about one database behind one copy of its schema."""

import json
import random
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import torch
from tokenizers import Tokenizer


@dataclass(frozen=True)
class Pack:
    """Several questions behind one schema: each sees the schema and itself.

    wanted: places whose successors are trained; targets: those successors.
    """

    ids: torch.Tensor
    positions: torch.Tensor
    mask: torch.Tensor
    wanted: torch.Tensor
    targets: torch.Tensor
    questions: int


class Packer:
    """Writes conversations as ChatTemplate.java does (ChatML)."""

    def __init__(self, tokenizer: Tokenizer):
        self.tokenizer = tokenizer
        self.start = tokenizer.token_to_id("<|im_start|>")
        self.end = tokenizer.token_to_id("<|im_end|>")

    def text(self, text: str) -> list[int]:
        """Tokens of a text; the written form of a special token stays text."""
        return self.tokenizer.encode(text, add_special_tokens=False).ids

    def schema(self, system: str) -> list[int]:
        """Tokens of the system message."""
        return [self.start, *self.text("system\n" + system), self.end]

    def question(self, example: dict) -> tuple[list[int], list[int]]:
        """Tokens after the system message: what is read, and what is answered."""
        read = [
            *self.text("\n"), self.start, *self.text("user\n" + example["user"]), self.end, *self.text("\n"),
            self.start, *self.text("assistant\n" + example["prefix"]),
        ]  # fmt: skip
        return read, [*self.text(example["answer"]), self.end]

    def pack(self, examples: list[dict]) -> Pack:
        """One pack; the examples share a system message."""
        ids = self.schema(examples[0]["system"])
        shared = len(ids)
        positions = list(range(shared))
        parts, wanted, targets = [], [], []
        for example in examples:
            read, answer = self.question(example)
            begin = len(ids)
            whole = read + answer[:-1]
            ids += whole
            positions += range(shared, shared + len(whole))
            parts.append((begin, len(ids)))
            wanted += range(begin + len(read) - 1, len(ids))
            targets += answer
        mask = torch.zeros(len(ids), len(ids), dtype=torch.bool)
        mask[:shared, :shared] = True
        for begin, end in parts:
            mask[begin:end, :shared] = True
            mask[begin:end, begin:end] = True
        return Pack(
            torch.tensor(ids), torch.tensor(positions), mask.tril(), torch.tensor(wanted), torch.tensor(targets), len(examples)
        )


def read(file: Path, most_passes: int) -> list[dict]:
    """Examples of the first passes."""
    examples = [json.loads(line) for line in file.open(encoding="utf-8")]
    return [example for example in examples if example["pass"] < most_passes]


def grouped(examples: list[dict], size: int, source: random.Random) -> list[list[dict]]:
    """Examples in groups of one schema, at most `size` each, in random order, nearly equal in size for each database."""
    by_schema = defaultdict(list)
    for example in examples:
        by_schema[example["system"]].append(example)
    groups = []
    for same in by_schema.values():
        source.shuffle(same)
        count = -(-len(same) // size)
        groups += [same[at::count] for at in range(count)]
    source.shuffle(groups)
    return groups
