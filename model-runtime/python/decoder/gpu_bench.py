"""Measures the decoder on a GPU, with random weights in the shape of Qwen2.5-7B, beside Hugging Face transformers.

    python gpu_bench.py --out gpu.json [--seconds 140] [--only PART ...]
    python gpu_bench.py --device cpu --tiny --out cpu.json      whether the bench works, without a GPU

Needs torch and transformers, and this folder (decoder.pt beside it or in the resources serves where this torch cannot compile decoder.py). Prints a
table and JSON. Each part is on its own: one that fails prints its error, and the others go on; what is known is written to the file
after each. When the time is up the rest is left out. The programs run as in Java: graph optimiser off, inference mode.
"""

import argparse
import gc
import json
import platform
import signal
import subprocess
import sys
import time
import traceback
from pathlib import Path
from typing import Any, Callable

sys.path.insert(0, str(Path(__file__).resolve().parent))

START = time.monotonic()

import torch  # noqa: E402
from bench_int4 import products  # noqa: E402
from bench_models import QWEN_7B, TINY, Programs, Shape, configured, fill_randomly  # noqa: E402
from bench_peer import generation  # noqa: E402
from bench_time import Graph, kernel_times, settle, summary, timed  # noqa: E402

TOP = 64
STOPS = [-1]


class TimeIsUp(BaseException):
    """The budget is spent."""


class Bench:
    """The parts, in the order in which they run."""

    def __init__(self, device: str, tiny: bool, out: Path) -> None:
        self.device = device
        self.cuda = device.startswith("cuda")
        self.shape: Shape = TINY if tiny else QWEN_7B
        self.prompt = 100 if tiny else 1000
        self.long = 300 if tiny else 4000
        self.tokens = 16 if tiny else 64
        self.rounds = 3 if tiny else 7
        self.out = out
        self.results: dict[str, Any] = {}
        self.programs = Programs()
        self.decoder: Any = None
        torch.manual_seed(1)
        self.ids = torch.randint(0, self.shape.vocabulary, [self.long]).tolist()

    def parts(self) -> list[tuple[str, Callable[[], Any]]]:
        return [
            ("environment", self.environment),
            ("copy bandwidth", self.bandwidth),
            ("build", self.build),
            ("one row", self.one_row),
            ("eight rows", lambda: self.several_rows(8)),
            ("prefill", self.prefill),
            ("kernels", self.kernels),
            ("transformers", self.transformers),
            ("correct: logits", lambda: self.check("logits")),
            ("correct: greedy", lambda: self.check("greedy")),
            ("correct: int4 layout", lambda: self.check("layout")),
            ("int4", self.int4),
            ("correct: int4 logits", lambda: self.check("int4_logits")),
            ("int4 product", self.int4_product),
            ("thirty-two rows", lambda: self.several_rows(32)),
            ("without flash", self.without_flash),
            ("optimiser on", self.optimised),
        ]

    # ---- Running ----------------------------------------------------------------------------------------------------------------------

    def run(self, seconds: float, only: list[str]) -> None:
        signal.signal(signal.SIGALRM, self._up)
        signal.setitimer(signal.ITIMER_REAL, max(1.0, seconds - (time.monotonic() - START)))
        try:
            for name, part in self.parts():
                if only and name not in only and name != "environment":
                    continue
                began = time.monotonic()
                print(f"[{began - START:6.1f} s] {name}", flush=True)
                try:
                    self.results[name] = {}
                    given = part()
                    self.results[name] = given
                except Exception as failure:
                    print(traceback.format_exc()[:4000], flush=True)
                    self.results[name]["failed"] = f"{type(failure).__name__}: {str(failure)[:600]}"
                self.results[name]["seconds"] = round(time.monotonic() - began, 1)
                self.write()
        except TimeIsUp:
            self.results["time is up after"] = round(time.monotonic() - START, 1)
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0.0)
        self.write()

    @staticmethod
    def _up(*_: Any) -> None:
        raise TimeIsUp

    def write(self) -> None:
        self.results["program"] = self.programs.used
        if self.programs.failures:
            self.results["program, failures"] = self.programs.failures[:3]
        self.out.write_text(json.dumps(self.results, indent=1))

    def drop(self) -> None:
        """Frees the decoder."""
        self.decoder = None
        gc.collect()
        if self.cuda:
            torch.cuda.empty_cache()

    # ---- The machine ------------------------------------------------------------------------------------------------------------------

    def environment(self) -> dict[str, Any]:
        out: dict[str, Any] = {"date": time.strftime("%Y-%m-%d"), "python": platform.python_version(), "torch": torch.__version__}
        if self.cuda:
            card = torch.cuda.get_device_properties(0)
            out |= {"card": card.name, "memory, GB": round(card.total_memory / 1e9, 1), "multiprocessors": card.multi_processor_count}
            wanted = "driver_version,power.limit,clocks.max.sm,clocks.max.mem,temperature.gpu,utilization.gpu"
            try:
                told = subprocess.run(["nvidia-smi", f"--query-gpu={wanted}", "--format=csv"], capture_output=True, text=True, timeout=10)
                out["nvidia-smi"] = told.stdout.strip().splitlines()
            except (OSError, subprocess.SubprocessError) as failure:
                out["nvidia-smi"] = str(failure)
            # As libtorch 2.7.1 chooses, which Java loads: cuDNN's attention is not the first choice there, and it plans anew for every length.
            torch.backends.cuda.enable_cudnn_sdp(False)
        return out

    def bandwidth(self) -> dict[str, Any]:
        size = 1 << (20 if not self.cuda else 32)
        source = torch.empty(size, dtype=torch.uint8, device=self.device).fill_(1)
        target = torch.empty_like(source)
        timed(lambda: target.copy_(source), self.device)
        return {"GB/s, read and written": summary([2e-9 * size / timed(lambda: target.copy_(source), self.device) for _ in range(15)])}

    # ---- bfloat16 ---------------------------------------------------------------------------------------------------------------------

    def build(self) -> dict[str, Any]:
        self.drop()
        self.decoder = self.programs.new()
        flash = configured(self.decoder, self.shape, 2, self.device)
        fill_randomly(self.decoder, self.shape, 2, self.device)
        settle(self.device)
        return {"flash": flash, "read by a token, GB": round(2e-9 * self.shape.read(), 2)}

    def steps(self, ids: list[int], rows: list[int], lengths: list[int], rounds: int) -> dict[str, Any]:
        """`step` as Java calls it, once for all tokens: every call ends when its numbers are on the host."""
        decoder = self.decoder
        times: list[float] = []
        for i in range(5 + rounds):
            start = time.perf_counter()
            decoder.step(ids, rows, [length + i for length in lengths], TOP)
            times.append(time.perf_counter() - start)
        return {"ms/call": summary([1e3 * t for t in times[5:]]), "tokens/s": summary([len(ids) / t for t in times[5:]])}

    def loops(self, ids: list[int], rows: list[int], lengths: list[int]) -> dict[str, Any]:
        """The loop on the device, then the same under a graph."""
        decoder, tokens = self.decoder, self.tokens
        out: dict[str, Any] = {}
        decoder.loop(ids, rows, lengths, STOPS, 16)

        def rates(what: Callable[[], Any]) -> dict[str, float]:
            return summary([len(ids) * tokens / timed(what, self.device) for _ in range(self.rounds)])

        out["loop, tokens/s"] = rates(lambda: decoder.loop(ids, rows, lengths, STOPS, tokens))
        decoder.arm(ids, rows, lengths, tokens)
        settle(self.device)
        start = time.perf_counter()
        for _ in range(tokens):
            decoder.tick()
        out["loop, host ms/token"] = round(1e3 * (time.perf_counter() - start) / tokens, 3)
        settle(self.device)
        if self.cuda:
            told = decoder.told.tolist()
            decoder.arm(ids, rows, lengths, tokens)
            graph = Graph(decoder)

            def replay() -> None:
                decoder.arm(ids, rows, lengths, tokens)
                graph.replay(tokens)

            replay()
            same = sum(a == b for a, b in zip(sum(told, []), sum(decoder.told.tolist(), [])))
            out["graph, tokens/s"] = rates(replay)
            out["graph = loop"] = f"{same} of {len(ids) * tokens}"
        return out

    def one_row(self) -> dict[str, Any]:
        self._rebuilt()
        decoder = self.decoder
        decoder.reserve(1, self.prompt + 300)
        decoder.prefill(self.ids[: self.prompt], 0, 0, TOP)
        out = self.steps([self.ids[0]], [0], [self.prompt], 3 * self.tokens)
        self.results["one row"] = out
        out |= self.loops([self.ids[0]], [0], [self.prompt])
        self._shares(out)
        return out

    def _shares(self, out: dict[str, Any]) -> None:
        """What part of the copy bandwidth reading the weights comes to."""
        copied = self.results.get("copy bandwidth", {}).get("GB/s, read and written", {}).get("median")
        for name in ("tokens/s", "loop, tokens/s", "graph, tokens/s"):
            if copied and name in out:
                out[name]["of copy bandwidth"] = round(out[name]["median"] * 2e-9 * self.shape.read() / copied, 3)

    def several_rows(self, rows: int) -> dict[str, Any]:
        self._rebuilt()
        decoder = self.decoder
        decoder.reserve(rows, self.prompt + 2 * self.tokens + 50)
        for layer in decoder.cache:
            layer.normal_()
        ids, all_rows = self.ids[:rows], list(range(rows))
        apart = [self.prompt - (self.prompt * 8 // 10) * i // rows for i in range(rows)]
        out: dict[str, Any] = {}
        name = {8: "eight rows", 32: "thirty-two rows"}[rows]
        for kind, lengths in (("equal lengths", [self.prompt] * rows), ("lengths apart", apart)):
            out[kind] = self.steps(ids, all_rows, lengths, self.tokens // 2)
            self.results[name] = out
            out[kind] |= self.loops(ids, all_rows, lengths)
        return out

    def prefill(self) -> dict[str, Any]:
        self._rebuilt()
        decoder = self.decoder
        decoder.reserve(1, self.long + 100)
        out: dict[str, Any] = {}
        self.results["prefill"] = out
        for tokens, chunk in ((self.prompt, self.prompt), (self.prompt, 960), (self.prompt, 480), (self.prompt, 60), (self.long, self.long), (self.long, 960)):

            def read(tokens: int = tokens, chunk: int = chunk) -> None:
                for at in range(0, tokens, chunk):
                    end = min(tokens, at + chunk)
                    decoder.prefill(self.ids[at:end], 0, at, TOP if end == tokens else 0)

            read()
            read()
            times = [timed(read, self.device) for _ in range(self.rounds)]
            out[f"{tokens} tokens in chunks of {chunk}"] = {"ms": summary([1e3 * t for t in times]), "tokens/s": summary([tokens / t for t in times])}
        return out

    def kernels(self) -> dict[str, Any]:
        """Which kernels take how many microseconds, and how often each is started."""
        self._rebuilt()
        decoder = self.decoder
        decoder.reserve(1, self.prompt + 300)
        decoder.prefill(self.ids[: self.prompt], 0, 0, TOP)
        decoder.arm([self.ids[0]], [0], [self.prompt], self.tokens)
        out: dict[str, Any] = {}
        self.results["kernels"] = out
        for name, what in (
            ("tick", decoder.tick),
            ("step", lambda: decoder.step([self.ids[0]], [0], [self.prompt], TOP)),
            ("prefill", lambda: decoder.prefill(self.ids[: self.prompt], 0, 0, TOP)),
        ):
            out[name] = kernel_times(what, self.device)
        return out

    # ---- transformers -----------------------------------------------------------------------------------------------------------------

    def transformers(self) -> dict[str, Any]:
        out: dict[str, Any] = {}
        self.results["transformers"] = out
        generation(self.shape, self.ids[: self.prompt], self.tokens, self.device, out)
        return out

    # ---- int4 -------------------------------------------------------------------------------------------------------------------------

    def int4(self) -> dict[str, Any]:
        if not self.cuda:
            raise NotImplementedError("the int4 kernel needs CUDA")
        out: dict[str, Any] = {}
        self.results["int4"] = out
        self.drop()
        # Less the bfloat16 matrices on the way: what is loaded is what stays.
        self.decoder = self.programs.new()
        decoder = self.decoder
        configured(decoder, self.shape, 4, self.device)
        fill_randomly(decoder, self.shape, 4, self.device)
        settle(self.device)
        torch.cuda.empty_cache()
        torch.cuda.reset_peak_memory_stats()
        out["loaded, GB"] = round(torch.cuda.memory_allocated() / 1e9, 2)
        decoder.reserve(1, 4096)
        for at in range(0, 3840, 960):
            decoder.prefill(self.ids[at : at + 960], 0, at, TOP)
        out["steps after 3,840 tokens"] = self.steps([self.ids[0]], [0], [3840], 16)
        decoder.loop([self.ids[0]], [0], [3840], STOPS, 64)
        settle(self.device)
        free, total = torch.cuda.mem_get_info()
        out["peak with 4,096 tokens of cache, GB"] = round(torch.cuda.max_memory_allocated() / 1e9, 2)
        out["reserved at most, GB"] = round(torch.cuda.max_memory_reserved() / 1e9, 2)
        out["taken from the card with the context, GB"] = round((total - free) / 1e9, 2)
        decoder.reserve(1, self.prompt + 300)
        decoder.prefill(self.ids[: self.prompt], 0, 0, TOP)
        one = self.steps([self.ids[0]], [0], [self.prompt], 2 * self.tokens)
        out["one row"] = one
        one |= self.loops([self.ids[0]], [0], [self.prompt])
        decoder.reserve(8, self.prompt + 300)
        out["eight rows"] = self.steps(self.ids[:8], list(range(8)), [self.prompt] * 8, 16)
        out["eight rows"] |= self.loops(self.ids[:8], list(range(8)), [self.prompt] * 8)
        decoder.reserve(1, self.long + 100)

        def read() -> None:
            decoder.prefill(self.ids[: self.prompt], 0, 0, TOP)

        read()
        times = [timed(read, self.device) for _ in range(5)]
        out[f"prefill of {self.prompt} tokens at once"] = {"ms": summary([1e3 * t for t in times]), "tokens/s": summary([self.prompt / t for t in times])}
        return out

    def int4_product(self) -> dict[str, Any]:
        if not self.cuda:
            raise NotImplementedError("the int4 kernel needs CUDA")
        return products(self.shape, self.device)

    # ---- More -------------------------------------------------------------------------------------------------------------------------

    def check(self, which: str) -> dict[str, Any]:
        if which != "layout":
            self.drop()
        from bench_checks import Checks

        return getattr(Checks(self.programs, self.device, self.shape == TINY), which)()

    def _rebuilt(self) -> None:
        if self.decoder is None or self.decoder.numerics != 2:
            self.build()

    def without_flash(self) -> dict[str, Any]:
        """The way of cards without that kernel: padded rows with masks."""
        self._rebuilt()
        self.decoder.flash = False
        try:
            self.decoder.reserve(1, self.prompt + 300)
            out = self.steps([self.ids[0]], [0], [self.prompt], self.tokens) | self.loops([self.ids[0]], [0], [self.prompt])
            self.decoder.reserve(8, self.prompt + 300)
            apart = [self.prompt - (self.prompt // 10) * i for i in range(8)]
            out["eight rows, lengths apart"] = self.steps(self.ids[:8], list(range(8)), apart, 16) | self.loops(self.ids[:8], list(range(8)), apart)
            return out
        finally:
            self.decoder.flash = self.cuda

    def optimised(self) -> dict[str, Any]:
        """With the graph optimiser that Java turns off."""
        self._rebuilt()
        torch._C._set_graph_executor_optimize(True)
        try:
            self.decoder.reserve(1, self.prompt + 300)
            self.decoder.prefill(self.ids[: self.prompt], 0, 0, TOP)
            return self.steps([self.ids[0]], [0], [self.prompt], self.tokens) | self.loops([self.ids[0]], [0], [self.prompt])
        finally:
            torch._C._set_graph_executor_optimize(False)


def table(results: dict[str, Any], before: str = "") -> None:
    """Prints every number on a line of its own."""
    for name, value in results.items():
        where = f"{before} / {name}" if before else name
        if isinstance(value, dict) and "median" in value:
            print(f"{where:<80} {value['median']:>10}  ({value['least']} to {value['most']}, n = {value['n']})", value.get("of copy bandwidth", ""))
        elif isinstance(value, dict):
            table(value, where)
        else:
            print(f"{where:<80} {value}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, required=True, help="file for the results, as JSON")
    parser.add_argument("--seconds", type=float, default=140.0, help="time budget, from the start of the program")
    parser.add_argument("--device", default="cuda")
    parser.add_argument("--tiny", action="store_true", help="a tiny shape, to try the bench itself")
    parser.add_argument("--only", nargs="*", default=[], help="names of parts")
    arguments = parser.parse_args()
    torch._C._set_graph_executor_optimize(False)
    bench = Bench(arguments.device, arguments.tiny, arguments.out)
    with torch.inference_mode():
        bench.run(arguments.seconds, arguments.only)
    table(bench.results)
    print(json.dumps(bench.results), flush=True)


if __name__ == "__main__":
    main()
