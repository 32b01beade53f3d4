"""The tiny model's tokenizer: a byte-level BPE like Qwen2's, trained on a few lines."""

import json
from pathlib import Path

from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers

from reference.texts import CODE, LANGUAGES, SQL
from reference.tokenizer import CONTROL_TYPE, NORMAL_TYPE, QWEN2_PATTERN, UNUSED_TYPE

MERGED_TOKENS = 440
ROWS = 480
USER_DEFINED_TYPE = 4
# As in Qwen2.5: all are special but the tool calls.
ADDED = {
    "<|endoftext|>": True, "<|im_start|>": True, "<|im_end|>": True,
    "<tool_call>": False, "</tool_call>": False,
    "<|fim_prefix|>": True, "<|fim_middle|>": True, "<|fim_suffix|>": True,
}  # fmt: skip
CHAT_TEMPLATE = (
    "{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\\n' + message['content'] + '<|im_end|>' + '\\n' }}"
    "{% endfor %}{% if add_generation_prompt %}{{ '<|im_start|>assistant\\n' }}{% endif %}"
)


def train() -> Tokenizer:
    """The tokenizer; the same every time."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.normalizer = normalizers.NFC()
    tokenizer.pre_tokenizer = pre_tokenizers.Sequence(
        [
            pre_tokenizers.Split(Regex(QWEN2_PATTERN), "isolated"),
            pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False),
        ]
    )
    tokenizer.post_processor = processors.ByteLevel(trim_offsets=False)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=MERGED_TOKENS, initial_alphabet=sorted(pre_tokenizers.ByteLevel.alphabet()), show_progress=False
    )
    tokenizer.train_from_iterator(LANGUAGES + SQL * 3 + CODE, trainer)
    for token, special in ADDED.items():
        added = AddedToken(token, normalized=False, special=special)
        (tokenizer.add_special_tokens if special else tokenizer.add_tokens)([added])
    return tokenizer


def tables(tokenizer: Tokenizer) -> tuple[list[str], list[int], list[str]]:
    """Tokens, token types and merges as GGUF metadata hold them, padded to ROWS tokens."""
    model = json.loads(tokenizer.to_str())["model"]
    tokens = [tokenizer.id_to_token(at) for at in range(tokenizer.get_vocab_size())]
    types = [NORMAL_TYPE if token not in ADDED else CONTROL_TYPE if ADDED[token] else USER_DEFINED_TYPE for token in tokens]
    for at in range(len(tokens), ROWS):
        tokens.append(f"[PAD{at}]")
        types.append(UNUSED_TYPE)
    return tokens, types, [" ".join(merge) for merge in model["merges"]]


def byte_tables() -> tuple[list[str], list[int], list[str]]:
    """The smallest vocabulary of this kind: bytes, two merged tokens, special tokens."""
    merges = ["Ġ a", "e r"]
    tokens = sorted(pre_tokenizers.ByteLevel.alphabet()) + [merge.replace(" ", "") for merge in merges] + list(ADDED)
    types = [NORMAL_TYPE] * (256 + len(merges)) + [CONTROL_TYPE if special else USER_DEFINED_TYPE for special in ADDED.values()]
    return tokens, types, merges


def save(tokenizer: Tokenizer, folder: Path) -> None:
    """Writes tokenizer.json and tokenizer_config.json as a Qwen2.5 snapshot has them."""
    (folder / "tokenizer.json").write_text(tokenizer.to_str(pretty=False), encoding="utf-8")
    added = {
        str(tokenizer.token_to_id(token)): {
            "content": token, "lstrip": False, "normalized": False, "rstrip": False, "single_word": False, "special": special,
        }
        for token, special in ADDED.items()
    }  # fmt: skip
    config = {
        "add_bos_token": False, "add_prefix_space": False, "added_tokens_decoder": added, "bos_token": None,
        "chat_template": CHAT_TEMPLATE, "clean_up_tokenization_spaces": False, "eos_token": "<|im_end|>",
        "model_max_length": 512, "pad_token": "<|endoftext|>", "tokenizer_class": "Qwen2Tokenizer",
    }  # fmt: skip
    (folder / "tokenizer_config.json").write_text(json.dumps(config, indent=1) + "\n", encoding="utf-8")
