"""Linear layers in int8, computed as the product's decoder does: weights per output channel, activations per row."""

import torch
from torch import nn


class Int8Linear(nn.Module):
    """Takes the place of an nn.Linear in inference on a CPU with FBGEMM."""

    def __init__(self, linear: nn.Linear):
        super().__init__()
        weight = linear.weight.detach()
        scales = (weight.abs().amax(1) / 127).clamp_min(1e-12)
        zeros = torch.zeros(len(scales), dtype=torch.long)
        quantised = torch.quantize_per_channel(weight, scales.double(), zeros, 0, torch.qint8)
        self.packed = torch.ops.quantized.linear_prepack(quantised, None)
        self.bias = linear.bias

    def forward(self, rows: torch.Tensor) -> torch.Tensor:
        """rows: [..., in] in fp32; returns [..., out] in fp32."""
        flat = rows.reshape(-1, rows.shape[-1])
        largest = flat.abs().amax(1, keepdim=True).clamp_min(1e-12)
        out = torch.ops.quantized.linear_dynamic(flat / largest, self.packed, True) * largest
        if self.bias is not None:
            out = out + self.bias
        return out.reshape(*rows.shape[:-1], out.shape[-1])


def to_int8(module: nn.Module) -> None:
    """Replaces every nn.Linear below a module."""
    for name, child in module.named_children():
        if isinstance(child, nn.Linear):
            setattr(module, name, Int8Linear(child))
        else:
            to_int8(child)
