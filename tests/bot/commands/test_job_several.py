"""A list in several files, the whole way: config, run, log, refresh; on a clone, a bare repository and GitHub."""

from __future__ import annotations

import argparse

import pytest

from bot import book, config, report
from bot.actions import Operation
from bot.awesome import parse
from bot.cli import main
from bot.commands import refresh as refresh_command
from bot.commands.job import rules_of, survey
from bot.commands.repository import load_config
from bot.errors import ConfigError
from bot.model import Layout, State
from bot.planning.situation import known_papers
from tests.doubles.scene import TEXT, Scene
from tests.doubles.worlds import LIST

ZH = "README_zh.md"
CHINESE = """\
# 小语言模型

## 量化

1. QLoRA: Efficient Finetuning of Quantized LLMs, *NeurIPS 2023* ([论文](https://arxiv.org/abs/2305.14314))
2. GPTQ: Accurate Post-Training Quantization, *ICLR 2023* ([论文](https://arxiv.org/abs/2210.17323))

## 剪枝

1. SparseGPT: Massive Language Models Can Be Accurately Pruned, *ICML 2023* ([论文](https://arxiv.org/abs/2301.00774))
2. A Simple and Effective Pruning Approach, *ICLR 2024* ([论文](https://arxiv.org/abs/2306.11695))
"""
HEAD, _, REST = TEXT.partition("## Quantization")
QUANTIZATION, _, PRUNING = REST.partition("## Pruning")
CHAPTERS = {
    "papers/quantization.md": "# Quantization" + QUANTIZATION,
    "papers/pruning.md": "# Pruning" + PRUNING.partition("## NeurIPS")[0],
}
CONTENTS = HEAD + "".join(f"- [{path}]({path})\n" for path in CHAPTERS)


@pytest.fixture
def mirrored(scene: Scene) -> Scene:
    scene.world.push_to_default(CHINESE, ZH)
    scene.configure(mirrors=[ZH])
    return scene


@pytest.fixture
def chaptered(scene: Scene) -> Scene:
    for path, text in CHAPTERS.items():
        scene.world.push_to_default(text, path)
    scene.world.push_to_default(CONTENTS)
    scene.configure(chapters=list(CHAPTERS))
    return scene


def titles(scene: Scene, path: str, branch: str = "") -> list[str]:
    return [entry.title for entry in parse(scene.world.read(branch or scene.world.trunk, path)).entries]


def test_every_proposal_of_a_run_changes_the_list_and_its_mirror(mirrored: Scene) -> None:
    done = mirrored.run()
    assert [outcome.operation for outcome in done.outcomes] == [Operation.CREATED] * 5
    for waiting in mirrored.waiting():
        assert waiting.paths == (LIST, ZH)
        changed = mirrored.world.git("diff", "--name-only", f"{mirrored.world.trunk}...{waiting.branch}").split()
        assert sorted(changed) == [LIST, ZH]
        assert waiting.paper.title in mirrored.world.read(waiting.branch, ZH)
    log = report.lines(done)
    assert sum(f", in {LIST} and {ZH}" in line for line in log) == 5


def test_one_after_the_other_is_merged_and_nothing_is_proposed_twice(mirrored: Scene) -> None:
    mirrored.run()
    for waiting in mirrored.waiting():
        mirrored.merge(waiting)
    assert len(titles(mirrored, LIST)) == 10
    assert len(titles(mirrored, ZH)) == 9
    again = mirrored.run()
    assert [o for o in again.outcomes if o.operation is Operation.CREATED] == []
    assert len(again.plan.dropped) == 5


def test_a_paper_that_only_the_mirror_holds_is_known(mirrored: Scene) -> None:
    text = CHINESE.replace("\n## 剪枝", "3. 折叠, *2026* ([论文](https://arxiv.org/abs/2607.00000))\n\n## 剪枝")
    mirrored.world.push_to_default(text, ZH)
    done = mirrored.run()
    assert {dropped.where for dropped in done.plan.dropped} <= {f"{ZH} line 7"}
    assert all("2607.00000" not in waiting.paper.url for waiting in mirrored.waiting())


def test_a_mirror_counts_every_paper_once(mirrored: Scene) -> None:
    settings = load_config(mirrored.forge())
    situation = survey(mirrored.forge(), settings)
    rules = rules_of(settings, "2026-07-22")
    assert rules.layout == situation.base.layout == Layout(path=LIST, mirrors=(ZH,))
    known = known_papers(book.newest(situation.base, LIST), (), (), situation.ledger)
    assert len(known) == 5


def test_a_mirror_that_cannot_take_a_paper_is_told_in_the_log(mirrored: Scene) -> None:
    mirrored.world.push_to_default("# 小语言模型\n\n## 新闻\n\n- none yet\n", ZH)
    done = mirrored.run()
    log = report.lines(done)
    left = [line for line in log if line.startswith("left ")]
    assert len(left) == 5
    assert all(f"{ZH} stays as it is: no section of the mirror stands for" in line for line in left)
    assert all(waiting.paths == (LIST,) for waiting in mirrored.waiting())


def test_waiting_proposals_take_in_a_mirror_that_the_config_names_later(scene: Scene) -> None:
    scene.run()
    assert all(waiting.paths == (LIST,) for waiting in scene.waiting())
    scene.world.push_to_default(CHINESE, ZH)
    scene.configure(mirrors=[ZH])
    scene.run()
    assert all(waiting.paths == (LIST, ZH) for waiting in scene.waiting())
    assert len(scene.waiting()) == 5


def test_each_paper_goes_into_the_chapter_of_its_topic(chaptered: Scene) -> None:
    chaptered.run()
    waiting = chaptered.waiting()
    assert len(waiting) == 5
    for one in waiting:
        assert one.paths == (one.section[0],)
        assert one.section[0] in CHAPTERS
        assert one.paper.title in titles(chaptered, one.section[0], one.branch)
        assert f"`{one.section[0]}`" in one.body
    assert {one.section[0] for one in waiting} == set(CHAPTERS)
    for one in waiting:
        chaptered.merge(one)
    assert sum(len(titles(chaptered, path)) for path in CHAPTERS) == 10
    assert chaptered.run().plan.proposed == ()


def test_a_paper_that_some_chapter_holds_is_known(chaptered: Scene) -> None:
    path, text = next(iter(CHAPTERS.items()))
    line = "\n- [BitFold: Quantization of large language models to four bits](https://arxiv.org/abs/2607.00000) [Arxiv 2026]\n"
    chaptered.world.push_to_default(text.rstrip() + "\n" + line, path)
    done = chaptered.run()
    assert [dropped.where.partition(" line")[0] for dropped in done.plan.dropped] == [path]


def test_a_group_of_a_run_may_change_every_chapter(scene: Scene) -> None:
    for path, text in CHAPTERS.items():
        scene.world.push_to_default(text, path)
    scene.world.push_to_default(CONTENTS)
    scene.configure(chapters=list(CHAPTERS), group_by="run")
    scene.run()
    (waiting,) = scene.waiting()
    assert set(waiting.paths) == set(CHAPTERS)
    scene.merge(waiting)
    assert sum(len(titles(scene, path)) for path in CHAPTERS) == 10


def test_every_missing_file_is_named_with_its_place_at_once(scene: Scene) -> None:
    scene.configure(mirrors=["README_fr.md", "README_de.md"], chapters=["papers/none.md"])
    with pytest.raises(ConfigError) as caught:
        scene.run()
    told = caught.value.mistakes
    assert [mistake.split(": ")[1] for mistake in told] == ["mirrors[1]", "mirrors[2]", "chapters[1]"]
    text = scene.world.read_default(config.PATH).splitlines()
    for mistake, name in zip(told, ("mirrors", "mirrors", "chapters"), strict=True):
        assert text[int(mistake.split(":")[1]) - 1].startswith(name)


WRONG = """\
list: LISTE.md
mirrors: [README_fr.md, ../away.md]
cut:
  at_least: many
chapters:
  - papers/none.md
max_opn: 3
"""


def test_wrong_words_and_missing_files_come_in_one_round(scene: Scene) -> None:
    scene.world.push_to_default(WRONG, config.PATH)
    with pytest.raises(ConfigError) as caught:
        load_config(scene.forge())
    told = [mistake.removeprefix(f"{config.PATH}:").split(": ")[:2] for mistake in caught.value.mistakes]
    assert told == [
        ["1", "list"],
        ["2", "mirrors[1]"],
        ["2", "mirrors[2]"],
        ["4", "cut.at_least"],
        ["6", "chapters[1]"],
        ["7", "max_opn"],
    ]
    assert "LISTE.md" in caught.value.mistakes[0]
    assert "papers/none.md" in caught.value.mistakes[4]


@pytest.mark.parametrize("text", ["list: [\n", "- one\n- two\n"])
def test_of_a_config_that_says_nothing_no_file_is_missed(text: str, scene: Scene) -> None:
    scene.world.push_to_default(text, config.PATH)
    scene.world.push_to_default("# Elsewhere\n", "LISTE.md")
    with pytest.raises(ConfigError) as caught:
        load_config(scene.forge())
    assert len(caught.value.mistakes) == 1


def test_doctor_says_every_missing_file_on_a_line_of_its_own(scene: Scene, capsys: pytest.CaptureFixture[str]) -> None:
    if scene.forge().name != "local":
        pytest.skip("the command opens what it is named; a folder here")
    scene.configure(mirrors=["README_fr.md"], chapters=["papers/none.md"])
    assert main(["doctor", "--offline", "--repo", scene.forge().slug]) == 1
    said = [line for line in capsys.readouterr().out.splitlines() if line.startswith("!")]
    assert [path in line for path, line in zip(("README_fr.md", "papers/none.md"), said, strict=True)] == [True, True]


def test_refresh_brings_every_file_onto_the_newest_list(mirrored: Scene) -> None:
    mirrored.run()
    if mirrored.forge().name != "local":
        pytest.skip("the command opens what it is named; a folder here")
    mirrored.world.push_to_default(CHINESE.replace("# 小语言模型", "# 小型语言模型"), ZH)
    refresh_command.run(argparse.Namespace(repo=mirrored.forge().slug, dry_run=False))
    for waiting in mirrored.waiting():
        assert waiting.state is State.PROPOSED
        assert mirrored.world.read(waiting.branch, ZH).startswith("# 小型语言模型")
