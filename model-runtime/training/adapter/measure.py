"""A quick look at what the model answers without the driver: greedy, nothing constrained, SQLite or what can be put into its words.

    python -m adapter.measure FIRST_SHARD SPIDER_FOLDER GOLDS.jsonl EXAMPLES.jsonl[:DIALECT]... [--adapter FOLDER] [--device cuda]

Prints for each file how many answers have gold's rows on a database and two thinned copies of it. GOLDS.jsonl has examples for SQLite, whose answers
are gold. For choosing among adapters; the figures that count are the driver's (`docs/accuracy.md`).
"""

import argparse
import json
import sys
from pathlib import Path

import torch

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "python"))
from reference.model import GgufModel  # noqa: E402

from adapter.network import Network  # noqa: E402
from adapter.packs import Packer, read  # noqa: E402
from adapter.rewards import Judges, Task, Worth  # noqa: E402
from adapter.sampler import Sampler  # noqa: E402
from adapter.store import begin  # noqa: E402
from adapter.wordings import named  # noqa: E402

LONGEST = 120


def golds_of(file: Path) -> dict[int, str]:
    """Gold in SQLite's words, by the number of the question."""
    return {example["number"]: sql_of("SELECT" + example["answer"]) for example in read(file, sys.maxsize)}


def sql_of(text: str) -> str:
    """The SQL of an answer that begins within a fence."""
    return text.removeprefix("```sql\n").split("```")[0].strip()


def drawn(
    sampler: Sampler, packer: Packer, examples: list[dict], count: int, temperature: float, rows: int = 2048
) -> list[list[list[int]]]:
    """For each example `count` answers as tokens; rows: answers that are drawn at once."""
    answers = []
    size = max(1, rows // count)
    for at in range(0, len(examples), size):
        prompts = [packer.schema(example["system"]) + packer.question(example) for example in examples[at : at + size]]
        answers += sampler.draw(prompts, count, temperature, LONGEST, packer.end)
    return answers


def judged(
    judges: Judges, packer: Packer, examples: list[dict], dialects: list[str], golds: dict[int, str], answers: list[list[list[int]]]
) -> list[list[Worth]]:
    """What each answer to each example is worth."""
    tasks = []
    for example, dialect, several in zip(examples, dialects, answers, strict=True):
        for answer in several:
            text = packer.tokenizer.decode(answer, skip_special_tokens=True)
            tasks.append(Task(example["database"], dialect, sql_of(example["prefix"] + text), golds[example["number"]]))
    worths = iter(judges.worths(tasks))
    return [[next(worths) for _ in several] for several in answers]


def accuracy(sampler: Sampler, packer: Packer, judges: Judges, examples: list[dict], dialect: str, golds: dict[int, str]) -> dict[str, float]:
    """Shares of greedy answers that are right and that run."""
    answers = drawn(sampler, packer, examples, 1, 0)
    worths = [several[0] for several in judged(judges, packer, examples, [dialect] * len(examples), golds, answers)]
    return {
        "questions": len(worths),
        "right": round(sum(worth.right for worth in worths) / len(worths), 4),
        "runs": round(sum(worth.runs for worth in worths) / len(worths), 4),
    }


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("model", type=Path)
    parser.add_argument("data", type=Path)
    parser.add_argument("golds", type=Path)
    parser.add_argument("examples", nargs="+")
    parser.add_argument("--adapter", type=Path)
    parser.add_argument("--most", type=int, default=0, help="questions of each file; 0 for all")
    parser.add_argument("--device", default="cpu")
    chosen = parser.parse_args()
    judges = Judges(chosen.data, torch.get_num_threads())
    source = GgufModel(chosen.model)
    packer = Packer(source.tokenizer())
    network = Network(source.weights(), source.shape(), 16, 32, torch.bfloat16).to(chosen.device)
    if chosen.adapter:
        begin(network, chosen.adapter)
    sampler = Sampler(network)
    golds = golds_of(chosen.golds)
    for name in chosen.examples:
        file, dialect = named(name)
        examples = read(file, sys.maxsize)
        examples = examples[: chosen.most] if chosen.most else examples
        print(json.dumps({"file": file.name, "dialect": dialect} | accuracy(sampler, packer, judges, examples, dialect, golds)), flush=True)
    judges.close()


if __name__ == "__main__":
    main()
