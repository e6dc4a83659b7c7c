"""One thing that a program can do, declared where it is done: its address and its document follow from that."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from msgspec import Struct

Handler = Callable[..., Any]
Shape = type[Struct] | str


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """A method on an address, who answers it, and what goes in and out.

    `path` is written as in the document. One with `{register}` is there for every register, one with `{transition}` for
    every step; their `key`, `summary`, `tag` and shapes may name `{register}`, `{model}`, `{title}`, `{singular}` and
    `{transition}`. `answer`, `body` and `query` are structs, or the name of a schema made from the register.
    """

    method: str
    path: str
    handler: Handler
    key: str
    summary: str
    tag: str = "{register}"
    query: type[Struct] | None = None
    body: Shape = ""
    answer: Shape = ""
    status: int = 200
    needs_version: bool = False
    gives_version: bool = False
    takes_file: bool = False
    gives_file: bool = False
    is_personal: bool = False
    is_list: bool = False
