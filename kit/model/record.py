"""The base of every record: immutable, and strict about its fields."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Record(BaseModel):
    """An immutable value. Unknown fields are refused; lists become tuples."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)
