"""The embedded model with LoRA beside its frozen matrices, for prompts that share a beginning."""

import math
from types import SimpleNamespace

import torch
import torch.nn.functional as F
from torch import Tensor, nn

MODULES = ("q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj")


class LoraLinear(nn.Module):
    """A frozen matrix [out, in] and a trained product of two narrow ones beside it."""

    def __init__(self, weight: Tensor, bias: Tensor | None, rank: int, alpha: float, dtype: torch.dtype):
        super().__init__()
        self.register_buffer("weight", weight.to(dtype), persistent=False)
        self.register_buffer("bias", None if bias is None else bias.to(dtype), persistent=False)
        self.a = nn.Parameter(torch.empty(rank, weight.size(1)))
        self.b = nn.Parameter(torch.zeros(weight.size(0), rank))
        nn.init.kaiming_uniform_(self.a, a=math.sqrt(5))
        self.scale = alpha / rank

    def merged(self) -> Tensor:
        """The matrix with what was trained added to it."""
        return (self.weight.float() + (self.b @ self.a) * self.scale).to(self.weight.dtype)

    def forward(self, x: Tensor) -> Tensor:
        low = F.linear(x, self.a.to(x.dtype))
        return F.linear(x, self.weight, self.bias) + F.linear(low, self.b.to(x.dtype)) * self.scale


class Layer(nn.Module):
    def __init__(self, weights: dict[str, Tensor], number: int, config, rank: int, alpha: float, dtype: torch.dtype):
        super().__init__()
        prefix = f"model.layers.{number}."
        self.heads, self.kv_heads = config.num_attention_heads, config.num_key_value_heads
        self.eps = config.rms_norm_eps
        self.register_buffer("before", weights[prefix + "input_layernorm.weight"], persistent=False)
        self.register_buffer("after", weights[prefix + "post_attention_layernorm.weight"], persistent=False)
        for name in MODULES:
            part = "self_attn." if name in ("q_proj", "k_proj", "v_proj", "o_proj") else "mlp."
            weight = weights[prefix + part + name + ".weight"]
            setattr(self, name, LoraLinear(weight, weights.get(prefix + part + name + ".bias"), rank, alpha, dtype))

    def forward(self, x: Tensor, turn: tuple[Tensor, Tensor], mask: Tensor) -> Tensor:
        h = norm(x, self.before, self.eps)
        n = x.size(0)
        q = rotate(self.q_proj(h).view(n, self.heads, -1).transpose(0, 1), turn)
        k = rotate(self.k_proj(h).view(n, self.kv_heads, -1).transpose(0, 1), turn)
        v = self.v_proj(h).view(n, self.kv_heads, -1).transpose(0, 1)
        group = self.heads // self.kv_heads
        k, v = k.repeat_interleave(group, 0), v.repeat_interleave(group, 0)
        a = F.scaled_dot_product_attention(q[None], k[None], v[None], attn_mask=mask)[0]
        x = x + self.o_proj(a.transpose(0, 1).reshape(n, -1))
        h = norm(x, self.after, self.eps)
        return x + self.down_proj(F.silu(self.gate_proj(h)) * self.up_proj(h))


def norm(x: Tensor, gain: Tensor, eps: float) -> Tensor:
    """RMS normalisation in fp32."""
    f = x.float()
    return (f * torch.rsqrt(f.square().mean(-1, keepdim=True) + eps) * gain).to(x.dtype)


def rotate(x: Tensor, turn: tuple[Tensor, Tensor]) -> Tensor:
    """Rotary positions: x [heads, n, width], turn: cosines and sines [n, width]."""
    half = x.size(-1) // 2
    return x * turn[0] + torch.cat([-x[..., half:], x[..., :half]], -1) * turn[1]


class Network(nn.Module):
    """weights, shape: as Hugging Face's Qwen2 names them, fp32. dtype: of the frozen matrices and of what flows between them."""

    def __init__(self, weights: dict[str, Tensor], shape: dict[str, int | float], rank: int, alpha: float, dtype: torch.dtype):
        super().__init__()
        config = SimpleNamespace(**shape)
        self.config, self.dtype = config, dtype
        self.register_buffer("embedding", weights["model.embed_tokens.weight"].to(dtype), persistent=False)
        self.register_buffer("head", weights["lm_head.weight"].to(dtype), persistent=False)
        self.register_buffer("last", weights["model.norm.weight"], persistent=False)
        layers = range(config.num_hidden_layers)
        self.layers = nn.ModuleList(Layer(weights, number, config, rank, alpha, dtype) for number in layers)

    def forward(self, ids: Tensor, positions: Tensor, mask: Tensor, wanted: Tensor) -> Tensor:
        """Logits [len(wanted), vocabulary] of the successors of some of the tokens.

        ids, positions [n]; mask [n, n], true where a token (row) sees another.
        """
        turn = self.turn(positions)
        x = self.embedding[ids]
        for layer in self.layers:
            x = layer(x, turn, mask)
        return self.answer(x[wanted])

    def turn(self, positions: Tensor) -> tuple[Tensor, Tensor]:
        """Cosines and sines of the rotary angles: positions [...] -> [..., width of a head]."""
        width = self.config.hidden_size // self.config.num_attention_heads
        steps = torch.arange(0, width, 2, dtype=torch.float32, device=positions.device) / width
        angles = positions.float()[..., None] * self.config.rope_theta**-steps
        angles = torch.cat([angles, angles], -1)
        return angles.cos().to(self.dtype), angles.sin().to(self.dtype)

    def answer(self, x: Tensor) -> Tensor:
        """Logits of the last layer's outcome: [..., hidden] -> [..., vocabulary]."""
        return F.linear(norm(x, self.last, self.config.rms_norm_eps), self.head).float()

    def trained(self) -> dict[str, Tensor]:
        """The trained matrices under PEFT's names."""
        named = {}
        for number, layer in enumerate(self.layers):
            for name in MODULES:
                part = "self_attn" if name in ("q_proj", "k_proj", "v_proj", "o_proj") else "mlp"
                module = getattr(layer, name)
                prefix = f"base_model.model.model.layers.{number}.{part}.{name}."
                named[prefix + "lora_A.weight"] = module.a
                named[prefix + "lora_B.weight"] = module.b
        return named
