"""The decoder's way on accelerators: 16-bit numbers, few kernels, and shapes that do not depend on what is computed.

Here a token costs what its kernels cost to start, and reading the weights; how many rows there are hardly matters. So the rows of a call are always
computed together, a prompt in one piece, and the loop does not ask the host for anything.
"""

from typing import List

import torch
import torch.nn.functional as F
from attention import causal_mask, flash_causal, flash_ragged, masked_causal, padded_ragged
from torch import Tensor


class Accelerated(torch.nn.Module):
    """What ``Decoder`` does with numerics 2 and more; it has the weights and the cache."""

    def __init__(self) -> None:
        super().__init__()
        self.flash = False
        # The loop: tokens, their positions, slots in the cache, and where rows start and end; keys that they see, at most `limit`.
        self.limit = 0
        self.now = torch.empty(0)
        self.places = torch.empty(0)
        self.slots = torch.empty(0)
        self.ends = torch.empty(0)
        self.starts = torch.empty(0)
        self.used = torch.empty(0)
        self.line = torch.empty(0)
        self.count = torch.empty(0)
        self.told = torch.empty(0)

    # ---- Reading ----------------------------------------------------------------------------------------------------------------------

    def layer16(self, x: Tensor, layer: int, turns: Tensor, slots: Tensor, first: int) -> Tensor:
        """Queries of tokens [n, heads, head_dim]; their keys and values go to `slots`, or where these are none, to adjoining ones."""
        n = x.size(0)
        width = self.heads * self.head_dim
        turned = self.heads + self.kv_heads
        qkv = self.normal_linear(x, 2 * layer, 4 * layer)
        if self.numerics == 4 and self.biases[layer].numel() > 0:
            qkv = qkv.add_(self.biases[layer])
        pairs = qkv.narrow(1, 0, turned * self.head_dim)
        spun = torch.view_as_complex(pairs.float().view([n, turned, -1, 2])).mul_(turns)
        pairs.copy_(torch.view_as_real(spun).view([n, -1]))
        kv = qkv.narrow(1, width, 2 * self.kv_heads * self.head_dim)
        if slots.numel() > 0:
            self.cache[layer].index_copy_(0, slots, kv)
        else:
            self.cache[layer].narrow(0, first, n).copy_(kv)
        return qkv.narrow(1, 0, width).view([n, self.heads, self.head_dim])

    def end16(self, x: Tensor, a: Tensor, layer: int) -> Tensor:
        """The rest of a layer after attention a [n, heads, head_dim]; x is overwritten."""
        x = self.add_linear(x, a.reshape([x.size(0), -1]), 4 * layer + 1)
        both = self.normal_linear(x, 2 * layer + 1, 4 * layer + 2)
        inner = both.size(1) // 2
        return self.add_linear(x, F.silu(both.narrow(1, 0, inner)).mul_(both.narrow(1, inner, inner)), 4 * layer + 3)

    def read16(self, ids: List[int], row: int, start: int, wanted: int) -> Tensor:
        """Runs adjoining tokens of a row through all layers; returns the last `wanted` rows of the outcome [wanted, hidden]."""
        n = len(ids)
        first = row * self.capacity
        turns = self.turns.narrow(0, start, n)
        none = torch.empty([0], dtype=torch.long)
        x = self.embedding.index_select(0, torch.tensor(ids).to(self.device))
        mask = torch.empty([0]) if self.flash else causal_mask(n, start + n, x)
        for layer in range(self.layers):
            q = self.layer16(x, layer, turns, none, first + start)
            kv = self.cache[layer].narrow(0, first, start + n).view([-1, 2, self.kv_heads, self.head_dim])
            if layer == self.layers - 1 and wanted < n:
                # Nobody needs what the other tokens would become; their keys and values are stored.
                x = x.narrow(0, n - wanted, wanted)
                if wanted == 0:
                    return x
                q = q.narrow(0, n - wanted, wanted)
                if not self.flash:
                    mask = mask.narrow(0, n - wanted, wanted)
            x = self.end16(x, flash_causal(q, kv) if self.flash else masked_causal(q, kv, mask), layer)
        return x

    def step16(self, ids: List[int], rows: List[int], positions: List[int], together: bool) -> Tensor:
        """Runs single tokens through all layers; together: they are of adjoining rows and of one position."""
        n = len(ids)
        most = 1
        adjoining = True
        for i in range(n):
            most = max(most, positions[i] + 1)
            adjoining = adjoining and rows[i] == rows[0] + i
        placed = torch.tensor([ids, positions, rows]).to(self.device)
        places = placed.select(0, 1)
        starts = placed.select(0, 2).mul(self.capacity)
        x = self.embedding.index_select(0, placed.select(0, 0))
        turns = self.turns.index_select(0, places)
        slots = starts + places
        equal = together or n == 1
        mask = torch.empty([0])
        ends = torch.empty([0])
        used = torch.empty([0])
        if not equal and self.flash:
            ends = torch.arange(n + 1, dtype=torch.int, device=self.device)
            starts = F.pad(starts, [0, 1]).int()
            used = places.add(1).int()
        elif not equal:
            seen = torch.arange(most, device=self.device).unsqueeze(0) <= places.unsqueeze(1)
            mask = torch.zeros([n, most], dtype=x.dtype, device=self.device).masked_fill_(seen.logical_not_(), float("-inf"))
        for layer in range(self.layers):
            q = self.layer16(x, layer, turns, slots, 0)
            kv = self.cache[layer].view([self.rows, self.capacity, 2, self.kv_heads, self.head_dim])
            if equal:
                a = self.attend_one(q.view([n, -1]), layer, rows[0], n, most)
            elif self.flash:
                a = flash_ragged(q, kv.view([-1, 2, self.kv_heads, self.head_dim]), ends, starts, used, most)
            elif adjoining:
                a = padded_ragged(q, kv.narrow(0, rows[0], n).narrow(1, 0, most), mask)
            else:
                a = padded_ragged(q, kv.narrow(1, 0, most).index_select(0, placed.select(0, 2)), mask)
            x = self.end16(x, a, layer)
        return x

    @torch.jit.export
    def find_flash(self) -> bool:
        """Tries the flash kernel, which needs CUDA and compute capability 8.0, and uses it from now on if it is right.

        Fails where there is none.
        """
        q = torch.arange(128, device=self.device).cos().to(self.dtype_of(self.numerics)).view([2, 2, 32])
        kv = torch.arange(384, device=self.device).sin().to(q.dtype).view([6, 2, 1, 32])
        ends = torch.arange(3, dtype=torch.int, device=self.device)
        starts = torch.tensor([3, 0, 0], dtype=torch.int).to(self.device)
        used = torch.tensor([1, 3], dtype=torch.int).to(self.device)
        found = flash_ragged(q, kv, ends, starts, used, 3)
        mask = torch.zeros([2, 3], dtype=q.dtype)
        mask[0, 1] = float("-inf")
        mask[0, 2] = float("-inf")
        wanted = padded_ragged(q, torch.stack([kv.narrow(0, 3, 3), kv.narrow(0, 0, 3)]), mask.to(self.device))
        self.flash = bool((found - wanted).abs().max().item() < 0.05)
        return self.flash

    # ---- Greedy decoding without the host ---------------------------------------------------------------------------------------------

    @torch.jit.export
    def arm(self, ids: List[int], rows: List[int], positions: List[int], tokens: int) -> None:
        """Prepares `tick`: the last token of each of some rows, with its row and position, and how many are to follow.

        Where the numbers of rows and of tokens are what they were and no token sees more keys than then, nothing moves in memory, so that a
        captured graph of `tick` goes on to hold.
        """
        n = len(ids)
        last = 0
        for position in positions:
            last = max(last, position + tokens)
        if self.numerics < 2 or last > self.capacity:
            raise ValueError("the loop needs 16-bit numerics, and room for its tokens")
        placed = torch.tensor([ids, positions, rows]).to(self.device)
        starts = placed.select(0, 2).mul(self.capacity)
        if self.told.numel() != n * tokens or self.told.size(0) != n or last > self.limit:
            self.limit = min(self.capacity, (last + 127) // 128 * 128)
            self.now = torch.zeros([n], dtype=torch.long, device=self.device)
            self.places = torch.zeros_like(self.now)
            self.slots = torch.zeros_like(self.now)
            self.ends = torch.arange(n + 1, dtype=torch.int, device=self.device)
            self.starts = torch.zeros_like(self.ends)
            self.used = torch.zeros([n], dtype=torch.int, device=self.device)
            self.line = torch.arange(self.limit, device=self.device).unsqueeze(0)
            self.count = torch.zeros([n, 1], dtype=torch.long, device=self.device)
            self.told = torch.zeros([n, tokens], dtype=torch.long, device=self.device)
        self.now.copy_(placed.select(0, 0))
        self.places.copy_(placed.select(0, 1))
        self.slots.copy_(starts + placed.select(0, 1))
        self.starts.narrow(0, 0, n).copy_(starts)
        self.used.copy_(placed.select(0, 1) + 1)
        self.count.zero_()

    @torch.jit.export
    def tick(self) -> None:
        """Reads one token of each row and chooses the likeliest next one, wholly on the device and with shapes that never change."""
        n = self.now.size(0)
        x = self.embedding.index_select(0, self.now)
        turns = self.turns.index_select(0, self.places)
        mask = torch.empty([0])
        if not self.flash:
            seen = self.line <= self.places.unsqueeze(1)
            mask = torch.zeros([n, self.limit], dtype=x.dtype, device=x.device).masked_fill_(seen.logical_not_(), float("-inf"))
        for layer in range(self.layers):
            q = self.layer16(x, layer, turns, self.slots, 0)
            kv = self.cache[layer].view([-1, 2, self.kv_heads, self.head_dim])
            if self.flash:
                a = flash_ragged(q, kv, self.ends, self.starts, self.used, self.limit)
            else:
                by_row = kv.view([self.rows, self.capacity, 2, self.kv_heads, self.head_dim]).narrow(1, 0, self.limit)
                row = self.starts.narrow(0, 0, n) // self.capacity
                a = padded_ragged(q, by_row if n == 1 and self.rows == 1 else by_row.index_select(0, row), mask)
            x = self.end16(x, a, layer)
        self.now.copy_(self.normal_linear(x, 2 * self.layers, 4 * self.layers).argmax(1))
        self.told.scatter_(1, self.count, self.now.unsqueeze(1))
        self.count.add_(1)
        self.places.add_(1)
        self.slots.add_(1)
        self.used.add_(1)

    @torch.jit.export
    def loop(self, ids: List[int], rows: List[int], positions: List[int], stops: List[int], tokens: int) -> List[List[int]]:
        """Decodes greedily up to `tokens` tokens after the last token of each row, which is read first; a row ends with a stop token.

        The host looks every 16 tokens whether all rows have ended. Keys and values of tokens after a stop mean nothing.
        """
        self.arm(ids, rows, positions, tokens)
        stopping = torch.tensor(stops, dtype=torch.long).to(self.device)
        made = 0
        while made < tokens:
            part = min(16, tokens - made)
            for _ in range(part):
                self.tick()
            made += part
            if len(stops) > 0 and made < tokens:
                if bool(torch.isin(self.told.narrow(1, 0, made), stopping).any(1).all().item()):
                    break
        told: List[List[int]] = self.told.narrow(1, 0, made).tolist()
        ended: List[List[int]] = []
        for row in told:
            kept: List[int] = []
            for id in row:
                kept.append(id)
                if id in stops:
                    break
            ended.append(kept)
        return ended
