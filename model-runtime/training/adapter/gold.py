"""Gold SQL in the form that the model writes by itself, so that training spends nothing on style."""

import re
import sqlite3
from collections import Counter
from pathlib import Path

import sqlglot
from sqlglot import exp
from sqlglot.optimizer.scope import traverse_scope


class Names:
    """Tables and columns of a SQLite database, as they are spelled there."""

    def __init__(self, connection: sqlite3.Connection):
        rows = connection.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view')").fetchall()
        self.tables = {name.lower(): name for (name,) in rows}
        self.columns: dict[str, str] = {}
        self.columns_of: dict[str, dict[str, str]] = {}
        for name in self.tables.values():
            own = [column[1] for column in connection.execute(f"PRAGMA table_info({_quoted(name)})")]
            self.columns_of[name.lower()] = {column.lower(): column for column in own}
            for column in own:
                self.columns.setdefault(column.lower(), column)

    def spelling(self, column: str, tables: list[str]) -> str | None:
        """How the first of the tables that has the column spells it; else the first of all tables that has it."""
        for table in tables:
            found = self.columns_of.get(table.lower(), {}).get(column.lower())
            if found is not None:
                return found
        return self.columns.get(column.lower())


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _tables(tree: exp.Expression) -> dict[int, list[str]]:
    """For each column of a query, by identity, the tables that it may belong to: its qualifier's, or all of its FROM clause."""
    found: dict[int, list[str]] = {}
    for scope in traverse_scope(tree):
        sources = {alias.lower(): source.name for alias, source in scope.sources.items() if isinstance(source, exp.Table)}
        for column in scope.columns:
            own = sources.get(column.table.lower()) if column.table else None
            found.setdefault(id(column), [own] if own else list(sources.values()))
    return found


def rewrite(sql: str, names: Names) -> str:
    """The same query in one line: keywords in capitals, names as the schema spells them, strings in single quotes."""
    tree = sqlglot.parse_one(sql.rstrip("; \n").replace("! =", "!="), read="sqlite")
    tables = _tables(tree)
    for column in list(tree.find_all(exp.Column)):
        name = column.this
        if not isinstance(name, exp.Identifier):
            continue
        known = names.spelling(name.name, tables.get(id(column), []))
        if name.quoted and known is None and not column.table:
            column.replace(exp.Literal.string(name.name))
        elif known is not None:
            name.set("this", known)
        table = column.args.get("table")
        if table is not None and table.name.lower() in names.tables:
            table.set("this", names.tables[table.name.lower()])
    for table in tree.find_all(exp.Table):
        if isinstance(table.this, exp.Identifier) and table.name.lower() in names.tables:
            table.this.set("this", names.tables[table.name.lower()])
    for name in tree.find_all(exp.Identifier):
        if name.quoted and name.name.isidentifier():
            name.set("quoted", False)
    text = tree.sql(dialect="sqlite").replace(" <> ", " != ")
    return re.sub(r"\bNOT ([\w.]+) (IN|LIKE|BETWEEN) ", r"\1 NOT \2 ", text)


def rows(connection: sqlite3.Connection, sql: str) -> tuple[Counter, list] | None:
    """What a query returns, as a bag and in order; None if it fails or returns too much."""
    try:
        found = connection.execute(sql).fetchmany(20_000)
    except sqlite3.Error:
        return None
    return (Counter(found), found) if len(found) < 20_000 else None


def natural(sql: str, connection: sqlite3.Connection, names: Names) -> str | None:
    """The query rewritten; None if it cannot be, or would return other rows, or begins with no SELECT."""
    try:
        changed = rewrite(sql, names)
    except sqlglot.errors.SqlglotError:
        return None
    before = rows(connection, sql)
    after = rows(connection, changed)
    if before is None or after is None or before[0] != after[0] or not changed.startswith("SELECT "):
        return None
    return changed


def opened(folder: Path, name: str) -> sqlite3.Connection:
    """A database of a folder in Spider's format, for reading; text that is no UTF-8 does not matter."""
    connection = sqlite3.connect(f"file:{folder / 'database' / name / (name + '.sqlite')}?mode=ro", uri=True)
    connection.text_factory = lambda raw: raw.decode(errors="replace")
    return connection
