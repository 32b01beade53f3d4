"""Texts from the Spider training questions and databases and from defog: for the choice of tokens and the check."""

import csv
import json
import sqlite3
from collections import defaultdict
from pathlib import Path

SAMPLES = 3
SAMPLE_LENGTH = 40


class Spider:
    """The Spider training part as folder with train.json, tables.json, split.json, database/."""

    def __init__(self, folder: Path):
        self._folder = folder
        self._tables = {table["db_id"]: table for table in _json(folder / "tables.json")}
        self.split: dict[str, list[str]] = _json(folder / "split.json")
        self.questions: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for row in _json(folder / "train.json"):
            self.questions[row["db_id"]].append((row["question"], row["query"]))
        self.synonyms: dict[str, list[str]] = defaultdict(list)
        for row in _json(folder / "train_synonyms.json"):
            self.synonyms[row["db_id"]].append(row["question"])

    def schema(self, database: str) -> str:
        """The schema as CREATE TABLE statements, with sample values of text columns as comments."""
        described = self._tables[database]
        columns = list(zip(described["column_names_original"], described["column_types"], strict=True))
        keys = {at for key in described["primary_keys"] for at in (key if isinstance(key, list) else [key])}
        references = dict(map(tuple, described["foreign_keys"]))
        statements = []
        with sqlite3.connect(f"file:{self._folder}/database/{database}/{database}.sqlite?mode=ro", uri=True) as connection:
            connection.text_factory = lambda data: data.decode("utf-8", "replace")
            for number, table in enumerate(described["table_names_original"]):
                lines = []
                for at, ((owner, column), kind) in enumerate(columns):
                    if owner != number:
                        continue
                    line = f"  {column} {kind}" + (" PRIMARY KEY" if at in keys else "") + ","
                    if at in references:
                        (other, target), _ = columns[references[at]]
                        line += f" -- references {described['table_names_original'][other]}({target})"
                    elif kind == "text" and (values := _samples(connection, table, column)):
                        line += " -- e.g. " + ", ".join(values)
                    lines.append(line)
                statements.append(f"CREATE TABLE {table} (\n" + "\n".join(lines) + "\n);")
        return "\n".join(statements)


def _samples(connection: sqlite3.Connection, table: str, column: str) -> list[str]:
    query = f'SELECT DISTINCT "{column}" FROM "{table}" WHERE "{column}" <> \'\' LIMIT {SAMPLES}'
    try:
        return ["'" + str(row[0])[:SAMPLE_LENGTH] + "'" for row in connection.execute(query)]
    except sqlite3.Error:
        return []  # a table that tables.json names and the database lacks


def defog_texts(folder: Path) -> list[str]:
    """The questions and SQL of the defog question files, and the schemas of its four databases."""
    texts = []
    for file in sorted(folder.glob("*.csv")):
        with file.open(newline="", encoding="utf-8") as rows:
            texts += [value for row in csv.DictReader(rows) for value in row.values() if isinstance(value, str)]
    for file in sorted(folder.glob("*/*.json")):
        for table, columns in _json(file)["table_metadata"].items():
            texts.append(table)
            for column in columns:
                texts.append(f"  {column['column_name']} {column['data_type']}, -- {column.get('column_description', '')}")
    return texts


def _json(file: Path):
    return json.loads(file.read_text(encoding="utf-8"))
