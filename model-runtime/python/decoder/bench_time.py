"""Measuring on a device."""

import statistics
import time
from typing import Any, Callable

import torch


def settle(device: str) -> None:
    """Waits until the device has done all it was told."""
    if device.startswith("cuda"):
        torch.cuda.synchronize()


def timed(what: Callable[[], Any], device: str) -> float:
    """Seconds that something takes, until the device is done."""
    settle(device)
    start = time.perf_counter()
    what()
    settle(device)
    return time.perf_counter() - start


def summary(values: list[float], digits: int = 4) -> dict[str, float]:
    """Median, least and greatest."""

    def rounded(value: float) -> float:
        return float(f"{value:.{digits}g}")

    return {"median": rounded(statistics.median(values)), "least": rounded(min(values)), "most": rounded(max(values)), "n": len(values)}


class Graph:
    """One tick of an armed decoder as a CUDA graph; arm it anew before the first replay, since capturing advances it."""

    def __init__(self, decoder: Any) -> None:
        side = torch.cuda.Stream()
        side.wait_stream(torch.cuda.current_stream())
        with torch.cuda.stream(side):
            for _ in range(3):
                decoder.tick()
        torch.cuda.current_stream().wait_stream(side)
        self.graph = torch.cuda.CUDAGraph()
        with torch.cuda.graph(self.graph):
            decoder.tick()

    def replay(self, times: int) -> None:
        for _ in range(times):
            self.graph.replay()
