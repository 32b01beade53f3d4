"""Mixes examples of several databases into one file.

    python -m adapter.mix OUT.jsonl SEED EXAMPLES.jsonl:DATABASES:QUESTIONS...

Of each file, so many databases (0 for all) with at most so many questions each; a database that one file gave is avoided by the next ones
until all were used. Half of the chosen questions are those whose answer differs from the first file's answer to the same question, where
there are enough: they are what is to be learnt.
"""

import json
import random
import sys
from collections import Counter, defaultdict
from pathlib import Path


def main() -> None:
    out, seed, *sources = sys.argv[1:]
    order = random.Random(int(seed))
    used = Counter()
    plain: dict[int, str] = {}
    with Path(out).open("w", encoding="utf-8") as file:
        for source in sources:
            name, databases, questions = source.rsplit(":", 2)
            groups = defaultdict(list)
            for line in Path(name).open(encoding="utf-8"):
                example = json.loads(line)
                groups[example["database"]].append(example)
                plain.setdefault(example["number"], folded(example["answer"]))
            names = sorted(groups)
            order.shuffle(names)
            names.sort(key=lambda database: used[database])
            for database in names[: int(databases) or None]:
                used[database] += 1
                for example in chosen(groups[database], int(questions), plain, order):
                    file.write(json.dumps(example | {"pass": 0}, ensure_ascii=False) + "\n")


def chosen(examples: list[dict], most: int, plain: dict[int, str], order: random.Random) -> list[dict]:
    order.shuffle(examples)
    other = [example for example in examples if folded(example["answer"]) != plain[example["number"]]][: most // 2]
    taken = {example["number"] for example in other}
    return other + [example for example in examples if example["number"] not in taken][: most - len(other)]


def folded(answer: str) -> str:
    return answer.lower().replace('"', "").replace("`", "")


if __name__ == "__main__":
    main()
