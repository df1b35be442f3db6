"""Reading and writing list files byte for byte."""

from __future__ import annotations

import tempfile
from pathlib import Path

from bot.errors import ListError


def read_list(path: str) -> str:
    """The text of a list file: UTF-8, foreign bytes and line ends kept; raises ListError."""
    _refuse_format(path)
    try:
        data = Path(path).read_bytes()
    except OSError as error:
        raise ListError(f"{path}: {error.strerror}; give the path of a Markdown list") from error
    if b"\0" in data[:_LOOKED_AT]:
        raise ListError(f"{path}: no text in UTF-8, the file is left as it is; give a Markdown list (.md)")
    return data.decode("utf-8", "surrogateescape")


_LOOKED_AT = 8000
"""A zero among the first so many bytes marks a file as binary, which is git's rule; UTF-16 is caught by it, too."""


_UNSUPPORTED = {
    ".rst": "reStructuredText",
    ".adoc": "AsciiDoc",
    ".asciidoc": "AsciiDoc",
    ".org": "Org mode",
    ".textile": "Textile",
    ".wiki": "wiki markup",
    ".mediawiki": "wiki markup",
    ".tex": "LaTeX",
    ".bib": "BibTeX",
    ".html": "an HTML page",
    ".ipynb": "a notebook",
    ".yml": "YAML",
    ".yaml": "YAML",
    ".json": "JSON",
    ".csv": "CSV",
    ".pdf": "PDF",
}
_TEMPLATES = (".j2", ".jinja", ".jinja2", ".tmpl", ".tpl", ".mustache", ".hbs", ".ejs", ".liquid", ".Rmd", ".qmd")


def _refuse_format(path: str) -> None:
    form = _UNSUPPORTED.get(Path(path).suffix.lower())
    if form:
        raise ListError(f"{path}: {form} is not supported, the file is left as it is; give a Markdown list (.md)")


def refuse_generated(path: str) -> None:
    """Raise ListError where a template of the list lies beside it, as the list is then generated from that."""
    file = Path(path)
    for suffix in _TEMPLATES:
        for name in (
            file.name + suffix,
            file.stem + suffix,
            f".{file.name}{suffix}",
            f"{file.stem}{suffix}{file.suffix}",
        ):
            if file.with_name(name).is_file():
                template = file.with_name(name)
                raise ListError(
                    f"{path}: a script makes this list from {template}; edit that instead, a change here is lost with "
                    "the script's next run (where that is no longer so, take the template away)"
                )


def write_list(path: str, text: str) -> None:
    """Replace a list file in one step, so that it is the old one or the new one, never half of either."""
    target = Path(path).resolve()
    try:
        with tempfile.NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.", delete=False) as fresh:
            fresh.write(text.encode("utf-8", "surrogateescape"))
        written = Path(fresh.name)
        written.chmod(target.stat().st_mode & 0o777)
        written.replace(target)
    except OSError as error:
        raise ListError(f"{path}: {error.strerror}; the list is unchanged") from error
