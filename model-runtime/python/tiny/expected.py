"""What transformers computes in fp32 with the tiny models."""

import numpy as np
import torch
from tokenizers import Tokenizer
from transformers import Qwen2Config, Qwen2ForCausalLM

from tiny.weights import Shape

PROMPTS = [
    "a",
    "SELECT name FROM customers WHERE id = 7",
    "How many customers live in Łódź?",
    "<|im_start|>user\nNL: top 5 customers by revenue in 2023<|im_end|>\n<|im_start|>assistant\n",
    "CREATE TABLE orders (id INTEGER, total NUMERIC(10,2));\n" * 4 + "total revenue?",
    "SELECT 1;",
    "Сколько клиентов? 😀 北京",
]
NEW_TOKENS = 24
# Greedy tokens are compared as they are: no choice may be so close that rounding could turn it.
CLEAR = 0.002


def compute(shape: Shape, weights: dict[str, np.ndarray], tokenizer: Tokenizer) -> list[dict]:
    """For each prompt: its ids, the logits after its last token, and the greedy tokens that follow (no stop token)."""
    network = _network(shape, weights)
    rows = []
    for prompt in PROMPTS:
        ids = tokenizer.encode(prompt, add_special_tokens=False).ids
        logits, greedy, margin = _greedy(network, ids)
        rows.append(
            {
                "prompt": prompt,
                "ids": ids,
                "logits": [float(f"{value:.6g}") for value in logits],
                "greedy": greedy,
                "margin": float(f"{margin:.3g}"),
            }
        )
    return rows


def _greedy(network: Qwen2ForCausalLM, ids: list[int]) -> tuple[list[float], list[int], float]:
    first: list[float] = []
    greedy: list[int] = []
    margin = float("inf")
    with torch.inference_mode():
        while len(greedy) < NEW_TOKENS:
            # Without a cache: nothing but the model itself is the standard.
            last = network(torch.tensor([ids + greedy]), use_cache=False).logits[0, -1]
            first = first or last.tolist()
            best = last.topk(2)
            gap = float(best.values[0] - best.values[1])
            if gap < CLEAR:
                break
            margin = min(margin, gap)
            greedy.append(int(best.indices[0]))
    return first, greedy, margin


def _network(shape: Shape, weights: dict[str, np.ndarray]) -> Qwen2ForCausalLM:
    tied = "lm_head.weight" not in weights
    config = Qwen2Config(
        vocab_size=shape.rows, hidden_size=shape.hidden, intermediate_size=shape.intermediate,
        num_hidden_layers=shape.layers, num_attention_heads=shape.heads, num_key_value_heads=shape.kv_heads,
        max_position_embeddings=shape.context, rope_theta=shape.rope_theta, rms_norm_eps=shape.epsilon, tie_word_embeddings=tied,
    )  # fmt: skip
    network = Qwen2ForCausalLM(config).float().eval()
    state = {name: torch.from_numpy(np.ascontiguousarray(values)) for name, values in weights.items()}
    if tied:
        state["lm_head.weight"] = state["model.embed_tokens.weight"]
    network.load_state_dict(state)
    return network
