"""Trains an adapter further by what its own answers are worth.

    python -m adapter.reinforce FIRST_SHARD SPIDER_FOLDER GOLDS.jsonl OUT_FOLDER --start FOLDER --examples FILE[:DIALECT[:WEIGHT]]... [options]

Group-relative policy optimisation (Shao et al., DeepSeekMath, arXiv:2402.03300), on policy and without a reference model: several answers to each question
are drawn, run, and made likelier or less likely by how much better they are than the others to the same question. Advantages are not divided by
their deviation, nor losses by an answer's length (Liu et al., Understanding R1-Zero-Like Training, arXiv:2503.20783). An answer is worth 1 if it has gold's
rows on the database and on two thinned copies of it, 0.1 if it runs, else nothing; questions whose gold has no rows are left out.
"""

import argparse
import json
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path

import torch

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "python"))
from reference.model import GgufModel  # noqa: E402

from adapter.descent import loss_of  # noqa: E402
from adapter.measure import accuracy, drawn, golds_of, judged  # noqa: E402
from adapter.network import Network  # noqa: E402
from adapter.packs import Pack, Packer, joined, read  # noqa: E402
from adapter.rewards import Judges, Worth  # noqa: E402
from adapter.sampler import Sampler  # noqa: E402
from adapter.store import begin, save  # noqa: E402
from adapter.wordings import Source, Wording, named, wordings_of  # noqa: E402

MOST_TOKENS = 10_000
"""Of one pass through the network while training."""
OF_A_PACK = 6


def value(worth: Worth) -> float:
    """What an answer is worth in training."""
    return 1.0 if worth.right else 0.1 if worth.runs else 0.0


def packs_of(packer: Packer, wordings: list[Wording], answers: list[list[list[int]]], worths: list[list[Worth]]) -> list[Pack]:
    """Questions whose answers differ in worth, each answer with its advantage as its share."""
    by_schema = defaultdict(list)
    for wording, several, valued in zip(wordings, answers, worths, strict=True):
        values = [value(worth) for worth in valued]
        mean = sum(values) / len(values)
        if not valued[0].sound or max(values) - min(values) < 0.05:
            continue
        # An answer that was drawn several times is read once.
        shares: Counter = Counter()
        for answer, one in zip(several, values, strict=True):
            shares[tuple(answer)] += one - mean
        by_schema[wording.example["system"]].append((wording.example, [(list(answer), share) for answer, share in shares.items()]))
    packs = []
    for same in by_schema.values():
        packs += [packer.weighed(same[at : at + OF_A_PACK]) for at in range(0, len(same), OF_A_PACK)]
    return packs


def batches(packs: list[Pack]) -> list[Pack]:
    """Packs joined as far as they fit into one pass."""
    result, now = [], []
    for pack in packs:
        if now and sum(len(other.ids) for other in now) + len(pack.ids) > MOST_TOKENS:
            result.append(joined(now, 64))
            now = []
        now.append(pack)
    return result + ([joined(now, 64)] if now else [])


class Reinforcement:
    """The training, step by step."""

    def __init__(self, network: Network, packer: Packer, judges: Judges, source: Source, golds: dict[int, str], rate: float):
        self.network, self.packer, self.judges, self.source, self.golds = network, packer, judges, source, golds
        self.parameters = list(network.parameters())
        self.rate = rate
        self.optimiser = torch.optim.AdamW(self.parameters, lr=rate, weight_decay=0.0, betas=(0.9, 0.95))

    def step(self, prompts: int, answers: int, temperature: float, factor: float) -> dict:
        """One round: draws, judges, learns. factor: of the rate. Returns figures of the round."""
        begun = time.monotonic()
        wordings = self.source.take(prompts)
        examples = [wording.example for wording in wordings]
        several = drawn(Sampler(self.network), self.packer, examples, answers, temperature)
        drew = time.monotonic()
        worths = judged(self.judges, self.packer, examples, [wording.dialect for wording in wordings], self.golds, several)
        judged_at = time.monotonic()
        packs = packs_of(self.packer, wordings, several, worths)
        tokens = sum(len(answer) for one in several for answer in one)
        for group in self.optimiser.param_groups:
            group["lr"] = self.rate * factor
        for pack in batches(packs):
            loss, _ = loss_of(self.network, pack.to(self.network.embedding.device))
            (loss / tokens).backward()
        size = torch.nn.utils.clip_grad_norm_(self.parameters, 0.1)
        self.optimiser.step()
        self.optimiser.zero_grad(set_to_none=True)
        flat = [worth for one in worths for worth in one]
        return {
            "right": round(sum(worth.right for worth in flat) / len(flat), 4), "runs": round(sum(worth.runs for worth in flat) / len(flat), 4),
            "learned": sum(pack.questions for pack in packs), "length": round(tokens / len(flat), 1), "gradient": round(float(size), 4),
            "draw": round(drew - begun, 1), "judge": round(judged_at - drew, 1), "learn": round(time.monotonic() - judged_at, 1),
        }  # fmt: skip


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("model", type=Path)
    parser.add_argument("data", type=Path)
    parser.add_argument("golds", type=Path, help="examples for SQLite, whose answers are gold")
    parser.add_argument("out", type=Path)
    parser.add_argument("--start", type=Path, required=True, help="folder of the adapter to go on from")
    parser.add_argument("--examples", nargs="+", required=True)
    parser.add_argument("--validation", nargs="*", default=[], help="GOLDS.jsonl, then FILE[:DIALECT]...")
    parser.add_argument("--steps", type=int, default=60)
    parser.add_argument("--minutes", type=float, default=0, help="ends after so long even if steps are left; 0 for no limit")
    parser.add_argument("--prompts", type=int, default=128, help="questions of one step")
    parser.add_argument("--answers", type=int, default=8, help="answers to each")
    parser.add_argument("--temperature", type=float, default=1.0)
    parser.add_argument("--rate", type=float, default=5e-5)
    parser.add_argument("--warmup", type=int, default=4)
    parser.add_argument("--rank", type=int, default=16)
    parser.add_argument("--alpha", type=float, default=32)
    parser.add_argument("--every", type=int, default=20, help="steps between two measurements, each of which is saved")
    parser.add_argument("--device", default="cuda")
    parser.add_argument("--processes", type=int, default=12, help="for running SQL")
    parser.add_argument("--seed", type=int, default=1)
    return parser.parse_args()


def main() -> None:
    chosen = options()
    torch.manual_seed(chosen.seed)
    judges = Judges(chosen.data, chosen.processes)
    source = GgufModel(chosen.model)
    packer = Packer(source.tokenizer())
    network = Network(source.weights(), source.shape(), chosen.rank, chosen.alpha, torch.bfloat16).to(chosen.device)
    begin(network, chosen.start)
    golds = golds_of(chosen.golds)
    held = [(read(file, sys.maxsize), dialect) for file, dialect in map(named, chosen.validation[1:])]
    held_golds = golds_of(Path(chosen.validation[0])) if held else {}
    training = Reinforcement(network, packer, judges, Source(wordings_of(chosen.examples, golds), chosen.seed), golds, chosen.rate)
    chosen.out.mkdir(parents=True, exist_ok=True)
    log = (chosen.out / "log.jsonl").open("a")

    def tell(entry: dict) -> None:
        log.write(json.dumps(entry) + "\n")
        log.flush()
        print(entry, flush=True)

    def keep(step: int) -> None:
        for examples, dialect in held:
            tell({"step": step, "dialect": dialect} | accuracy(Sampler(network), packer, judges, examples, dialect, held_golds))
        save(chosen.out / f"step-{step}", network, chosen.rank, chosen.alpha)

    begun, step, along = time.monotonic(), 0, 0.0
    while along < 1:
        if step % chosen.every == 0:
            keep(step)
        factor = min(1.0, (step + 1) / chosen.warmup) * (1 - 0.9 * along)
        tell({"step": step + 1} | training.step(chosen.prompts, chosen.answers, chosen.temperature, factor))
        step += 1
        along = step / chosen.steps
        if chosen.minutes:
            along = max(along, (time.monotonic() - begun) / 60 / chosen.minutes)
    keep(step)
    judges.close()


if __name__ == "__main__":
    main()
