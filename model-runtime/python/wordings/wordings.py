"""The prompt wordings that are compared. Each has a part that stays the same for a database, and a part for the question."""

import re
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass

INSTRUCTION = (
    "You translate questions into SQL for SQLite. Answer with one SELECT statement that uses only the tables and columns below."
)
NOTES = " Dates are text: use strftime('%Y', d) for parts of a date, date('now') for today."
RULES = (
    "Rules:\n"
    "- Use only tables and columns of the schema, spelled exactly as they are there.\n"
    "- Select only the columns that the question asks for, in the order it asks for them.\n"
    "- Join only the tables that are needed, by their foreign keys.\n\n"
)
START = "```sql\nSELECT"


@dataclass(frozen=True)
class Wording:
    """One wording. stable: schema to the text that all questions of a database share; ask: question and hints to text; prefix: what the answer begins with."""

    stable: Callable[[str], str]
    ask: Callable[[str, list[str]], str]
    prefix: str = START

    def rest(self, connection: sqlite3.Connection, question: str) -> str:
        """What follows the stable text for one question."""
        asked = self.ask(question, value_hints(connection, question))
        return f"{asked}<|im_end|>\n<|im_start|>assistant\n{self.prefix}"

    def answer(self, text: str) -> str:
        """The SQL in what the model wrote after the prefix."""
        whole = self.prefix + text
        fenced = re.search(r"```(?:sql)?\s*\n(.*?)(?:```|\Z)", whole, re.S)
        return (fenced.group(1) if fenced else whole).split(";")[0].strip("` \n")  # a closing fence may be cut short


def tables_of(connection: sqlite3.Connection) -> list[str]:
    """Names of the tables, in the order of creation."""
    sql = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    return [name for (name,) in connection.execute(sql)]


def create_tables(connection: sqlite3.Connection) -> str:
    """CREATE TABLE statements with types and keys, as the product writes them."""
    texts = []
    for table in tables_of(connection):
        columns = connection.execute(f'PRAGMA table_info("{table}")').fetchall()
        key = [_quoted(column[1]) for column in sorted(columns, key=lambda column: column[5]) if column[5]]
        lines = []
        for column in columns:
            alone = " PRIMARY KEY" if key == [_quoted(column[1])] else ""
            lines.append(f"{_quoted(column[1])} {column[2]}".strip() + alone)
        if len(key) > 1:
            lines.append(f"PRIMARY KEY ({', '.join(key)})")
        for own, other, target in _foreign_keys(connection, table):
            lines.append(f"FOREIGN KEY ({own}) REFERENCES {other} ({target})")
        texts.append(f"CREATE TABLE {_quoted(table)} (\n  " + ",\n  ".join(lines) + "\n);")
    return "\n\n".join(texts)


def value_hints(connection: sqlite3.Connection, question: str) -> list[str]:
    """Up to five `table.column holds 'value'` for text values that stand in the question as whole words."""
    lower, hints = question.lower(), []
    for table in tables_of(connection):
        for column in connection.execute(f'PRAGMA table_info("{table}")').fetchall():
            name = _quoted(column[1])
            sql = (
                f"SELECT DISTINCT {name} FROM {_quoted(table)} WHERE typeof({name}) = 'text' AND length({name}) > 1 LIMIT 5000"
            )
            for (value,) in connection.execute(sql):
                if re.search(rf"(?<!\w){re.escape(value.lower())}(?!\w)", lower):
                    hints.append(f"{_quoted(table)}.{name} holds '{value}'")
    return hints[:5]


def _foreign_keys(connection: sqlite3.Connection, table: str) -> list[tuple[str, str, str]]:
    found = []
    for key in sorted(connection.execute(f'PRAGMA foreign_key_list("{table}")').fetchall()):
        found.append((_quoted(key[3]), _quoted(key[2]), _quoted(key[4] or key[3])))
    return found


def _quoted(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z_]\w*", name) else f'"{name}"'


def _in_system(schema: str) -> str:
    return f"<|im_start|>system\n{INSTRUCTION}\n\n{schema}<|im_end|>\n<|im_start|>user\n"


def _in_system_with_notes(schema: str) -> str:
    return f"<|im_start|>system\n{INSTRUCTION}{NOTES}\n\n{schema}<|im_end|>\n<|im_start|>user\n"


def _in_user(schema: str) -> str:
    return f"<|im_start|>system\n{INSTRUCTION}<|im_end|>\n<|im_start|>user\n{schema}\n\n"


def _plain(question: str, hints: list[str]) -> str:
    return question


def _hinted(question: str, hints: list[str]) -> str:
    return "".join(f"-- {hint}\n" for hint in hints) + question


def _labelled(question: str, hints: list[str]) -> str:
    return f"Question: {question}"


def _ruled(question: str, hints: list[str]) -> str:
    return RULES + _labelled(question, hints)


def _commented(question: str, hints: list[str]) -> str:
    return f"-- {question}"


WORDINGS = {
    "schema in system message": Wording(_in_system, _plain),
    "no answer prefix": Wording(_in_system, _plain, ""),
    "notes on dates": Wording(_in_system_with_notes, _plain),
    "notes on dates, values found": Wording(_in_system_with_notes, _hinted),
    "schema in user message": Wording(_in_user, _labelled),
    "schema in user message, rules": Wording(_in_user, _ruled),
    "schema in user message, question as comment": Wording(_in_user, _commented),
}
