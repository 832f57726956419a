"""Tables for the terminal, aligned for Chinese."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text


def print_table(
    title: str, columns: Sequence[str], rows: Iterable[Sequence[object]], numbers: Sequence[str] = ()
) -> None:
    """Print a table on standard output; columns named in ``numbers`` are set to the right.

    On a terminal the table takes its width; into a pipe or a file nothing is cut off.
    """
    console = Console(width=None if sys.stdout.isatty() else 160, highlight=False)
    table = Table(title=title or None, title_justify="left", title_style="bold", header_style="bold")
    for column in columns:
        table.add_column(column, justify="right" if column in numbers else "left", overflow="fold")
    for row in rows:
        table.add_row(*(Text(str(cell)) for cell in row))
    console.print(table)
