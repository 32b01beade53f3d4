"""Shares questions among databases, so that each is seen once.

    python -m adapter.share OUT.jsonl SEED FIRST.jsonl OTHER.jsonl:WEIGHT...

The first file gives one question of each gold (its pass 0). The questions left over are shared among the other files by database, as many as
their weights say, in the wording and with the answer that they have there.
"""

import json
import random
import sys
from collections import Counter, defaultdict
from pathlib import Path


def main() -> None:
    out, seed, first, *others = sys.argv[1:]
    order = random.Random(int(seed))
    files = [(name, int(weight)) for name, weight in (other.rsplit(":", 1) for other in others)]
    examples = [json.loads(line) for line in Path(first).open(encoding="utf-8")]
    chosen = [example for example in examples if example["pass"] == 0]
    left = defaultdict(set)
    for example in examples:
        if example["pass"] > 0:
            left[example["database"]].add(example["number"])
    turns = [name for name, weight in files for _ in range(weight)]
    databases = sorted(left)
    order.shuffle(databases)
    wanted = defaultdict(set)
    for at, database in enumerate(databases):
        wanted[turns[at % len(turns)]] |= left[database]
    counts = Counter({first: len(chosen)})
    for name, _ in files:
        for line in Path(name).open(encoding="utf-8"):
            example = json.loads(line)
            if example["number"] in wanted[name]:
                chosen.append(example)
                counts[name] += 1
    with Path(out).open("w", encoding="utf-8") as file:
        for example in chosen:
            file.write(json.dumps(example | {"pass": 0}, ensure_ascii=False) + "\n")
    print(dict(counts))


if __name__ == "__main__":
    main()
