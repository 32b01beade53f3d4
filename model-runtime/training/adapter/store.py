"""An adapter on disk, in PEFT's layout."""

import json
from pathlib import Path

import torch
from safetensors.torch import load_file, save_file

from adapter.network import MODULES, Network


def save(out: Path, network: Network, rank: int, alpha: float) -> None:
    """Writes the adapter."""
    out.mkdir(parents=True, exist_ok=True)
    tensors = {name: value.detach().half().cpu().contiguous() for name, value in network.trained().items()}
    save_file(tensors, out / "adapter_model.safetensors", metadata={"format": "pt"})
    config = {
        "peft_type": "LORA", "task_type": "CAUSAL_LM", "base_model_name_or_path": "Qwen/Qwen2.5-Coder-0.5B-Instruct",
        "r": rank, "lora_alpha": alpha, "lora_dropout": 0.0, "bias": "none", "target_modules": sorted(MODULES),
        "use_rslora": False, "use_dora": False, "fan_in_fan_out": False, "modules_to_save": None, "inference_mode": True,
    }  # fmt: skip
    (out / "adapter_config.json").write_text(json.dumps(config, indent=2) + "\n")


def begin(network: Network, folder: Path) -> None:
    """Takes over an adapter that `save` wrote."""
    tensors = load_file(folder / "adapter_model.safetensors")
    with torch.no_grad():
        for name, value in network.trained().items():
            value.copy_(tensors[name])
