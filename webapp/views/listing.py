"""List: every entry and how it is; one is chosen, looked at, corrected, moved, mended or removed after its diff."""

from __future__ import annotations

import streamlit as st

from bot.checking.fault import Fault, Severity
from webapp.components import form, notice, save_edit
from webapp.services import listing
from webapp.services.cards import Vocabulary, section_shown, shown
from webapp.services.desk import Desk
from webapp.services.listing import Change, Row

MARKS = {Severity.ERROR: "✖", Severity.WARNING: "▲", Severity.NOTICE: "•"}
NEEDS = {
    "Findings": "findings",
    "News": "news",
    "No code": "code",
    "No venue": "venue",
    "No tags": "tags",
}
AGAIN = 1.0
"""Seconds between looks whether the list has been checked."""


def show(desk: Desk, who: str, readonly: str = "") -> None:
    """Draw the page."""
    desk.reading()
    st.header("List")
    if save_edit.said():
        # The rows have moved, so the marked row is another entry now.
        st.session_state["list-turn"] = st.session_state.get("list-turn", 0) + 1
    path = _file(desk)
    alist = listing.alist_of(desk, path)
    if not alist.entries:
        notice.nothing("No entries were found", "The list could not be read as entries. `gleaner entries` says more.")
        st.text(path)
        return
    faults = desk.checks.of(listing.book_of(desk), path)
    rows = listing.rows(desk, faults or (), path)
    _numbers(rows, checked=faults is not None)
    if faults is None:
        _wait(desk, path)
    else:
        _whole(desk, who, readonly, rows, faults, path=path)
    found = _filtered(rows, desk.vocabulary(path))
    left, right = st.columns([3, 2], gap="medium")
    with left:
        row = _table(found, rows)
    with right, st.container(key="stays"):
        _entry(desk, who, readonly, row)


def _file(desk: Desk) -> str:
    """The file that is shown: the list's own, or one of its chapters and mirrors."""
    if len(desk.files) < 2:  # noqa: PLR2004  # nothing to choose
        return desk.path
    layout = desk.queue.reading.base.layout
    what = dict.fromkeys(layout.chapters, " (chapter)") | dict.fromkeys(layout.mirrors, " (mirror)") | {desk.path: ""}
    named = {path: f"{path}{what.get(path, '')}" for path in desk.files}
    return st.selectbox("File", desk.files, format_func=named.__getitem__, key="list-file", width=360) or desk.path


def _numbers(rows: list[Row], *, checked: bool) -> None:
    counts = listing.numbers(rows)
    found = [(what, "…" if what == "with findings" and not checked else str(count)) for what, count in counts.items()]
    told = [f"{count} {what}" for what, count in found if count != "0" or not what.startswith("without")]
    st.text(" · ".join(told))


@st.fragment(run_every=AGAIN)
def _wait(desk: Desk, path: str) -> None:
    st.text("Looking for faults…")
    if desk.checks.of(listing.book_of(desk), path, 0) is not None:
        st.rerun()


def _whole(desk: Desk, who: str, readonly: str, rows: list[Row], faults: tuple[Fault, ...], *, path: str) -> None:
    """Findings that concern no single entry, and the button that mends all that is safe."""
    for fault in listing.elsewhere(rows, faults)[:5]:
        st.text(f"{MARKS[fault.severity]} line {fault.line}: {shown(fault.reason)}")
    mendable = sum(fault.fix is not None for fault in faults)
    if mendable and not readonly:
        with st.expander(f"Mend all that is safe to mend ({mendable})"):
            _change(desk, who, listing.all_mended(desk, who, path), "mend-all", readonly)


def _filtered(rows: list[Row], words: Vocabulary) -> list[Row]:
    with st.container(horizontal=True, vertical_alignment="top"):
        text = st.text_input("Search", type="search", live="200ms", key="list-text", width=320) or ""
        sections = {section_shown(row.entry.section, words): " > ".join(row.entry.section) for row in rows}
        name = st.selectbox("Section", sections, index=None, placeholder="All sections", key="list-section", width=360)
        needs = st.pills("Show only", NEEDS, key="list-needs")
    return listing.matching(rows, text, sections.get(name or "", ""), NEEDS.get(needs or "", ""))


def _table(found: list[Row], rows: list[Row]) -> Row | None:
    st.text(f"{len(found)} of {len(rows)} {'entry' if len(rows) == 1 else 'entries'} shown")
    state = st.dataframe(
        listing.table(found),
        hide_index=True,
        on_select="rerun",
        selection_mode="single-row",
        key=f"list-table-{st.session_state.get('list-turn', 0)}",
        height=min(36 * (len(found) + 1) + 2, 640),
        column_config={
            "health": st.column_config.TextColumn(
                width="small", help="The worst finding, and how many more there are."
            ),
            "title": st.column_config.TextColumn(width=320),
            "section": st.column_config.TextColumn(width=150),
            "line": st.column_config.NumberColumn(width=64),
            "code": st.column_config.NumberColumn(width=64, help="How many code links it has."),
            "link": st.column_config.LinkColumn(display_text="open", width=64),
        },
        alt=f"{len(found)} entries of the list: health, title, section, line, venue, tags, code links, link.",
    )
    chosen = state["selection"]["rows"]
    return found[chosen[0]] if chosen and chosen[0] < len(found) else None


def _entry(desk: Desk, who: str, readonly: str, row: Row | None) -> None:
    if row is None:
        st.markdown("**No entry is chosen**")
        st.text("Mark a row at its left edge: its findings, its lines and its fields stand here.")
        return
    entry = row.entry
    with st.container(border=True):
        with st.container(key="entry-title"):
            st.text(shown(entry.title))
        lines = f"lines {entry.line}–{entry.end_line}" if entry.end_line > entry.line else f"line {entry.line}"
        st.text(f"{section_shown(entry.section, desk.vocabulary(row.path))} · {row.path}, {lines}")
        for fault in row.faults:
            st.text(f"{MARKS[fault.severity]} {shown(fault.reason)}")
        for name, text in (row.news or {}).items():
            st.text(f"• {name} is known by now: {shown(text)}")
    ways = ["Correct", *(["Mend"] if row.mendable else []), "Remove"]
    key = f"entry-{row.path}-{entry.line}-{desk.queue.reading.base.sha[:8]}"
    way = st.segmented_control("What to do", ways, default=ways[-2], required=True, key=f"{key}-way")
    if way == "Mend":
        _change(desk, who, listing.mended(desk, row, who), key, readonly)
    elif way == "Remove":
        _change(desk, who, listing.removed(desk, entry, who, row.path), key, readonly)
    else:
        _correct(desk, who, readonly, row, key)


def _correct(desk: Desk, who: str, readonly: str, row: Row, key: str) -> None:
    before = listing.form_of_entry(row.entry)
    above = st.container()
    fields = form.show(key, before | dict(row.news or {}), desk.vocabulary(row.path), locked=bool(readonly))
    change = listing.rewritten(desk, row.entry, fields, who, row.path)
    with above:
        if not change.diff and not change.trouble and not readonly:
            st.text("Change a field, and the lines that change stand here before anything is saved.")
        _change(desk, who, change, key, readonly)


def _change(desk: Desk, who: str, change: Change, key: str, readonly: str) -> None:
    if change.trouble:
        st.error("This cannot be written.", icon="⚠️")
        st.text(change.trouble)
    elif change.edit is not None:
        for sentence in change.left:
            st.text(f"• {shown(sentence)}")
        save_edit.offer(desk, who, change.edit, change.diff, key=key, readonly=readonly)
