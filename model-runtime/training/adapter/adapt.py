"""Makes an adapter for one database from its own verified questions, and tells whether it is better there.

    python -m adapter.adapt FIRST_SHARD START_FOLDER QUESTIONS OUT_FOLDER --nl "java -jar nl-jdbc-all.jar" -- --url JDBC_URL [more options of nl]

QUESTIONS is what `nl eval` reads as .jsonl: an object a line with `question` and `sql`. START_FOLDER is the adapter to begin with, such as the one that comes
with the model. A part of the questions is held back (--hold), those with equal SQL together; the rest and questions made from the schema
(`nl lessons`) are trained on. Then `nl eval` asks the held part with both adapters. OUT_FOLDER is used by the setting nl.adapter=OUT_FOLDER.
Options after `--` go to nl as they are; passwords belong into its --password-env or --password-file.
"""

import argparse
import json
import random
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path


def plain(sql: str) -> str:
    """SQL as it is compared: without case, quotes, white space and a semicolon at its end."""
    return re.sub(r"[\s\"'`]+", "", sql.lower()).rstrip(";")


def without(lessons: Path, held: list[dict]) -> int:
    """Takes lessons out of a file whose SQL is that of a question held back; returns how many."""
    known = {plain(question["sql"]) for question in held}
    lines = lessons.read_text(encoding="utf-8").splitlines()
    kept = []
    for line in lines:
        lesson = json.loads(line)
        sql = lesson["prefix"].rsplit("\n", 1)[-1] + lesson["answer"].split("```")[0]
        if plain(sql) not in known:
            kept.append(line)
    lessons.write_text("".join(line + "\n" for line in kept), encoding="utf-8")
    return len(lines) - len(kept)


def divided(questions: list[dict], share: float, seed: int) -> tuple[list[dict], list[dict]]:
    """Questions to train on, and about a share of them held back; equal SQL is never on both sides."""
    by_sql: dict[str, list[dict]] = {}
    for question in questions:
        by_sql.setdefault(plain(question["sql"]), []).append(question)
    groups = [by_sql[sql] for sql in sorted(by_sql)]
    random.Random(seed).shuffle(groups)
    held: list[dict] = []
    kept: list[dict] = []
    for group in groups:
        (held if len(held) < share * len(questions) else kept).extend(group)
    return kept, held


def written(file: Path, questions: list[dict]) -> Path:
    """Writes questions as lines of JSON."""
    file.write_text("".join(json.dumps(question, ensure_ascii=False) + "\n" for question in questions), encoding="utf-8")
    return file


def main() -> None:
    arguments, passed = sys.argv[1:], []
    if "--" in arguments:
        at = arguments.index("--")
        arguments, passed = arguments[:at], arguments[at + 1 :]
    parser = argparse.ArgumentParser()
    parser.add_argument("model", type=Path)
    parser.add_argument("start", type=Path)
    parser.add_argument("questions", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--nl", required=True, help="how the program nl is started")
    parser.add_argument("--hold", type=float, default=0.3, help="share of the questions that is held back to measure by")
    parser.add_argument("--make", type=int, default=150, help="questions made from the schema")
    parser.add_argument("--reword", type=int, default=0, help="how many of these the model says in other words, too")
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--rate", type=float, default=1e-4)
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args(arguments)
    questions = [json.loads(line) for line in chosen.questions.read_text(encoding="utf-8").splitlines() if line.strip()]
    kept, held = divided(questions, chosen.hold, chosen.seed)
    print(f"{len(kept)} questions to train on, {len(held)} to measure by", flush=True)
    nl = shlex.split(chosen.nl)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        lessons = folder / "lessons.jsonl"
        own = ["--questions", str(written(folder / "kept.jsonl", kept))] if kept else []
        subprocess.run([*nl, "lessons", *passed, *own, "--make", str(chosen.make), "--reword", str(chosen.reword), "--out", str(lessons)], check=True)
        print(f"{without(lessons, held)} lessons left out whose SQL is that of a question held back", flush=True)
        subprocess.run(
            [
                sys.executable, "-m", "adapter.train", str(chosen.model), str(lessons), str(chosen.out), "--start", str(chosen.start),
                "--epochs", str(chosen.epochs), "--rate", str(chosen.rate), "--packs", "2", "--warmup", "2",
                "--device", chosen.device, "--threads", str(chosen.threads), "--seed", str(chosen.seed),
            ],
            check=True,
        )  # fmt: skip
        (chosen.out / "state.pt").unlink(missing_ok=True)
        for file in ("calibration.json", "NOTICE"):
            # The curve was fitted to the adapter before; better than none.
            if (chosen.start / file).exists():
                shutil.copy(chosen.start / file, chosen.out)
        if held:
            measured = str(written(folder / "held.jsonl", held))
            for when, adapter in (("before", chosen.start), ("after", chosen.out)):
                print(f"{when}, of the questions that were held back:", flush=True)
                subprocess.run([*nl, "eval", *passed, "--set", f"nl.adapter={adapter}", measured], check=True)
    print(f"The adapter is used by nl.adapter={chosen.out.resolve()}")


if __name__ == "__main__":
    main()
