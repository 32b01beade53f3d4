"""What transformers computes in fp32 with a real model: python -m parity.make_reference FIRST_SHARD OUT.json

For each prompt: its ids, the 64 best tokens after it with their logits and log-probabilities, and the greedy tokens that
follow, each with its lead over the second best. The weights are the file's, dequantised to fp32 by the gguf package.
"""

import argparse
import json
import sys
from pathlib import Path

import torch

from embedded.source import sha256
from parity.prompts import prompts
from reference.greedy import Greedy
from reference.model import GgufModel

BEST = 64
LIMIT = 32


def main() -> None:
    parser = argparse.ArgumentParser(description="Writes the reference values of a real model.")
    parser.add_argument("model", type=Path, help="the GGUF file, or its first shard")
    parser.add_argument("out", type=Path)
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    model = GgufModel(options.model)
    encoder = model.tokenizer()
    greedy = Greedy(model.load(), model.end, LIMIT)
    rows = []
    for name, prompt in prompts().items():
        ids = encoder.encode(prompt, add_special_tokens=False).ids
        [answer] = greedy.answers(ids[:-1], [ids[-1:]])
        logs = answer.start.log_softmax(dim=-1)
        best = logs.topk(BEST)
        rows.append(
            {
                "name": name,
                "prompt": prompt,
                "ids": ids,
                "top": [
                    {"id": at, "logit": float(answer.start[at]), "logprob": value}
                    for at, value in zip(best.indices.tolist(), best.values.tolist(), strict=True)
                ],
                "logSumExp": float(answer.start.logsumexp(dim=-1)),
                "greedy": answer.tokens,
                "gaps": answer.gaps,
                "text": encoder.decode(answer.tokens, skip_special_tokens=True),
            }
        )
        print(f"{name}: {len(ids)} tokens", file=sys.stderr, flush=True)
    value = {"firstShardSha256": sha256(options.model), "endToken": model.end, "prompts": rows}
    options.out.parent.mkdir(parents=True, exist_ok=True)
    options.out.write_text(json.dumps(value, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
