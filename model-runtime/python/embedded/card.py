"""Writes what lies beside the shards: model card, notice, checksums."""

from pathlib import Path

DESCRIPTION = (
    "Qwen2.5-Coder-0.5B-Instruct (Apache-2.0, Qwen team, Alibaba Cloud), changed for NL-JDBC: output head and embedding tied "
    "in one Q8_0 tensor, vocabulary pruned to 53,248 tokens, blocks unchanged."
)
HERE = Path(__file__).resolve().parent

def write(folder: Path, sums: dict[str, tuple[int, str]]) -> None:
    """Writes README.md, NOTICE and SHA256SUMS. sums: file name to (bytes, SHA-256)."""
    rows = "".join(f"| `{name}` | {size:,} | `{digest}` |\n" for name, (size, digest) in sums.items())
    total = f"{sum(size for size, _ in sums.values()):,}"
    card = (HERE / "card.md").read_text(encoding="utf-8").replace("{files}\n", rows).replace("{total}", total)
    (folder / "README.md").write_text(card, encoding="utf-8")
    (folder / "NOTICE").write_text((HERE / "NOTICE").read_text(encoding="utf-8"), encoding="utf-8")
    lines = "".join(f"{digest}  {name}\n" for name, (_, digest) in sums.items())
    (folder / "SHA256SUMS").write_text(lines, encoding="utf-8")
