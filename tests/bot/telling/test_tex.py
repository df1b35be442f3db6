"""TeX of abstracts as signs: what is TeX for certain, and nothing else."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.telling.tex import readable


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        (r"an $\epsilon$-net in $\mathcal{O}(n^2)$ steps", "an ϵ-net in 𝒪(n^2) steps"),
        (r"a \emph{small} and \textbf{fast} net", "a small and fast net"),
        (r"90\% of Erd\H{o}s's caf\'e", "90% of Erdős's café"),
        (r"$2.5\times$ faster", "2.5× faster"),
        ("it costs $5, or $6 a day", "it costs $5, or $6 a day"),
        ("it costs $5 and $\\alpha$ is free", "it costs $5 and α is free"),
        (r"under C:\temp\new", r"under C:\temp\new"),
        (r"100% of \unknown{words}", r"100% of \unknown{words}"),
        (r"$\href{x}$ and $\texttt{a_b}$", r"$\href{x}$ and $\texttt{a_b}$"),
        ("plain words, 100% of them", "plain words, 100% of them"),
    ],
)
def test_tex_is_shown_as_the_signs_it_stands_for(text: str, seen: str) -> None:
    assert readable(text) == seen


@given(st.text(alphabet="$\\{}^_%ab e'", max_size=80))
def test_whatever_the_text_it_can_be_shown(text: str) -> None:
    assert isinstance(readable(text), str)


def test_a_file_is_never_read(tmp_path: object) -> None:
    assert "root" not in readable(r"$\input{/etc/passwd}$ $\include{/etc/passwd}$")
    assert readable("$" + "{" * 150 + "\\a$").startswith("$")
