"""A proposal on a page like that of a pull request: its own Markdown, rendered; for the picture in the README."""

from __future__ import annotations

import re
from html import escape

from markdown_it import MarkdownIt

from bot.model import Proposal

STYLE = """
body { margin: 24px; font: 14px/1.5 "Liberation Sans", Arial, sans-serif; color: #1f2328; background: #fff }
h1 { font-size: 26px; font-weight: 400; margin: 0 0 8px } h1 span { color: #59636e }
.state { color: #fff; background: #1f883d; border-radius: 2em; padding: 5px 12px; font-weight: 600;
  margin-right: 6px }
.head { color: #59636e } .head code, p code { background: #eff1f3; border-radius: 6px; padding: 2px 5px;
  font-size: 12px }
.label { color: #0550ae; background: #ddf4ff; border-radius: 2em; padding: 2px 9px; font-size: 12px;
  font-weight: 600; margin-left: 6px }
.box { border: 1px solid #d1d9e0; border-radius: 6px; margin-top: 22px; overflow: hidden }
.by { color: #59636e; background: #f6f8fa; padding: 8px 16px; border-bottom: 1px solid #d1d9e0 }
.text { padding: 4px 16px } a { color: #0969da; text-decoration: none } ul { padding-left: 40px }
pre { background: #f6f8fa; border-radius: 6px; padding: 8px 0; white-space: pre-wrap;
  overflow-wrap: anywhere } pre code { font: 12px/1.5 "Liberation Mono", monospace }
ins { display: block; background: #dafbe1; padding: 0 12px; text-decoration: none }
table { border-collapse: collapse } td, th { border: 1px solid #d1d9e0; padding: 5px 12px }
"""
_ADDED = re.compile(r"(?:^|(?<=language-diff\">))(\+.*)\n", re.MULTILINE)


def page_of(proposal: Proposal) -> str:
    """The page as HTML; what is added stands on green, as a diff does there."""
    text = MarkdownIt("commonmark").enable("table").render(proposal.body)
    state = proposal.state.value
    return (
        f"<!doctype html><meta charset=utf-8><style>{STYLE}</style>"
        f"<h1>{escape(proposal.title)} <span>#{proposal.number}</span></h1>"
        f"<div class=head><span class=state>Open</span> <b>gleaner</b> wants to merge 1 commit into <code>main</code> "
        f"from <code>{escape(proposal.branch)}</code> <span class=label>{escape(state)}</span></div>"
        f"<div class=box><div class=by><b>gleaner</b> commented</div>"
        f"<div class=text>{_ADDED.sub(lambda line: f'<ins>{line[1]}</ins>', text)}</div></div>"
    )
