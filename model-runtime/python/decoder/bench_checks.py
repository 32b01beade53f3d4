"""Whether the decoder computes the right thing on a device: small models against Hugging Face transformers, and against each other."""

from typing import Any

import torch
from bench_models import SMALL, TINY, Programs, Shape, configured, spread, take, transformers_model
from bench_time import Graph
from int4 import halves, packed, quantised, unpack
from torch import Tensor

PROMPT = 150
GREEDY = 48


class Checks:
    """A small model of Hugging Face and decoders with its weights."""

    def __init__(self, programs: Programs, device: str, tiny: bool) -> None:
        torch.manual_seed(7)
        self.programs = programs
        self.device = device
        self.shape: Shape = TINY if tiny else SMALL
        self.standard = transformers_model(self.shape, torch.float32, "cpu")
        spread(self.standard)
        self.ids = torch.randint(0, self.shape.vocabulary, [PROMPT]).tolist()
        with torch.inference_mode():
            self.expected = self.standard(torch.tensor([self.ids])).logits[0]

    def decoder(self, numerics: int, device: str, flash: bool = True, weights: dict[str, Tensor] | None = None) -> Any:
        decoder = self.programs.new()
        configured(decoder, self.shape, numerics, device, flash)
        take(decoder, self.shape, weights or self.standard.state_dict(), numerics)
        decoder.reserve(4, 512)
        return decoder

    def logits(self) -> dict[str, Any]:
        """Distances of logits from those of transformers in float32 on the processor."""
        out: dict[str, Any] = {"logits' standard deviation": round(float(self.expected.std()), 3)}
        for name, numerics, device in (
            ("decoder float32, cpu", 0, "cpu"),
            ("decoder float32, device", 0, self.device),
            ("decoder bfloat16, device", 2, self.device),
            ("decoder float16, device", 3, self.device),
        ):
            out[name] = _distance(self.decoder(numerics, device).logits(self.ids, 0), self.expected)
        out["decoder bfloat16, device, masks"] = _distance(self.decoder(2, self.device, False).logits(self.ids, 0), self.expected)
        for kind in (torch.float32, torch.bfloat16):
            model = transformers_model(self.shape, kind, self.device)
            model.load_state_dict(self.standard.state_dict())
            with torch.inference_mode():
                given = model(torch.tensor([self.ids], device=self.device)).logits[0].float().cpu()
            out[f"transformers {str(kind)[6:]}, device"] = _distance(given, self.expected)
        return out

    def greedy(self) -> dict[str, Any]:
        """Greedy tokens by step, loop and graph, of one row and of rows of different lengths."""
        out: dict[str, Any] = {}
        for flash in (True, False):
            decoder = self.decoder(2, self.device, flash)
            name = "flash" if decoder.flash else "masks"
            if name in out:
                continue
            lengths = [PROMPT, 7, 64, 121]
            firsts = [int(decoder.prefill(self.ids[:n], row, 0, 1)[0][0]) for row, n in enumerate(lengths)]
            alone = self._steps(decoder, firsts, lengths, [0])[0]
            stepped = self._steps(decoder, firsts, lengths, [0, 1, 2, 3])
            mixed = self._steps(decoder, firsts, lengths, [2, 0, 3])
            looped = decoder.loop(firsts, [0, 1, 2, 3], lengths, [], GREEDY)
            looped_alone = decoder.loop(firsts[:1], [0], lengths[:1], [], GREEDY)[0]
            stop = looped_alone[GREEDY // 2]
            stopped = decoder.loop(firsts[:1], [0], lengths[:1], [stop], GREEDY)[0]
            found = {
                "one row: step = loop": _same(alone, looped_alone),
                "four rows: step = loop": [_same(a, b) for a, b in zip(stepped, looped)],
                "one row in four: the same": _same(alone, stepped[0]),
                "rows in another order: the same": [_same(mixed[0], stepped[2]), _same(mixed[1], stepped[0]), _same(mixed[2], stepped[3])],
                "stops after the stop token": stopped == looped_alone[: looped_alone.index(stop) + 1],
            }
            if self.device.startswith("cuda"):
                decoder.arm(firsts, [0, 1, 2, 3], lengths, GREEDY)
                graph = Graph(decoder)
                decoder.arm(firsts, [0, 1, 2, 3], lengths, GREEDY)
                graph.replay(GREEDY)
                found["four rows: graph = loop"] = [_same(a, b) for a, b in zip(decoder.told.tolist(), looped)]
            out[name] = found
        model = transformers_model(self.shape, torch.bfloat16, self.device)
        model.load_state_dict(self.standard.state_dict())
        given = torch.tensor([self.ids], device=self.device)
        with torch.inference_mode():
            made = model.generate(given, attention_mask=torch.ones_like(given), max_new_tokens=GREEDY + 1, do_sample=False)[0].tolist()[PROMPT:]
        out["transformers bfloat16 = step, one row"] = _same(made, [firsts[0], *alone])
        return out

    @staticmethod
    def _steps(decoder: Any, firsts: list[int], lengths: list[int], rows: list[int]) -> list[list[int]]:
        now = [firsts[row] for row in rows]
        told: list[list[int]] = [[] for _ in rows]
        for i in range(GREEDY):
            now = list(decoder.step(now, rows, [lengths[row] + i for row in rows], 1)[0])
            for one, id in zip(told, now):
                one.append(int(id))
        return told

    def layout(self) -> dict[str, Any]:
        """The kernel's form of int4 against its description, on any device, and the kernel against the plain form, on CUDA."""
        out: dict[str, Any] = {}
        for group, rows, columns in ((32, 64, 96), (64, 256, 192), (128, 512, 1024)):
            values = torch.randn([rows, columns], dtype=torch.bfloat16)
            numbers, scales = quantised(values, group)
            plain = dequantised(numbers, scales)
            tiles = 8 if columns % 128 == 0 else 4 if columns % 64 == 0 else 2
            described = described_words(numbers, tiles)
            back = torch.empty_like(plain)
            unpack(described, scales.transpose(0, 1).contiguous(), halves(torch.device("cpu")), back)
            found: dict[str, Any] = {
                "rounding, relative": round(float((plain.float() - values.float()).norm() / values.float().norm()), 4),
                "unpacking gives the numbers": bool(torch.equal(back, plain)),
            }
            if self.device.startswith("cuda"):
                words, by_column = packed(numbers.to(self.device), scales.to(self.device))
                found["the kernel's order is as described"] = bool(torch.equal(words.cpu(), described))
                again = torch.empty_like(plain, device=self.device)
                unpack(words, by_column, halves(torch.device(self.device)), again)
                found["unpacking on the device, greatest difference"] = float((again.cpu().float() - plain.float()).abs().max())
                for n in (1, 16, 40):
                    x = torch.randn([n, columns], dtype=torch.bfloat16, device=self.device)
                    product = torch.ops.aten._weight_int4pack_mm(x, words, group, by_column).float().cpu()
                    exact = x.double().cpu() @ plain.double().t()
                    found[f"product of {n} rows, relative"] = round(float((product - exact).norm() / exact.norm()), 5)
            out[f"group {group}, {rows} x {columns}"] = found
        return out

    def int4_logits(self) -> dict[str, Any]:
        """An int4 decoder against a bfloat16 one with the numbers that int4 stands for; then against the model itself."""
        if not self.device.startswith("cuda"):
            raise NotImplementedError("the int4 kernel needs CUDA")
        out: dict[str, Any] = {}
        for group in (32, 64, 128):
            state = dict(self.standard.state_dict())
            for name, values in self.standard.state_dict().items():
                if name.endswith("proj.weight"):
                    state[name] = dequantised(*quantised(values, group))
            near = self.decoder(2, self.device, weights=state)
            given = near.logits(self.ids, 0)
            decoder = self.programs.new()
            configured(decoder, self.shape, 4, self.device)
            decoder.group = group
            take(decoder, self.shape, self.standard.state_dict(), 4)
            decoder.reserve(4, 512)
            many = decoder.logits(self.ids, 0)
            decoder.prefill(self.ids[:60], 1, 0, 0)
            few = decoder.step([self.ids[60]], [1], [60], 8)
            best = given[60].topk(8)
            out[f"group {group}"] = {
                "dequantised": _distance(many, given),
                "the model": _distance(many, self.expected),
                "one token by the kernel": _distance(torch.tensor(few[1]), best.values.cpu()) | {"best": few[0][0] == int(best.indices[0])},
            }
        return out


def dequantised(numbers: Tensor, scales: Tensor) -> Tensor:
    """What the plain form stands for, rounded once to bfloat16."""
    q = torch.stack([numbers.bitwise_right_shift(4), numbers.bitwise_and(15)], 2).float().sub_(8.0)
    q = q.view([numbers.size(0), scales.size(1), -1])
    return (q * scales[:, :, :1].float() + scales[:, :, 1:].float()).view([numbers.size(0), -1]).to(torch.bfloat16)


def described_words(numbers: Tensor, tiles: int) -> Tensor:
    """The words of the kernel's form, number by number: slow, and written without regard to `unpack`."""
    q = torch.stack([numbers.bitwise_right_shift(4), numbers.bitwise_and(15)], 2).view([numbers.size(0), -1]).tolist()
    rows, columns = len(q), len(q[0])
    words = []
    for tile in range(rows // 8):
        for step in range(columns // (16 * tiles)):
            for lane in range(32):
                for pair in range(tiles // 2):
                    word = 0
                    for place in range(4):
                        at = (step * tiles + 2 * pair + place // 2) * 16 + place % 2 * 8 + lane % 4 * 2
                        row = q[8 * tile + lane // 4]
                        word |= row[at] << 4 * place | row[at + 1] << 4 * place + 16
                    words.append(word - (1 << 32) if word >> 31 else word)
    return torch.tensor(words, dtype=torch.int).view([rows // 8, columns // (16 * tiles), 32, tiles // 2])


def _same(a: list[int], b: list[int]) -> str:
    """How many tokens agree before the first that differs."""
    for i, (one, other) in enumerate(zip(a, b)):
        if one != other:
            return f"{i} of {min(len(a), len(b))}"
    return "all"


def _distance(found: Tensor, expected: Tensor) -> dict[str, float | bool]:
    found, expected = found.float().cpu(), expected.float().cpu()
    out: dict[str, float | bool] = {
        "most": float(f"{(found - expected).abs().max():.3g}"),
        "mean": float(f"{(found - expected).abs().mean():.3g}"),
    }
    if found.dim() == 2:
        log = expected.log_softmax(1)
        out["divergence"] = float(f"{(log.exp() * (log - found.log_softmax(1))).sum(1).mean():.3g}")
        out["same best"] = float(f"{(found.argmax(1) == expected.argmax(1)).float().mean():.4g}")
    return out
