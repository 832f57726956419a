"""Marking a passage in the materials: with the mouse, or by pasting words."""

from __future__ import annotations

from collections.abc import Callable

import ipywidgets as w
from markupsafe import Markup

from kit.content.quotes import Located, locate
from kit.model.case import Material
from kit.workbench import parts
from kit.workbench.reader import Reading, reader

MARKING = Markup(
    """<style onload="const root = this.closest('.kit-root');
if (!root.dataset.marking) { root.dataset.marking = '1';
root.addEventListener('mouseup', event => {
  const pane = event.target.closest('.kit-markable'); if (!pane) return;
  let words = String(window.getSelection()).trim();
  const name = event.target.closest('.kit-name, tr');
  if (!words &amp;&amp; name) words = (name.querySelector('.kit-rowname') || name).textContent.trim();
  const field = pane.closest('.kit-picker').querySelector('.kit-marked textarea');
  if (!words || !field) return;
  Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, 'value').set.call(field, words);
  field.dispatchEvent(new Event('input', {bubbles: true}));
  field.dispatchEvent(new Event('change', {bubbles: true})) }) }">.kit-root {}</style>"""
)
"""Puts what is marked in the materials into the field beside them; a click on a row or a number names it."""


class Picker:
    """The materials beside a field for the words; ``chosen`` is called with the place that was settled.

    ``how`` stands above the button: what else is to be said of the passage.
    """

    def __init__(
        self, materials: tuple[Material, ...], chosen: Callable[[Located], None], label: str, *how: w.Widget
    ) -> None:
        self.materials, self.chosen = materials, chosen
        self.found: Located | None = None
        self.words = parts.text_area("在左边划选一句话，或点台账的一行；也可以在这里粘贴原话", rows=2, label="所选文字")
        self.words.add_class("kit-marked")
        self.tell = parts.html()
        self.choices = w.RadioButtons(options=[], layout=w.Layout(width="100%"))
        self.choices.add_class("kit-radio")
        self.add_button = parts.button(label, self.add, tell=self.tell, style="primary")
        self.add_button.disabled = True
        parts.visible(self.choices, False)
        parts.on_change(self.words, self.look)
        parts.on_change(self.choices, self.settle)
        self.form = parts.column(self.words, self.tell, self.choices, *how, parts.line(self.add_button))

    def beside(self, *work: w.Widget) -> w.Box:
        """The materials on one side, the field and what belongs to it on the other."""
        pane = parts.column(reader(Reading(None, self.materials)), classes=["kit-pane", "kit-markable"])
        side = parts.column(self.form, *work, classes=["kit-work"])
        return parts.classed(
            w.Box([parts.html(MARKING), pane, side], layout=w.Layout(width="100%")), ["kit-split", "kit-picker"]
        )

    def look(self) -> None:
        """Find the words; where they stand more than once, let the author choose."""
        if not self.words.value.strip():
            self.found = None
            parts.show(self.tell, "")
            parts.visible(self.choices, False)
            self.add_button.disabled = True
            return
        search = locate(self.materials, self.words.value)
        self.found = search.found
        look = "ok" if search.found else "" if search.choices else "warn"
        parts.show(self.tell, parts.note(search.message, look))
        self.choices.options = [(place.told, number) for number, place in enumerate(search.choices)]
        self.choices.value = None
        self.offered = search.choices
        parts.visible(self.choices, bool(search.choices))
        self.add_button.disabled = search.found is None

    def settle(self) -> None:
        if self.choices.value is not None:
            self.found = self.offered[self.choices.value]
            self.add_button.disabled = False

    def add(self) -> None:
        if self.found is not None:
            self.chosen(self.found)
            self.words.value = ""
