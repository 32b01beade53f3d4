"""Random weights of tiny Qwen2 models, under Hugging Face names."""

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Shape:
    """Sizes of a tiny model; rows is the number of rows of the embedding."""

    rows: int
    hidden: int = 64
    layers: int = 2
    heads: int = 4
    kv_heads: int = 2
    intermediate: int = 96
    context: int = 512
    rope_theta: float = 1_000_000.0
    epsilon: float = 1e-6

    def head_dim(self) -> int:
        """Width of one head."""
        return self.hidden // self.heads

    def layer(self, number: int) -> dict[str, tuple[int, ...]]:
        """Names and shapes of the tensors of one layer."""
        wide, narrow = self.hidden, self.kv_heads * self.head_dim()
        names = {
            "input_layernorm.weight": (wide,), "post_attention_layernorm.weight": (wide,),
            "self_attn.q_proj.weight": (wide, wide), "self_attn.q_proj.bias": (wide,),
            "self_attn.k_proj.weight": (narrow, wide), "self_attn.k_proj.bias": (narrow,),
            "self_attn.v_proj.weight": (narrow, wide), "self_attn.v_proj.bias": (narrow,),
            "self_attn.o_proj.weight": (wide, wide),
            "mlp.gate_proj.weight": (self.intermediate, wide), "mlp.up_proj.weight": (self.intermediate, wide),
            "mlp.down_proj.weight": (wide, self.intermediate),
        }  # fmt: skip
        return {f"model.layers.{number}.{name}": shape for name, shape in names.items()}

    def tensors(self, tied: bool) -> dict[str, tuple[int, ...]]:
        """Names and shapes of all tensors."""
        names: dict[str, tuple[int, ...]] = {"model.embed_tokens.weight": (self.rows, self.hidden)}
        for number in range(self.layers):
            names |= self.layer(number)
        names["model.norm.weight"] = (self.hidden,)
        return names if tied else names | {"lm_head.weight": (self.rows, self.hidden)}


def random_weights(shape: Shape, tied: bool, seed: int) -> dict[str, np.ndarray]:
    """Weights in fp32: norms near 1, matrices scaled so that the logits are spread and greedy choices clear."""
    source = np.random.Generator(np.random.PCG64(seed))
    weights = {}
    for name, size in shape.tensors(tied).items():
        values = source.standard_normal(size)
        if "norm" in name:
            values = 1 + 0.1 * values
        elif name.endswith("bias"):
            values = 0.5 * values
        elif "embed" in name or "lm_head" in name:
            values = 0.5 * values
        else:
            values = 1.5 * values / size[1] ** 0.5
        weights[name] = values.astype(np.float32)
    return weights
