"""Questions and databases in Spider's format, and whether two queries give the same rows."""

import json
import random
import sqlite3
import threading
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

SECONDS = 10


@dataclass(frozen=True)
class Question:
    """One question with its gold SQL. number: its place in train.json."""

    number: int
    database: str
    text: str
    gold: str


def questions(folder: Path, per_database: int, seed: int) -> dict[str, list[Question]]:
    """Up to per_database questions of each validation database, drawn by seed."""
    wanted = json.loads((folder / "split.json").read_text())["validation"]
    rows = json.loads((folder / "train.json").read_text())
    drawn = {}
    for name in wanted:
        own = [Question(i, name, row["question"], row["query"]) for i, row in enumerate(rows) if row["db_id"] == name]
        drawn[name] = random.Random(f"{seed} {name}").sample(own, min(per_database, len(own)))
    return drawn


def open_database(folder: Path, name: str) -> sqlite3.Connection:
    """A read-only connection to one of the databases."""
    file = folder / "database" / name / f"{name}.sqlite"
    connection = sqlite3.connect(f"file:{file}?mode=ro&immutable=1", uri=True, check_same_thread=False)
    connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
    return connection


def rows_of(connection: sqlite3.Connection, sql: str) -> list[tuple] | None:
    """A query's rows, or None where it fails or takes longer than SECONDS."""
    timer = threading.Timer(SECONDS, connection.interrupt)
    timer.start()
    try:
        return connection.execute(sql).fetchall()
    except (sqlite3.Error, sqlite3.Warning):
        return None
    finally:
        timer.cancel()


def same_rows(gold: list[tuple], predicted: list[tuple], ordered: bool) -> bool:
    """Whether two results are equal as bags of rows, or as lists where the order counts."""
    left, right = [_normal(row) for row in gold], [_normal(row) for row in predicted]
    return left == right if ordered else Counter(left) == Counter(right)


def is_ordered(sql: str) -> bool:
    """Whether the outermost query has an ORDER BY."""
    depth, outer = 0, []
    for char in sql:
        depth += (char == "(") - (char == ")")
        outer.append(char if depth == 0 else " ")
    return "ORDER BY" in " ".join("".join(outer).upper().split())


def _normal(row: tuple) -> tuple:
    return tuple(_number(value) for value in row)


def _number(value):
    if isinstance(value, (int, float)):
        return float(f"{value:.6g}")
    if isinstance(value, str):
        try:
            return float(f"{float(value):.6g}")
        except ValueError:
            return value.strip()
    return value
