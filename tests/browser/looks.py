"""What must hold for everything that our views show: Chinese only, nothing cut off, nothing too small."""

from __future__ import annotations

import re

from notebookpage import WIDTHS, Notebook

SHOWN = """
() => {
  const texts = [], cut = [], small = [], seen = node => node.checkVisibility({visibilityProperty: true});
  for (const root of document.querySelectorAll('.kit-root')) {
    const right = root.getBoundingClientRect().right;
    const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      const text = walk.currentNode.data.trim(), holder = walk.currentNode.parentElement;
      if (!text || holder.closest('style') || !seen(holder)) continue;
      texts.push(text);
      if (parseFloat(getComputedStyle(holder).fontSize) < 12 && !holder.closest('sup')) small.push(text);
    }
    for (const node of root.querySelectorAll('*')) {
      if (!seen(node)) continue;
      for (const name of ['placeholder', 'title', 'aria-label'])
        if (node.getAttribute(name)) texts.push(node.getAttribute(name));
      const box = node.getBoundingClientRect();
      if (box.width && box.right > right + 1 && !node.closest('.kit-scroll'))
        cut.push(`${node.className}: ${Math.round(box.right - right)} px: ${node.textContent.slice(0, 30)}`);
      if (node.matches('button, summary') && node.scrollWidth > node.clientWidth + 1) cut.push(node.textContent);
    }
  }
  return {texts, cut, small};
}
"""

CASE_ID = re.compile(r"\b[a-z]{2}-\d{3}(-[a-z]+)+\b")
LATIN = re.compile(r"[A-Za-z]{2,}")
KNOWN_LATIN = {"kit", "lint"}
"""Latin words that may stand on screen: the command that an author is told to use."""


def foreign_words(texts: list[str], known: frozenset[str] = frozenset()) -> list[str]:
    """Texts with a word in Latin letters that its readers would not know."""
    return [text for text in texts if set(LATIN.findall(CASE_ID.sub("", text))) - KNOWN_LATIN - known]


def check_looks(notebook: Notebook, known: frozenset[str] = frozenset()) -> None:
    """Everything that our views show now, at both widths; ``known``: Latin words that may stand on this page."""
    for width, height in reversed(WIDTHS):
        notebook.page.set_viewport_size({"width": width, "height": height})
        notebook.page.wait_for_timeout(100)
        found = notebook.page.evaluate(SHOWN)
        assert found["texts"], "our views show something"
        assert not (words := foreign_words(found["texts"], known)), f"not Chinese: {words}"
        assert not found["cut"], f"cut off at {width} px: {found['cut']}"
        assert not found["small"], f"too small at {width} px: {found['small']}"
