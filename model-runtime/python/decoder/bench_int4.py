"""How long the product with an int4 matrix takes, in the ways that there are."""

from typing import Any, Callable

import torch
from bench_models import Shape, matrix_sizes
from bench_time import timed
from int4 import halves, packed, quantised, unpack


def products(shape: Shape, device: str) -> dict[str, Any]:
    """The widest matrix by the kernel, by unpacking and cuBLAS, and in bfloat16, in microseconds."""
    rows, columns = matrix_sizes(shape)[2]
    dense = torch.empty([rows, columns], dtype=torch.bfloat16, device=device).normal_(0.0, 0.02)
    out: dict[str, Any] = {}
    for group in (32, 64, 128):
        words, scales = packed(*quantised(dense, group))
        table = halves(torch.device(device))
        found: dict[str, Any] = {}
        for n in (1, 8, 16, 32, 64, 128, 256):
            x = torch.randn([n, columns], dtype=torch.bfloat16, device=device)
            found[f"{n} rows"] = _each(lambda x=x: torch.ops.aten._weight_int4pack_mm(x, words, group, scales), device)
        target = torch.empty_like(dense)

        def whole() -> None:
            for at in range(0, rows // 8, 585):
                unpack(words[at : at + 585], scales[:, 8 * at : 8 * at + 4680], table, target[8 * at : 8 * at + 4680])

        found["unpacking"] = _each(whole, device)
        out[f"group {group}"] = found
    plain: dict[str, Any] = {}
    for n in (1, 8, 64, 256):
        x = torch.randn([n, columns], dtype=torch.bfloat16, device=device)
        plain[f"{n} rows"] = _each(lambda x=x: x @ dense.t(), device)
    out["bfloat16"] = plain
    return out


def _each(what: Callable[[], Any], device: str) -> float:
    """Microseconds of one, of twenty in a row."""

    def twenty() -> None:
        for _ in range(20):
            what()

    twenty()
    return round(1e6 * min(timed(twenty, device) for _ in range(3)) / 20, 1)
