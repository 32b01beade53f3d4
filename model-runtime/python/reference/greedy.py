"""Greedy answers of a transformers model to several questions that share the beginning of their prompts."""

import copy
from dataclasses import dataclass, field

import torch
from transformers import DynamicCache, Qwen2ForCausalLM


@dataclass
class Answer:
    """tokens: the greedy tokens, the end token included where it came; gaps: how far each was ahead of the second best.

    start: the logits after the prompt.
    """

    start: torch.Tensor
    tokens: list[int] = field(default_factory=list)
    gaps: list[float] = field(default_factory=list)

    def add(self, logits: torch.Tensor) -> int:
        """Takes the best token of one row of logits; returns it."""
        best = logits.topk(2)
        self.tokens.append(int(best.indices[0]))
        self.gaps.append(float(best.values[0] - best.values[1]))
        return self.tokens[-1]


class Greedy:
    """Answers questions about one prefix at a time, all questions of a prefix in one batch."""

    def __init__(self, network: Qwen2ForCausalLM, end: int, limit: int):
        """end: the token that ends an answer; limit: the most tokens of an answer."""
        self._network = network
        self._end = end
        self._limit = limit

    @torch.inference_mode()
    def answers(self, prefix: list[int], suffixes: list[list[int]], drafts: list[list[int]] | None = None) -> list[Answer]:
        """The greedy answer to each prefix + suffix.

        drafts: what the answers may be; a right guess spares its steps, a wrong one changes nothing, since a draft's
        token is taken only where it is the greedy one.
        """
        cache = DynamicCache()
        self._network(torch.tensor([prefix]), past_key_values=cache, use_cache=True, logits_to_keep=1)
        if drafts is None:
            found = [None] * len(suffixes)
        else:
            found = self._verify(cache, len(prefix), suffixes, drafts)
        open_rows = [at for at, answer in enumerate(found) if answer is None or not self._done(answer)]
        if open_rows:
            begun = [suffixes[at] + (found[at].tokens if found[at] else []) for at in open_rows]
            for at, answer in zip(open_rows, self._decode(cache, len(prefix), begun, found, open_rows), strict=True):
                found[at] = answer
        return found

    def _done(self, answer: Answer) -> bool:
        return len(answer.tokens) >= self._limit or answer.tokens[-1:] == [self._end]

    def _verify(self, cache: DynamicCache, past: int, suffixes: list[list[int]], drafts: list[list[int]]) -> list[Answer]:
        rows = [suffix + draft for suffix, draft in zip(suffixes, drafts, strict=True)]
        logits, _, _ = self._feed(copy.deepcopy(cache), past, rows, 1 + max(map(len, drafts)))
        found = []
        for row, draft in zip(logits, drafts, strict=True):
            predicted = row[len(row) - 1 - len(draft) :]
            answer = Answer(predicted[0].clone())
            for at, token in enumerate([*draft, None]):
                if self._done(answer) or answer.add(predicted[at]) != token:
                    break
            found.append(answer)
        return found

    def _decode(self, cache, past: int, rows: list[list[int]], found: list, open_rows: list[int]) -> list[Answer]:
        own = copy.deepcopy(cache)
        logits, mask, positions = self._feed(own, past, rows, 1)
        answers = [found[at] or Answer(logits[row, -1].clone()) for row, at in enumerate(open_rows)]
        while True:
            chosen = [self._end if self._done(a) else a.add(logits[row, -1]) for row, a in enumerate(answers)]
            if all(map(self._done, answers)):
                return answers
            mask = torch.cat([mask, mask.new_ones(len(rows), 1)], dim=1)
            positions = positions[:, -1:] + 1
            logits = self._network(
                torch.tensor(chosen)[:, None], attention_mask=mask, position_ids=positions, past_key_values=own, use_cache=True
            ).logits

    def _feed(self, cache: DynamicCache, past: int, rows: list[list[int]], keep: int):
        """Feeds rows behind the cached prefix, aligned at their ends; the gap between prefix and row is masked out."""
        cache.batch_repeat_interleave(len(rows))
        longest = max(map(len, rows))
        pads = torch.tensor([longest - len(row) for row in rows])
        ids = torch.tensor([[self._end] * (longest - len(row)) + row for row in rows])
        columns = torch.arange(past + longest)
        mask = ((columns < past) | (columns >= past + pads[:, None])).long()
        positions = (past + torch.arange(longest) - pads[:, None]).clamp(min=0)
        out = self._network(
            ids, attention_mask=mask, position_ids=positions, past_key_values=cache, use_cache=True, logits_to_keep=keep
        )
        return out.logits, mask, positions
