"""Writes tiny models as Hugging Face snapshot folders."""

import json
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import save_file
from tokenizers import Tokenizer

from tiny import vocabulary
from tiny.weights import Shape


def write(
    folder: Path, shape: Shape, weights: dict[str, np.ndarray], dtype: torch.dtype, shards: int, tokenizer: Tokenizer
) -> dict[str, np.ndarray]:
    """Writes one snapshot; shards is the number of safetensors files. Returns the weights as the dtype rounds them."""
    folder.mkdir(parents=True, exist_ok=True)
    tied = "lm_head.weight" not in weights
    stored = {name: torch.from_numpy(values).to(dtype) for name, values in weights.items()}
    names = sorted(stored)
    if shards == 1:
        save_file(stored, folder / "model.safetensors", metadata={"format": "pt"})
    else:
        _write_sharded(folder, stored, [names[at::shards] for at in range(shards)])
    config = {
        "architectures": ["Qwen2ForCausalLM"], "attention_dropout": 0.0, "bos_token_id": tokenizer.token_to_id("<|endoftext|>"),
        "eos_token_id": tokenizer.token_to_id("<|im_end|>"), "hidden_act": "silu", "hidden_size": shape.hidden,
        "initializer_range": 0.02, "intermediate_size": shape.intermediate, "max_position_embeddings": shape.context,
        "max_window_layers": shape.layers, "model_type": "qwen2", "num_attention_heads": shape.heads,
        "num_hidden_layers": shape.layers, "num_key_value_heads": shape.kv_heads, "rms_norm_eps": shape.epsilon,
        "rope_theta": shape.rope_theta, "sliding_window": shape.context, "tie_word_embeddings": tied,
        "torch_dtype": str(dtype).removeprefix("torch."), "use_cache": True, "use_sliding_window": False, "vocab_size": shape.rows,
    }  # fmt: skip
    (folder / "config.json").write_text(json.dumps(config, indent=1) + "\n", encoding="utf-8")
    generation = {
        "eos_token_id": [tokenizer.token_to_id("<|im_end|>"), tokenizer.token_to_id("<|endoftext|>")],
        "pad_token_id": tokenizer.token_to_id("<|endoftext|>"), "do_sample": False,
    }  # fmt: skip
    (folder / "generation_config.json").write_text(json.dumps(generation, indent=1) + "\n", encoding="utf-8")
    vocabulary.save(tokenizer, folder)
    return {name: values.float().numpy() for name, values in stored.items()}


def _write_sharded(folder: Path, stored: dict[str, torch.Tensor], parts: list[list[str]]) -> None:
    places = {}
    for number, part in enumerate(parts, start=1):
        file = f"model-{number:05d}-of-{len(parts):05d}.safetensors"
        save_file({name: stored[name] for name in part}, folder / file, metadata={"format": "pt"})
        places |= dict.fromkeys(part, file)
    total = sum(values.numel() * values.element_size() for values in stored.values())
    index = {"metadata": {"total_size": total}, "weight_map": dict(sorted(places.items()))}
    (folder / "model.safetensors.index.json").write_text(json.dumps(index, indent=1) + "\n", encoding="utf-8")
