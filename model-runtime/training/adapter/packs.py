"""Questions about one database behind one copy of its schema, and several answers behind one copy of their question."""

import json
import random
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import torch
from tokenizers import Tokenizer

ALL = -1
"""The branch of a token that all branches after it see."""


@dataclass(frozen=True)
class Pack:
    """A tree of tokens: schemas, questions behind them, answers behind these. Each token sees what led to it and nothing else.

    ids, positions [n]. branches [3, n]: the number of each token's schema; of its question, ALL for a schema; of its answer, ALL for a
    question. wanted: places whose successors are trained; targets: those successors; shares: the weight of each in the loss.
    """

    ids: torch.Tensor
    positions: torch.Tensor
    branches: torch.Tensor
    wanted: torch.Tensor
    targets: torch.Tensor
    shares: torch.Tensor
    questions: int

    def mask(self) -> torch.Tensor:
        """[n, n], true where a token (row) sees another."""
        schema, question, answer = self.branches
        seen = schema[:, None] == schema[None]
        seen &= (question[None] == ALL) | (question[:, None] == question[None])
        seen &= (answer[None] == ALL) | (answer[:, None] == answer[None])
        return seen.tril_()

    def to(self, device: torch.device | str) -> "Pack":
        """The same on a device."""
        tensors = (self.ids, self.positions, self.branches, self.wanted, self.targets, self.shares)
        return Pack(*(tensor.to(device) for tensor in tensors), self.questions)


def joined(packs: list[Pack], multiple: int = 1) -> Pack:
    """Several packs as one, none of which sees another; filled up to a multiple of a number of tokens."""
    begins = [0]
    for pack in packs:
        begins.append(begins[-1] + len(pack.ids))
    spare = -begins[-1] % multiple
    filling = torch.zeros(spare, dtype=torch.long)
    branches = [torch.stack([pack.branches[0] + at, *pack.branches[1:]]) for at, pack in enumerate(packs)]
    branches.append(torch.stack([filling + len(packs), filling, filling]))
    return Pack(
        torch.cat([pack.ids for pack in packs] + [filling]),
        torch.cat([pack.positions for pack in packs] + [filling]),
        torch.cat(branches, 1),
        torch.cat([pack.wanted + begin for pack, begin in zip(packs, begins, strict=False)]),
        torch.cat([pack.targets for pack in packs]),
        torch.cat([pack.shares for pack in packs]),
        sum(pack.questions for pack in packs),
    )


class Packer:
    """Writes conversations as ChatTemplate.java does (ChatML)."""

    def __init__(self, tokenizer: Tokenizer):
        self.tokenizer = tokenizer
        self.start = tokenizer.token_to_id("<|im_start|>")
        self.end = tokenizer.token_to_id("<|im_end|>")
        self._schemas: dict[str, list[int]] = {}

    def text(self, text: str) -> list[int]:
        """Tokens of a text; the written form of a special token stays text."""
        return self.tokenizer.encode(text, add_special_tokens=False).ids

    def schema(self, system: str) -> list[int]:
        """Tokens of the system message."""
        known = self._schemas.get(system)
        if known is None:
            known = [self.start, *self.text("system\n" + system), self.end]
            self._schemas[system] = known
        return known

    def question(self, example: dict) -> list[int]:
        """Tokens after the system message that are read before the answer."""
        return [
            *self.text("\n"), self.start, *self.text("user\n" + example["user"]), self.end, *self.text("\n"),
            self.start, *self.text("assistant\n" + example["prefix"]),
        ]  # fmt: skip

    def answer(self, example: dict) -> list[int]:
        """Tokens of the right answer."""
        return [*self.text(example["answer"]), self.end]

    def pack(self, examples: list[dict]) -> Pack:
        """One pack with the right answers; the examples share a system message."""
        return self.weighed([(example, [(self.answer(example), 1.0)]) for example in examples])

    def weighed(self, questions: list[tuple[dict, list[tuple[list[int], float]]]]) -> Pack:
        """One pack of questions with answers, each with its share in the loss; the questions share a system message."""
        ids = list(self.schema(questions[0][0]["system"]))
        shared = len(ids)
        positions = list(range(shared))
        question_of, answer_of = [ALL] * shared, [ALL] * shared
        wanted, targets, shares = [], [], []
        for number, (example, answers) in enumerate(questions):
            read = self.question(example)
            last = len(ids) + len(read) - 1
            ids += read
            positions += range(shared, shared + len(read))
            question_of += [number] * len(read)
            answer_of += [ALL] * len(read)
            for branch, (answer, share) in enumerate(answers):
                begin, size = len(ids), len(answer) - 1
                ids += answer[:-1]
                positions += range(shared + len(read), shared + len(read) + size)
                question_of += [number] * size
                answer_of += [branch] * size
                wanted += [last, *range(begin, begin + size)]
                targets += answer
                shares += [share] * len(answer)
        schema = torch.zeros(len(ids), dtype=torch.long)
        return Pack(
            torch.tensor(ids), torch.tensor(positions), torch.stack([schema, torch.tensor(question_of), torch.tensor(answer_of)]),
            torch.tensor(wanted), torch.tensor(targets), torch.tensor(shares), len(questions),
        )  # fmt: skip


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
