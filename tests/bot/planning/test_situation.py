"""What a new paper may repeat: entries bear the abstracts that the ledger keeps of them."""

from __future__ import annotations

from bot import book
from bot.dedupe import Index
from bot.ledger import Ledger
from bot.model import Base, Paper, Verdict
from bot.planning.situation import known_papers

LIST = "# Papers\n\n## Growth\n\n- [How Lists Grow](https://arxiv.org/abs/2412.16755)\n"
ABSTRACT = (
    "We study how lists of papers grow, who adds to them and why, and find that a small group of people does most of "
    "the work; a tool that proposes entries saves them an evening a week, as a survey of forty maintainers shows. "
    "Their answers are published beside two years of changes to the lists that they keep."
)


def test_a_renamed_paper_is_known_by_the_abstract_that_the_ledger_keeps() -> None:
    newest = book.newest(Base(sha="0", branch="main", files={"README.md": LIST}), "README.md")
    kept = Ledger(papers=(Paper(title="How Lists Grow", arxiv_id="2412.16755", abstract=ABSTRACT),))
    renamed = Paper(title="An Evening a Week", abstract=ABSTRACT.replace("forty", "fifty"))
    for ledger, verdict in ((Ledger(), Verdict.NEW), (kept, Verdict.MAYBE)):
        known = known_papers(newest, (), (), ledger)
        assert [one.where for one in known] == ["README.md line 5"]
        assert Index(known).match(renamed).verdict is verdict
