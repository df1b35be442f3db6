"""Pieces of words: what stems share, words do not."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.learning import letters

TITLES = ["Quantized caches", "Pruned heads", "Pruning filters", "Diffusion of images"]


def test_a_stem_is_shared_where_no_word_is() -> None:
    pieces, rows = letters.learn(TITLES, seldom=1)
    like = (pieces.rows(["Quantization for everyone"]) @ rows.T).toarray()[0]
    assert like.argmax() == 0


def test_pieces_do_not_reach_over_the_end_of_a_text_or_a_word() -> None:
    pieces, _ = letters.learn(["ab", "cd"], seldom=1)
    assert pieces.known(["b c", "bc d"]).tolist() == [0.0, 0.0]


def test_a_text_without_a_known_piece_is_an_empty_row() -> None:
    pieces, _ = letters.learn(TITLES, seldom=1)
    assert pieces.rows(["¿¿", ""]).nnz == 0
    assert pieces.known(["¿¿", ""]).tolist() == [0.0, 0.0]


@settings(deadline=None, max_examples=40)
@given(st.lists(st.text(max_size=30), max_size=6))
def test_rows_of_known_texts_are_read_again_alike(texts: list[str]) -> None:
    pieces, rows = letters.learn(texts, seldom=1)
    again = pieces.rows(texts)
    assert np.allclose(again.toarray(), rows.toarray())
    assert rows.shape[0] == len(texts)
