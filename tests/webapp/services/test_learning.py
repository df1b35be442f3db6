"""The order follows the decisions, and goes back with an undo."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.doubles.forge import MemoryForge
from webapp.services.desk import Desk, Wish
from webapp.services.journal import Act
from webapp.services.learning import logit, shifted

SPEECH = "speech recognition with acoustic phonemes and spectrogram features for spoken language audio"
PRUNING = "pruning weights of sparse networks by magnitude to remove parameters and compress layers"


def test_refusing_a_kind_moves_its_like_down_and_undo_moves_it_back(desk: Desk, forge: MemoryForge) -> None:
    for n in range(12):
        heard = n % 2 == 0
        title = f"{'Speech audio' if heard else 'Sparse pruning'} study {n}"
        forge.offers(title, key=f"k{n:02d}", score=0.9 - n / 100, abstract=f"{SPEECH if heard else PRUNING} {n}")
    desk.reading()
    before = [p.key for p in desk.waiting()]
    for n in (0, 2, 4):
        desk.decide(Wish(op=f"op{n}", key=f"k{n:02d}", version=0, act=Act.REJECT), "ada")
    assert desk.learning.step()
    after = [p.key for p in desk.waiting()]
    speech = [place for place, key in enumerate(after) if int(key[1:]) % 2 == 0]
    pruning = [place for place, key in enumerate(after) if int(key[1:]) % 2 == 1]
    assert sum(speech) / len(speech) > sum(pruning) / len(pruning)
    for n in (0, 2, 4):
        desk.decide(Wish(op=f"undo{n}", key=f"k{n:02d}", version=1, act=Act.UNDO), "ada")
    desk.learning.step()
    assert [p.key for p in desk.waiting()] == before


def test_nothing_decided_is_nothing_learned(desk: Desk, forge: MemoryForge) -> None:
    forge.offers("A paper")
    desk.reading()
    assert not desk.learning.step()
    assert desk.learning.shifts == {}


@given(st.floats(0.001, 0.999), st.floats(-4, 4))
def test_a_shift_keeps_a_probability_one(share: float, shift: float) -> None:
    moved = shifted(share, shift)
    assert 0 < moved < 1
    assert abs(logit(moved) - logit(share) - shift) < 1e-3
