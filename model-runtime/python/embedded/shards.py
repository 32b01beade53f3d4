"""Writes a GGUF model as split shards, laid out as llama.cpp's gguf-split does."""

from dataclasses import dataclass
from pathlib import Path

import gguf
import numpy as np

ALIGNMENT = 32


@dataclass(frozen=True)
class Tensor:
    """One tensor. data: its stored bytes, rows by row bytes (or plain floats); kind: how they are encoded."""

    name: str
    data: np.ndarray
    kind: gguf.GGMLQuantizationType

    def size(self) -> int:
        """Its bytes in the file, padding included."""
        return (self.data.nbytes + ALIGNMENT - 1) // ALIGNMENT * ALIGNMENT


@dataclass(frozen=True)
class Entry:
    """One metadata entry; sub_type is the element type of an array."""

    key: str
    value: object
    kind: gguf.GGUFValueType
    sub_type: gguf.GGUFValueType | None = None


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
        writer = gguf.GGUFWriter(file, arch="")
        writer.kv_data[0].clear()
        for entry in entries if number == 0 else []:
            writer.add_key_value(entry.key, entry.value, entry.kind, entry.sub_type)
        writer.add_key_value("split.no", number, gguf.GGUFValueType.UINT16)
        writer.add_key_value("split.count", len(shards), gguf.GGUFValueType.UINT16)
        writer.add_key_value("split.tensors.count", total, gguf.GGUFValueType.INT32)
        for tensor in tensors:
            writer.add_tensor(tensor.name, tensor.data, raw_dtype=tensor.kind)
        writer.write_header_to_file()
        writer.write_kv_data_to_file()
        writer.write_tensors_to_file()
        writer.close()
        files.append(file)
    return files
