"""Writes gold SQL for other databases than SQLite, to be tried there.

    python -m adapter.dialects SPIDER_FOLDER PART DATABASE GOLDS.jsonl

DATABASE is postgresql, mariadb or h2. Each line has a question's number and its gold as a model would write it for that database; questions
whose gold cannot be rewritten are left out. `TrainingPrompts` runs each on a copy and drops those that give other rows.
"""

import json
import sys
from pathlib import Path

import sqlglot
from sqlglot import exp

from adapter.gold import Names, natural, opened

WRITERS = {"postgresql": "postgres", "mariadb": "mysql", "h2": "postgres"}


def written(sql: str, names: Names, database: str) -> str:
    """The query in a database's own words, names in the case in which the driver shows them."""
    tree = sqlglot.parse_one(sql, read="sqlite")
    known = set(names.tables) | set(names.columns)
    for name in tree.find_all(exp.Identifier):
        if database != "mariadb" and name.name.lower() in known:
            name.set("this", name.name.lower())
    for ordered in tree.find_all(exp.Ordered):
        # SQLite's place for nulls is not spelled out: nobody writes so.
        ordered.set("nulls_first", bool(ordered.args.get("desc")) != (database == "mariadb"))
    for like in tree.find_all(exp.Like):
        # SQLite's LIKE takes no notice of case, as people mean it.
        if database != "mariadb" and any(letter.isalpha() for letter in like.expression.name):
            like.replace(exp.ILike(this=like.this, expression=like.expression))
    return tree.sql(dialect=WRITERS[database]).replace(" <> ", " != ")


def main() -> None:
    folder, part, database, out = Path(sys.argv[1]), sys.argv[2], sys.argv[3], Path(sys.argv[4])
    names_of_part = set(json.loads((folder / "split.json").read_text())[part])
    questions = json.loads((folder / "train.json").read_text())
    connections, known, count = {}, {}, 0
    with out.open("w", encoding="utf-8") as file:
        for number, question in enumerate(questions):
            name = question["db_id"]
            if name not in names_of_part:
                continue
            if name not in connections:
                connections[name] = opened(folder, name)
                known[name] = Names(connections[name])
            answer = natural(question["query"], connections[name], known[name])
            if answer is None:
                continue
            try:
                sql = written(answer, known[name], database)
            except sqlglot.errors.SqlglotError:
                continue
            file.write(json.dumps({"number": number, "sql": sql}, ensure_ascii=False) + "\n")
            count += 1
    print(count, "of", len(questions))


if __name__ == "__main__":
    main()
