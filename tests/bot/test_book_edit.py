"""A change of one paper in a list of several files: each in its own hand, no other byte, and what stays is said."""

from __future__ import annotations

import pytest

from bot import awesome, book_edit
from bot.book import Book
from bot.book_edit import Changed
from bot.errors import SectionNotFound
from bot.model import Entry, Link
from tests.doubles.several import CHINESE, CONTENTS, EARS, ENGLISH, EYES, KINDS, MIRROR, SPEECH, VISION
from tests.doubles.worlds import LIST

EYES_ON, SEEING, WHISPER = "Eyes on a Budget", "Seeing With Less", "Whisper Thin"
CODE = (Link(label="Official", url="https://github.com/ada/eyes"),)


def book(**texts: str) -> Book:
    """The list and its mirror, or with other texts by file (LIST, MIRROR, VISION, SPEECH)."""
    every = {LIST: ENGLISH, MIRROR: CHINESE} if not texts else {_FILES[name]: text for name, text in texts.items()}
    read = {path: awesome.parse(text) for path, text in every.items()}
    mirrors = {path: alist for path, alist in read.items() if path == MIRROR}
    return Book(path=LIST, lists={p: a for p, a in read.items() if p != MIRROR}, mirrors=mirrors)


_FILES = {"own": LIST, "mirror": MIRROR, "vision": VISION, "speech": SPEECH}


def entry(one: Book, path: str, title: str) -> Entry:
    alist = one.lists.get(path) or one.mirrors[path]
    return next(each for each in alist.entries if each.title == title)


def corrected(one: Book, named: str, path: str = LIST, /, **fields: object) -> Changed:
    return book_edit.corrected(one, path, entry(one, path, named), fields)


def test_a_venue_goes_into_the_mirror_and_no_other_byte_changes() -> None:
    done = corrected(book(), SEEING, venue="ICLR 2024")
    assert done == Changed(
        files={
            LIST: ENGLISH.replace("2302.00002) [Arxiv 2023]", "2302.00002) [ICLR 2024]"),
            MIRROR: CHINESE.replace("Less**, Arxiv 2023", "Less**, ICLR 2024"),
        }
    )


def test_released_code_goes_in_under_the_labels_of_each_file() -> None:
    english = ENGLISH.replace("Anning\n", "Anning\n  - [Official](https://github.com/a/b)\n")
    chinese = CHINESE.replace("2302.00002)", "2302.00002) [[代码]](https://github.com/a/b)")
    done = corrected(book(own=english, mirror=chinese), EYES_ON, code=CODE)
    assert done.left == ()
    assert done.files[LIST] == english.replace("Weil\n", "Weil\n  - [Official](https://github.com/ada/eyes)\n", 1)
    assert done.files[MIRROR] == chinese.replace("2301.00001)", "2301.00001) [[代码]](https://github.com/ada/eyes)")


def test_code_that_only_the_mirror_names_stays_there() -> None:
    english = ENGLISH.replace("Anning\n", "Anning\n  - [Official](https://github.com/a/b)\n")
    chinese = CHINESE.replace(
        "2302.00002)", "2302.00002) [[代码]](https://github.com/a/b) [[代码]](https://github.com/c/d)"
    )
    done = corrected(book(own=english, mirror=chinese), SEEING, code=())
    assert done.files[LIST] == ENGLISH
    assert done.files[MIRROR] == CHINESE.replace("2302.00002)", "2302.00002) [[代码]](https://github.com/c/d)")


def test_a_link_that_moved_is_followed_in_the_form_of_each_file() -> None:
    chinese = CHINESE.replace("/abs/", "/pdf/")
    done = corrected(book(own=ENGLISH, mirror=chinese), SEEING, url="https://arxiv.org/abs/2305.00009")
    assert done.files == {
        LIST: ENGLISH.replace("2302.00002", "2305.00009"),
        MIRROR: chinese.replace("2302.00002", "2305.00009"),
    }


def test_a_title_in_another_language_stays_and_is_said() -> None:
    chinese = CHINESE.replace(SEEING, "以少见多")
    done = corrected(book(own=ENGLISH, mirror=chinese), SEEING, title="Seeing With Far Less", venue="ICLR 2024")
    assert done.files[MIRROR] == chinese.replace("多**, Arxiv 2023", "多**, ICLR 2024")
    assert [(each.what, each.why) for each in done.left] == [(MIRROR, "line 7 has title in words of its own")]
    same = corrected(book(), SEEING, title="Seeing With Far Less")
    assert same.files[MIRROR] == CHINESE.replace(SEEING, "Seeing With Far Less")


def test_a_field_that_the_mirror_never_shows_is_said() -> None:
    done = corrected(book(), SEEING, authors=("Mary Anning", "Ada Byron"))
    assert list(done.files) == [LIST]
    assert [(each.what, each.why) for each in done.left] == [(MIRROR, "line 7 shows no authors")]


def test_a_mirror_without_the_paper_is_said_and_the_rest_is_done() -> None:
    chinese = CHINESE.replace("2302.00002", "2302.99999")
    done = corrected(book(own=ENGLISH, mirror=chinese), SEEING, venue="ICLR 2024")
    assert list(done.files) == [LIST]
    assert [(each.what, each.why) for each in done.left] == [(MIRROR, "it has no entry for this paper")]


def test_an_edit_of_the_mirror_reaches_the_list() -> None:
    done = corrected(book(), WHISPER, MIRROR, venue="ACL 2024")
    assert done.files == {
        MIRROR: CHINESE.replace("Thin**, Arxiv 2023", "Thin**, ACL 2024"),
        LIST: ENGLISH.replace("2303.00003) [Arxiv 2023]", "2303.00003) [ACL 2024]"),
    }
    assert list(done.files) == [MIRROR, LIST]


def test_a_move_goes_to_the_section_that_stands_for_it() -> None:
    one = book()
    done = book_edit.corrected(
        one, LIST, entry(one, LIST, SEEING), {"venue": "ACL 2024"}, ("Awesome Small Models", "Speech")
    )
    for path, text in done.files.items():
        (moved,) = [each for each in awesome.parse(text).entries if each.title == SEEING]
        assert moved.section[-1] == {LIST: "Speech", MIRROR: "语音"}[path]
        assert moved.venue == "ACL 2024"
    assert set(done.files) == {LIST, MIRROR}
    assert done.left == ()


def test_a_section_that_is_not_there_changes_nothing() -> None:
    one = book()
    with pytest.raises(SectionNotFound):
        book_edit.corrected(one, LIST, entry(one, LIST, SEEING), {}, ("Nowhere",))


@pytest.mark.parametrize("path", [LIST, MIRROR])
def test_removing_takes_the_entry_out_of_both(path: str) -> None:
    one = book()
    done = book_edit.removed(one, path, entry(one, path, SEEING))
    assert done.left == ()
    for name, before in ((LIST, ENGLISH), (MIRROR, CHINESE)):
        after = done.files[name]
        assert [e.title for e in awesome.parse(after).entries] == [
            e.title for e in awesome.parse(before).entries if e.title != SEEING
        ]


# --- chapters -----------------------------------------------------------------------------------------------------------


def chaptered() -> Book:
    ears = EARS.replace("| [Small", "| [Eyes on a Budget](https://arxiv.org/abs/2301.00001) | ICML 2023 |\n| [Small")
    return book(own=CONTENTS, vision=EYES, speech=ears, mirror=CHINESE)


def test_a_cross_listed_paper_is_corrected_in_every_chapter_and_the_mirror() -> None:
    one = chaptered()
    done = corrected(one, EYES_ON, VISION, venue="ICML 2024")
    assert done.left == ()
    assert done.files == {path: one.texts[path].replace("ICML 2023", "ICML 2024") for path in (VISION, SPEECH, MIRROR)}


def test_a_place_of_its_own_is_kept_when_the_paper_leaves_another() -> None:
    one = chaptered()
    done = book_edit.removed(one, SPEECH, entry(one, SPEECH, EYES_ON))
    assert done.files == {SPEECH: EARS}
    assert {each.what: each.why.partition(" ")[2].partition(" ")[2] for each in done.left} == {
        VISION: "lists the paper in a place of its own",
        MIRROR: "stands for another place where the list has the paper",
    }


def test_a_paper_of_a_chapter_is_removed_from_a_mirror_that_stands_for_another() -> None:
    one = book(own=CONTENTS, vision=EYES, speech=EARS, mirror=CHINESE)
    done = book_edit.removed(one, SPEECH, entry(one, SPEECH, WHISPER))
    assert set(done.files) == {SPEECH, MIRROR}


def test_a_mirror_of_another_chapter_is_not_asked_for_what_it_never_had() -> None:
    one = book(own=CONTENTS, vision=EYES, speech=EARS, mirror=CHINESE)
    done = corrected(one, "Small Talk", SPEECH, venue="ACL 2024")
    assert (set(done.files), done.left) == ({SPEECH}, ())


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_what_is_said_already_changes_no_byte(kind: str) -> None:
    layout, files = KINDS[kind].layout, KINDS[kind].files
    read = {path: awesome.parse(text) for path, text in files.items()}
    one = Book(
        path=LIST,
        lists={path: read[path] for path in (LIST, *layout.chapters)},
        mirrors={path: read[path] for path in layout.mirrors},
    )
    for path, alist in read.items():
        for each in alist.entries:
            same = {name: getattr(each, name) for name in ("title", "venue", "code", "authors")}
            assert book_edit.corrected(one, path, each, same).files == {}
