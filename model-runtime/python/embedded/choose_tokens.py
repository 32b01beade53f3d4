"""Writes tokens.txt: python -m embedded.choose_tokens SOURCE_GGUF SPIDER_FOLDER DEFOG_FOLDER

The tokens that these need and that vocabulary.py's rule alone would not keep: FORMS; the words of words.txt in their usual spellings; schemas,
sample values, questions and gold SQL of the Spider training databases (the training part of split.json only: the 20 validation databases
stay unseen); and defog. Needed only to change the choice; build.py reads the checked-in tokens.txt.
"""

import argparse
from pathlib import Path

from embedded import vocabulary
from embedded.build import VOCABULARY
from embedded.corpus import Spider, defog_texts
from embedded.source import Source
from reference.tokenizer import tokenizer

HEADING = """\
# Tokens that the embedded model keeps beyond the rule of vocabulary.py, one a line, in byte-level form.
# Made by choose_tokens.py from words.txt, Spider's training databases (CC BY-SA 4.0) and defog (Apache-2.0); single words only.
"""
HERE = Path(__file__).resolve().parent

# How answers begin and end, and how SQL of the common dialects joins punctuation, each as the model would write it: a code fence must be one
# token, as in the full vocabulary. A small model closes a fence of three tokens with one or two of them.
FORMS = [
    "```sql\nSELECT", "```sql\nWITH", "```sql\nFROM", "```SQL\nSELECT", "```sqlite\n", "```postgresql\n", "```mysql\n", "```json\n", "```text\n", "```\n\n",
    "\n```", "\n```\n", ";\n```", ";```", " ```", "'\n```", ")\n```", ")\n```\n", ");\n```", '"\n```', "';\n```",
    "<think>\n", "\n</think>\n", "<answer>\n", "\n</answer>", "<sql>", "</sql>",
    " '%'", "'%", "%'", " '%' ||", " || '%'", " LIKE '%x%'", " <>", " !=", " >=", " <=", " <", " >", "(*)", " COUNT(*)", ".*", " ::", "::date", "::text", "::numeric",
    "`.`", "` (", "`)", "`,", " `", '"."', '" (', '")', '",', ' "', " [", "].[", "],", ");", ";\n", "),\n", "(\n", ",\n  ", ")\n", "'\n", "'), '", "('%Y', x)", "('%Y-%m', x)",
    "'%Y-%m-%d'", "'YYYY-MM'", " -- ", " --", "/*", "*/", " = '", " IN ('a', 'b')", " (SELECT", "\n  SELECT", "\n  FROM", "\n  WHERE", "\n    ", "T1.id", " T1.id = T2.id", "t1.id",
]  # fmt: skip


def spellings(word: str) -> list[str]:
    """A word as prose, identifiers and qualified names write it."""
    capital = word[:1].upper() + word[1:]
    forms = [start + form for form in dict.fromkeys([word, capital]) for start in ("", " ", "_", ".", "(")]
    return [*forms, word.upper(), " " + word.upper()]


def words() -> list[str]:
    """The words of words.txt, which has comment lines that start with '# '."""
    lines = (HERE / "words.txt").read_text(encoding="utf-8").splitlines()
    return [word for line in lines if not line.startswith("# ") for word in line.split()]


def main() -> None:
    parser = argparse.ArgumentParser(description="Writes tokens.txt.")
    parser.add_argument("source", type=Path)
    parser.add_argument("spider", type=Path)
    parser.add_argument("defog", type=Path)
    options = parser.parse_args()
    source = Source(options.source)
    spider = Spider(options.spider)
    texts = defog_texts(options.defog) + [source.value("tokenizer.chat_template")]
    texts += FORMS + [form for word in words() for form in spellings(word)]
    for database in spider.split["train"]:
        texts.append(spider.schema(database))
        texts += [text for pair in spider.questions[database] for text in pair] + spider.synonyms[database]
    encoder = tokenizer(source.tokens, source.types, source.merges)
    needed = {at for text in texts for at in encoder.encode(text, add_special_tokens=False).ids}
    needed = {at for at in needed if vocabulary.BYTES <= at < len(source.merges) + vocabulary.BYTES}
    selection = vocabulary.Selection(source.tokens, source.types, source.merges)
    extra: set[int] = set()
    while missing := needed - set(selection.choose(VOCABULARY, [source.tokens[at] for at in sorted(extra)])):
        extra |= missing  # each takes the room of a token that the rule alone would have kept
    lines = [source.tokens[at] + "\n" for at in sorted(extra)]
    (HERE / "tokens.txt").write_text(HEADING + "".join(lines), encoding="utf-8")
    print(f"{len(texts):,} texts use {len(needed):,} tokens; {len(extra):,} of them are beyond the rule")


if __name__ == "__main__":
    main()
