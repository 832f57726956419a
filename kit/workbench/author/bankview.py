"""题库 on screen: the tables of the bank behind a row of buttons."""

from __future__ import annotations

import ipywidgets as w

from kit.content.bank import bank_of
from kit.report.author import bank_sections
from kit.study.authoring import versions
from kit.workbench import parts
from kit.workbench.desk import Desk
from kit.workbench.reader import pages_of


def bank_view(desk: Desk) -> w.VBox:
    """The bank of a desk's library with the attempts and versions of its data folder."""
    journal = desk.journal()
    bank = bank_of(desk.library, journal.attempts, versions(desk.folder))
    pages: dict[str, w.Widget] = {name: parts.html(content) for name, content in bank_sections(bank)}
    return parts.column(parts.html(parts.notes(journal.notes, "warn")), pages_of(pages))
