"""Writes tiny models as GGUF, in each quantised type that the runtime reads."""

import gguf
import numpy as np
from gguf import GGMLQuantizationType as Q
from gguf import GGUFValueType as Kind

from reference.gguf_writer import Entry, Tensor
from tiny import vocabulary
from tiny.weights import Shape

NAMES = {
    "input_layernorm": "attn_norm", "post_attention_layernorm": "ffn_norm", "self_attn.q_proj": "attn_q",
    "self_attn.k_proj": "attn_k", "self_attn.v_proj": "attn_v", "self_attn.o_proj": "attn_output",
    "mlp.gate_proj": "ffn_gate", "mlp.up_proj": "ffn_up", "mlp.down_proj": "ffn_down",
}  # fmt: skip
TOP_NAMES = {"model.embed_tokens": "token_embd", "model.norm": "output_norm", "lm_head": "output"}
# Where the fp16 scales of a K-quant block lie, and the largest magnitude drawn for each.
K_SCALES = {Q.Q4_K: {0: 1e-3, 2: 7.5e-3}, Q.Q5_K: {0: 5e-4, 2: 7.7e-3}, Q.Q6_K: {208: 1e-4}}


def renamed(name: str) -> str:
    """The GGUF name of a Hugging Face tensor."""
    stem, _, last = name.rpartition(".")
    if stem.startswith("model.layers."):
        _, _, number, part = stem.split(".", 3)
        return f"blk.{number}.{NAMES[part]}.{last}"
    return f"{TOP_NAMES[stem]}.{last}"


def metadata(shape: Shape, file_type: int, tables: tuple[list[str], list[int], list[str]]) -> list[Entry]:
    """Metadata as llama.cpp's converter writes them for Qwen2."""
    tokens, types, merges = tables
    return [
        Entry("general.architecture", "qwen2", Kind.STRING),
        Entry("general.type", "model", Kind.STRING),
        Entry("general.name", "tiny random Qwen2", Kind.STRING),
        Entry("general.file_type", file_type, Kind.UINT32),
        Entry("general.quantization_version", 2, Kind.UINT32),
        Entry("qwen2.block_count", shape.layers, Kind.UINT32),
        Entry("qwen2.context_length", shape.context, Kind.UINT32),
        Entry("qwen2.embedding_length", shape.hidden, Kind.UINT32),
        Entry("qwen2.feed_forward_length", shape.intermediate, Kind.UINT32),
        Entry("qwen2.attention.head_count", shape.heads, Kind.UINT32),
        Entry("qwen2.attention.head_count_kv", shape.kv_heads, Kind.UINT32),
        Entry("qwen2.rope.freq_base", shape.rope_theta, Kind.FLOAT32),
        Entry("qwen2.attention.layer_norm_rms_epsilon", shape.epsilon, Kind.FLOAT32),
        Entry("tokenizer.ggml.model", "gpt2", Kind.STRING),
        Entry("tokenizer.ggml.pre", "qwen2", Kind.STRING),
        Entry("tokenizer.ggml.tokens", tokens, Kind.ARRAY, Kind.STRING),
        Entry("tokenizer.ggml.token_type", types, Kind.ARRAY, Kind.INT32),
        Entry("tokenizer.ggml.merges", merges, Kind.ARRAY, Kind.STRING),
        Entry("tokenizer.ggml.eos_token_id", tokens.index("<|im_end|>"), Kind.UINT32),
        Entry("tokenizer.ggml.padding_token_id", tokens.index("<|endoftext|>"), Kind.UINT32),
        Entry("tokenizer.ggml.bos_token_id", tokens.index("<|endoftext|>"), Kind.UINT32),
        Entry("tokenizer.ggml.add_bos_token", False, Kind.BOOL),
        Entry("tokenizer.chat_template", vocabulary.CHAT_TEMPLATE, Kind.STRING),
    ]


def stored(weights: dict[str, np.ndarray], kind: Q) -> list[Tensor]:
    """The weights with their matrices in one type, vectors in F32."""
    tensors = []
    for name, values in weights.items():
        of = kind if values.ndim == 2 else Q.F32
        tensors.append(Tensor(renamed(name), gguf.quantize(values, of), of))
    return tensors


def rounded(tensors: list[Tensor], weights: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    """The weights as a reader of the file sees them: dequantised to fp32, under Hugging Face names."""
    by_name = {tensor.name: tensor for tensor in tensors}
    result = {}
    for name, values in weights.items():
        tensor = by_name[renamed(name)]
        result[name] = gguf.dequantize(tensor.data, tensor.kind).astype(np.float32).reshape(values.shape)
    return result


def random_k_blocks(rows: int, length: int, kind: Q, source: np.random.Generator) -> np.ndarray:
    """A matrix of valid random K-quant blocks: any bits are valid but for the fp16 scales, which must be finite.

    The first block of the last rows has the scales that are easy to read wrongly: zero, negative, subnormal, all bits set elsewhere.
    """
    block, size = gguf.GGML_QUANT_SIZES[kind]
    data = source.integers(0, 256, (rows, length // block, size), dtype=np.uint8)
    for at, largest in K_SCALES[kind].items():
        scales = source.uniform(0.2 * largest, largest, data.shape[:2]).astype(np.float16)
        scales[-1, 0], scales[-2, 0], scales[-3, 0] = 0, -scales[-2, 0], 2.0**-24
        data[:, :, at : at + 2] = scales[..., None].view(np.uint8)
    data[-4, 0] = 0xFF
    for at, largest in K_SCALES[kind].items():
        data[-4, 0, at : at + 2] = np.float16([largest]).view(np.uint8)
    return data.reshape(rows, -1)
