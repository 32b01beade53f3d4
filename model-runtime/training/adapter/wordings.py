"""Questions that are asked in several ways: in other words, and of other systems."""

import random
import sys
from collections import defaultdict
from collections.abc import Container
from dataclasses import dataclass
from pathlib import Path

from adapter.packs import read

DIALECTS = ("sqlite", "postgresql", "mariadb", "h2")


@dataclass(frozen=True)
class Wording:
    """One way to ask a question. weight: how often it is taken among the ways of its question."""

    example: dict
    dialect: str
    weight: float


class Source:
    """Questions in random order, each time in one of their wordings."""

    def __init__(self, wordings: list[Wording], seed: int):
        self.by_number: dict[int, list[Wording]] = defaultdict(list)
        for wording in wordings:
            self.by_number[wording.example["number"]].append(wording)
        self.order = random.Random(seed)
        self.left: list[int] = []

    def __len__(self) -> int:
        return len(self.by_number)

    def take(self, count: int) -> list[Wording]:
        """The next questions."""
        taken = []
        for _ in range(count):
            if not self.left:
                self.left = sorted(self.by_number)
                self.order.shuffle(self.left)
            several = self.by_number[self.left.pop()]
            taken.append(self.order.choices(several, [wording.weight for wording in several])[0])
        return taken


def named(text: str) -> tuple[Path, str]:
    """A file and the dialect of its answers, SQLite's unless it says otherwise."""
    name, _, dialect = text.rpartition(":")
    return (Path(name), dialect) if dialect in DIALECTS else (Path(text), "sqlite")


def wordings_of(specs: list[str], wanted: Container[int]) -> list[Wording]:
    """Reads FILE[:DIALECT[:WEIGHT]], of which the questions whose numbers are wanted."""
    found = []
    for spec in specs:
        head, _, tail = spec.rpartition(":")
        weight = float(tail) if head and tail.replace(".", "", 1).isdigit() else 1.0
        file, dialect = named(head if head and tail.replace(".", "", 1).isdigit() else spec)
        found += [Wording(example, dialect, weight) for example in read(file, sys.maxsize) if example["number"] in wanted]
    return found
