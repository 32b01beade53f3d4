"""Compiles decoder.py into the program that the Java runtime loads. Needs torch 2.7.1 and nothing else.

    python model-runtime/python/decoder/export.py            writes the program
    python model-runtime/python/decoder/export.py --check    fails if the checked-in program is not what decoder.py gives

The outcome is the same, byte for byte, wherever and whenever it runs: records that hold paths of the machine are left out.
"""

import argparse
import io
import sys
import zipfile
from pathlib import Path

import torch

HERE = Path(__file__).resolve().parent
TARGET = HERE.parent.parent / "src/main/resources/org/nljdbc/runtime/engine/decoder.pt"
TORCH = "2.7.1"


def compiled() -> bytes:
    """The program as the bytes of a TorchScript archive."""
    sys.path.insert(0, str(HERE))
    from decoder import Decoder

    with io.BytesIO() as raw:
        torch.jit.save(torch.jit.script(Decoder()), raw)
        archive = zipfile.ZipFile(io.BytesIO(raw.getvalue()))
    with io.BytesIO() as out:
        with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as kept:
            for name in sorted(archive.namelist()):
                if name.endswith(".debug_pkl") or "/.data/" in name:
                    continue
                renamed = "decoder/" + name.split("/", 1)[1]
                kept.writestr(zipfile.ZipInfo(renamed, (1980, 1, 1, 0, 0, 0)), archive.read(name))
        return out.getvalue()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="compare with the checked-in program instead of writing it")
    parser.add_argument("--target", type=Path, default=TARGET)
    arguments = parser.parse_args()
    if torch.__version__.split("+")[0] != TORCH:
        sys.exit(f"needs torch {TORCH}, which the Java runtime loads; this is {torch.__version__}")
    program = compiled()
    torch.jit.load(io.BytesIO(program))
    if arguments.check:
        if not arguments.target.is_file() or arguments.target.read_bytes() != program:
            sys.exit(f"{arguments.target.name} is not what decoder.py gives: run export.py")
        print(f"{arguments.target.name} is what decoder.py gives")
        return
    arguments.target.parent.mkdir(parents=True, exist_ok=True)
    arguments.target.write_bytes(program)
    print(f"{arguments.target.name}: {len(program)} bytes")


if __name__ == "__main__":
    main()
