#!/usr/bin/env python3
"""Writes expected.json with the engine behind transformers' apply_chat_template: jinja2, set up as transformers does.

    python3 reference.py        (needs the package jinja2; written with version 3.1.6)
"""
import datetime
import json
import pathlib

import jinja2.ext
import jinja2.nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

HERE = pathlib.Path(__file__).parent
NOW = datetime.datetime(2025, 3, 4, 15, 6, 7)


class Generation(jinja2.ext.Extension):
    tags = {"generation"}

    def parse(self, parser):
        line = next(parser.stream).lineno
        body = parser.parse_statements(["name:endgeneration"], drop_needle=True)
        return jinja2.nodes.CallBlock(self.call_method("text_of"), [], [], body).set_lineno(line)

    def text_of(self, caller):
        return caller()


def raise_exception(message):
    raise jinja2.exceptions.TemplateError(message)


def tojson(value, ensure_ascii=False, indent=None, separators=None, sort_keys=False):
    return json.dumps(value, ensure_ascii=ensure_ascii, indent=indent, separators=separators, sort_keys=sort_keys)


environment = ImmutableSandboxedEnvironment(trim_blocks=True, lstrip_blocks=True, extensions=[Generation, jinja2.ext.loopcontrols])
environment.filters["tojson"] = tojson
environment.globals.update(raise_exception=raise_exception, strftime_now=NOW.strftime)


def render(source, conversation, prompt):
    try:
        return environment.from_string(source).render(
            messages=conversation["messages"], tools=conversation.get("tools"), documents=None, add_generation_prompt=prompt,
            bos_token="<s>", eos_token="</s>", **conversation.get("variables", {}))
    except Exception:
        return None  # Refused: by the template, or because it means nothing.


def main():
    conversations = json.loads((HERE / "conversations.json").read_text("utf-8"))
    lines = (HERE / "snippets.txt").read_text("utf-8").split("\n")
    expected = {
        "snippets": [render(line, conversations[3], False) for line in lines if line],
        "templates": {
            path.name: [render(path.read_text("utf-8"), conversation, prompt) for conversation in conversations for prompt in (False, True)]
            for path in sorted(HERE.glob("*.jinja"))
        },
    }
    (HERE / "expected.json").write_text(json.dumps(expected, ensure_ascii=False, indent=1) + "\n", "utf-8")


main()
