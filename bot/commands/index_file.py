"""Keeping the index of a file of known papers between runs: read back while file, model and version are unchanged.

The file is a plain zip of arrays (`numpy.savez`; nothing in it is ever run). Its first part names the format, the model
and the contents it was made from; one that does not fit, is cut off or damaged is made anew, and a note says why.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import sys
import tempfile
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot.escape import log_line

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from bot.dedupe import Index

FORMAT = 3
_CHUNK = 1 << 20
_ABOUT, _PLACES, _NOTES = "about", "places", "notes"


@dataclass(frozen=True, slots=True)
class Kept:
    """An index, the place of each known paper in its file, and what was said when the file was read."""

    index: Index
    places: list[int]
    notes: Sequence[str]


def digest_of(path: str) -> str:
    """A digest of a file's contents; raises OSError."""
    found = hashlib.sha256()
    with Path(path).open("rb") as file:
        while chunk := file.read(_CHUNK):
            found.update(chunk)
    return found.hexdigest()


def read_index(path: str, digest: str) -> Kept | None:
    """The index kept for these contents; None where there is none, or (with a note on stderr) where it does not fit."""
    import numpy as np  # heavy

    from bot.dedupe import Index

    if not Path(path).exists():
        return None
    try:
        # numpy leaves a file open that it opened itself and cannot read.
        with Path(path).open("rb") as file, np.load(file, allow_pickle=False) as stored:
            arrays = {name: stored[name] for name in stored.files}
        if json.loads(arrays.pop(_ABOUT).tobytes()) != _about(digest):
            _say_unfit(path, "it was made from other papers or by another version")
            return None
        places, notes = arrays.pop(_PLACES).tolist(), json.loads(arrays.pop(_NOTES).tobytes())
        return Kept(index=Index.restored(arrays), places=places, notes=notes)
    except (
        OSError,
        ValueError,
        KeyError,
        IndexError,
        EOFError,
        TypeError,
        AttributeError,
        zipfile.BadZipFile,
    ) as error:
        _say_unfit(path, f"it cannot be read ({type(error).__name__})")
        return None


def write_index(path: str, kept: Kept, digest: str) -> None:
    """Write an index in one step: the file is the old one or the new one; a note on stderr where it cannot be."""
    import numpy as np  # heavy

    target = Path(path).absolute()
    arrays = kept.index.arrays()
    arrays[_ABOUT] = _text(_about(digest))
    arrays[_PLACES] = np.array(kept.places, dtype=np.int64)
    arrays[_NOTES] = _text(list(kept.notes))
    fresh = ""
    try:
        with tempfile.NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.", delete=False) as file:
            fresh = file.name
            np.savez(file, allow_pickle=False, **arrays)
        Path(fresh).replace(target)
    except OSError as error:
        with contextlib.suppress(OSError):
            Path(fresh).unlink()
        print(f"gleaner: {log_line(path)}: the index was not kept: {error.strerror}", file=sys.stderr)


def _about(digest: str) -> dict[str, object]:
    from bot import __version__
    from bot.matching.dedupe_model import model

    return {"format": FORMAT, "gleaner": __version__, "model": model().version, "papers": digest}


def _text(value: object) -> NDArray[np.uint8]:
    import numpy as np  # heavy

    return np.frombuffer(json.dumps(value).encode(), dtype=np.uint8)


def _say_unfit(path: str, why: str) -> None:
    print(f"gleaner: {log_line(path)}: the kept index is made anew: {why}", file=sys.stderr)
