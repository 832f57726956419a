"""The examples in the docstrings of kit.text say what is true."""

from __future__ import annotations

import doctest
from importlib import import_module

import pytest

MODULES = [
    "clauses",
    "copying",
    "dates",
    "lexicon",
    "normalise",
    "numbers",
    "numeral_context",
    "numerals",
    "polarity",
    "scope",
    "segment",
]


@pytest.mark.parametrize("name", MODULES)
def test_examples(name: str) -> None:
    failed, tried = doctest.testmod(import_module(f"kit.text.{name}"))
    assert tried > 0
    assert failed == 0
