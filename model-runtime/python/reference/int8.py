"""The runtime's CPU arithmetic for transformers models: int8 weights, each activation row on its own scale."""

import torch
from torch import nn


class Int8Linear(nn.Module):
    """A linear layer as FBGEMM computes it: weights per output row in int8, activations in 7 bits, sums exact.

    Each activation row is divided by its largest magnitude first; a helper row of 1 and -1 keeps the quantiser's range at
    [-1, 1], so that the result of a row does not depend on the rows beside it.
    """

    def __init__(self, weight: torch.Tensor, bias: torch.Tensor | None):
        super().__init__()
        scales = (weight.abs().amax(dim=1).double() / 127).clamp(min=1e-30)
        quantised = torch.quantize_per_channel(weight, scales, torch.zeros(len(weight), dtype=torch.long), 0, torch.qint8)
        self._packed = torch.ops.quantized.linear_prepack(quantised, None)
        self._bias = bias
        self._range = torch.zeros(1, weight.shape[1])
        self._range[0, 0], self._range[0, 1] = 1.0, -1.0

    def forward(self, inputs: torch.Tensor) -> torch.Tensor:
        """inputs: [..., in]; returns [..., out]."""
        rows = inputs.reshape(-1, inputs.shape[-1])
        largest = rows.abs().amax(dim=1, keepdim=True).clamp(min=1e-30)
        scaled = torch.cat([rows / largest, self._range])
        out = torch.ops.quantized.linear_dynamic(scaled, self._packed, reduce_range=True)[:-1] * largest
        if self._bias is not None:
            out = out + self._bias
        return out.reshape(*inputs.shape[:-1], out.shape[-1])


def to_int8(network: nn.Module) -> nn.Module:
    """Replaces every linear layer of a model, the output head included; returns the model."""
    torch.backends.quantized.engine = "fbgemm"
    for module in list(network.modules()):
        for name, child in list(module.named_children()):
            if isinstance(child, nn.Linear):
                setattr(module, name, Int8Linear(child.weight.detach(), child.bias.detach() if child.bias is not None else None))
    return network
