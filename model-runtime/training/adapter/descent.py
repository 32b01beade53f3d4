"""The step of plain training on gold: loss on answers, AdamW, a rate that rises in a line and falls along a cosine."""

import math

import torch
import torch.nn.functional as F

from adapter.network import Network
from adapter.packs import Pack


def loss_of(network: Network, pack: Pack) -> tuple[torch.Tensor, torch.Tensor]:
    """Sum of the losses over the answers' tokens, each with its share, and how many of the tokens come first."""
    logits = network(pack.ids, pack.positions, pack.mask(), pack.wanted)
    losses = F.cross_entropy(logits, pack.targets, reduction="none")
    return (losses * pack.shares).sum(), (logits.argmax(1) == pack.targets).sum()


def rate_at(step: int, steps: int, rate: float, warmup: int) -> float:
    """The rate of a step: up in a line, then down along a cosine."""
    if step < warmup:
        return rate * (step + 1) / warmup
    return rate * (0.5 + 0.5 * math.cos(math.pi * (step - warmup) / max(1, steps - warmup)))


class Descent:
    """Trains a network in a known number of steps."""

    def __init__(self, network: Network, steps: int, rate: float, warmup: int):
        self.network, self.steps, self.rate, self.warmup = network, steps, rate, warmup
        self.parameters = list(network.parameters())
        self.optimiser = torch.optim.AdamW(self.parameters, lr=rate, weight_decay=0.0, betas=(0.9, 0.99))

    def step(self, step: int, packs: list[Pack], device: str) -> dict[str, float]:
        """One step over packs, one after the other; returns the mean loss of a token before it, the size of the gradient, and the rate."""
        rate = rate_at(step, self.steps, self.rate, self.warmup)
        for group in self.optimiser.param_groups:
            group["lr"] = rate
        targets = sum(len(pack.targets) for pack in packs)
        total = 0.0
        for pack in packs:
            loss, _ = loss_of(self.network, pack.to(device))
            (loss / targets).backward()
            total += loss.item()
        size = torch.nn.utils.clip_grad_norm_(self.parameters, 1.0)
        self.optimiser.step()
        self.optimiser.zero_grad(set_to_none=True)
        return {"loss": round(total / targets, 4), "gradient": round(float(size), 3), "rate": round(rate, 7)}
