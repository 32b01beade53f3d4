"""Attention of a few tokens to a cache of keys and values, for accelerators.

q: [n, heads, head_dim]. kv: a layer's cache [rows * capacity, 2, kv_heads, head_dim], a token's keys and then its values.
"""

import torch
import torch.nn.functional as F
from torch import Tensor


def flash_ragged(q: Tensor, kv: Tensor, ends: Tensor, starts: Tensor, used: Tensor, most: int) -> Tensor:
    """Each token sees `used` keys from slot `starts`, at most `most`; ends: 0 to n. All int32; starts has one more, which counts for nothing.

    One kernel for rows of any length in any order, which reads no more keys than there are, and no number on the host depends on
    the lengths.
    """
    return torch.ops.aten._flash_attention_forward(q, kv.select(1, 0), kv.select(1, 1), ends, starts, 1, most, 0.0, False, False, seqused_k=used)[0]


def padded_ragged(q: Tensor, kv: Tensor, mask: Tensor) -> Tensor:
    """The same without that kernel: kv [n, longest, 2, kv_heads, head_dim], a row for each token; mask [n, longest] is added to the scores."""
    n, heads, size = q.size(0), q.size(1), q.size(2)
    k = kv.select(2, 0).transpose(1, 2)
    v = kv.select(2, 1).transpose(1, 2)
    grouped = q.reshape([n, k.size(1), heads // k.size(1), size])
    return F.scaled_dot_product_attention(grouped, k, v, attn_mask=mask.view([n, 1, 1, -1])).reshape([n, heads, size])


def flash_causal(q: Tensor, kv: Tensor) -> Tensor:
    """Adjoining tokens of one row, the last of which sees all of kv."""
    k = kv.select(1, 0).unsqueeze(0)
    v = kv.select(1, 1).unsqueeze(0)
    out = torch.ops.aten._flash_attention_forward(q.unsqueeze(0), k, v, None, None, q.size(0), kv.size(0), 0.0, True, False)[0]
    return out.squeeze(0)


def masked_causal(q: Tensor, kv: Tensor, mask: Tensor) -> Tensor:
    """The same without that kernel; mask [n, length] is added to the scores. The query heads that share a key head are the batch."""
    n, heads, size = q.size(0), q.size(1), q.size(2)
    group = heads // kv.size(2)
    k = kv.select(1, 0).transpose(0, 1).expand([group, -1, -1, -1])
    v = kv.select(1, 1).transpose(0, 1).expand([group, -1, -1, -1])
    grouped = q.reshape([n, kv.size(2), group, size]).permute([2, 1, 0, 3])
    return F.scaled_dot_product_attention(grouped, k, v, attn_mask=mask).permute([2, 1, 0, 3]).reshape([n, heads, size])


def causal_mask(n: int, length: int, like: Tensor) -> Tensor:
    """What `masked_causal` adds: token i of n sees length - n + 1 + i keys."""
    return torch.full([n, length], float("-inf"), dtype=like.dtype, device=like.device).triu_(length - n + 1)
