"""The case reader: background and materials, paragraphs and ledger rows numbered as the key names them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import ipywidgets as w
from markupsafe import Markup

from kit.model.case import CaseHead, Material, Unit
from kit.report import markdown
from kit.workbench import parts

DIFFICULTY = {1: "基础", 2: "进阶", 3: "综合"}


@dataclass(frozen=True)
class Reading:
    """What there is to read for a question; nothing of a key is in it."""

    head: CaseHead | None
    materials: tuple[Material, ...]
    background: str = ""


def reader(reading: Reading, *, pages: dict[str, w.Widget] | None = None) -> w.VBox:
    """Background and materials behind a row of buttons, one shown at a time.

    ``pages`` replaces a material's page (by its name), as the evidence view does to add its boxes.
    """
    shown: dict[str, w.Widget] = {}
    if reading.head or reading.background:
        shown["案情背景"] = parts.html(background_page(reading))
    for material in reading.materials:
        shown[material.name] = (pages or {}).get(material.name) or parts.html(material_page(material))
    return pages_of(shown)


def pages_of(shown: dict[str, w.Widget], start: str | None = None) -> w.VBox:
    """Pages behind a row of buttons; hidden pages keep their state."""
    names = list(shown)
    chooser = parts.tabs(names, start or (names[0] if names else None))

    def turn() -> None:
        for name, page in shown.items():
            parts.visible(page, name == chooser.value)

    turn()
    parts.on_change(chooser, turn)
    pages = parts.column(*shown.values(), classes=["kit-pages"])
    return parts.column(*([chooser] if len(names) > 1 else []), pages, classes=["kit-reader"])


def background_page(reading: Reading) -> Markup:
    if reading.head is None:
        return markdown.block(reading.background)
    head = reading.head
    chips = [head.organ, head.inspection, f"难度：{DIFFICULTY[head.difficulty]}", f"约 {head.minutes} 分钟"]
    return Markup('<h2>{}</h2><p>{}</p>{}{}<p class="kit-soft">{}</p>').format(
        head.title,
        Markup("").join(Markup('<span class="kit-chip">{}</span>').format(chip) for chip in chips),
        markdown.block(head.background),
        markdown.block(reading.background) if reading.background else "",
        head.provenance,
    )


def material_page(material: Material) -> Markup:
    """A material as HTML: prose with numbered paragraphs, or a ledger as a table."""
    return ledger(material) if material.is_table else prose(material)


def prose(material: Material) -> Markup:
    return Markup("").join(
        heading(block.text) if block.number is None else paragraph(f"{material.name}·{block.number}", block.text)
        for block in material.blocks
    )


def heading(text: str) -> Markup:
    return Markup('<div class="kit-heading">{}</div>').format(markdown.block(text))


def paragraph(name: str, text: str) -> Markup:
    return Markup(
        '<div class="kit-unit"><span class="kit-name" title="{name}">{name}</span><div>{text}</div></div>'
    ).format(name=name, text=markdown.block(text))


def ledger(material: Material) -> Markup:
    return table(material.header, [(unit.name, unit.cells) for unit in material.units])


def table(header: tuple[str, ...], rows: list[tuple[str, tuple[str, ...]]]) -> Markup:
    """A table with the rows' names before them; columns of figures stand right."""
    numeric = [is_numeric([cells[n] for _, cells in rows if n < len(cells)]) for n in range(len(header))]
    looks = [Markup(' class="kit-num"') if flag else "" for flag in numeric]
    head = Markup("").join(Markup("<th{}>{}</th>").format(looks[n], name) for n, name in enumerate(header))
    body = Markup("").join(
        Markup('<tr><td class="kit-rowname">{}</td>{}</tr>').format(
            name,
            Markup("").join(
                Markup("<td{}>{}</td>").format(looks[n] if n < len(looks) else "", cell) for n, cell in enumerate(cells)
            ),
        )
        for name, cells in rows
    )
    return Markup(
        '<div class="kit-scroll kit-ledger"><table class="kit-table"><thead><tr><th>行号</th>{}</tr></thead>'
        "<tbody>{}</tbody></table></div>"
    ).format(head, body)


def is_numeric(cells: list[str]) -> bool:
    """Whether a column holds figures only (with blanks, commas, % allowed), at least one."""
    bare = [cell.strip().replace(",", "").replace("%", "").lstrip("+-") for cell in cells if cell.strip()]
    return bool(bare) and all(cell.replace(".", "", 1).isdigit() for cell in bare)


@dataclass(frozen=True)
class Boxes:
    """Pages with a box at each unit, and the boxes by unit name."""

    pages: dict[str, w.Widget]
    boxes: dict[str, w.Checkbox]


def boxed_pages(materials: tuple[Material, ...], changed: Callable[[], None]) -> Boxes:
    """Each material as a page where every unit can be ticked."""
    pages: dict[str, w.Widget] = {}
    boxes: dict[str, w.Checkbox] = {}
    for material in materials:
        pages[material.name] = boxed_ledger(material, boxes) if material.is_table else boxed_prose(material, boxes)
    for box in boxes.values():
        parts.on_change(box, changed)
    return Boxes(pages, boxes)


def box_for(unit_name: str, boxes: dict[str, w.Checkbox]) -> w.Checkbox:
    """A box that is read out as 选中 材料名·序号; the style sheet shows its number only, by counting."""
    boxes[unit_name] = w.Checkbox(
        description=f"选中 {unit_name}",
        indent=False,
        tooltip=f"选中 {unit_name}",
        layout=w.Layout(width="auto", margin="0"),
        _dom_classes=("kit-tick",),
    )
    return boxes[unit_name]


def boxed_prose(material: Material, boxes: dict[str, w.Checkbox]) -> w.VBox:
    rows: list[w.Widget] = []
    for block in material.blocks:
        if block.number is None:
            rows.append(parts.html(heading(block.text)))
            continue
        box = box_for(f"{material.name}·{block.number}", boxes)
        rows.append(parts.row(box, parts.html(markdown.block(block.text), "kit-grow"), classes=["kit-pick"]))
    return parts.column(*rows, classes=["kit-counted"])


def boxed_ledger(material: Material, boxes: dict[str, w.Checkbox]) -> w.VBox:
    columns = " ".join(f"minmax(0, {share}fr)" for share in shares(material))
    rows: list[w.Widget] = [grid_row(None, material.header, columns, ["kit-gridhead"])]
    for unit in material.units:
        rows.append(grid_row(box_for(unit.name, boxes), unit.cells, columns, []))
    return parts.column(*rows, classes=["kit-grid", "kit-counted"])


def grid_row(box: w.Checkbox | None, cells: tuple[str, ...], columns: str, classes: list[str]) -> w.HBox:
    content = Markup('<div class="kit-cells" style="grid-template-columns:{}">{}</div>').format(
        columns, Markup("").join(Markup("<span>{}</span>").format(cell) for cell in cells)
    )
    first = box or parts.html("行号", "kit-tick")
    return parts.row(first, parts.html(content, "kit-grow"), classes=["kit-pick", *classes])


def shares(material: Material) -> list[int]:
    """How wide each column of a ledger is, by its longest cell (a Han character counts two)."""

    def width(unit: Unit, n: int) -> int:
        return measure(unit.cells[n]) if n < len(unit.cells) else 0

    return [
        min(28, max(6, measure(name), *(width(unit, n) for unit in material.units)))
        for n, name in enumerate(material.header)
    ]


def measure(text: str) -> int:
    return sum(2 if ord(char) > 0x2E7F else 1 for char in text)
