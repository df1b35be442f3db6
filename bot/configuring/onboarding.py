"""The onboarding pull request: config and workflows, with a text that answers what a maintainer asks before merging.

Gleaner works where its config is on the default branch; until this is merged it does nothing. Pure: what a rehearsal
found comes in as a report, the text goes out.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from bot.book import Book
from bot.checking.fault import Fault, counted
from bot.config import Config
from bot.configuring import infer
from bot.errors import ListError
from bot.escape import code, fence, link, markdown
from bot.learning.simulate import Advice
from bot.model import Candidate, Held, Skip
from bot.report import RunReport
from bot.telling import odds

BRANCH = "gleaner-setup"
"""Not `gleaner/…`: that is where papers are proposed."""
TITLE = "Keep this list current with Gleaner"
MESSAGE = "Set up Gleaner\n\nNothing runs before this is on the default branch.\n"
_BODY_LIMIT = 60_000
_SECTIONS = 30
_FAULTS = 20
_BACKLOG = 15
_WHY = 2
_WEEK = 7
_MARK = re.compile(r"\n*<!-- gleaner-setup: ([0-9a-f]{16}) -->\s*\Z")

ACTIONS_PULLS = "Allow GitHub Actions to create and approve pull requests"
"""The setting, as GitHub's page words it."""
DOES = {
    "gleaner.yml": "every day at an odd minute: read the feeds, propose at most a few papers",
    "gleaner-refresh.yml": "after every push: keep open proposals mergeable",
    "gleaner-check.yml": "on people's pull requests: point out duplicates, broken links, another style",
    "gleaner-upkeep.yml": "every week: correct entries whose papers were accepted, or whose code is there",
    "gleaner-comments.yml": "on comments such as `/reject reason`: steer a proposal without leaving GitHub",
}
"""What each workflow does, for the text of the pull request."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Onboarding:
    """What the pull request holds: its files (path → text), its `body`, and `bare_body` for one without workflows."""

    config: Mapping[str, str]
    workflows: Mapping[str, str]
    body: str
    bare_body: str

    def files(self, *, workflows: bool) -> dict[str, str]:
        """The files of its commit."""
        return {**self.config, **(self.workflows if workflows else {})}


@dataclass(frozen=True, kw_only=True, slots=True)
class Place:
    """The repository it goes to: its address on the web ("" on a disk) and its default branch."""

    url: str
    trunk: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Rehearsal:
    """A run that wrote nothing, how many days it looked back, and the cut that its papers advise."""

    days: int
    report: RunReport
    advice: Advice | None = None


def onboarding(
    alist: Book,
    settings: Config,
    files: tuple[Mapping[str, str], Mapping[str, str]],
    place: Place,
    *,
    rehearsal: Rehearsal | None = None,
    guessed: bool = False,
    left: Sequence[Skip] = (),
    faults: Sequence[Fault] = (),
) -> Onboarding:
    """Compose it; `files` are the config and the workflows, `rehearsal` a run that wrote nothing, if there was one.

    `guessed` says that the arXiv categories are not those of the list's papers, `left` which files are no part of it.
    """
    config, workflows = files
    parts = [
        _opening(place),
        _rehearsed(alist, rehearsal),
        _list_part(alist, settings, rehearsal, left, guessed=guessed),
        _lint_part(faults, settings.list),
    ]
    return Onboarding(
        config=config,
        workflows=workflows,
        body=marked(_fitting([*parts, _switched_on(workflows, place), _CLOSING])),
        bare_body=marked(
            _fitting([parts[0], _by_hand(workflows, place), *parts[1:], _switched_on(workflows, place), _CLOSING])
        ),
    )


# --- whose words the text is ------------------------------------------------------------------------------------------


def marked(body: str) -> str:
    """The text with a hidden hash of itself, by which a person's edit is noticed."""
    bare = body.strip()
    return f"{bare}\n\n<!-- gleaner-setup: {_digest(bare)} -->\n"


def is_ours(body: str) -> bool:
    """Whether nobody changed the text since we wrote it."""
    text = body.replace("\r\n", "\n")
    found = _MARK.search(text)
    return bool(found) and found[1] == _digest(text[: found.start()].strip()) if found else False


def same(body: str, other: str) -> bool:
    """Whether two texts say the same, whatever a forge did to their line ends."""
    return body.replace("\r\n", "\n").strip() == other.replace("\r\n", "\n").strip()


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


# --- the text ---------------------------------------------------------------------------------------------------------

_CLOSING = """\
### Not now, or not at all

Close this, and nothing happens: no proposal, no label, no comment. To stop later, delete these files again.

<sub>Generated by Gleaner; titles above come from the feeds. Edit this branch as you like: what you change stays.
`gleaner init --pull-request` run again brings this up to date and leaves alone what a person wrote.</sub>"""


def _opening(place: Place) -> str:
    return (
        "Merge this, and Gleaner proposes new papers to this list: a few pull requests, each one entry, written as "
        f"your entries are.\nUntil it is merged into {code(place.trunk)} nothing else happens; closing it is a no."
    )


def _rehearsed(alist: Book, rehearsal: Rehearsal | None) -> str:
    if rehearsal is None:
        return "### What it would propose\n\nThe feeds were not asked; `gleaner run --dry-run` shows it."
    plan, batches = rehearsal.report.plan, rehearsal.report.batches
    lead = (
        f"{plan.distinct} papers of the last {rehearsal.days} days were compared with this list: "
        f"{len(plan.dropped)} are known already, {len(plan.proposed)} would be proposed by the first run, "
        f"{len(plan.held)} would wait."
    )
    silent = [f"{markdown(batch.source)} ({batch.health})" for batch in batches if not batch.papers]
    parts = [
        "### What it would have proposed last week" if rehearsal.days == _WEEK else "### What it would have proposed",
        lead + (f" Sources that gave nothing: {', '.join(silent)}." if silent else ""),
        "\n".join(
            f"{number}. {_paper(one, odds.percent(one.relevance.score))}{_why(one)}"
            for number, one in enumerate(plan.proposed, 1)
        ),
        _entries(alist, plan.proposed),
        _behind(plan.held),
    ]
    return "\n\n".join(part for part in parts if part)


def _paper(one: Candidate, likely: str) -> str:
    where = f", for *{markdown(one.section[-1], 80)}*" if one.section else ""
    return f"{link(one.paper.title, one.paper.url, 200)}: {likely} likely{where}"


def _why(one: Candidate) -> str:
    why = "; ".join(markdown(reason, 200) for reason in one.relevance.why[:_WHY])
    return f"<br>{why}" if why else ""


def _entries(alist: Book, proposed: Sequence[Candidate]) -> str:
    blocks = [block for one in proposed if (block := _block(alist, one))]
    if not blocks:
        return ""
    shown = fence("\n".join(block.strip("\r\n") for block in blocks), "markdown")
    return f"<details><summary>The entries as they would be written</summary>\n\n{shown}\n\n</details>"


def _block(alist: Book, one: Candidate) -> str:
    try:
        return alist.add(one.paper, one.section).block
    except ListError:
        return ""


def _behind(held: Sequence[Held]) -> str:
    if not held:
        return ""
    items = [f"- {_paper(each.candidate, odds.likely(each))}: {markdown(each.reason, 160)}" for each in held[:_BACKLOG]]
    items += [f"- … and {len(held) - _BACKLOG} more"] if len(held) > _BACKLOG else []
    listed = "\n".join(items)
    return f"<details><summary>Would wait, best first</summary>\n\n{listed}\n\n</details>"


def _list_part(
    alist: Book, settings: Config, rehearsal: Rehearsal | None, left: Sequence[Skip], *, guessed: bool
) -> str:
    filled = [section for section in alist.sections if section.entries]
    rows = [f"| {markdown(section.name, 100)} | {section.entries} |" for section in filled[:_SECTIONS]]
    rows += [f"| … and {len(filled) - _SECTIONS} more | |"] if len(filled) > _SECTIONS else []
    table = "\n".join(["| section | entries |", "|---|---|", *rows])
    arxiv = settings.sources.arxiv
    categories = ", ".join(map(markdown, arxiv.categories)) if arxiv else "none"
    doubt = " (a guess: arXiv told nothing of the list's papers)" if arxiv and guessed else ""
    phrases = ", ".join(markdown(phrase, 60) for phrase in settings.keywords.include) or "none"
    return (
        "### What it read in the list\n\n"
        f"{markdown(settings.list)} has {len(alist.entries)} entries in {len(filled)} sections. "
        f"arXiv categories: {categories}{doubt}. Phrases that speak for a paper: {phrases}. "
        f"{_unfit_part(alist)}{_cut_part(settings, rehearsal)}{_files_part(settings, left)}"
        "Correct what is wrong in the config, right here on the branch.\n\n"
        f"<details><summary>Sections</summary>\n\n{table}\n\n</details>"
    )


def _unfit_part(alist: Book) -> str:
    """Whether the list holds hardly any papers, in a sentence."""
    unfit = infer.holds_hardly_papers(alist.entries)
    return f"Note: {unfit}. " if unfit else ""


def _cut_part(settings: Config, rehearsal: Rehearsal | None) -> str:
    why = f" ({rehearsal.advice.why})" if rehearsal and rehearsal.advice else ""
    return f"Proposed is what is at least {settings.cut.at_least:.0%} likely{why}. "


def _files_part(settings: Config, left: Sequence[Skip]) -> str:
    """The list's other files, and those that only look like one, where there are any."""
    words = {"Chapters": settings.chapters, "Mirrors, changed along with it": settings.mirrors}
    said = [
        f"{word}: {', '.join(markdown(path) for path in paths[:_FAULTS])}. " for word, paths in words.items() if paths
    ]
    said += [f"Not a part of the list: {markdown(skip.what)} ({markdown(skip.why, 200)}). " for skip in left[:_FAULTS]]
    return "".join(said)


def _lint_part(faults: Sequence[Fault], path: str) -> str:
    if not faults:
        return "### What the list holds today\n\n`gleaner lint` finds no fault in it."
    rows = [f"| {f.line} | {f.severity} | {f.kind} | {markdown(f.reason, 200)} |" for f in faults[:_FAULTS]]
    rows += [f"| | | | … and {len(faults) - _FAULTS} more |"] if len(faults) > _FAULTS else []
    table = "\n".join(["| line | weight | kind | what |", "|---|---|---|---|", *rows])
    return (
        f"### What the list holds today\n\n`gleaner lint` finds {counted(faults)}. This pull request changes none "
        f"of it; {code(f'gleaner lint {path} --fix')} mends what can be mended safely.\n\n"
        f"<details><summary>The faults</summary>\n\n{table}\n\n</details>"
    )


def _switched_on(workflows: Mapping[str, str], place: Place) -> str:
    items = [f"* `{_name(path)}`: {DOES[_name(path)]}." for path in workflows if _name(path) in DOES]
    settings = f"{place.url}/settings/actions" if place.url else ""
    here = f"[Settings → Actions → General]({settings})" if settings else "Settings → Actions → General"
    return (
        "### What merging switches on\n\n" + "\n".join(items) + "\n\n"
        f"One thing only you can click: under {here}, *Workflow permissions*, tick *{ACTIONS_PULLS}*. It is "
        "off in a new repository. The workflows grant themselves the other rights they need."
    )


def _by_hand(workflows: Mapping[str, str], place: Place) -> str:
    """What to do where the token may not write workflows: links that open GitHub's editor with the text in it."""
    items = [f"* [{_name(path)}]({_editor(path, text, place)})" for path, text in workflows.items()]
    listed = "\n".join(items)
    # Our own texts, to be pasted: not a byte of them may differ, so no `fence`.
    texts = "\n\n".join(f"`{path}`\n\n```yaml\n{text.rstrip()}\n```" for path, text in workflows.items())
    return (
        "### First: add the workflows\n\n"
        "The token that opened this may not write workflow files: it needs *Workflows: read and write*, or the "
        "classic scope `workflow`; a job's own token never has it. Press each link, then *Commit changes* onto this "
        "branch:\n\n"
        f"{listed}\n\n<details><summary>The texts, to paste by hand</summary>\n\n{texts}\n\n</details>"
    )


def _editor(path: str, text: str, place: Place) -> str:
    return f"{place.url}/new/{quote(BRANCH)}?{urlencode({'filename': path, 'value': text}, quote_via=quote)}"


def _name(path: str) -> str:
    return path.rpartition("/")[2]


def _fitting(parts: Sequence[str]) -> str:
    """As many whole parts as there is room for, the last one always."""
    *first, last = [part for part in parts if part]
    room, kept = _BODY_LIMIT - len(last), []
    for part in first:
        if len(part) + 2 <= room:
            kept.append(part)
            room -= len(part) + 2
    return "\n\n".join([*kept, last])
