"""What Hugging Face transformers reaches with the same shape on the same device."""

import gc
from typing import Any, Callable

import torch
from bench_models import Shape, transformers_model
from bench_time import summary, timed


def generation(shape: Shape, ids: list[int], tokens: int, device: str, out: dict[str, Any]) -> None:
    """Generates greedily after a prompt, in bfloat16; writes what it finds into `out` as it goes."""
    import transformers

    out["version"] = transformers.__version__
    cuda = device.startswith("cuda")
    if cuda:
        torch.backends.cuda.enable_cudnn_sdp(True)
    try:
        model = transformers_model(shape, torch.bfloat16, device)
        for rows, cache, rounds in ((1, "dynamic", 3), (1, "static", 3), (8, "dynamic", 2)):
            out[f"{rows} rows, {cache} cache"] = _rates(model, torch.tensor([ids] * rows, device=device), tokens, cache, rounds, device)
    finally:
        if cuda:
            torch.backends.cuda.enable_cudnn_sdp(False)
        del model
        gc.collect()
        if cuda:
            torch.cuda.empty_cache()


def _rates(model: Any, given: torch.Tensor, tokens: int, cache: str, rounds: int, device: str) -> dict[str, Any]:
    seen = torch.ones_like(given)

    def make(count: int) -> Callable[[], Any]:
        how: dict[str, Any] = {"max_new_tokens": count, "min_new_tokens": count, "do_sample": False}
        if cache == "static":
            how |= {"cache_implementation": "static", "disable_compile": True}
        return lambda: model.generate(given, attention_mask=seen, **how)

    one, many = make(1), make(1 + tokens)
    with torch.inference_mode():
        timed(one, device)
        timed(many, device)
        first = summary([timed(one, device) for _ in range(rounds)])
        whole = [timed(many, device) for _ in range(rounds)]
    decode = [given.size(0) * tokens / max(1e-9, t - first["median"]) for t in whole]
    return {"prompt and one token, ms": 1e3 * first["median"], "tokens/s after the first": summary(decode)}
