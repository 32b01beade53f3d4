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


def kernel_times(what: Callable[[], Any], device: str) -> dict[str, str]:
    """Which kernels something starts, how many microseconds each takes, and how often, in the mean of four."""
    cuda = device.startswith("cuda")
    what()
    settle(device)
    activities = [torch.profiler.ProfilerActivity.CUDA if cuda else torch.profiler.ProfilerActivity.CPU]
    with torch.profiler.profile(activities=activities) as profile:
        for _ in range(4):
            what()
        settle(device)
    rows: dict[str, tuple[float, int]] = {}
    for event in profile.events():
        taken = event.device_time_total if cuda else event.cpu_time_total
        time_so_far, count = rows.get(event.name, (0.0, 0))
        rows[event.name] = (time_so_far + taken / 4, count + 1)
    best = sorted(rows.items(), key=lambda row: -row[1][0])[:18]
    out = {kernel[:110]: f"{taken:.1f} us, {count / 4:g} times" for kernel, (taken, count) in best}
    out["all"] = f"{sum(t for t, _ in rows.values()):.0f} us, {sum(c for _, c in rows.values()) / 4:g} times"
    return out


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
