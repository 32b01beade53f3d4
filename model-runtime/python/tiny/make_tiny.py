"""Makes the tiny models of the tests and what is expected of them: python -m tiny.make_tiny [FIRST_SHARD_OF_EMBEDDED_MODEL]

Writes into model-runtime/src/test/resources/org/nljdbc/runtime/tiny/; the same bytes every time. Given the embedded
model's first shard, also tokenizer-embedded.json. What lies there is described in the README.md of model-runtime/python.
"""

import argparse
import hashlib
import json
import shutil
import tempfile
from pathlib import Path

import gguf
import numpy as np
import torch
from gguf import GGMLQuantizationType as Q
from gguf import GGUFValueType as Kind
from tokenizers import Tokenizer

from embedded import shards
from reference.gguf_writer import Entry, Tensor, write_file
from reference.model import GgufModel
from reference.texts import all_texts
from reference.tokenizer import check_against_slow, tokenizer
from tiny import gguf_files, snapshots, vocabulary
from tiny.expected import compute
from tiny.weights import Shape, random_weights

TARGET = Path(__file__).resolve().parents[2] / "src/test/resources/org/nljdbc/runtime/tiny"
SHAPE = Shape(rows=vocabulary.ROWS)
# general.file_type as llama.cpp numbers them.
FILE_TYPES = {Q.F32: 0, Q.F16: 1, Q.Q8_0: 7, Q.BF16: 32}
MIXED_SHAPE = Shape(rows=266, hidden=256, layers=2, heads=4, kv_heads=1, intermediate=256, context=256)
MIXED_TYPES = {
    "token_embd.weight": Q.Q4_0, "output.weight": Q.Q6_K,
    "blk.0.attn_q.weight": Q.Q4_1, "blk.0.attn_k.weight": Q.F16, "blk.0.attn_v.weight": Q.BF16,
    "blk.0.attn_output.weight": Q.Q5_0, "blk.0.ffn_gate.weight": Q.Q5_1, "blk.0.ffn_up.weight": Q.Q4_K,
    "blk.0.ffn_down.weight": Q.Q5_K,
    "blk.1.attn_q.weight": Q.Q8_0, "blk.1.attn_k.weight": Q.F32, "blk.1.attn_v.weight": Q.Q6_K,
    "blk.1.attn_output.weight": Q.Q4_0, "blk.1.ffn_gate.weight": Q.Q4_1, "blk.1.ffn_up.weight": Q.Q4_K,
    "blk.1.ffn_down.weight": Q.Q6_K,
}  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description="Makes the tiny models of the tests.")
    parser.add_argument("embedded", type=Path, nargs="?", help="first shard of the embedded model")
    options = parser.parse_args()
    torch.set_num_threads(1)
    TARGET.mkdir(parents=True, exist_ok=True)
    encoder = vocabulary.train()
    tied = random_weights(SHAPE, tied=True, seed=1)
    untied = random_weights(SHAPE, tied=False, seed=2)
    expected = {
        "tied-fp32": snapshots.write(TARGET / "tied-fp32", SHAPE, tied, torch.float32, 1, encoder),
        "untied-bf16": snapshots.write(TARGET / "untied-bf16", SHAPE, untied, torch.bfloat16, 2, encoder),
        "tied-fp16": snapshots.write(TARGET / "tied-fp16", SHAPE, tied, torch.float16, 1, encoder),
    }
    tables = vocabulary.tables(encoder)
    for name, weights, kind in (
        ("tied-f32.gguf", tied, Q.F32),
        ("untied-f16.gguf", untied, Q.F16),
        ("tied-bf16.gguf", tied, Q.BF16),
        ("untied-q8_0.gguf", untied, Q.Q8_0),
    ):
        tensors = gguf_files.stored(weights, kind)
        entries = gguf_files.metadata(SHAPE, FILE_TYPES[kind], tables)
        write_file(TARGET / name, entries, tensors)
        expected[name] = gguf_files.rounded(tensors, weights)
    shards.write(TARGET, "untied-q8_0", entries, shards.divide(tensors, [60_000, 60_000, 60_000, 60_000]))
    write_json("expected.json", {name: compute(SHAPE, weights, encoder) for name, weights in expected.items()})
    make_mixed()
    make_other()
    write_json("tokenizer-tiny.json", encoded(encoder, *tables))
    if options.embedded:
        model = GgufModel(options.embedded)
        write_json("tokenizer-embedded.json", encoded(model.tokenizer(), *model.vocabulary()))
    size = sum(file.stat().st_size for file in TARGET.rglob("*") if file.is_file())
    print(f"{size:,} bytes in {TARGET.name}")


def make_mixed() -> None:
    """A model with every type the runtime reads: its K-quants are random bits, and what they stand for is expected."""
    weights = random_weights(MIXED_SHAPE, tied=False, seed=3)
    source = np.random.Generator(np.random.PCG64(4))
    tensors = []
    for name, values in weights.items():
        kind = MIXED_TYPES.get(gguf_files.renamed(name), Q.F32)
        if kind in gguf_files.K_SCALES:
            data = gguf_files.random_k_blocks(*values.shape, kind, source)
        else:
            data = gguf.quantize(values, kind)
        tensors.append(Tensor(gguf_files.renamed(name), data, kind))
    tables = vocabulary.byte_tables()
    write_file(TARGET / "mixed.gguf", gguf_files.metadata(MIXED_SHAPE, 15, tables), tensors)
    floats = gguf_files.rounded(tensors, weights)
    rows = []
    for name, values in floats.items():
        matrix = values.reshape(-1, values.shape[-1])
        rows.append(
            {
                "name": name,
                "gguf": gguf_files.renamed(name),
                "type": MIXED_TYPES.get(gguf_files.renamed(name), Q.F32).name,
                "shape": list(values.shape),
                "sha256": hashlib.sha256(values.astype("<f4").tobytes()).hexdigest(),
                "firstRow": [float(value) for value in matrix[0]],
            }
        )
    write_json("mixed-values.json", rows)
    write_json("mixed-expected.json", compute(MIXED_SHAPE, floats, tokenizer(*tables)))


def make_other() -> None:
    """Models of another architecture, which a runtime for Qwen2 must refuse by name."""
    folder = TARGET / "other-gpt2"
    folder.mkdir(exist_ok=True)
    config = {"architectures": ["GPT2LMHeadModel"], "model_type": "gpt2", "n_embd": 64, "n_head": 4, "n_layer": 2, "vocab_size": 480}
    (folder / "config.json").write_text(json.dumps(config, indent=1) + "\n", encoding="utf-8")
    shutil.copyfile(TARGET / "tied-fp32/tokenizer.json", folder / "tokenizer.json")
    snapshots.save_file({"wte.weight": torch.zeros(2, 4)}, folder / "model.safetensors", metadata={"format": "pt"})
    entries = [
        Entry("general.architecture", "gpt2", Kind.STRING),
        Entry("general.name", "tiny GPT-2", Kind.STRING),
        Entry("gpt2.block_count", 2, Kind.UINT32),
        Entry("gpt2.context_length", 64, Kind.UINT32),
        Entry("gpt2.embedding_length", 64, Kind.UINT32),
    ]
    write_file(TARGET / "other-gpt2.gguf", entries, [Tensor("token_embd.weight", np.zeros((2, 64), np.float32), Q.F32)])


def encoded(encoder: Tokenizer, tokens: list[str], types: list[int], merges: list[str]) -> list[dict]:
    """Each text with its ids, checked against the slow Python tokenizer of transformers."""
    rows = []
    for text in all_texts():
        rows.append({"text": text, "ids": encoder.encode(text, add_special_tokens=False).ids})
    with tempfile.TemporaryDirectory() as work:
        check_against_slow(rows, tokens, types, merges, Path(work))
    return rows


def write_json(name: str, value) -> None:
    """Writes one expectation file: a list (or a mapping) with one compact row a line, ASCII only."""

    def lines(rows) -> str:
        return "[\n" + ",\n".join(json.dumps(row, separators=(",", ":")) for row in rows) + "\n]"

    if isinstance(value, dict):
        text = "{\n" + ",\n".join(f"{json.dumps(key)}: {lines(rows)}" for key, rows in value.items()) + "\n}"
    else:
        text = lines(value)
    (TARGET / name).write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
