"""Matrices of 4-bit integers for a kernel of libtorch ("tinygemm"; CUDA, compute capability 8.0 or newer).

Rows are cut into groups of 32, 64, 128 or 256 numbers. A number is (q - 8) * scale + zero with q of 0 to 15 and the group's own scale and
zero in bfloat16. Plain form: q of even columns in the upper, of odd ones in the lower half of a byte, [rows, columns / 2]; scales and zeros
[rows, columns / group, 2]. The kernel's form: the bytes in its own order [rows / 8, columns / (16 * tiles), 32, tiles / 2] as int32, scales and zeros
[columns / group, rows, 2].
"""

from typing import Tuple

import torch
from torch import Tensor


def quantised(values: Tensor, group: int) -> Tuple[Tensor, Tensor]:
    """Rounds numbers [rows, columns] to the plain form."""
    rows, columns = values.size(0), values.size(1)
    grouped = values.float().view([rows, columns // group, group])
    low = grouped.amin([2], True)
    # Rounded before they are used, so that rounding the scale costs nothing more.
    scale = grouped.amax([2], True).sub(low).div_(15.0).clamp_min_(1e-6).to(torch.bfloat16)
    zero = scale.float().mul(8.0).add_(low).to(torch.bfloat16)
    q = grouped.sub(zero.float()).div_(scale.float()).round_().add_(8.0).clamp_(0.0, 15.0).to(torch.uint8).view([rows, columns // 2, 2])
    return q.select(2, 0).mul(16).add_(q.select(2, 1)), torch.cat([scale, zero], 2)


def packed(numbers: Tensor, scales: Tensor) -> Tuple[Tensor, Tensor]:
    """Brings the plain form into the kernel's, on the device where it is."""
    columns = numbers.size(1) * 2
    tiles = 8 if columns % 128 == 0 else 4 if columns % 64 == 0 else 2
    return torch.ops.aten._convert_weight_to_int4pack(numbers, tiles), scales.transpose(0, 1).contiguous()


def halves(device: torch.device) -> Tensor:
    """For each 16 bits the four numbers q - 8 that they hold, the lowest bits first: [65536, 4]."""
    bits = torch.arange(65536, device=device)
    return torch.stack([bits.bitwise_right_shift(4 * i).bitwise_and(15) for i in range(4)], 1).sub_(8).to(torch.bfloat16)


def unpack(words: Tensor, scales: Tensor, halves: Tensor, numbers: Tensor) -> None:
    """Writes the numbers of some rows in the kernel's form, words [n, columns / (16 * tiles), 32, tiles / 2], into bfloat16 [8 n, columns].

    A word holds, of a row, two numbers at each of four places that are eight columns apart. Its 32 words of a tile belong to eight rows, four
    pairs of columns each.
    """
    n, steps, pairs = words.size(0), words.size(1), words.size(3)
    both = torch.stack([words.bitwise_and(65535), words.bitwise_right_shift(16).bitwise_and(65535)], 4)
    q = torch.embedding(halves, both).view([n, steps, 8, 4, pairs, 2, 2, 2]).permute([0, 2, 1, 4, 6, 7, 3, 5])
    by_row = scales.transpose(0, 1)
    grouped = numbers.view([8 * n, scales.size(0), -1])
    torch.addcmul(by_row.narrow(2, 1, 1), q.reshape(grouped.size()), by_row.narrow(2, 0, 1), out=grouped)
