"""Asks a running server of NL-JDBC through the openai package, and says what came out.

    pip install openai
    python -m clients.openai_check http://127.0.0.1:8080/v1

Each check prints a line; the exit status is 1 if one failed. Wants the embedded model, or one that is better.
"""

import json
import os
import sys
from collections.abc import Callable
from typing import Literal

import openai
from openai.types.chat import ChatCompletion
from pydantic import BaseModel


ANY = {"type": "json_object"}


def schema_format(name: str, schema: dict) -> dict:
    return {"type": "json_schema", "json_schema": {"name": name, "strict": True, "schema": schema}}


class Person(BaseModel):
    """What is read out of a sentence."""

    name: str
    age: int
    likes: list[str]


class Mood(BaseModel):
    """One word out of three."""

    mood: Literal["good", "bad", "neither"]


def chat(client: openai.OpenAI, model: str, response_format: dict, *texts: str, **more) -> ChatCompletion:
    """Asks for JSON: the last text is the user's, one before it the system's."""
    roles = ["system", "user"][-len(texts) :]
    return client.chat.completions.create(
        model=model,
        messages=[{"role": role, "content": text} for role, text in zip(roles, texts, strict=True)],
        response_format=response_format,
        **more,
    )


def people(client: openai.OpenAI, model: str) -> str:
    answer = client.chat.completions.parse(
        model=model,
        temperature=0,
        max_tokens=100,
        messages=[
            {"role": "system", "content": 'Answer with JSON such as {"name": "Bob", "age": 20, "likes": ["tea"]}.'},
            {"role": "user", "content": "Ann is 31 years old and likes chess and rain."},
        ],
        response_format=Person,
    )
    person = answer.choices[0].message.parsed
    assert person is not None and person.name == "Ann" and person.age == 31, person
    return str(person)


def moods(client: openai.OpenAI, model: str) -> str:
    answer = client.chat.completions.parse(
        model=model,
        temperature=0,
        max_tokens=30,
        messages=[
            {"role": "system", "content": 'Answer with JSON: {"mood": "good"}, {"mood": "bad"} or {"mood": "neither"}.'},
            {"role": "user", "content": "What a wonderful day, I am so happy!"},
        ],
        response_format=Mood,
    )
    mood = answer.choices[0].message.parsed
    assert mood is not None, answer
    return str(mood)


def any_object(client: openai.OpenAI, model: str) -> str:
    answer = chat(
        client,
        model,
        ANY,
        "Answer with a JSON object and nothing else.",
        "The capital and the currency of Japan, as JSON with two members.",
        temperature=0,
        max_tokens=100,
    )
    text = answer.choices[0].message.content or ""
    assert isinstance(json.loads(text), dict), text
    return text


def several(client: openai.OpenAI, model: str) -> str:
    city = {
        "type": "object",
        "properties": {"city": {"type": "string", "maxLength": 30}, "people": {"type": "integer"}},
        "required": ["city", "people"],
        "additionalProperties": False,
    }
    answer = chat(
        client,
        model,
        schema_format("city", city),
        'A city in Europe, as JSON: {"city": "...", "people": 0}',
        n=3,
        temperature=0.8,
        seed=7,
        max_tokens=60,
    )
    whole = [each for each in answer.choices if each.finish_reason == "stop"]
    cities = [json.loads(each.message.content or "") for each in whole]
    assert cities and all(set(each) == {"city", "people"} for each in cities), answer
    assert all(isinstance(each["people"], int) for each in cities), cities
    return str(cities)


def streamed(client: openai.OpenAI, model: str) -> str:
    pieces = client.chat.completions.create(
        model=model,
        temperature=0,
        max_tokens=60,
        stream=True,
        messages=[{"role": "user", "content": 'Which colour is the sky? As JSON: {"colour": "..."}'}],
        response_format={"type": "json_object"},
    )
    text = "".join(each.choices[0].delta.content or "" for each in pieces if each.choices)
    assert isinstance(json.loads(text), dict), text
    return text


def cut_off(client: openai.OpenAI, model: str) -> str:
    answer = chat(client, model, ANY, 'Count to ten, as JSON: {"numbers": [1, 2]}', temperature=0, max_tokens=4)
    assert answer.choices[0].finish_reason == "length", answer
    assert (answer.choices[0].message.content or "").lstrip().startswith("{"), answer
    return answer.choices[0].message.content or ""


def refused(client: openai.OpenAI, model: str) -> str:
    schema = {"type": "object", "properties": {"a": {"type": "string", "pattern": "^a+$"}}, "required": ["a"]}
    try:
        chat(client, model, schema_format("x", schema), "a", max_tokens=10)
    except openai.BadRequestError as refusal:
        assert "pattern" in str(refusal), refusal
        return str(refusal)[:120]
    raise AssertionError("a keyword that restricts and is not known was taken")


def main() -> int:
    client = openai.OpenAI(base_url=sys.argv[1], api_key=os.environ.get("NL_KEY", "none"), max_retries=0)
    model = client.models.list().data[0].id
    print(f"openai {openai.__version__}, {model}")
    checks: list[Callable[[openai.OpenAI, str], str]] = [
        people,
        moods,
        any_object,
        several,
        streamed,
        cut_off,
        refused,
    ]
    failed = 0
    for check in checks:
        try:
            print(f"ok      {check.__name__}: {check(client, model)}")
        except (AssertionError, ValueError, openai.OpenAIError) as e:
            failed += 1
            print(f"FAILED  {check.__name__}: {type(e).__name__}: {str(e)[:400]}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
