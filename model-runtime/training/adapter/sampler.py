"""Answers drawn from the model in large batches: several of each prompt, whose prompt is read and kept once."""

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor

from adapter.network import Network, norm, rotate


@dataclass(frozen=True)
class Frozen:
    """The matrices of a layer as they are now, what was trained merged in."""

    qkv: Tensor
    qkv_bias: Tensor
    out: Tensor
    gate_up: Tensor
    down: Tensor


class Sampler:
    """Draws from a network as it is at the time; it may be trained on afterwards."""

    def __init__(self, network: Network):
        self.network = network
        self.config = network.config
        self.layers = []
        with torch.no_grad():
            for layer in network.layers:
                qkv = torch.cat([layer.q_proj.merged(), layer.k_proj.merged(), layer.v_proj.merged()])
                bias = torch.cat([layer.q_proj.bias, layer.k_proj.bias, layer.v_proj.bias])
                both = torch.cat([layer.gate_proj.merged(), layer.up_proj.merged()])
                self.layers.append(Frozen(qkv, bias, layer.o_proj.merged(), both, layer.down_proj.merged()))

    @torch.inference_mode()
    def draw(self, prompts: list[list[int]], count: int, temperature: float, longest: int, end: int, chunk: int = 32) -> list[list[list[int]]]:
        """For each prompt `count` answers of at most `longest` tokens, with `end` where they end by themselves.

        temperature: 0 takes the likeliest token. chunk: prompts that are read at once.
        """
        device = self.network.embedding.device
        order = sorted(range(len(prompts)), key=lambda at: len(prompts[at]))
        sizes = torch.tensor([len(prompts[at]) for at in order], device=device)
        width = self.config.hidden_size // self.config.num_attention_heads
        kv_heads, most = self.config.num_key_value_heads, int(sizes.max())
        store = [torch.zeros(len(prompts), 2, kv_heads, most, width, dtype=self.network.dtype, device=device) for _ in self.layers]
        last = []
        for at in range(0, len(order), chunk):
            part = [prompts[number] for number in order[at : at + chunk]]
            ids = torch.nn.utils.rnn.pad_sequence([torch.tensor(prompt) for prompt in part], batch_first=True).to(device)
            last.append(self._read(ids, sizes[at : at + chunk], store, at))
        logits = self.network.answer(torch.cat(last)).repeat_interleave(count, 0)
        tokens = self._go_on(logits, sizes, store, count, temperature, longest, end).tolist()
        answers: list[list[list[int]]] = [[] for _ in prompts]
        for place, number in enumerate(order):
            for row in tokens[place * count : (place + 1) * count]:
                answers[number].append(row[: row.index(end) + 1] if end in row else row)
        return answers

    def _read(self, ids: Tensor, sizes: Tensor, store: list[Tensor], first: int) -> Tensor:
        """Reads prompts [b, n], filled up at their ends; keeps keys and values, returns the last tokens' outcome [b, hidden]."""
        b, n = ids.shape
        turn = self.network.turn(torch.arange(n, device=ids.device))
        x = self.network.embedding[ids]
        for layer, frozen, kept in zip(self.network.layers, self.layers, store, strict=True):
            q, k, v = self._split(F.linear(norm(x, layer.before, layer.eps), frozen.qkv, frozen.qkv_bias), layer, turn)
            kept[first : first + b, 0, :, :n], kept[first : first + b, 1, :, :n] = k, v
            group = layer.heads // layer.kv_heads
            a = F.scaled_dot_product_attention(q, k.repeat_interleave(group, 1), v.repeat_interleave(group, 1), is_causal=True)
            x = self._rest(x, a.transpose(1, 2).reshape(b, n, -1), layer, frozen)
        return x[torch.arange(b, device=ids.device), sizes - 1]

    def _split(self, qkv: Tensor, layer, turn) -> tuple[Tensor, Tensor, Tensor]:
        """[b, n, ...] -> query [b, heads, n, width], key and value [b, kv_heads, n, width], the first two turned."""
        width = turn[0].size(-1)
        heads = qkv.unflatten(-1, (-1, width)).transpose(1, 2)
        q, k, v = heads.split([layer.heads, layer.kv_heads, layer.kv_heads], 1)
        return rotate(q, turn), rotate(k, turn), v

    def _rest(self, x: Tensor, a: Tensor, layer, frozen: Frozen) -> Tensor:
        x = x + F.linear(a, frozen.out)
        gate, up = F.linear(norm(x, layer.after, layer.eps), frozen.gate_up).chunk(2, -1)
        return x + F.linear(F.silu(gate) * up, frozen.down)

    def _go_on(
        self, logits: Tensor, sizes: Tensor, store: list[Tensor], count: int, temperature: float, longest: int, end: int
    ) -> Tensor:
        """Draws token after token: tokens [rows, at most longest]."""
        device, rows = logits.device, logits.size(0)
        prompts, kv_heads, most, width = len(sizes), self.config.num_key_value_heads, store[0].size(3), store[0].size(4)
        group = self.config.num_attention_heads // kv_heads
        own = [torch.zeros(rows, 2, kv_heads, longest, width, dtype=self.network.dtype, device=device) for _ in self.layers]
        unseen = (torch.arange(most, device=device)[None] >= sizes[:, None])[:, None, None]
        positions = sizes.repeat_interleave(count)
        ended = torch.zeros(rows, dtype=torch.bool, device=device)
        tokens = []
        for at in range(longest):
            if temperature > 0:
                noise = -torch.empty_like(logits).exponential_().log_()
                chosen = (logits / temperature + noise).argmax(-1)
            else:
                chosen = logits.argmax(-1)
            tokens.append(chosen)
            ended |= chosen == end
            if at + 1 == longest or (at % 8 == 7 and bool(ended.all())):
                break
            # One angle a row, the same for all heads: [rows, 1, 1, width].
            turn = tuple(part[:, None, None] for part in self.network.turn(positions + at))
            x = self.network.embedding[chosen][:, None]
            for layer, frozen, kept, mine in zip(self.network.layers, self.layers, store, own, strict=True):
                qkv = F.linear(norm(x, layer.before, layer.eps), frozen.qkv, frozen.qkv_bias)
                q, k, v = self._split(qkv, layer, turn)
                mine[:, 0, :, at], mine[:, 1, :, at] = k[:, :, 0], v[:, :, 0]
                # All query heads of all answers to a prompt meet its keys at once.
                wide = q.reshape(prompts, count, kv_heads, group, width).transpose(1, 2).reshape(prompts, kv_heads, count * group, width)
                before = (wide @ kept[:, 0].transpose(-1, -2)).masked_fill_(unseen, float("-inf"))
                before = before.reshape(prompts, kv_heads, count, group, most).transpose(1, 2).reshape(rows, kv_heads, group, most)
                since = q.reshape(rows, kv_heads, group, width) @ mine[:, 0, :, : at + 1].transpose(-1, -2)
                scores = torch.cat([before, since], -1).mul_(width**-0.5).softmax(-1, dtype=torch.float32).to(q.dtype)
                of_prompt = scores[..., :most].reshape(prompts, count, kv_heads, group, most).transpose(1, 2)
                a = of_prompt.reshape(prompts, kv_heads, count * group, most) @ kept[:, 1]
                a = a.reshape(prompts, kv_heads, count, group, width).transpose(1, 2).reshape(rows, kv_heads, group, width)
                a = a + scores[..., most:] @ mine[:, 1, :, : at + 1]
                x = self._rest(x, a.reshape(rows, 1, -1), layer, frozen)
            logits = self.network.answer(x[:, 0])
        return torch.stack(tokens, 1)
