"""Decoders with random weights, made where they are to run, and the same weights in Hugging Face transformers."""

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

HERE = Path(__file__).resolve().parent
PROGRAMS = [HERE / "decoder.pt", HERE.parent.parent / "src/main/resources/org/nljdbc/runtime/engine/decoder.pt"]
BLOCK = 60
EPS = 1e-6
THETA = 1e6


@dataclass(frozen=True)
class Shape:
    layers: int
    hidden: int
    heads: int
    kv_heads: int
    head_dim: int
    inner: int
    vocabulary: int

    def read(self) -> int:
        """Numbers of the weights that a token reads: all but the embedding."""
        qkv = (self.heads + 2 * self.kv_heads) * self.head_dim * self.hidden
        layer = qkv + self.heads * self.head_dim * self.hidden + 3 * self.inner * self.hidden
        return self.layers * layer + self.vocabulary * self.hidden


QWEN_7B = Shape(28, 3584, 28, 4, 128, 18944, 152064)
SMALL = Shape(4, 512, 8, 2, 64, 1536, 4096)
TINY = Shape(2, 128, 4, 2, 32, 256, 512)


class Programs:
    """Gives decoders compiled by this torch; where it cannot, the checked-in program; where that fails, the Python class."""

    def __init__(self) -> None:
        self.used = ""
        self.failures: list[str] = []

    def new(self) -> Any:
        for name, make in (("compiled here", self._compiled), ("decoder.pt", self._loaded), ("Python", self._python)):
            try:
                made = make()
                self.used = name
                return made
            except Exception as failure:  # What the next way is for.
                self.failures.append(f"{name}: {type(failure).__name__}: {str(failure)[:400]}")
        raise RuntimeError("; ".join(self.failures))

    @staticmethod
    def _python() -> Any:
        sys.path.insert(0, str(HERE))
        from decoder import Decoder

        return Decoder()

    @staticmethod
    def _compiled() -> Any:
        return torch.jit.script(Programs._python())

    @staticmethod
    def _loaded() -> Any:
        return torch.jit.load(str(next(path for path in PROGRAMS if path.is_file())))


def configured(decoder: Any, shape: Shape, numerics: int, device: str, flash: bool = True) -> bool:
    """Sets a decoder up; returns whether it found the flash kernel."""
    frequencies = [THETA ** (-2.0 * i / shape.head_dim) for i in range(shape.head_dim // 2)]
    sizes = [shape.layers, shape.heads, shape.kv_heads, shape.head_dim, shape.hidden, BLOCK]
    decoder.configure(sizes, EPS, frequencies, numerics, False, device)
    if not flash or numerics < 2:
        return False
    try:
        return bool(decoder.find_flash())
    except Exception as failure:
        print(f"no flash kernel: {str(failure).strip().splitlines()[-1]}", flush=True)
        return False


def matrix_sizes(shape: Shape) -> list[tuple[int, int]]:
    """Rows and columns of a layer's four matrices."""
    width = shape.heads * shape.head_dim
    return [
        (width + 2 * shape.kv_heads * shape.head_dim, shape.hidden),
        (shape.hidden, width),
        (2 * shape.inner, shape.hidden),
        (shape.hidden, shape.inner),
    ]


def fill_randomly(decoder: Any, shape: Shape, numerics: int, device: str) -> None:
    """Gives a decoder random weights, each made on the device."""
    kind = torch.bfloat16

    def random(rows: int, columns: int) -> Tensor:
        return torch.empty([rows, columns], dtype=kind, device=device).normal_(0.0, 0.02)

    nothing = torch.empty(0)
    decoder.set_embedding((random(shape.vocabulary, shape.hidden), nothing), False)
    for layer in range(shape.layers):
        for part, (rows, columns) in enumerate(matrix_sizes(shape)):
            matrix = (random(rows, columns), nothing)
            if numerics == 4:
                from int4 import quantised

                matrix = decoder.pack4(quantised(matrix[0], decoder.group))
            decoder.set_dense(4 * layer + part, matrix)
        decoder.set_gain(2 * layer, torch.ones(shape.hidden))
        decoder.set_gain(2 * layer + 1, torch.ones(shape.hidden))
        kv = shape.kv_heads * shape.head_dim
        decoder.set_bias(layer, torch.randn(shape.heads * shape.head_dim), torch.randn(kv), torch.randn(kv))
    decoder.set_dense(4 * shape.layers, (random(shape.vocabulary, shape.hidden), nothing))
    decoder.set_gain(2 * shape.layers, torch.ones(shape.hidden))


def transformers_model(shape: Shape, kind: torch.dtype, device: str) -> Any:
    """A Qwen2 model of Hugging Face with random weights, made on the device."""
    from transformers import Qwen2Config, Qwen2ForCausalLM

    config = Qwen2Config(
        vocab_size=shape.vocabulary,
        hidden_size=shape.hidden,
        intermediate_size=shape.inner,
        num_hidden_layers=shape.layers,
        num_attention_heads=shape.heads,
        num_key_value_heads=shape.kv_heads,
        max_position_embeddings=32768,
        rms_norm_eps=EPS,
        rope_theta=THETA,
        tie_word_embeddings=False,
    )
    config.bos_token_id = config.eos_token_id = config.pad_token_id = None
    with torch.device(device):
        model = Qwen2ForCausalLM._from_config(config, dtype=kind, attn_implementation="sdpa")
    return model.to(kind).eval()


def spread(model: Any) -> None:
    """Weights with which a small model's logits lie apart as a trained one's do: the library's own are too small for that."""
    with torch.no_grad():
        for name, values in model.named_parameters():
            if name.endswith("norm.weight"):
                values.uniform_(0.5, 1.5)
            elif values.dim() == 1:
                values.normal_(0.0, 0.5)
            elif "embed" in name:
                values.normal_(0.0, 1.0)
            else:
                values.normal_(0.0, 1.5 / values.size(1) ** 0.5)


def take(decoder: Any, shape: Shape, state: dict[str, Tensor], numerics: int) -> None:
    """Hands weights with their Hugging Face names to a decoder, as the Java runtime does."""

    def handed(index: int, parts: list[tuple[str, int]]) -> None:
        tensors = [(state[name + ".weight"], heads) for name, heads in parts]
        whole = index < 0 or (numerics == 4 and index == 4 * shape.layers)
        matrix = decoder.blank(sum(tensor.size(0) for tensor, _ in tensors), tensors[0][0].size(1), whole)
        first = 0
        for tensor, heads in tensors:
            decoder.fill(matrix, first, tensor, heads)
            first += tensor.size(0)
        if index < 0:
            decoder.set_embedding(matrix, False)
        else:
            decoder.set_dense(index, decoder.pack4(matrix) if numerics == 4 and not whole else matrix)

    handed(-1, [("model.embed_tokens", 0)])
    for layer in range(shape.layers):
        name = f"model.layers.{layer}."
        qkv = [(name + "self_attn.q_proj", shape.heads), (name + "self_attn.k_proj", shape.kv_heads), (name + "self_attn.v_proj", 0)]
        handed(4 * layer, qkv)
        handed(4 * layer + 1, [(name + "self_attn.o_proj", 0)])
        handed(4 * layer + 2, [(name + "mlp.gate_proj", 0), (name + "mlp.up_proj", 0)])
        handed(4 * layer + 3, [(name + "mlp.down_proj", 0)])
        decoder.set_gain(2 * layer, state[name + "input_layernorm.weight"])
        decoder.set_gain(2 * layer + 1, state[name + "post_attention_layernorm.weight"])
        decoder.set_bias(layer, *[state[f"{name}self_attn.{part}_proj.bias"] for part in "qkv"])
    handed(4 * shape.layers, [("lm_head", 0)])
    decoder.set_gain(2 * shape.layers, state["model.norm.weight"])
