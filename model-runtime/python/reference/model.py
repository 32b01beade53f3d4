"""A Qwen2 model in GGUF, read into Hugging Face transformers in fp32: the standard that the Java runtime is compared with."""

from pathlib import Path
from typing import TYPE_CHECKING

import gguf
import torch
from tokenizers import Tokenizer

from reference.tokenizer import tokenizer

if TYPE_CHECKING:
    from transformers import Qwen2ForCausalLM

BLOCK_NAMES = {
    "attn_norm": "input_layernorm", "ffn_norm": "post_attention_layernorm",
    "attn_q": "self_attn.q_proj", "attn_k": "self_attn.k_proj", "attn_v": "self_attn.v_proj",
    "attn_output": "self_attn.o_proj",
    "ffn_gate": "mlp.gate_proj", "ffn_up": "mlp.up_proj", "ffn_down": "mlp.down_proj",
}  # fmt: skip
TOP_NAMES = {"token_embd": "model.embed_tokens", "output_norm": "model.norm", "output": "lm_head"}


class GgufModel:
    """The shards of one GGUF model. path: its only file, or the first of its shards."""

    def __init__(self, path: Path):
        first = gguf.GGUFReader(path)
        self._fields = first.fields
        self._readers = [first] + [gguf.GGUFReader(file) for file in _others(path, self._value("split.count", 1))]
        self._tensors = {tensor.name: tensor for reader in self._readers for tensor in reader.tensors}
        self.tokens: list[str] = self._value("tokenizer.ggml.tokens")
        self._types: list[int] = self._value("tokenizer.ggml.token_type")
        self._merges: list[str] = self._value("tokenizer.ggml.merges")
        self.end: int = self._value("tokenizer.ggml.eos_token_id")

    def tokenizer(self) -> Tokenizer:
        """Its tokenizer."""
        return tokenizer(self.tokens, self._types, self._merges)

    def vocabulary(self) -> tuple[list[str], list[int], list[str]]:
        """Tokens, token types and merges."""
        return self.tokens, self._types, self._merges

    def matrix(self, name: str) -> torch.Tensor:
        """A tensor by its GGUF name, dequantised to fp32."""
        tensor = self._tensors[name]
        values = torch.from_numpy(gguf.dequantize(tensor.data, tensor.tensor_type).copy())
        return values.reshape([int(size) for size in reversed(tensor.shape)])

    def weights(self) -> dict[str, torch.Tensor]:
        """The tensors in fp32 under Hugging Face's names; an output head that is the embedding is there under both."""
        weights = {_renamed(name): self.matrix(name) for name in self._tensors if name.endswith((".weight", ".bias"))}
        weights.setdefault("lm_head.weight", weights["model.embed_tokens.weight"])
        return weights

    def load(self, embedding: torch.Tensor | None = None, head: torch.Tensor | None = None) -> "Qwen2ForCausalLM":
        """The model in fp32, ready to run. embedding, head: matrices to use instead of the file's own."""
        # Not above: whoever wants the weights alone needs no transformers.
        from transformers import Qwen2Config, Qwen2ForCausalLM
        from transformers.modeling_utils import no_init_weights

        weights = {_renamed(name): self.matrix(name) for name in self._tensors if name.endswith((".weight", ".bias"))}
        if embedding is not None:
            weights["model.embed_tokens.weight"] = embedding
        if head is not None:
            weights["lm_head.weight"] = head
        tied = "lm_head.weight" not in weights or weights["lm_head.weight"] is embedding
        if tied:
            weights["lm_head.weight"] = weights["model.embed_tokens.weight"]
        with no_init_weights():
            config = Qwen2Config(tie_word_embeddings=tied, **self.shape())
            model = Qwen2ForCausalLM(config).float()
        model.load_state_dict(weights)
        return model.eval()

    def shape(self) -> dict[str, int | float]:
        """Sizes and constants under the names that Hugging Face's configuration has for them."""
        names = {
            "hidden_size": "embedding_length", "intermediate_size": "feed_forward_length",
            "num_hidden_layers": "block_count", "num_attention_heads": "attention.head_count",
            "num_key_value_heads": "attention.head_count_kv", "max_position_embeddings": "context_length",
            "rope_theta": "rope.freq_base", "rms_norm_eps": "attention.layer_norm_rms_epsilon",
        }  # fmt: skip
        return {"vocab_size": len(self.tokens)} | {name: self._value(f"qwen2.{key}") for name, key in names.items()}

    def _value(self, key: str, default=None):
        field = self._fields.get(key)
        if field is None and default is None:
            raise SystemExit(f"the model's metadata lack {key}")
        return default if field is None else field.contents()


def _others(path: Path, count: int) -> list[Path]:
    stem = path.name.removesuffix(f"-00001-of-{count:05d}.gguf")
    return [path.with_name(f"{stem}-{number:05d}-of-{count:05d}.gguf") for number in range(2, count + 1)]


def _renamed(name: str) -> str:
    parts = name.split(".")
    if parts[0] == "blk":
        return f"model.layers.{parts[1]}.{BLOCK_NAMES[parts[2]]}.{parts[3]}"
    return f"{TOP_NAMES[parts[0]]}.{parts[1]}"
