"""Writes one GGUF file from metadata entries and tensors."""

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


def write_file(file: Path, entries: list[Entry], tensors: list[Tensor]) -> None:
    """Writes the entries and tensors in the order given, and nothing else."""
    writer = gguf.GGUFWriter(file, arch="")
    writer.kv_data[0].clear()
    for entry in entries:
        writer.add_key_value(entry.key, entry.value, entry.kind, entry.sub_type)
    for tensor in tensors:
        writer.add_tensor(tensor.name, tensor.data, raw_dtype=tensor.kind)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
