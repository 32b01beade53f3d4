"""A decoder-only transformer of the Llama family without weights, written to be compiled by TorchScript.

Supported: grouped-query attention, rotary positions, RMS normalisation, SwiGLU, an optional bias on query, key and value, an output head
of its own or tied to the embedding. That covers Llama, Mistral and Qwen2.

Life of a program: ``configure``; for every matrix ``blank``, ``fill`` (piece by piece), then ``pack8`` and ``set_int8``, or ``pack4`` if it is int4, and ``set_dense``;
``set_gain``, ``set_bias``, ``set_embedding``; ``reserve``; then any number of ``prefill``, ``step`` and ``loop``. The methods marked *pure*
may be called by several threads at once, the others by one.

Numerics
  0  float32     for parity, and for processors without an int8 kernel
  1  int8        int8 weights with one scale per output channel. Every row of activations is shifted and scaled from its own least and
                 greatest number to [-1, 1], is multiplied as 7-bit integers with one fixed step, and is scaled and shifted back. The
                 integer sums are exact: a row's result depends neither on the other rows nor on the number of threads.
  2  bfloat16, 3 float16     for accelerators
  4  int4        for CUDA: like 2, but the matrices of the layers are int4 (see int4.py); embedding and head stay bfloat16

Matrices, in the order of their index: for each layer 4n + 0 query, key and value; 4n + 1 attention output; 4n + 2 gate and up; 4n + 3 down;
last the output head. Gains: 2n before attention, 2n + 1 before the MLP, last the final one.

Rotary pairs: the checkpoints pair number i of a head with i + head_dim / 2. ``fill`` and ``set_bias`` put the two side by side, so that the
rotation is one complex product; products of queries with keys do not change by it.

Cache: per layer one tensor [rows * capacity, 2 * kv_heads * head_dim], a token's keys and then its values. With int8 numerics both are rounded
to float16 as they are stored, so that they can be kept elsewhere as float16 without changing a bit.

Blocks: the queries of a prompt meet the keys in blocks of a fixed number of tokens counted from the prompt's start. Together with the exact
integer sums this makes the result independent of how a prompt is cut into calls, as long as the cuts lie between blocks.
"""

from typing import Dict, List, Optional, Tuple

import torch
import torch.nn.functional as F
from accelerated import Accelerated
from int4 import halves, packed, quantised, unpack
from torch import Tensor


class Decoder(Accelerated):
    layers: int
    heads: int
    kv_heads: int
    head_dim: int
    hidden: int
    block: int
    eps: float
    numerics: int
    guarded: bool
    flash: bool
    group: int
    span: int
    limit: int
    rows: int
    capacity: int
    int8: List[torch.classes.quantized.LinearPackedParamsBase]
    sums: List[Tensor]
    dense: List[Tensor]
    scales: List[Tensor]
    gains: List[Tensor]
    biases: List[Tensor]
    cache: List[Tensor]
    fixing: Dict[int, Tensor]

    def __init__(self) -> None:
        super().__init__()
        self.layers = 0
        self.heads = 0
        self.kv_heads = 0
        self.head_dim = 0
        self.hidden = 0
        self.block = 0
        self.eps = 0.0
        self.numerics = 0
        self.guarded = False
        self.group = 64
        self.span = 64
        self.rows = 0
        self.capacity = 0
        self.int8 = []
        self.sums = []
        self.dense = []
        self.scales = []
        self.gains = []
        self.biases = []
        self.cache = []
        self.fixing = {}
        self.embedding = torch.empty(0)
        self.frequencies = torch.empty(0)
        self.turns = torch.empty(0)
        self.floor = torch.empty(0)
        self.halves = torch.empty(0)
        self.device = torch.device("cpu")

    # ---- Setting up -------------------------------------------------------------------------------------------------------------------

    @torch.jit.export
    def configure(self, shape: List[int], eps: float, frequencies: List[float], numerics: int, guarded: bool, device: str) -> None:
        """Sets the shape and forgets all weights.

        shape: layers, heads, kv_heads, head_dim, hidden, block. frequencies: head_dim / 2 angles per position. guarded: whether the
        int8 kernel chooses its range itself (see ``linear8``).
        """
        self.layers, self.heads, self.kv_heads, self.head_dim, self.hidden, self.block = shape
        self.eps = eps
        self.numerics = numerics
        self.guarded = guarded
        self.device = torch.device(device)
        self.frequencies = torch.tensor(frequencies, dtype=torch.double)
        self.floor = torch.full([1, 1], (eps * self.hidden) ** 0.5).to(self.device)
        self.rows = 0
        self.capacity = 0
        self.int8.clear()
        self.sums.clear()
        self.dense.clear()
        self.scales.clear()
        self.cache.clear()
        self.told = torch.empty(0)
        self.gains = [torch.empty(0) for _ in range(2 * self.layers + 1)]
        self.biases = [torch.empty(0) for _ in range(self.layers)]
        if numerics != 1:
            self.dense = [torch.empty(0) for _ in range(4 * self.layers + 1)]
        if numerics == 4:
            self.scales = [torch.empty(0) for _ in range(4 * self.layers)]
            self.halves = halves(self.device)
        self.embedding = torch.empty(0)

    def dtype_of(self, kind: int) -> torch.dtype:
        if kind == 2 or kind == 4:
            return torch.bfloat16
        if kind == 3:
            return torch.float16
        return torch.float32

    @torch.jit.export
    def mapped(self, path: str, elements: int, kind: int) -> Tensor:
        """Pure. Maps a file from its first byte as numbers of a kind (0 float32, 2 bfloat16, 3 float16)."""
        return torch.from_file(path, False, elements, dtype=self.dtype_of(kind))

    @torch.jit.export
    def piece(self, file: Tensor, offset: int, rows: int, columns: int) -> Tensor:
        """Pure. A matrix inside a mapped file, without copying it."""
        return file.narrow(0, offset, rows * columns).view([rows, columns])

    @torch.jit.export
    def blank(self, rows: int, columns: int, whole: bool) -> Tuple[Tensor, Tensor]:
        """Pure. A matrix to be filled: its numbers; with int8 one scale per row, with int4 scales and zeros.

        whole: whether it is not quantised: the embedding, with int4 the head too.
        """
        if self.numerics == 1 and not whole:
            return torch.empty([rows, columns], dtype=torch.int8), torch.empty([rows])
        if self.numerics == 4 and not whole:
            numbers = torch.empty([rows, columns // 2], dtype=torch.uint8)
            return numbers, torch.empty([rows, columns // self.group, 2], dtype=torch.bfloat16)
        kind = torch.float16 if self.numerics == 1 else self.dtype_of(self.numerics)
        return torch.empty([rows, columns], dtype=kind, device=self.device), torch.empty([0])

    @torch.jit.export
    def fill(self, matrix: Tuple[Tensor, Tensor], first: int, values: Tensor, turned: int) -> None:
        """Pure. Writes `values` [n, columns] into rows first .. first + n; `turned` heads of rows get their rotary pairs side by side."""
        numbers, scales = matrix
        n = values.size(0)
        if turned > 0:
            values = self.paired(values, turned)
        if numbers.dtype == torch.int8:
            values = values.float()
            scale = values.abs().amax([1], True).clamp_min_(1e-30).div_(127.0)
            scales.narrow(0, first, n).copy_(scale.view(-1))
            numbers.narrow(0, first, n).copy_((values / scale).round_())
        elif numbers.dtype == torch.uint8:
            rounded, both = quantised(values, self.group)
            numbers.narrow(0, first, n).copy_(rounded)
            scales.narrow(0, first, n).copy_(both)
        else:
            numbers.narrow(0, first, n).copy_(values)

    def paired(self, values: Tensor, heads: int) -> Tensor:
        return values.view([heads, 2, -1, values.size(1)]).transpose(1, 2).reshape([-1, values.size(1)])

    @torch.jit.export
    def pack8(self, matrix: Tuple[Tensor, Tensor]) -> Tuple[torch.classes.quantized.LinearPackedParamsBase, Tensor]:
        """Pure. Brings a filled int8 matrix into the kernel's own order; its second part is the sum of each row."""
        numbers, scales = matrix
        zeros = torch.zeros([scales.size(0)], dtype=torch.long)
        packed = torch.ops.quantized.linear_prepack(torch._make_per_channel_quantized_tensor(numbers, scales, zeros, 0), None)
        return packed, numbers.sum([1], dtype=torch.int32).float().mul_(scales)

    @torch.jit.export
    def pack4(self, matrix: Tuple[Tensor, Tensor]) -> Tuple[Tensor, Tensor]:
        """Pure. Brings a filled int4 matrix to the device, in the kernel's own order."""
        return packed(matrix[0].to(self.device), matrix[1].to(self.device))

    @torch.jit.export
    def set_int8(self, matrix: Tuple[torch.classes.quantized.LinearPackedParamsBase, Tensor]) -> None:
        """Appends the next matrix; they come in the order of their index."""
        packed, sums = matrix
        self.int8.append(packed)
        self.sums.append(sums)

    @torch.jit.export
    def set_dense(self, index: int, matrix: Tuple[Tensor, Tensor]) -> None:
        self.dense[index] = matrix[0]
        if index < len(self.scales):
            self.scales[index] = matrix[1]

    @torch.jit.export
    def set_embedding(self, matrix: Tuple[Tensor, Tensor], tied: bool) -> None:
        """Sets the embedding [vocabulary, hidden]; if tied, and the numerics are not int8, it is the output head too."""
        self.embedding = matrix[0]
        if tied and self.numerics != 1:
            self.dense[4 * self.layers] = matrix[0]

    @torch.jit.export
    def set_gain(self, index: int, values: Tensor) -> None:
        gain = values.float().reshape([-1]).clone()
        if self.numerics > 0:
            # See `normal_linear`: the square root of the width belongs to the mean of the squares.
            gain = gain.mul_(self.hidden**0.5)
        self.gains[index] = gain.to(self.device)

    @torch.jit.export
    def set_bias(self, layer: int, query: Tensor, key: Tensor, value: Tensor) -> None:
        q = self.paired(query.reshape([-1, 1]), self.heads)
        k = self.paired(key.reshape([-1, 1]), self.kv_heads)
        self.biases[layer] = torch.cat([q, k, value.reshape([-1, 1])]).view(-1).to(self.device, self.dtype_of(self.numerics))

    @torch.jit.export
    def reserve(self, rows: int, capacity: int) -> None:
        """Makes room for `rows` sequences of `capacity` tokens; what the cache holds is kept as far as it fits."""
        width = 2 * self.kv_heads * self.head_dim
        if self.numerics < 2:
            capacity = (capacity + self.span - 1) // self.span * self.span
        kept_rows = min(rows, self.rows)
        kept = min(capacity, self.capacity)
        caches: List[Tensor] = []
        for layer in range(self.layers):
            grown = torch.zeros([rows * capacity, width], dtype=self.dtype_of(self.numerics), device=self.device)
            if kept_rows > 0:
                old = self.cache[layer].view([self.rows, self.capacity, width]).narrow(0, 0, kept_rows).narrow(1, 0, kept)
                grown.view([rows, capacity, width]).narrow(0, 0, kept_rows).narrow(1, 0, kept).copy_(old)
            caches.append(grown)
        # Not before all of them are there: if memory runs out, the old cache stays whole.
        self.cache = caches
        self.rows = rows
        self.capacity = capacity
        angles = torch.outer(torch.arange(capacity, dtype=torch.double), self.frequencies)
        self.turns = torch.complex(angles.cos().float(), angles.sin().float()).unsqueeze(1).to(self.device)
        self.told = torch.empty(0)

    @torch.jit.export
    def resident(self) -> int:
        """Bytes of the cache."""
        return self.layers * self.cache[0].numel() * self.cache[0].element_size() if len(self.cache) > 0 else 0

    # ---- The cache --------------------------------------------------------------------------------------------------------------------

    @torch.jit.export
    def export_kv(self, row: int, start: int, tokens: int) -> Tensor:
        """Copies keys and values of `tokens` tokens out of the cache: [layers, tokens, 2 * kv_heads * head_dim]; float16 with int8 numerics."""
        taken = torch.stack([c.narrow(0, row * self.capacity + start, tokens) for c in self.cache])
        return taken.half() if self.numerics == 1 else taken

    @torch.jit.export
    def import_kv(self, row: int, start: int, values: Tensor) -> None:
        """Puts back what `export_kv` gave."""
        for layer in range(self.layers):
            self.cache[layer].narrow(0, row * self.capacity + start, values.size(1)).copy_(values[layer])

    @torch.jit.export
    def copy_row(self, source: int, target: int, start: int, end: int) -> None:
        """Copies tokens start .. end of one row into another."""
        for c in self.cache:
            c.narrow(0, target * self.capacity + start, end - start).copy_(c.narrow(0, source * self.capacity + start, end - start))

    # ---- The parts of a layer ---------------------------------------------------------------------------------------------------------

    def linear8(self, x: Tensor, index: int, scale: Optional[Tensor]) -> Tensor:
        """x [n, in] times a matrix [out, in], each row times its scale [n, 1] -> [n, out]."""
        low = x.amin([1], True)
        high = x.amax([1], True)
        middle = torch.add(low, high).mul_(0.5)
        half = high.sub_(low).mul_(0.5).clamp_min_(1e-30)
        inverse = half.reciprocal()
        h = torch.addcmul(middle.mul(inverse).neg_(), x, inverse)
        if scale is not None:
            middle = middle.mul_(scale)
            half = half.mul_(scale)
        if self.guarded:
            # This kernel takes its range from all rows; one row more fixes it at [-1, 1], whatever the others hold: rounding puts one in ten
            # beyond by a last bit.
            h = h.clamp_(-1.0, 1.0)
            width = h.size(1)
            if width not in self.fixing:
                self.fixing[width] = torch.cat([torch.ones([1, 1]), -torch.ones([1, 1]), torch.zeros([1, width - 2])], 1)
            y = torch.ops.quantized.linear_dynamic(torch.cat([h, self.fixing[width]]), self.int8[index], True).narrow(0, 0, h.size(0))
        else:
            # Step 1/63 about 64 makes integers of 1 to 127: AVX2 adds two products of an unsigned and a signed byte in 16 bits, which
            # cannot overflow as long as the unsigned one stays below 128.
            y = torch.ops.quantized.linear_with_input_q_dq_qweight_dq_output_fp32(h, 1.0 / 63.0, 64, self.int8[index])
        return y.mul_(half).addcmul_(middle, self.sums[index])

    @torch.jit.export
    def product8(self, weights: Tensor, x: Tensor, guarded: bool) -> Tensor:
        """x [n, in] times int8 weights [out, in], to find out what this processor can do; forgets all weights."""
        self.numerics = 1
        self.guarded = guarded
        self.int8.clear()
        self.sums.clear()
        matrix = self.blank(weights.size(0), weights.size(1), False)
        self.fill(matrix, 0, weights, 0)
        self.set_int8(self.pack8(matrix))
        y = self.linear8(x, 0, None)
        self.int8.clear()
        self.sums.clear()
        return y

    def linear4(self, x: Tensor, index: int) -> Tensor:
        """x [n, in] times an int4 matrix [out, in]. The kernel reads the weights once for 16 rows; for many, they are unpacked."""
        words, scales = self.dense[index], self.scales[index]
        if x.size(0) <= 64:
            return torch.ops.aten._weight_int4pack_mm(x.contiguous(), words, self.group, scales)
        weights = torch.empty([scales.size(1), x.size(1)], dtype=x.dtype, device=x.device)
        # In pieces of some megabytes, since the parts on the way take more than what they become.
        step = max(1, 2097152 // x.size(1))
        for at in range(0, words.size(0), step):
            n = min(step, words.size(0) - at)
            unpack(words.narrow(0, at, n), scales.narrow(1, 8 * at, 8 * n), self.halves, weights.narrow(0, 8 * at, 8 * n))
        return F.linear(x, weights)

    def normal_linear(self, x: Tensor, gain: int, index: int) -> Tensor:
        """RMS normalisation, then a matrix."""
        if self.numerics == 1:
            # 1 / sqrt(mean(x^2) + eps) = sqrt(width) / hypot(|x|, sqrt(width * eps)); the gain holds sqrt(width).
            norm = torch.hypot(torch.linalg.vector_norm(x, 2.0, [1], True), self.floor)
            return self.linear8(x * self.gains[gain], index, norm.reciprocal_())
        if self.numerics >= 2:
            # The same; each kernel that is started costs as much as it computes.
            norm = torch.hypot(torch.linalg.vector_norm(x, 2.0, [1], True, dtype=torch.float), self.floor)
            h = torch.empty(x.size(), dtype=x.dtype, device=x.device)
            torch.mul(x / norm, self.gains[gain], out=h)
            if self.numerics == 4 and index < 4 * self.layers:
                return self.linear4(h, index)
            if index < 4 * self.layers and index % 4 == 0 and self.biases[index // 4].numel() > 0:
                return F.linear(h, self.dense[index], self.biases[index // 4])
            return F.linear(h, self.dense[index])
        f = x.float()
        f = f * torch.rsqrt(f.square().mean([1], True) + self.eps)
        return F.linear(f.to(x.dtype) * self.gains[gain], self.dense[index])

    def add_linear(self, x: Tensor, a: Tensor, index: int) -> Tensor:
        """x + a times a matrix."""
        if self.numerics == 1:
            return self.linear8(a, index, None).add_(x)
        if self.numerics == 4:
            return self.linear4(a, index).add_(x)
        if self.numerics >= 2:
            return x.addmm_(a, self.dense[index].t())
        return torch.addmm(x, a, self.dense[index].t())

    def attend_one(self, q: Tensor, layer: int, row: int, rows: int, length: int) -> Tensor:
        """One token of each of `rows` adjoining rows, all of one length: q [rows, heads * head_dim] -> the same shape.

        The query heads that share a key head stand where the sequence stands, so keys and values are read once for all of them.
        """
        width = self.kv_heads * self.head_dim
        kv = self.cache[layer].view([self.rows, self.capacity, 2, self.kv_heads, self.head_dim]).narrow(0, row, rows).narrow(1, 0, length)
        k = kv.select(2, 0).transpose(1, 2)
        v = kv.select(2, 1).transpose(1, 2)
        q = q.reshape([rows, self.kv_heads, q.size(1) // width, self.head_dim])
        return F.scaled_dot_product_attention(q, k, v).reshape([rows, -1])

    def spans(self, rows: List[int], positions: List[int]) -> Tuple[List[List[int]], List[Tensor]]:
        """Cuts the tokens of a step into calls of the attention kernel: first token, tokens, row, 1 if all are of that row, places seen; and their masks.

        Tokens of one row, such as a draft, are a call, and so are single tokens of adjoining rows. A token sees whole spans of places, of which those behind
        it are masked. So the kernel does the same sums for it in the same order, whatever else is in its call.
        """
        spans: List[List[int]] = []
        masks: List[Tensor] = []
        at = 0
        while at < len(rows):
            seen = (positions[at] // self.span + 1) * self.span
            n = 1
            while at + n < len(rows) and rows[at + n] == rows[at] and positions[at + n] // self.span == positions[at] // self.span:
                n += 1
            same = n > 1
            while not same and at + n < len(rows) and rows[at + n] == rows[at] + n and positions[at + n] // self.span == positions[at] // self.span:
                n += 1
            behind = torch.arange(seen).view([1, 1, 1, seen]) > torch.tensor(positions[at : at + n]).view([n, 1, 1, 1])
            masks.append(torch.zeros([n, 1, 1, seen]).masked_fill_(behind, float("-inf")).to(self.device))
            spans.append([at, n, rows[at], int(same), seen])
            at += n
        return spans, masks

    def attend_span(self, q: Tensor, layer: int, span: List[int], mask: Tensor) -> Tensor:
        """One call of ``spans``: q [all tokens, heads * head_dim] -> [its tokens, heads * head_dim].

        The query heads that share a key head stand where the sequence stands, so keys and values are read once for all of them.
        """
        first, n, row, same, seen = span[0], span[1], span[2], span[3], span[4]
        width = self.kv_heads * self.head_dim
        kv = self.cache[layer].view([self.rows, self.capacity, 2, self.kv_heads, self.head_dim]).narrow(0, row, 1 if same == 1 else n)
        kv = kv.narrow(1, 0, seen)
        k = kv.select(2, 0).transpose(1, 2).expand([n, -1, -1, -1])
        v = kv.select(2, 1).transpose(1, 2).expand([n, -1, -1, -1])
        q = q.narrow(0, first, n).reshape([n, self.kv_heads, q.size(1) // width, self.head_dim])
        return F.scaled_dot_product_attention(q, k, v, attn_mask=mask).reshape([n, -1])

    def attend_block(self, q: Tensor, layer: int, row: int, length: int, mask: Tensor) -> Tensor:
        """Adjoining tokens of one row, the last at length - 1: q [n, heads * head_dim] -> the same shape.

        The query heads of a group are the batch; keys and values are one tensor seen by all of them.
        """
        n = q.size(0)
        group = self.heads // self.kv_heads
        kv = self.cache[layer].narrow(0, row * self.capacity, length).view([length, 2, self.kv_heads, self.head_dim])
        k = kv.select(1, 0).transpose(0, 1).expand([group, -1, -1, -1])
        v = kv.select(1, 1).transpose(0, 1).expand([group, -1, -1, -1])
        q = q.view([n, self.kv_heads, group, self.head_dim]).permute([2, 1, 0, 3])
        return F.scaled_dot_product_attention(q, k, v, attn_mask=mask).permute([2, 1, 0, 3]).reshape([n, -1])

    def attend(self, q: Tensor, layer: int, row: int, first: int, spans: List[List[int]], masks: List[Tensor]) -> Tensor:
        """The tokens of a call: of a prompt, from place `first` of its row on, cut as the masks are; or as spans say."""
        outs: List[Tensor] = []
        at = 0
        for i in range(len(masks)):
            if len(spans) > 0:
                outs.append(self.attend_span(q, layer, spans[i], masks[i]))
            else:
                size = masks[i].size(0)
                outs.append(self.attend_block(q.narrow(0, at, size), layer, row, first + at + size, masks[i]))
                at += size
        return outs[0] if len(outs) == 1 else torch.cat(outs)

    def read(self, ids: List[int], rows: List[int], positions: List[int], blocks: List[Tensor], wanted: int) -> Tensor:
        """Runs tokens through all layers; returns the last `wanted` rows of the outcome [wanted, hidden]. For numerics 0 and 1.

        Where there are blocks, the masks of a prompt's, all tokens are of one row and follow each other.
        """
        n = len(ids)
        contiguous = n == 1 or len(blocks) > 0
        spans: List[List[int]] = []
        masks = blocks
        if len(blocks) == 0:
            spans, masks = self.spans(rows, positions)
        places = torch.tensor(positions)
        slots = (torch.tensor(rows) * self.capacity + places).to(self.device)
        if contiguous:
            turns = self.turns.narrow(0, positions[0], n)
        else:
            turns = self.turns.index_select(0, places.to(self.device))
        first_slot = rows[0] * self.capacity + positions[0]
        width = self.heads * self.head_dim
        turned = self.heads + self.kv_heads
        x = self.embedding.index_select(0, torch.tensor(ids).to(self.device)).to(self.dtype_of(self.numerics))
        for layer in range(self.layers):
            qkv = self.normal_linear(x, 2 * layer, 4 * layer)
            if self.biases[layer].numel() > 0:
                qkv = qkv.add_(self.biases[layer])
            pairs = qkv.narrow(1, 0, turned * self.head_dim)
            torch.view_as_complex(pairs.view([n, turned, -1, 2])).mul_(turns)
            kv = qkv.narrow(1, width, 2 * self.kv_heads * self.head_dim)
            if contiguous:
                self.cache[layer].narrow(0, first_slot, n).copy_(kv.half() if self.numerics == 1 else kv)
            else:
                self.cache[layer].index_copy_(0, slots, kv.half().float() if self.numerics == 1 else kv)
            q = qkv.narrow(1, 0, width)
            if layer == self.layers - 1 and wanted < n:
                # Nobody needs what the other tokens would become; their keys and values are stored.
                x = x.narrow(0, n - wanted, wanted)
                if wanted == 0:
                    return x
                q = q.narrow(0, n - wanted, wanted)
                spans, masks = self.spans(rows[n - wanted :], positions[n - wanted :])
            a = self.attend(q, layer, rows[0], positions[0], spans, masks)
            x = self.add_linear(x, a, 4 * layer + 1)
            both = self.normal_linear(x, 2 * layer + 1, 4 * layer + 2)
            inner = both.size(1) // 2
            x = self.add_linear(x, F.silu(both.narrow(1, 0, inner)).mul_(both.narrow(1, inner, inner)), 4 * layer + 3)
        return x

    # ---- Reading ----------------------------------------------------------------------------------------------------------------------

    def answer(self, x: Tensor, top: int) -> Tuple[List[int], List[float], List[float]]:
        logits = self.normal_linear(x, 2 * self.layers, 4 * self.layers).float()
        best, which = torch.topk(logits, min(top, logits.size(1)))
        ids: List[int] = which.view(-1).tolist()
        values: List[float] = best.view(-1).tolist()
        totals: List[float] = torch.logsumexp(logits, 1).tolist()
        return ids, values, totals

    @torch.jit.export
    def prefill(self, ids: List[int], row: int, start: int, top: int) -> Tuple[List[int], List[float], List[float]]:
        """Reads adjoining tokens of a prompt into a row; `start` is a multiple of the block.

        Returns what ``step`` returns for the last token, or nothing if `top` is 0.
        """
        n = len(ids)
        wanted = 1 if top > 0 else 0
        if self.numerics >= 2:
            x = self.read16(ids, row, start, wanted)
        else:
            masks: List[Tensor] = []
            for at in range(0, n, self.block):
                size = min(self.block, n - at)
                length = start + at + size
                mask = torch.full([size, length], float("-inf"), dtype=self.dtype_of(self.numerics), device=self.device)
                masks.append(mask.triu_(length - size + 1))
            x = self.read(ids, [row for _ in ids], [start + i for i in range(n)], masks, wanted)
        if top == 0:
            none_i: List[int] = []
            none_f: List[float] = []
            return none_i, none_f, none_f
        return self.answer(x, top)

    @torch.jit.export
    def step(self, ids: List[int], rows: List[int], positions: List[int], top: int) -> Tuple[List[int], List[float], List[float]]:
        """Reads single tokens, each at its row and position; several of one row may follow each other (a draft to verify).

        Returns for every token the `top` likeliest next ids, their logits, and the logarithm of the sum of all exponentials: ids and
        logits have len(ids) * top entries. A token's outcome does not depend on the others of the call, drafts before it apart.
        """
        n = len(ids)
        if self.numerics < 2:
            return self.answer(self.read(ids, rows, positions, [], n), top)
        together = n > 1
        for i in range(1, n):
            if rows[i] != rows[0] + i or positions[i] != positions[0]:
                together = False
        return self.answer(self.step16(ids, rows, positions, together), top)

    @torch.jit.export
    def logits(self, ids: List[int], row: int) -> Tensor:
        """Reads a prompt from its start and returns the logits of all its tokens [n, vocabulary]: for parity checks."""
        if self.numerics >= 2:
            return self.normal_linear(self.read16(ids, row, 0, len(ids)), 2 * self.layers, 4 * self.layers).float().cpu()
        out: List[Tensor] = []
        for at in range(0, len(ids), self.block):
            part = ids[at : at + self.block]
            n = len(part)
            mask = torch.full([n, at + n], float("-inf"), dtype=self.dtype_of(self.numerics), device=self.device).triu_(at + 1)
            x = self.read(part, [row for _ in part], [at + i for i in range(n)], [mask], n)
            out.append(self.normal_linear(x, 2 * self.layers, 4 * self.layers).float())
        return torch.cat(out).cpu()
