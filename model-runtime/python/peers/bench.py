"""The embedded model's speed beside llama.cpp and Hugging Face transformers: the same file, the same number of threads, one run.

    python -m peers.bench FIRST_SHARD THREADS [--rounds 7] [-- COMMAND...]

COMMAND prints the runtime's own figures (`ModelBench FIRST_SHARD THREADS`); it runs before and after the others, so that a machine that
grows slower or faster shows. Needs llama-cpp-python besides requirements.txt; what is not installed is left out, and that is said.
"""

import argparse
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

PROMPT = 600
STEPS = 40
PLACES = (100, PROMPT)


def measure(name: str, rounds: int, tokens: int, prepare: Callable[[], None], work: Callable[[], None]) -> None:
    """Prints tokens a second: the median of the rounds, the least and the greatest. The first round is not counted."""
    rates = []
    for _ in range(rounds + 1):
        prepare()
        begun = time.perf_counter()
        work()
        rates.append(tokens / (time.perf_counter() - begun))
    rates = sorted(rates[1:])
    print(f"{name}: {statistics.median(rates):.1f} tokens/s ({rates[0]:.1f} to {rates[-1]:.1f})", flush=True)


def llama(path: Path, threads: int, rounds: int, prompt: list[int]) -> None:
    """llama.cpp through its Python binding, which copies the logits of each call."""
    try:
        import llama_cpp
    except ImportError:
        print("llama.cpp: not measured, llama-cpp-python is not installed")
        return
    model = llama_cpp.Llama(str(path), n_ctx=1024, n_threads=threads, n_threads_batch=threads, verbose=False)
    name = f"llama.cpp {llama_cpp.__version__}"
    measure(f"{name}, prefill of {PROMPT}", rounds, PROMPT, model.reset, lambda: model.eval(prompt))
    for place in PLACES:

        def prepare(place: int = place) -> None:
            model.reset()
            model.eval(prompt[:place])

        def decode() -> None:
            for token in prompt[:STEPS]:
                model.eval([token])

        measure(f"{name}, decode after {place}", rounds, STEPS, prepare, decode)


def transformers(path: Path, threads: int, rounds: int, prompt: list[int]) -> None:
    """Hugging Face transformers in float32."""
    try:
        import torch
        import transformers as library

        from reference.model import GgufModel
    except ImportError as missing:
        print(f"transformers: not measured, {missing}")
        return
    torch.set_num_threads(threads)
    model = GgufModel(path).load()
    name = f"transformers {library.__version__} float32"
    state = {}

    def read(count: int) -> None:
        with torch.inference_mode():
            state["cache"] = model(torch.tensor([prompt[:count]]), use_cache=True, logits_to_keep=1).past_key_values

    def decode() -> None:
        with torch.inference_mode():
            for token in prompt[:STEPS]:
                state["cache"] = model(torch.tensor([[token]]), past_key_values=state["cache"], use_cache=True).past_key_values

    measure(f"{name}, prefill of {PROMPT}", rounds, PROMPT, state.clear, lambda: read(PROMPT))
    for place in PLACES:
        measure(f"{name}, decode after {place}", rounds, STEPS, lambda place=place: read(place), decode)


def main() -> None:
    arguments, command = sys.argv[1:], []
    if "--" in arguments:
        at = arguments.index("--")
        arguments, command = arguments[:at], arguments[at + 1 :]
    parser = argparse.ArgumentParser()
    parser.add_argument("model", type=Path)
    parser.add_argument("threads", type=int)
    parser.add_argument("--rounds", type=int, default=7)
    chosen = parser.parse_args(arguments)
    source = random.Random(1)
    prompt = [source.randrange(40_000) for _ in range(PROMPT)]
    if command:
        subprocess.run(command, check=True)
    llama(chosen.model, chosen.threads, chosen.rounds, prompt)
    transformers(chosen.model, chosen.threads, chosen.rounds, prompt)
    if command:
        subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
