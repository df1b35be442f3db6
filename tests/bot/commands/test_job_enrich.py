"""A run asks the services that the config names, keeps what they said, and says why it proposes a paper."""

from __future__ import annotations

import json

from bot import awesome, ledger, ledger_lines, report
from bot.model import Paper
from bot.planning import memory
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


def test_the_log_and_the_summary_say_why_each_paper_was_proposed(local_scene: Scene) -> None:
    local_scene.configure(keywords={"include": ["quantization"]})
    done = local_scene.run()
    told = report.lines(done)
    for proposal in local_scene.waiting():
        at = next(i for i, line in enumerate(told) if line.startswith("created") and proposal.paper.title in line)
        reasons = [line.strip() for line in told[at + 1 : at + 1 + len(proposal.relevance.why)]]
        assert reasons[0].startswith(("near ", "terms for: ", "keyword: ", "ruled out"))
    assert any("keyword: quantization" in line for line in told)
    assert "keyword: quantization" in report.summary(done)


def test_the_ledger_keeps_the_newest_abstracts_and_whatever_was_removed() -> None:
    lines = [f"- [Paper {i}](https://arxiv.org/abs/{20 + i % 6}01.{i:05})" for i in range(900)]
    alist = awesome.parse("# Papers\n\n## All\n\n" + "\n".join(lines) + "\n")
    known = [Paper(title=f"Paper {i}", arxiv_id=f"{20 + i % 6}01.{i:05}", abstract="word " * 400) for i in range(900)]
    removed = Paper(title="Removed", arxiv_id="1901.00001", abstract="word " * 400)
    text = ledger.write_papers(memory.remember(alist, ledger.Ledger(papers=(*known, removed)), ()))
    kept = ledger.read({ledger.PAPERS: text}).papers
    assert len(text.encode()) <= ledger_lines.MAX_BYTES
    assert "Removed" in {paper.title for paper in kept}
    newest = {f"Paper {i}" for i in range(900) if i % 6 == 5}
    assert newest <= {paper.title for paper in kept if paper.abstract}
