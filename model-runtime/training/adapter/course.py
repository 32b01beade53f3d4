"""Trains an adapter on a GPU in a given time: a few ways of plain training, the best of which is trained on by what its answers are worth.

    python -m adapter.course FIRST_SHARD SPIDER_FOLDER EXAMPLES_FOLDER OUT_FOLDER --minutes 7

EXAMPLES_FOLDER holds what `adapter.prepare` made: for each system sqlite, postgresql, mariadb, h2 the files p-SYSTEM.jsonl (questions as they are) and
s-SYSTEM.jsonl (in other words; may be missing), and v-sqlite.jsonl, v-postgresql.jsonl to choose by. OUT_FOLDER gets an adapter for each stage and
log.jsonl. A stage that fails is told there, and the others go on.
"""

import argparse
import json
import random
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path

import torch

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "python"))
from reference.model import GgufModel  # noqa: E402

from adapter.descent import Descent  # noqa: E402
from adapter.measure import accuracy, golds_of  # noqa: E402
from adapter.network import Network  # noqa: E402
from adapter.packs import Packer, grouped, joined, read  # noqa: E402
from adapter.reinforce import Reinforcement  # noqa: E402
from adapter.rewards import Judges  # noqa: E402
from adapter.sampler import Sampler  # noqa: E402
from adapter.store import begin, save  # noqa: E402
from adapter.wordings import DIALECTS, Source, Wording, wordings_of  # noqa: E402

RANK, ALPHA = 16, 32
SHARES = {"sqlite": 30, "postgresql": 12, "mariadb": 9, "h2": 9}
OTHER_WORDS = 0.65
"""How often a question is asked in other words, as a share of how often it is asked as it is."""
KEPT_SECONDS = 45
"""What is left for the last measurement."""


class Course:
    """The stages, and what they share."""

    def __init__(self, chosen: argparse.Namespace):
        self.begun = time.monotonic()
        self.budget = chosen.minutes * 60
        self.out: Path = chosen.out
        self.out.mkdir(parents=True, exist_ok=True)
        self.log = (self.out / "log.jsonl").open("a")
        self.judges = Judges(chosen.data, chosen.processes)
        source = GgufModel(chosen.model)
        self.packer = Packer(source.tokenizer())
        self.network = Network(source.weights(), source.shape(), RANK, ALPHA, torch.bfloat16).to(chosen.device)
        self.device = chosen.device
        self.fresh = self.state()
        folder: Path = chosen.examples
        self.golds = golds_of(folder / "p-sqlite.jsonl")
        self.held_golds = golds_of(folder / "v-sqlite.jsonl")
        held = [(folder / f"v-{dialect}.jsonl", dialect) for dialect in ("sqlite", "postgresql")]
        self.held = [([e for e in read(file, sys.maxsize) if e["number"] in self.held_golds], dialect) for file, dialect in held]
        specs = []
        for dialect in DIALECTS:
            for name, share in ((f"p-{dialect}.jsonl", 1), (f"s-{dialect}.jsonl", OTHER_WORDS)):
                if (folder / name).exists():
                    specs.append(f"{folder / name}:{dialect}:{SHARES[dialect] * share}")
        self.ways = wordings_of(specs, self.golds)
        self.prompts, self.answers, self.most = chosen.prompts, chosen.answers, chosen.most
        if self.most:
            self.ways = [way for way in self.ways if way.example["number"] < self.most]
            self.held = [(examples[: self.most], dialect) for examples, dialect in self.held]
        self.tell({"ready": torch.__version__, "device": torch.cuda.get_device_name() if "cuda" in chosen.device else chosen.device})

    def left(self) -> float:
        """Seconds that are left."""
        return self.budget - (time.monotonic() - self.begun)

    def tell(self, entry: dict) -> None:
        """Writes a line of the log."""
        entry = {"at": round(time.monotonic() - self.begun, 1)} | entry
        self.log.write(json.dumps(entry) + "\n")
        self.log.flush()
        print(json.dumps(entry), flush=True)

    def state(self) -> dict[str, torch.Tensor]:
        """A copy of what is trained."""
        return {name: value.detach().clone() for name, value in self.network.trained().items()}

    def restore(self, state: dict[str, torch.Tensor]) -> None:
        """Goes back to a copy."""
        with torch.no_grad():
            for name, value in self.network.trained().items():
                value.copy_(state[name])

    def measure(self, name: str) -> float:
        """Saves the adapter and counts right answers; returns the sum over the systems."""
        save(self.out / name, self.network, RANK, ALPHA)
        sampler = Sampler(self.network)
        counts = {
            dialect: accuracy(sampler, self.packer, self.judges, examples, dialect, self.held_golds) for examples, dialect in self.held
        }
        total = sum(count["right"] for count in counts.values())
        self.tell({"stage": name, "sum": round(total, 4)} | counts)
        return total

    def plain(self, ways: list[Wording], epochs: int, seed: int) -> None:
        """Training on gold from nothing: 36 questions a step, each in one of its ways in each epoch."""
        self.restore(self.fresh)
        source, order = Source(ways, seed), random.Random(seed)
        steps: list[list[list[dict]]] = []
        for _ in range(epochs):
            now: list[list[dict]] = []
            for group in grouped([way.example for way in source.take(len(source))], 12, order):
                now.append(group)
                if sum(map(len, now)) >= 36:
                    steps.append(now)
                    now = []
            if now:
                steps.append(now)
        descent = Descent(self.network, len(steps), 2e-4, 8)
        for step, groups in enumerate(steps):
            figures = descent.step(step, [joined([self.packer.pack(group) for group in groups], 64)], self.device)
            if step % 40 == 0 or step == len(steps) - 1:
                self.tell({"step": step + 1, "of": len(steps), "loss": figures["loss"]})
            if self.left() < 2 * KEPT_SECONDS:
                break

    def reinforce(self) -> None:
        """Training on what the network's own answers are worth, for the time that is left."""
        training = Reinforcement(self.network, self.packer, self.judges, Source(self.ways, 11), self.golds, 8e-5)
        begun, total = time.monotonic(), self.left() - KEPT_SECONDS
        marks, step = [0.25, 0.5, 0.75], 0
        while (along := (time.monotonic() - begun) / max(total, 1)) < 1:
            if marks and along > marks[0]:
                marks.pop(0)
                self.measure(f"reinforced-{step}")
            factor = min(1.0, (step + 1) / 4) * (1 - 0.9 * along)
            step += 1
            self.tell({"step": step} | training.step(self.prompts, self.answers, 1.0, factor))
        self.measure("reinforced")

    def attempt(self, stage: Callable[[], None]) -> bool:
        """Runs a stage; one that fails does not end the course."""
        try:
            stage()
            return True
        except Exception:
            self.tell({"failed": traceback.format_exc()[-2000:]})
            return False

    def run(self, start: Path | None, stages: list[str]) -> None:
        """The whole course."""
        best, kept = -1.0, self.fresh

        def judged(name: str) -> None:
            nonlocal best, kept
            total = self.measure(name)
            if total > best:
                best, kept = total, self.state()

        if start:
            self.attempt(lambda: (begin(self.network, start), judged("start")))
        plain = [way for way in self.ways if way.dialect == "sqlite" and way.weight == SHARES["sqlite"]]
        for name, ways, epochs in (("plain-1", plain, 1), ("ways-1", self.ways, 1), ("ways-2", self.ways, 2), ("ways-4", self.ways, 4)):
            if name not in stages or epochs > 2 and self.left() < self.budget * 0.7:
                continue
            self.attempt(lambda: (self.plain(ways, epochs, epochs), judged(name)))
        self.restore(kept)
        self.attempt(self.reinforce)
        self.judges.close()
        self.tell({"done": True})


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("model", type=Path)
    parser.add_argument("data", type=Path)
    parser.add_argument("examples", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--minutes", type=float, default=7)
    parser.add_argument("--start", type=Path, help="an adapter to measure beside those that are made, and to train on if it is the best")
    parser.add_argument("--stages", nargs="+", default=["plain-1", "ways-1", "ways-2", "ways-4"], help="ways of plain training to try")
    parser.add_argument("--device", default="cuda")
    parser.add_argument("--processes", type=int, default=14, help="for running SQL")
    parser.add_argument("--prompts", type=int, default=128, help="questions of one step of reinforcement")
    parser.add_argument("--answers", type=int, default=8, help="answers to each")
    parser.add_argument("--most", type=int, default=0, help="questions to use, for a trial; 0 for all")
    chosen = parser.parse_args()
    torch.manual_seed(1)
    Course(chosen).run(chosen.start, chosen.stages)


if __name__ == "__main__":
    main()
