"""Writes a GGUF model as split shards, laid out as llama.cpp's gguf-split does."""

from pathlib import Path

from gguf import GGUFValueType as Kind

from reference.gguf_writer import Entry, Tensor, write_file


def divide(tensors: list[Tensor], budgets: list[int]) -> list[list[Tensor]]:
    """Fills shard after shard in the order of the tensors. budgets: the most tensor bytes of each shard."""
    shards: list[list[Tensor]] = [[]]
    used = 0
    for tensor in tensors:
        if used + tensor.size() > budgets[len(shards) - 1]:
            shards.append([])
            used = 0
            if len(shards) > len(budgets):
                raise SystemExit(f"the tensors do not fit into {len(budgets)} shards")
        shards[-1].append(tensor)
        used += tensor.size()
    return shards


def write(folder: Path, name: str, entries: list[Entry], shards: list[list[Tensor]]) -> list[Path]:
    """Writes NAME-0000K-of-0000N.gguf; the first shard carries all metadata. Returns the files in order."""
    total = sum(len(shard) for shard in shards)
    files = []
    for number, tensors in enumerate(shards):
        file = folder / f"{name}-{number + 1:05d}-of-{len(shards):05d}.gguf"
        split = [
            Entry("split.no", number, Kind.UINT16),
            Entry("split.count", len(shards), Kind.UINT16),
            Entry("split.tensors.count", total, Kind.INT32),
        ]
        write_file(file, (entries if number == 0 else []) + split, tensors)
        files.append(file)
    return files
