"""The whole way, on every kind of forge: feeds on loopback → proposals → a merged list."""

from __future__ import annotations

import difflib

import pytest

from bot.actions import Operation
from bot.forge import apply_all
from bot.model import State
from bot.proposing.decide import reject, snooze, undo
from tests.doubles.feeds import atom, entry
from tests.doubles.scene import TEXT, Killed, Mortal, Scene, paper_entry, shuffled, snapshot
from tests.doubles.worlds import LIST


def added_blocks(before: str, after: str) -> list[list[str]]:
    """The runs of lines that `after` adds; fails where it changes or removes one."""
    blocks = []
    for tag, _, _, start, end in difflib.SequenceMatcher(
        None, before.split("\n"), after.split("\n"), autojunk=False
    ).get_opcodes():
        if tag == "equal":
            continue
        assert tag == "insert", f"{tag}: {after.split(chr(10))[start:end]}"
        blocks.append(after.split("\n")[start:end])
    return blocks


def test_a_run_opens_proposals_of_one_contiguous_block_each(scene: Scene) -> None:
    done = scene.run()
    waiting = scene.waiting()
    assert len(waiting) == 5
    assert [o.operation for o in done.outcomes] == [Operation.CREATED] * 5
    assert scene.list_text() == TEXT, "proposing changes no byte of the list"
    for proposal in waiting:
        (block,) = added_blocks(TEXT, scene.world.read(proposal.branch))
        assert any(proposal.paper.title in line for line in block)


def test_the_first_papers_of_a_new_year_get_a_heading_of_their_own(local_scene: Scene) -> None:
    scene = local_scene
    items = "\n".join(
        f"- [Pruning of networks, part {{year}}{n}](https://arxiv.org/abs/{{short}}05.0000{n})" for n in range(3)
    )
    groups = [f"## {year}\n\n{items.format(year=year, short=year % 100)}\n" for year in (2025, 2024, 2023)]
    scene.world.push_to_default("\n".join(["# Small Models\n", *groups]))
    scene.run()
    for proposal in scene.waiting():
        (block,) = added_blocks(scene.list_text(), scene.world.read(proposal.branch))
        assert "## 2026" in block


def test_a_second_run_opens_nothing(scene: Scene) -> None:
    scene.run()
    before = snapshot(scene)
    again = scene.run()
    assert again.plan.actions == ()
    assert not [o for o in again.outcomes if o.operation is not Operation.NONE]
    assert snapshot(scene) == before
    assert len(again.plan.dropped) == 5
    assert all("proposal" in dropped.where for dropped in again.plan.dropped)


@pytest.mark.parametrize("seed", range(4))
def test_merged_in_any_order_every_entry_is_in_the_list_and_no_other_byte_changed(
    local_scene: Scene, seed: int
) -> None:
    scene = local_scene
    scene.run()
    proposals = shuffled(scene.waiting(), seed)
    for proposal in proposals:
        scene.merge(proposal)
    text = scene.list_text()
    listed = {key for entry in scene.entries() for key in entry.keys}
    assert {proposal.key for proposal in proposals} <= listed
    assert len(scene.entries()) == 5 + 5
    kept = [line for line in text.split("\n") if not any(p.paper.title in line for p in proposals)]
    position = 0
    for line in TEXT.split("\n"):
        position = kept.index(line, position) + 1
    assert scene.waiting() == []


def test_merging_one_leaves_the_others_mergeable(scene: Scene) -> None:
    scene.run()
    first, second, *_ = scene.waiting()
    scene.merge(first)
    scene.merge(second)
    titles = {entry.title for entry in scene.entries()}
    assert {first.paper.title, second.paper.title} <= titles


def test_a_rejected_paper_never_comes_back(scene: Scene) -> None:
    scene.run()
    refused = scene.waiting()[0]
    forge = scene.forge()
    apply_all(forge, [reject(refused, "out of scope", "wren")])
    again = scene.run()
    assert again.plan.actions == ()
    assert refused.key not in {proposal.key for proposal in scene.waiting()}
    (state,) = [p.state for p in scene.forge().proposals() if p.key == refused.key]
    assert state is State.REJECTED


def test_an_undone_rejection_waits_again(scene: Scene) -> None:
    scene.run()
    refused = scene.waiting()[0]
    forge = scene.forge()
    (closed,) = apply_all(forge, [reject(refused, "a slip", "wren")])
    apply_all(forge, [undo(forge.base((LIST,)), closed.proposal, "wren")])
    assert refused.key in {proposal.key for proposal in scene.waiting()}
    (block,) = added_blocks(TEXT, scene.world.read(refused.branch))
    assert any(refused.paper.title in line for line in block)


def test_an_undone_approval_leaves_the_list_as_it_was(scene: Scene) -> None:
    scene.run()
    chosen = scene.waiting()[0]
    scene.merge(chosen)
    forge = scene.forge()
    merged = next(p for p in forge.proposals() if p.key == chosen.key)
    assert merged.state is State.ACCEPTED
    apply_all(forge, [undo(forge.base((LIST,)), merged, "wren")])
    assert scene.list_text() == TEXT
    assert chosen.key in {proposal.key for proposal in scene.waiting()}


def test_a_snoozed_paper_waits_again_when_its_day_comes(local_scene: Scene) -> None:
    scene = local_scene
    scene.run()
    tired = scene.waiting()[0]
    apply_all(scene.forge(), [snooze(tired, "2026-07-22", "wren")])
    assert tired.key not in {proposal.key for proposal in scene.waiting()}
    scene.run()
    assert tired.key in {proposal.key for proposal in scene.waiting()}


def test_a_paper_somebody_added_by_hand_supersedes_its_proposal(scene: Scene) -> None:
    scene.run()
    overtaken = scene.waiting()[0]
    scene.world.push_to_default(scene.world.read(overtaken.branch))
    scene.run()
    state = next(p for p in scene.forge().proposals() if p.key == overtaken.key).state
    assert state in (State.SUPERSEDED, State.ACCEPTED)
    assert scene.list_text().count(overtaken.paper.title) == 1


def test_one_paper_from_two_feeds_is_one_candidate_with_both_sources(local_scene: Scene) -> None:
    scene = local_scene
    record = '{"paper": {"id": "2607.00001", "title": "OneShear: Pruning decoder weights in a single pass", "summary": "We study it.", "authors": [], "publishedAt": "2026-07-20T00:00:00.000Z", "upvotes": 41}, "title": "OneShear: Pruning decoder weights in a single pass", "publishedAt": "2026-07-20T00:00:00.000Z", "numComments": 0}'
    scene.feeds.shelf.days["2026-07-21"] = f"[{record}]".encode()
    scene.configure(sources={"arxiv": {"categories": ["cs.LG"]}, "huggingface": {}})
    done = scene.run()
    assert done.plan.read == 6
    assert done.plan.distinct == 5
    (proposal,) = [p for p in scene.waiting() if p.key == "arxiv:2607.00001"]
    assert set(proposal.paper.sources) == {"arxiv", "huggingface"}
    assert proposal.paper.upvotes == 41


def test_a_listed_paper_is_dropped_with_its_line(local_scene: Scene) -> None:
    scene = local_scene
    scene.feeds.shelf.arxiv = atom(
        entry("2305.14314", "QLoRA: Efficient Finetuning of Quantized LLMs", published="2026-07-20")
    )
    done = scene.run()
    (dropped,) = done.plan.dropped
    assert dropped.where == "README.md line 7"
    assert "2305.14314" in dropped.reasons[0]


def test_a_failing_feed_does_not_fail_the_others(local_scene: Scene) -> None:
    scene = local_scene
    scene.configure(sources={"arxiv": {"categories": ["cs.LG"]}, "huggingface": {}})
    scene.feeds.fail_next("huggingface", 500, times=200)
    done = scene.run()
    health = {batch.source: batch.health.value for batch in done.batches}
    assert health["arxiv"] == "new"
    assert health["huggingface"] == "failed"
    assert len(scene.waiting()) == 5


def test_max_open_and_the_slow_start_hold(local_scene: Scene) -> None:
    scene = local_scene
    scene.feeds.shelf.arxiv = atom(*map(paper_entry, range(12)))
    scene.configure(per_run=3)
    scene.run()
    assert len(scene.waiting()) == 3
    scene.merge(scene.waiting()[0])
    scene.run()
    assert len(scene.waiting()) == 5
    scene.run()
    assert len(scene.waiting()) == 5


def test_what_was_not_proposed_waits_in_the_backlog_with_its_reason(local_scene: Scene) -> None:
    scene = local_scene
    scene.feeds.shelf.arxiv = atom(*map(paper_entry, range(8)))
    done = scene.run()
    assert len(done.plan.held) == 3
    assert all(held.reason for held in done.plan.held)
    assert "candidates.jsonl" in scene.forge().read_ledger()


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
def test_killed_at_any_call_and_run_again_it_ends_as_one_clean_run(local_scene: Scene, *, after: bool) -> None:
    scene = local_scene
    calls = 0
    while True:
        try:
            scene.run(Mortal(scene.forge(), calls=calls, after=after))  # type: ignore[arg-type]  # it answers as the forge it wraps
        except Killed:
            calls += 1
            assert calls < 50
        else:
            break
    assert calls > 5, "the drill stopped at several points"
    proposals = scene.forge().proposals()
    assert len(proposals) == len({p.key for p in proposals}) == 5
    assert all(p.state is State.PROPOSED for p in proposals)
    for proposal in proposals:
        added_blocks(TEXT, scene.world.read(proposal.branch))


def test_a_commented_out_entry_is_known(local_scene: Scene) -> None:
    scene = local_scene
    hidden = (
        "\n<!-- - [BitFold: Quantization of language models to four bits](https://arxiv.org/abs/2607.00000)\n -->\n"
    )
    scene.world.push_to_default(TEXT.replace("\n## Pruning", hidden + "\n## Pruning"))
    done = scene.run()
    assert any("comment" in dropped.where for dropped in [*done.plan.dropped]) or any(
        "comment" in held.candidate.twin for held in done.plan.held
    )
    assert "arxiv:2607.00000" not in {proposal.key for proposal in scene.waiting()}


def test_papers_of_entries_are_kept_with_their_abstracts(local_scene: Scene) -> None:
    scene = local_scene
    scene.feeds.shelf.arxiv = atom(
        entry(
            "2305.14314",
            "QLoRA: Efficient Finetuning of Quantized LLMs",
            abstract="Four bits are enough.",
            published="2026-07-01",
        ),
        paper_entry(1),
    )
    scene.run()
    assert "Four bits are enough." in scene.forge().read_ledger()["papers.jsonl"]
    asked = [a for a in scene.feeds.asked("arxiv") if "id_list" in a.query]
    scene.run()
    again = [a for a in scene.feeds.asked("arxiv") if "id_list" in a.query]
    assert len(asked) == 1
    assert all("2305.14314" not in a.query["id_list"] for a in again[1:]), "an abstract is fetched once"


def test_two_likely_twins_of_one_run_are_not_both_proposed(local_scene: Scene) -> None:
    scene = local_scene
    title = "LongBit: Quantization of large language models to {} bits"
    scene.feeds.shelf.arxiv = atom(
        entry("2607.00001", title.format("three"), published="2026-07-20"),
        entry("2607.00002", title.format("four"), published="2026-07-20"),
    )
    done = scene.run()
    assert len(scene.waiting()) + len(done.plan.held) == 2
    assert all("may repeat" in held.reason for held in done.plan.held)


def test_a_missing_saved_page_is_told_and_takes_nothing_with_it(local_scene: Scene) -> None:
    scene = local_scene
    scene.configure(sources={"arxiv": {"categories": ["cs.LG"]}, "pages": ["saved/gone.txt"]})
    done = scene.run()
    assert [batch.health.value for batch in done.batches] == ["new", "failed"]
    assert "saved/gone.txt" in done.batches[1].detail
    assert len(scene.waiting()) == 5
