"""Words and figures for what check.py found."""

from collections import Counter
from dataclasses import dataclass

import torch

NEAR_TIE = 0.05


@dataclass(frozen=True)
class Difference:
    """A question that two models answer with different tokens. cause: which of CAUSES; detail: what shows it."""

    database: str
    unseen: bool
    question: str
    cause: str
    detail: str
    before: str
    after: str


def _rows(asked, left, right):
    for group, ours, theirs in zip(asked, left.answers, right.answers, strict=True):
        for question, one, other in zip(group.questions, ours, theirs, strict=True):
            yield group, question, one, other


def differences(asked, full, other) -> list[Difference]:
    """Where the token strings of two runs differ, with the cause."""
    known = set(other.tokens)
    found = []
    for group, question, ours, theirs in _rows(asked, full, other):
        before, after = full.strings(ours), other.strings(theirs)
        if before == after:
            continue
        prompt = group.prefix() + group.suffix(question)
        ids = full.encoder.encode(prompt, add_special_tokens=False).ids
        missing = sorted({full.tokens[at] for at in ids} - known)
        at = next((at for at, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), min(len(before), len(after)))
        if missing:
            cause, detail = "prompt split otherwise", ", ".join(f"`{_shown(full, token)}`" for token in missing)
        elif at < len(before) and before[at] not in known:
            cause, detail = "answer's token pruned", f"`{_shown(full, before[at])}`"
        else:
            gap = ours.gaps[min(at, len(ours.gaps) - 1)]
            cause, detail = "near tie" if gap < NEAR_TIE else "rounding", f"gap {gap:.3f}"
        found.append(Difference(group.database, group.unseen, question, cause, detail, full.text(ours), other.text(theirs)))
    return found


def _shown(run, token: str) -> str:
    return run.encoder.decode([run.encoder.token_to_id(token)], skip_special_tokens=False).replace("`", "'").replace("\n", "\\n")


def logits_agreement(asked, full, other) -> tuple[int, float, float]:
    """Over prompts split alike: how many, and the largest and mean difference of the kept tokens' logits after the prompt."""
    place = {token: at for at, token in enumerate(full.tokens)}
    kept = torch.tensor([place[token] for token in other.tokens])
    worst, total, count = 0.0, 0.0, 0
    for group, question, ours, theirs in _rows(asked, full, other):
        prompt = group.prefix() + group.suffix(question)
        alike = [full.tokens[at] for at in full.encoder.encode(prompt, add_special_tokens=False).ids]
        if alike == [other.tokens[at] for at in other.encoder.encode(prompt, add_special_tokens=False).ids]:
            apart = (ours.start[kept] - theirs.start).abs()
            worst, total, count = max(worst, float(apart.max())), total + float(apart.mean()), count + 1
    return count, worst, total / max(count, 1)


def pruning(asked, full, pruned) -> str:
    """What pruning alone changes, as lines of text."""
    total = sum(len(group.questions) for group in asked)
    unseen = sum(len(group.questions) for group in asked if group.unseen)
    cut = differences(asked, full, pruned)
    count, worst, mean = logits_agreement(asked, full, pruned)
    same = sum(_same_text(asked, full, pruned))
    return (
        f"{total} prompts, {unseen} of them on databases unseen by the choice of tokens\n"
        f"pruned against full: {total - len(cut)} same greedy tokens, {same} same text; of the {len(cut)} others "
        f"{sum(d.unseen for d in cut)} on unseen databases; causes {dict(Counter(d.cause for d in cut))}\n"
        f"prompts split alike: {count}; logits of kept tokens differ by {worst:.2e} at most, {mean:.2e} on average"
    )


def rereading(asked, full, source) -> str:
    """What reading embeddings in Q8_0 instead of the source's Q5_0 changes."""
    own = differences(asked, full, source)
    same = sum(_same_text(asked, full, source))
    total = sum(len(group.questions) for group in asked)
    causes = dict(Counter(d.cause for d in own))
    return f"source as it is against full with one Q8_0 matrix: {total - len(own)} same greedy tokens, {same} same text; causes {causes}"


def _same_text(asked, left, right):
    return (left.text(ours) == right.text(theirs) for _, _, ours, theirs in _rows(asked, left, right))


def exceptions_page(asked, full, pruned) -> str:
    """exceptions.md: every prompt whose answer pruning changes."""
    found = differences(asked, full, pruned)
    lines = [
        "# Answers that pruning the vocabulary changes",
        "",
        "Written by `check.py`. Greedy, at most 40 tokens. *Prompt split otherwise*: the prompt has tokens that were pruned (shown) and is",
        "therefore read in smaller pieces. *Answer's token pruned*: the full model's next token (shown) is not in the pruned vocabulary.",
        "*Unseen*: a database that the choice of tokens did not know.",
        "",
    ]
    for number, each in enumerate(found, start=1):
        lines += [
            f"{number}. `{each.database}`{' (unseen)' if each.unseen else ''}: {each.question}  ",
            f"   {each.cause}: {each.detail}",
            f"   - full: `{_line(each.before)}`",
            f"   - pruned: `{_line(each.after)}`",
        ]
    return "\n".join(lines) + "\n"


def _line(text: str) -> str:
    return " ".join(text.replace("`", "'").split())
