"""A run asks the services that the config names, and keeps what they said in the ledger."""

from __future__ import annotations

import json

from bot import ledger
from tests.doubles.feeds import JSON
from tests.doubles.scene import Scene

SCHOLAR = {"arxiv": {"categories": ["cs.LG"]}, "semantic_scholar": {}}


def test_abstracts_that_arxiv_lacks_are_kept_and_not_asked_for_again(local_scene: Scene) -> None:
    scene = local_scene
    scene.configure(sources=SCHOLAR)
    listed = len(scene.entries())
    records = [{"title": f"T{i}", "abstract": f"Abstract {i}."} for i in range(listed)]
    scene.feeds.serve("semantic_scholar/graph/v1/paper/batch", json.dumps(records), JSON)
    scene.run()
    kept = ledger.read(scene.forge().read_ledger()).papers
    assert sum(paper.abstract.startswith("Abstract") for paper in kept) == listed
    before = len([asked for asked in scene.feeds.asked("arxiv") if "id_list" in asked.query])
    scene.run()
    assert len([asked for asked in scene.feeds.asked("arxiv") if "id_list" in asked.query]) == before


def test_a_silent_service_is_a_note_and_the_run_goes_on(local_scene: Scene) -> None:
    scene = local_scene
    scene.configure(sources=SCHOLAR)
    scene.feeds.fail_next("semantic_scholar", 429, times=50)
    done = scene.run()
    assert any("Semantic Scholar" in note for note in done.notes)
    assert done.plan.proposed
