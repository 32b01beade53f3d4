"""Builds the embedded model from Qwen2.5-Coder-0.5B-Instruct: python -m embedded.build SOURCE OUTPUT_FOLDER

SOURCE is the source GGUF or the folder of the six wheels that hold it (see README.md). The same source gives the
same bytes every time. Changes: the output head and the embedding, which are one matrix stored twice, become one
Q8_0 tensor (the rows of the source's Q8_0 head, byte for byte); the vocabulary is cut to VOCABULARY tokens
(vocabulary.py); the 24 blocks are copied byte for byte; the whole is written as split GGUF shards.
"""

import argparse
import shutil
import sys
import tempfile
from pathlib import Path

import gguf
import numpy as np

from embedded import card, shards, vocabulary
from embedded.source import Source, locate, sha256
from reference.gguf_writer import Entry, Tensor

HERE = Path(__file__).resolve().parent
NAME = "qwen2.5-coder-0.5b-instruct-sql"
VOCABULARY = 53_248
# The most tensor bytes of each shard; metadata and headers come on top, and no file may reach FILE_LIMIT.
BUDGETS = [90_500_000, 92_500_000, 70_000_000, 92_500_000]
FILE_LIMIT = 94_000_000
FIRST_TWO_LIMIT = 186_000_000
EMBEDDING = "token_embd.weight"
HEAD = "output.weight"
TOKEN_IDS = ("eos", "padding", "bos")
Kind = gguf.GGUFValueType


def compare_matrices(source: Source) -> str:
    """Checks that head and embedding are one matrix in two encodings; returns the finding as a sentence."""
    head, embedding = source.tensors[HEAD], source.tensors[EMBEDDING]
    if head.tensor_type.name != "Q8_0" or embedding.tensor_type.name != "Q5_0":
        raise SystemExit(f"{HEAD} is {head.tensor_type.name}, {EMBEDDING} {embedding.tensor_type.name}: not this source")
    worst = 0.0
    dot = left = right = 0.0
    for start in range(0, head.data.shape[0], 8192):
        fine = gguf.dequantize(head.data[start : start + 8192], head.tensor_type)
        coarse = gguf.dequantize(embedding.data[start : start + 8192], embedding.tensor_type)
        # A block of 32 in Q5_0 has steps of its largest magnitude / 16; a value may be one step off where it is clipped.
        step = np.abs(fine).reshape(len(fine), -1, 32).max(axis=2).repeat(32, axis=1) / 16
        worst = max(worst, float((np.abs(fine - coarse) / np.maximum(step, 1e-6)).max()))
        dot += float(np.vdot(fine, coarse))
        left += float(np.vdot(fine, fine))
        right += float(np.vdot(coarse, coarse))
    cosine = dot / (left * right) ** 0.5
    if worst > 1.2 or cosine < 0.998:
        raise SystemExit(f"{HEAD} and {EMBEDDING} differ by {worst:.2f} Q5_0 steps, cosine {cosine:.6f}: not one matrix")
    return (
        f"{HEAD} (Q8_0) and {EMBEDDING} (Q5_0) agree to {worst:.2f} Q5_0 steps at most, cosine {cosine:.6f} over all "
        f"{head.data.shape[0]} rows: one matrix in two encodings"
    )


def metadata(source: Source, kept: list[int]) -> list[Entry]:
    """The source's metadata, with the vocabulary cut and the changes named."""
    position = {token: at for at, token in enumerate(kept)}
    merges = [m for rank, m in enumerate(source.merges) if vocabulary.BYTES + rank in position]
    replaced = {
        "general.name": "Qwen2.5-Coder-0.5B-Instruct, vocabulary pruned for SQL",
        "general.finetune": "Instruct",
        "tokenizer.ggml.tokens": [source.tokens[at] for at in kept],
        "tokenizer.ggml.token_type": [source.types[at] for at in kept],
        "tokenizer.ggml.merges": merges,
    }
    for name in TOKEN_IDS:
        key = f"tokenizer.ggml.{name}_token_id"
        replaced[key] = position[source.value(key)]
    entries = []
    for key, field in source.reader.fields.items():
        if key.startswith("GGUF."):
            continue
        sub_type = field.types[-1] if field.types[0] == Kind.ARRAY else None
        entries.append(Entry(key, replaced.get(key, field.contents()), field.types[0], sub_type))
        if key == "general.size_label":
            entries.append(Entry("general.license", "apache-2.0", Kind.STRING))
            entries.append(Entry("general.description", card.DESCRIPTION, Kind.STRING))
        if key == "qwen2.context_length":
            entries.append(Entry("qwen2.vocab_size", len(kept), Kind.UINT32))
    return entries


def tensors(source: Source, kept: list[int]) -> list[Tensor]:
    """The tied embedding, the last norm, then the blocks as they are."""
    head = source.tensors[HEAD]
    found = [Tensor(EMBEDDING, np.ascontiguousarray(head.data[kept]), head.tensor_type)]
    blocks = [t for t in source.reader.tensors if t.name not in (HEAD, EMBEDDING)]
    blocks.sort(key=lambda t: (t.name.startswith("blk."), int(t.name.split(".")[1]) if t.name.startswith("blk.") else 0))
    return found + [Tensor(t.name, t.data, t.tensor_type) for t in blocks]


def verify(source: Source, kept: list[int], files: list[Path]) -> None:
    """Reads the shards again and compares every tensor with the source, byte for byte."""
    seen = set()
    for file in files:
        for tensor in gguf.GGUFReader(file).tensors:
            expected = source.tensors[HEAD].data[kept] if tensor.name == EMBEDDING else source.tensors[tensor.name].data
            if not np.array_equal(tensor.data, expected):
                raise SystemExit(f"{file.name}: {tensor.name} differs from the source")
            seen.add(tensor.name)
    if seen != set(source.tensors) - {HEAD}:
        raise SystemExit(f"the shards lack {sorted(set(source.tensors) - {HEAD} - seen)}")
    sizes = [file.stat().st_size for file in files]
    if max(sizes) >= FILE_LIMIT or sum(sizes[:2]) > FIRST_TWO_LIMIT:
        raise SystemExit(f"shard sizes {sizes} exceed the limits {FILE_LIMIT} and {FIRST_TWO_LIMIT} for the first two")


def main() -> None:
    parser = argparse.ArgumentParser(description="Builds the embedded model.")
    parser.add_argument("source", type=Path, help="the source GGUF, or the folder of the six wheels")
    parser.add_argument("output", type=Path, help="where the shards, the licence, the notice and the card go")
    options = parser.parse_args()
    options.output.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=options.output) as work:
        source = Source(locate(options.source, Path(work)))
        finding = compare_matrices(source)
        print(finding)
        selection = vocabulary.Selection(source.tokens, source.types, source.merges)
        kept = selection.choose(VOCABULARY, vocabulary.read_extra(HERE / "tokens.txt"))
        divided = shards.divide(tensors(source, kept), BUDGETS)
        for old in options.output.glob(f"{NAME}-*.gguf"):
            old.unlink()
        files = shards.write(options.output, NAME, metadata(source, kept), divided)
        verify(source, kept, files)
        sums = {file.name: (file.stat().st_size, sha256(file)) for file in files}
        card.write(options.output, sums)
        shutil.copyfile(HERE.parents[2] / "LICENSE", options.output / "LICENSE")
    for name, (size, digest) in sums.items():
        print(f"{digest}  {name}  {size:,} bytes")
    print(f"{sum(size for size, _ in sums.values()):,} bytes, {len(kept):,} tokens")


if __name__ == "__main__":
    sys.exit(main())
