"""Makes training examples of the prompts that TrainingPrompts wrote.

    python -m adapter.prepare PROMPTS.jsonl SPIDER_FOLDER EXAMPLES.jsonl

An example has what the model reads (system and user message, answer prefix) and what it should answer. Questions that share a database
and a gold come in passes: the first of each is in pass 0, the second in pass 1, and so on.
"""

import json
import sys
from collections import Counter, defaultdict
from pathlib import Path

from adapter.gold import Names, natural, opened


def plain(answer: str) -> bool:
    """Whether a model should learn to write this: what the driver mends by casts is its own affair."""
    return answer.startswith("SELECT ") and "NULLIF(" not in answer


def main() -> None:
    prompts, folder, out = (Path(argument) for argument in sys.argv[1:4])
    groups = defaultdict(list)
    for line in prompts.open(encoding="utf-8"):
        entry = json.loads(line)
        groups[entry["database"]].append(entry)
    counts = Counter()
    with out.open("w", encoding="utf-8") as file:
        for database, entries in groups.items():
            connection = opened(folder, database)
            names = Names(connection)
            known: dict[str, str | None] = {}
            passes = Counter()
            for entry in entries:
                gold = entry["gold"]
                if "answer" in entry:
                    known[gold] = entry["answer"] if plain(entry["answer"]) else None
                elif gold not in known:
                    known[gold] = natural(gold, connection, names)
                answer = known[gold]
                if answer is None:
                    counts["dropped"] += 1
                    continue
                messages = {message["role"]: message["text"] for message in entry["prompt"]["messages"]}
                prefix = entry["prompt"]["answerPrefix"]
                example = {
                    "number": entry["number"], "database": database, "pass": passes[answer],
                    "system": messages["SYSTEM"], "user": messages["USER"], "prefix": prefix,
                    "answer": answer.removeprefix("SELECT") + "\n```",
                }  # fmt: skip
                passes[answer] += 1
                counts[f"pass {example['pass']}"] += 1
                file.write(json.dumps(example, ensure_ascii=False) + "\n")
    print(dict(counts))


if __name__ == "__main__":
    main()
