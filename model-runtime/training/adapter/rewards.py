"""What an answer is worth: whether its rows are gold's, on a database and on thinned copies of it.

Copies follow the idea of test suites (Zhong, Yu, Klein: Semantic Evaluation for Text-to-SQL with Distilled Test Suites, EMNLP 2020): what is right
on one state of the data by accident is seldom right on several.
"""

import multiprocessing
import random
import sqlite3
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import sqlglot

from adapter.gold import opened

COPIES = 2
KEPT = 0.65
MOST_ROWS = 5_000
MOST_STEPS = 400
"""Of a thousand instructions of SQLite's machine each: what a query may cost."""
READERS = {"sqlite": "sqlite", "postgresql": "postgres", "mariadb": "mysql", "h2": "postgres"}


@dataclass(frozen=True)
class Task:
    """An answer to be judged: the SQL, the words it is written in, and SQLite's gold."""

    database: str
    dialect: str
    sql: str
    gold: str


@dataclass(frozen=True)
class Worth:
    """right: same rows everywhere; runs: it gives rows at all; sound: gold has rows, so that being right means something."""

    right: bool
    runs: bool
    sound: bool


class Judge:
    """Judges answers in one process."""

    def __init__(self, folder: Path):
        self.folder = folder
        self._states: dict[str, list[sqlite3.Connection]] = {}
        self._golds: dict[tuple[str, str], list] = {}
        self._worths: dict[Task, Worth] = {}

    def worth(self, task: Task) -> Worth:
        """What an answer is worth; equal tasks are run once."""
        known = self._worths.get(task)
        if known is None:
            known = self._judged(task)
            self._worths[task] = known
        return known

    def _judged(self, task: Task) -> Worth:
        states = self._of(task.database)
        key = (task.database, task.gold)
        if key not in self._golds:
            self._golds[key] = [_rows(state, task.gold) for state in states]
        golds = self._golds[key]
        sound = golds[0] is not None and any(any(value is not None for value in row) for row in golds[0])
        sql = task.sql
        if task.dialect != "sqlite":
            try:
                (sql,) = sqlglot.transpile(sql, read=READERS[task.dialect], write="sqlite")
            except Exception:  # drawn text can be anything, and sqlglot goes as deep as it is nested
                return Worth(False, False, sound)
        ordered = _ordered(task.gold)
        for at, (state, gold) in enumerate(zip(states, golds, strict=True)):
            found = _rows(state, sql)
            if found is None:
                return Worth(False, at > 0, sound)
            if gold is not None and not _same(found, gold, ordered):
                return Worth(False, True, sound)
        return Worth(True, True, sound)

    def _of(self, database: str) -> list[sqlite3.Connection]:
        if database not in self._states:
            original = opened(self.folder, database)
            self._states[database] = [_copied(original, share, seed) for seed, share in enumerate([1.0] + [KEPT] * COPIES)]
            original.close()
        return self._states[database]


def _copied(original: sqlite3.Connection, share: float, seed: int) -> sqlite3.Connection:
    """A copy in memory, each table with about a share of its rows."""
    copy = sqlite3.connect(":memory:", isolation_level=None)
    copy.text_factory = original.text_factory
    original.backup(copy)
    if share < 1:
        order = random.Random(seed)
        for (table,) in copy.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'").fetchall():
            name = '"' + table.replace('"', '""') + '"'
            try:
                numbers = [number for (number,) in copy.execute(f"SELECT rowid FROM {name}")]
                gone = [(number,) for number in numbers if order.random() > share]
                copy.execute("BEGIN")
                copy.executemany(f"DELETE FROM {name} WHERE rowid = ?", gone)
                copy.execute("COMMIT")
            except sqlite3.Error:
                if copy.in_transaction:
                    copy.execute("ROLLBACK")
    copy.execute("PRAGMA query_only = 1")
    return copy


def _rows(connection: sqlite3.Connection, sql: str) -> list[tuple] | None:
    """The rows of a query; None if it fails, takes too long or returns too much."""
    steps = 0

    def stop() -> bool:
        nonlocal steps
        steps += 1
        return steps > MOST_STEPS

    connection.set_progress_handler(stop, 1000)
    try:
        found = connection.execute(sql).fetchmany(MOST_ROWS)
    except (sqlite3.Error, sqlite3.Warning, ValueError, OverflowError):
        return None
    return [tuple(map(_plain, row)) for row in found] if len(found) < MOST_ROWS else None


def _plain(value):
    """A value as it is compared: text that reads as a number is one, and numbers have six digits."""
    if isinstance(value, str):
        try:
            value = float(value)
        except ValueError:
            return value.strip()
    return float(f"{value:.6g}") if isinstance(value, (int, float)) else value


def _same(found: list[tuple], gold: list[tuple], ordered: bool) -> bool:
    # As text, since a number that is none does not equal itself.
    return repr(found) == repr(gold) if ordered else Counter(map(repr, found)) == Counter(map(repr, gold))


def _ordered(gold: str) -> bool:
    try:
        return sqlglot.parse_one(gold, read="sqlite").args.get("order") is not None
    except sqlglot.errors.SqlglotError:
        return "order by" in gold.lower()


_judge: Judge


def _begin(folder: Path) -> None:
    global _judge
    _judge = Judge(folder)


def _judge_all(tasks: list[Task]) -> list[Worth]:
    return [_judge.worth(task) for task in tasks]


class Judges:
    """Judges in several processes; to be made before a GPU is used, since processes are forked."""

    def __init__(self, folder: Path, processes: int):
        self.pools = [multiprocessing.get_context("fork").Pool(1, _begin, (folder,)) for _ in range(processes)]

    def worths(self, tasks: list[Task]) -> list[Worth]:
        """What each answer is worth. A database belongs to one process, or to few, which keep it in memory."""
        shares: list[list[int]] = [[] for _ in self.pools]
        names = sorted({task.database for task in tasks})
        place = {name: at for at, name in enumerate(names)}
        few = max(1, len(self.pools) // max(1, len(names)))
        for at, task in enumerate(tasks):
            shares[(place[task.database] * few + at % few) % len(self.pools)].append(at)
        waiting = [pool.apply_async(_judge_all, ([tasks[at] for at in share],)) for pool, share in zip(self.pools, shares, strict=True)]
        worths: dict[int, Worth] = {}
        for share, result in zip(shares, waiting, strict=True):
            worths.update(zip(share, result.get(), strict=True))
        return [worths[at] for at in range(len(tasks))]

    def close(self) -> None:
        """Ends the processes."""
        for pool in self.pools:
            pool.terminate()
