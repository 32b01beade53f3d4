"""The real prompts that models are compared on: schemas and questions of Spider's training part, in ChatML."""

from dataclasses import dataclass

from tokenizers import Tokenizer

from embedded.corpus import Spider

SYSTEM = "You translate questions into SQLite queries. Answer with one query and nothing else."


@dataclass(frozen=True)
class Group:
    """Questions about one database. unseen: whether the choice of tokens never saw it."""

    database: str
    unseen: bool
    schema: str
    questions: list[str]
    golds: list[str]

    def prefix(self) -> str:
        """What the prompts of all its questions begin with."""
        return f"<|im_start|>system\n{SYSTEM}<|im_end|>\n<|im_start|>user\n{self.schema}\n\n"

    def suffix(self, question: str) -> str:
        """What follows the prefix in the prompt of one question."""
        return f"-- {question}<|im_end|>\n<|im_start|>assistant\n"


def groups(spider: Spider, encoder: Tokenizer, longest: int, unseen: int, seen: int, questions: int) -> list[Group]:
    """The first databases (by name) whose prefix has at most longest tokens: unseen and seen ones, with questions spread evenly."""
    found = []
    for part, wanted in (("validation", unseen), ("train", seen)):
        fitting = 0
        for database in sorted(spider.split[part]):
            asked = spider.questions[database]
            if len(asked) < questions or fitting == wanted:
                continue
            chosen = [asked[at * len(asked) // questions] for at in range(questions)]
            group = Group(
                database, part == "validation", spider.schema(database), [q for q, _ in chosen], [gold for _, gold in chosen]
            )
            if len(encoder.encode(group.prefix(), add_special_tokens=False).ids) <= longest:
                found.append(group)
                fitting += 1
    return found
