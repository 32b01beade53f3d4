"""Trains the adapter.

    python -m adapter.train FIRST_SHARD EXAMPLES.jsonl OUT_FOLDER [--validation EXAMPLES.jsonl] [options]

Loss only on answers. Goes on from OUT_FOLDER/state.pt when the same command is given again. OUT_FOLDER gets the adapter in PEFT layout and
log.jsonl, a line a step.
"""

import argparse
import json
import random
import sys
import time
from pathlib import Path

import torch

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "python"))
from reference.model import GgufModel  # noqa: E402

from adapter.descent import Descent, loss_of  # noqa: E402
from adapter.network import Network  # noqa: E402
from adapter.packs import Packer, grouped, joined, read  # noqa: E402
from adapter.store import begin, save  # noqa: E402
from adapter.wordings import Source, wordings_of  # noqa: E402

SAVE_SECONDS = 300


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("model", type=Path)
    parser.add_argument("examples", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--ways", nargs="*", default=[], help="FILE[:DIALECT[:WEIGHT]]...: each epoch asks each question of EXAMPLES in one of these ways")
    parser.add_argument("--validation", type=Path)
    parser.add_argument("--start", type=Path, help="folder of an adapter of the same rank to begin with; else a random one")
    parser.add_argument("--passes", type=int, default=1, help="of questions that share a gold, how many are used")
    parser.add_argument("--first-pass", type=int, default=0, help="the first of these passes; earlier ones are left out")
    parser.add_argument("--epochs", type=int, default=1)
    parser.add_argument("--most", type=int, default=0, help="examples to use; 0 for all")
    parser.add_argument("--questions", type=int, default=12, help="of one pack")
    parser.add_argument("--packs", type=int, default=3, help="of one step")
    parser.add_argument("--rank", type=int, default=16)
    parser.add_argument("--alpha", type=float, default=32)
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--warmup", type=int, default=8)
    parser.add_argument("--dtype", choices=["float32", "bfloat16"], default="bfloat16")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--device", default="cpu", help="cpu or cuda")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--steps", type=int, default=0, help="stop after so many steps, for a trial; 0 for all")
    return parser.parse_args()


def main() -> None:
    chosen = options()
    torch.manual_seed(chosen.seed)
    torch.set_num_threads(chosen.threads)
    chosen.out.mkdir(parents=True, exist_ok=True)
    source = GgufModel(chosen.model)
    packer = Packer(source.tokenizer())
    network = Network(source.weights(), source.shape(), chosen.rank, chosen.alpha, getattr(torch, chosen.dtype)).to(chosen.device)
    if chosen.start:
        begin(network, chosen.start)
    order = random.Random(chosen.seed)
    examples = [example for example in read(chosen.examples, chosen.passes) if example["pass"] >= chosen.first_pass]
    order.shuffle(examples)
    if chosen.most:
        examples = examples[: chosen.most]
    ways = Source(wordings_of(chosen.ways, {example["number"] for example in examples}), chosen.seed) if chosen.ways else None
    steps = []
    for _ in range(chosen.epochs):
        if ways:
            examples = [wording.example for wording in ways.take(len(ways))]
        groups = grouped(examples, chosen.questions, order)
        steps += [groups[at : at + chosen.packs] for at in range(0, len(groups), chosen.packs)]
    held = grouped(read(chosen.validation, 1), 12, random.Random(2))[:8] if chosen.validation else []
    descent = Descent(network, len(steps), chosen.rate, chosen.warmup)
    first = 0
    state = chosen.out / "state.pt"
    if state.exists():
        saved = torch.load(state, map_location=chosen.device)
        network.load_state_dict(saved["network"])
        descent.optimiser.load_state_dict(saved["optimiser"])
        first = saved["step"]
    log = (chosen.out / "log.jsonl").open("a")
    print(f"{len(examples)} examples, {len(steps)} steps, begins at {first}", flush=True)
    last_saved = time.monotonic()

    def keep(step: int) -> None:
        torch.save({"network": network.state_dict(), "optimiser": descent.optimiser.state_dict(), "step": step}, state.with_suffix(".new"))
        state.with_suffix(".new").replace(state)
        save(chosen.out, network, chosen.rank, chosen.alpha)

    def validate(step: int) -> None:
        total = hits = count = 0
        with torch.no_grad():
            for group in held:
                pack = packer.pack(group).to(chosen.device)
                loss, right = loss_of(network, pack)
                total, hits, count = total + loss.item(), hits + right.item(), count + len(pack.targets)
        if count:
            tell({"step": step, "validation": round(total / count, 4), "right": round(hits / count, 4)})

    def tell(entry: dict) -> None:
        log.write(json.dumps(entry) + "\n")
        log.flush()
        print(entry, flush=True)

    for step in range(first, len(steps)):
        if step % 25 == 0:
            validate(step)
        begun = time.process_time(), time.monotonic()
        packs = [packer.pack(group) for group in steps[step]]
        if chosen.device != "cpu":
            # One after another they would leave a large device idle.
            packs = [joined(packs, 64)]
        figures = descent.step(step, packs, chosen.device)
        tokens = sum(len(pack.ids) for pack in packs)
        tell({
            "step": step + 1, "of": len(steps), **figures,
            "tokens": tokens, "seconds": round(time.monotonic() - begun[1], 1), "processor": round(time.process_time() - begun[0], 1),
        })  # fmt: skip
        if chosen.steps and step + 1 >= chosen.steps:
            break
        if time.monotonic() - last_saved > SAVE_SECONDS:
            keep(step + 1)
            last_saved = time.monotonic()
    keep(len(steps) if not chosen.steps else chosen.steps)
    validate(len(steps))


if __name__ == "__main__":
    main()
