"""Compares prompt wordings on the validation databases: greedy answers of a GGUF model, all wordings at once behind each schema.

python -m wordings.compare FIRST_SHARD SPIDER_FOLDER OUT.jsonl [--per-database 6] [--seed 1] [--threads 1] [--most 20] [--only NAME ...]

Databases that OUT.jsonl already holds are not asked again: --most limits how many are asked in one run.
"""

import argparse
import json
import re
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from tqdm import tqdm
from transformers import DynamicCache

from reference.model import GgufModel
from wordings.int8 import to_int8
from wordings.spider import Question, is_ordered, open_database, questions, rows_of, same_rows
from wordings.wordings import WORDINGS, Wording, create_tables

MAX_TOKENS = 120
ENDS = ("```", ";", "<|im_end|>")


@dataclass(frozen=True)
class Outcome:
    """One answer and how it did. wording: its name; valid: the SQL ran; correct: it gave the gold's rows."""

    wording: str
    question: Question
    sql: str
    valid: bool
    correct: bool


class Greedy:
    """Continues many prompts that share a beginning."""

    def __init__(self, shard: Path):
        source = GgufModel(shard)
        self._tokenizer = source.tokenizer()
        self._model = source.load()
        to_int8(self._model)
        self._end = source.end

    @torch.inference_mode()
    def answers(self, shared: str, rests: list[str]) -> list[str]:
        """shared: what all prompts begin with; rests: what follows in each. Returns the answers, in the same order."""
        prefix = torch.tensor([self._ids(shared)])
        cache = DynamicCache()
        self._model(prefix, past_key_values=cache, use_cache=True, logits_to_keep=1)
        return self._continue(cache, prefix.shape[1], [self._ids(rest) for rest in rests])

    def _continue(self, cache: DynamicCache, length: int, rests: list[list[int]]) -> list[str]:
        """All answers are one sequence behind the shared beginning: a mask keeps each from seeing the others."""
        owners = torch.full((length,), -1)
        positions = torch.arange(length)
        tokens = {row: rest for row, rest in enumerate(rests)}
        ends = torch.tensor([length + len(rest) for rest in rests])
        written: list[list[int]] = [[] for _ in rests]
        for _ in range(MAX_TOKENS):
            mine = torch.tensor([row for row, new in tokens.items() for _ in new])
            place = torch.cat([torch.arange(ends[row] - len(new), ends[row]) for row, new in tokens.items()])
            owners, positions = torch.cat([owners, mine]), torch.cat([positions, place])
            seen = ((owners == -1) | (owners == mine[:, None])) & (positions <= place[:, None])
            last = torch.tensor([len(new) for new in tokens.values()]).cumsum(0) - 1
            logits = self._model(
                torch.tensor([[token for new in tokens.values() for token in new]]), attention_mask=seen[None, None],
                position_ids=place[None], past_key_values=cache, use_cache=True, logits_to_keep=last,
            ).logits[0]  # fmt: skip
            chosen = dict(zip(tokens, logits.argmax(-1).tolist()))
            for row, token in chosen.items():
                written[row].append(token)
            tokens = {row: [token] for row, token in chosen.items() if not self._ended(written[row])}
            if not tokens:
                break
            ends += 1
        return [self._tokenizer.decode(row, skip_special_tokens=True) for row in written]

    def _ids(self, text: str) -> list[int]:
        return self._tokenizer.encode(text, add_special_tokens=False).ids

    def _ended(self, written: list[int]) -> bool:
        if written[-1] == self._end:
            return True
        text = self._tokenizer.decode(written, skip_special_tokens=False)
        return any(end in re.sub(r"^\s*```(sql)?", "", text) for end in ENDS)


def ask(model: Greedy, folder: Path, own: list[Question], wordings: dict[str, Wording]) -> list[Outcome]:
    """Asks the questions of one database in every wording."""
    outcomes = []
    connection = open_database(folder, own[0].database)
    schema = create_tables(connection)
    by_prefix: dict[str, list[str]] = {}
    for key, wording in wordings.items():
        by_prefix.setdefault(wording.stable(schema), []).append(key)
    for shared, keys in by_prefix.items():
        pairs = [(key, question) for key in keys for question in own]
        texts = model.answers(shared, [wordings[key].rest(connection, question.text) for key, question in pairs])
        for (key, question), text in zip(pairs, texts):
            sql = wordings[key].answer(text)
            gold, rows = rows_of(connection, question.gold), rows_of(connection, sql)
            correct = gold is not None and rows is not None and same_rows(gold, rows, is_ordered(question.gold))
            outcomes.append(Outcome(key, question, sql, rows is not None, correct))
    connection.close()
    return outcomes


def stored(out: Path) -> list[dict]:
    """The outcomes that a file holds; none where there is no file."""
    return [json.loads(line) for line in out.read_text().splitlines()] if out.exists() else []


def table(outcomes: list[dict], wordings: list[str]) -> str:
    """The outcomes as a table, a row for each wording."""
    lines = ["| wording | n | execution accuracy | valid |", "|---|---|---|---|"]
    for name in wordings:
        own = [outcome for outcome in outcomes if outcome["wording"] == name]
        correct, valid = sum(o["correct"] for o in own), sum(o["valid"] for o in own)
        lines.append(f"| {name} | {len(own)} | {correct / max(1, len(own)):.3f} | {valid / max(1, len(own)):.3f} |")
    return "\n".join(lines)


def main() -> None:
    """Adds every outcome to a file, then writes a table to standard output."""
    options = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    options.add_argument("shard", type=Path)
    options.add_argument("folder", type=Path)
    options.add_argument("out", type=Path)
    options.add_argument("--per-database", type=int, default=6)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--threads", type=int, default=1)
    options.add_argument("--most", type=int, default=20)
    options.add_argument("--only", nargs="*", choices=list(WORDINGS), default=list(WORDINGS))
    given = options.parse_args()
    torch.set_num_threads(given.threads)
    asked = questions(given.folder, given.per_database, given.seed)
    done = {outcome["question"]["database"] for outcome in stored(given.out)}
    model = Greedy(given.shard)
    for name in tqdm([name for name in asked if name not in done][: given.most], unit="database"):
        outcomes = ask(model, given.folder, asked[name], {key: WORDINGS[key] for key in given.only})
        with given.out.open("a") as file:
            file.writelines(json.dumps(asdict(outcome)) + "\n" for outcome in outcomes)
    print(table(stored(given.out), given.only))


if __name__ == "__main__":
    main()
