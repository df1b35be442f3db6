"""One entry's text → its fields, each with the place where it is printed.

A field is what differs from entry to entry; all else is the section's hand (`bot.template` keeps the two apart). A
piece of text is judged by where it stands and what it looks like, never by which list it is in.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from bot import dates, inline
from bot.entry_reader import GENERIC
from bot.identity import keys_of_url


class Field(StrEnum):
    """What a printed piece says about the paper."""

    TITLE = "title"
    HEAD = "head"
    """The name before the colon of a title, where it is decorated on its own."""
    TAIL = "tail"
    URL = "url"
    AUTHORS = "authors"
    VENUE = "venue"
    YEAR = "year"
    DATE = "date"
    TAG = "tag"
    TAGS = "tags"
    """Several tags in one line, parted by commas."""
    MARK = "mark"
    """A rating or an award (stars, flames), listed among the tags."""
    CODE = "code"
    LINK = "link"
    IDEA = "idea"
    CITATION = "citation"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Piece:
    """A field as it is printed at `start`..`end` of the block.

    `value` is the text (the label of a link), `target` the address of a link; `label_at` and `target_at` are their
    offsets where the piece is a whole link with its brackets.
    """

    kind: Field
    start: int
    end: int
    value: str
    target: str = ""
    label_at: tuple[int, int] = (-1, -1)
    target_at: tuple[int, int] = (-1, -1)


RECAST = (Field.TAG, Field.IDEA, Field.AUTHORS, Field.VENUE)
"""Kinds of text that are told apart by looks alone, and better by place."""


def roles_of(readings: Sequence[Reading]) -> dict[str, Field]:
    """The role that a place has in most entries of a list."""
    seen: dict[str, Counter[Field]] = {}
    for reading in readings:
        for index, piece in enumerate(reading.pieces):
            if piece.kind in RECAST:
                seen.setdefault(reading.place(index), Counter())[piece.kind] += 1
    roles = {}
    for place, counts in seen.items():
        kind, count = counts.most_common(1)[0]
        total = counts.total()
        if total >= 3 and len(counts) > 1 and count >= 0.55 * total:
            roles[place] = kind
    return roles


def _may_be(piece: Piece, kind: Field) -> bool:
    """Whether a text can be what others are at its place: names are short, a known venue stays one."""
    if kind is Field.AUTHORS:
        return len(piece.value) < 80 and ":" not in piece.value and not VENUE.fullmatch(piece.value)
    if piece.kind is Field.VENUE:
        return VENUE.fullmatch(piece.value) is None
    return kind is not Field.VENUE or len(piece.value) < 60


VENUE_NAMES = (
    r"[Aa]r[Xx]iv(?:[ .]?preprint)?|ARXIV|CoRR|bioRxiv|medRxiv|SSRN|OpenReview|Preprint|preprint|ICLR|ICML|NeurIPS|NeurlPS|NIPS|CVPR|ICCV|ECCV|WACV|ACCV|BMVC|3DV|AAAI|IJCAI|ACL|EMNLP|NAACL|EACL|COLING"
    r"|AACL|TACL|CoNLL|COLM|CoRL|RSS|ICRA|IROS|KDD|WWW|SIGIR|CIKM|WSDM|RecSys|UAI|AISTATS|COLT|ICASSP|INTERSPEECH|Interspeech|SIGGRAPH(?: Asia)?|TOG|TPAMI|PAMI|IJCV|TIP|TMM|TMLR|JMLR|TCSVT|TVCG|TNNLS|TKDE|MICCAI"
    r"|MIDL|ISBI|TMI|MedIA|ACM ?MM|MM|ICME|ICMR|ICIP|MLSys|OSDI|SOSP|NSDI|ASPLOS|ISCA|MICRO|HPCA|EuroSys|SIGCOMM|SC|ATC|USENIX(?: Security)?|CCS|S&P|NDSS|DAC|ICCAD|DATE|FPGA|VLDB|SIGMOD|ICDE|PVLDB|LREC|LREC-COLING"
    r"|Nature(?: [A-Z]\w+)?|Science|PNAS|Neurocomputing|ICPR|ICDAR|CHI|UIST|ICSE|FSE|ASE|ISSTA|PPoPP|PLDI|POPL|RAL|RA-L|T-RO|ECML|PAKDD|ICDM|SDM|LoG|MLHC|CHIL|IUI|HRI|GECCO|INFOCOM|SoCC|HotOS|HotNets"
)
_YEAR = r"(?:(?:19|20)\d\d(?!\d)|['’‘´`] ?\d\d(?!\d)|(?<=[A-Z]) ?[012]\d(?![\d.]))"
_MORE = (
    r"(?:[ -](?:Workshops?|workshops?|W|Findings|findings|Oral|oral|Spotlight|spotlight|Highlight|highlight|Best Paper(?: Award)?|Poster|poster|Demo|Tiny Paper|Main|D&B|Track|Asia|Datasets and Benchmarks"
    r"|preprint|Preprint|Industry|Short|Long|Notable|Award|Conference|Journal|Security|TD|RBFM|SysML|LBW|Technical Report|Challenge)\b)"
)
VENUE = re.compile(
    rf"(?<![\w@/.-])(?:(?:{VENUE_NAMES})(?![A-Za-z])(?:{_MORE}|[ -]?W(?![a-z])|s?\b)*(?:[ ,.\u00a0]*[-(]?{_YEAR}\)?)?(?:{_MORE})*"
    rf"|[A-Z][\w&.+-]*(?:[ -](?:[A-Z&][\w&.+-]*|on|of|in|and|for|the)){{0,7}}[ ,.\u00a0]*[-(]?{_YEAR}\)?(?:{_MORE})*)"
)
SPLIT_VENUE = re.compile(rf"(?P<name>.*?)(?P<gap>[\s,.(-]*)(?P<year>{_YEAR})(?P<rest>.*)$", re.DOTALL)
_CODE_LABEL = re.compile(
    r"(?:official|unofficial|community|our|reference)?[ -]?(?:codes?|github|git|repo(?:sitory)?|stars?|implementation|pytorch|tensorflow|tf|jax|keras|caffe2?|mxnet|torch|source(?: code)?|official|community|matlab|代码|源码)\b.*",
    re.IGNORECASE,
)
_OTHER_LABEL = re.compile(
    r"project.*|page|web.*|home.*|demo.*|video.*|slides?.*|data.*|model.*|weights?|blog.*|papers?|pdf|arxiv.*|poster|supp.*|openreview|hugging.*|hf.*|colab.*|post.*|site|twitter|tweet|doc.*|主页|项目.*|数据.*",
    re.IGNORECASE,
)
_PAPER_LABEL = re.compile(
    r"(?:the |full |original |official )?(?:papers?|pdf|arxiv.*|abs|abstract|论文.*|preprint|openreview|acl.*|cvf|doi|publication|paper link|html)[ .:]*",
    re.IGNORECASE,
)
_CODE_HOST = re.compile(r"https?://(?:www\.)?(?:github\.com|gitlab\.com|bitbucket\.org|gitee\.com)/", re.IGNORECASE)
_PLACEHOLDER = re.compile(
    r"(?:waiting.*|tbd|tba|n/?a|none|null|coming soon.*|comins soon|soon|-+|–|—|not (?:yet )?(?:available|released)|to be released|unreleased|x|✗|✘|❌|⚠️|no|no code|todo|wip|not yet)[ .!]*",
    re.IGNORECASE,
)
PLACEHOLDER = _PLACEHOLDER
_WORD = re.compile(r"[^\W_]", re.UNICODE)
CITED = re.compile(r"/badge/citations?-([^-/\s]+)-")
_MARK_RUN = re.compile(
    r"(?:[🔥⭐🌟✨👍💫★☆❤🏆🚀]\ufe0f?)+|(?::(?:star|fire|star2|thumbsup|\+1|heart|trophy|rocket|sparkles):\s?)+"
)


def is_mark(text: str) -> bool:
    """Whether a tag is a rating or an award rather than words."""
    return _MARK_RUN.fullmatch(text) is not None


_TAGS = re.compile(r"<br ?/?>|</?[a-zA-Z][^<>]{0,200}>|<!--.*?-->|&nbsp;")
_OPEN = {"(": ")", "[": "]", "{": "}", "（": "）", "【": "】", "《": "》", "“": "”"}
_LOOSE = " \t\r\n\u00a0\u200b\ufeff*_`~,;:：，。、|\\/>•·\"'“”–—-=!#"
_SYMBOL = re.compile(r"[^\w\s\[\](){}<>\"'“”‘’.,;:!?@#%&$*+=/\\|`~^-]", re.UNICODE)
_BADGE = re.compile(r"https?://img\.shields\.io/badge/([^?#\s]+?)(?:\.svg)?(?=$|[?#])", re.IGNORECASE)


@dataclass(slots=True)
class Reading:
    """The pieces of one block, in the order they are printed."""

    block: str
    pieces: list[Piece] = field(default_factory=list)
    cited: str = ""
    """How often the paper is cited, where a badge shows it."""

    def first(self, kind: Field) -> Piece | None:
        return next((piece for piece in self.pieces if piece.kind is kind), None)

    def of(self, kind: Field) -> list[Piece]:
        return [piece for piece in self.pieces if piece.kind is kind]

    def place(self, index: int) -> str:
        """Where a piece stands: its line in the entry and the marks before it since the last piece."""
        piece = self.pieces[index]
        before = self.pieces[index - 1] if index else None
        text = self.block[before.end if before else 0 : piece.start]
        line = min(4, self.block.count("\n", 0, piece.start))
        marks = text[text.rfind("\n") + 1 :].strip()
        return f"{line}|{before.kind.value if before and chr(10) not in text else ''}|{marks}"

    def recast(self, roles: Mapping[str, Field]) -> Reading:
        """The same pieces, each text in the role that its place has in the list."""
        pieces = [
            replace(piece, kind=roles[place])
            if piece.kind in RECAST and (place := self.place(n)) in roles and _may_be(piece, roles[place])
            else piece
            for n, piece in enumerate(self.pieces)
        ]
        return Reading(self.block, pieces, self.cited)

    @property
    def title(self) -> str:
        if (whole := self.first(Field.TITLE)) is not None:
            return whole.value
        head, tail = self.first(Field.HEAD), self.first(Field.TAIL)
        if head and tail:
            return f"{head.value.rstrip(' :：')}: {tail.value}"
        return head.value if head else tail.value if tail else ""

    @property
    def url(self) -> str:
        piece = self.first(Field.URL)
        return piece.target if piece else ""


def read(block: str, shape: str = "item", labels: Mapping[str, int] | None = None) -> Reading:
    """Find the fields of one entry; `labels` are the words that name fields in this list, with their counts."""
    return _Work(block, shape, labels or {}).done()


@dataclass(slots=True)
class _Work:
    block: str
    shape: str
    labels: Mapping[str, int]
    pieces: list[Piece] = field(default_factory=list)
    taken: list[tuple[int, int]] = field(default_factory=list)

    def done(self) -> Reading:
        start = self._number()
        found = [link for link in inline.links(self.block, start)]
        prose = self._prose_links(found)
        outer = [link for link in found if link not in prose]
        paper = self._links(outer)
        self._title(start, paper, outer)
        self._gaps(start)
        self.pieces.sort(key=lambda piece: piece.start)
        return Reading(self.block, self.pieces, self._cited())

    def _cited(self) -> str:
        found = CITED.search(self.block)
        return found[1] if found else ""

    def _put(self, kind: Field, start: int, end: int, **more: object) -> None:
        value = more.pop("value", None)
        text = self.block[start:end] if value is None else str(value)
        self.pieces.append(Piece(kind, start, end, text, **more))  # type: ignore[arg-type]  # offsets by name
        self.taken.append((start, end))

    # --- the mark in front --------------------------------------------------------------------------------------

    def _number(self) -> int:
        found = _MARK.match(self.block)
        if not found:
            return 0
        for name in ("ordinal", "bracketed", "counted"):
            if found[name]:
                self._put(Field.NUMBER, *found.span(name))
        return found.end()

    # --- links --------------------------------------------------------------------------------------------------

    def _label(self, link: inline.Link) -> str:
        raw = self.block[slice(*link.label)]
        text = inline.as_read(raw).strip("[]`()* ")
        if text or link.image:
            return text
        picture = next((inner for inner in inline.links(raw) if inner.image), None)
        return raw[slice(*picture.label)] if picture else ""

    def _prose_links(self, found: Sequence[inline.Link]) -> list[inline.Link]:
        """Links inside a running sentence belong to its text."""
        prose = []
        for link in found:
            if link.image or link.bare:
                continue
            before = self.block[max(0, link.start - 40) : link.start]
            if GENERIC.fullmatch(self._label(link)):
                if _IN_SENTENCE.search(before) and _GOES_ON.match(self.block, link.end):
                    prose.append(link)
                continue
            if _IN_SENTENCE.search(before) or self._in_prose(link):
                prose.append(link)
        return prose if len(prose) < len(found) else []

    def _in_prose(self, link: inline.Link) -> bool:
        """Whether many plain words stand before a link in a line below the first."""
        line = self.block.rfind("\n", 0, link.start) + 1
        return line > 0 and self.shape != "html" and len(re.findall(r"[a-z]{2,} ", self.block[line : link.start])) >= 5

    def _links(self, found: Sequence[inline.Link]) -> inline.Link | None:
        links = [link for link in found if not link.image]
        titled = self._title_link(links)
        paper = titled or self._paper_link(links)
        if paper:
            self._paper(paper, titled=titled is not None)
        for link in found:
            if link is paper:
                continue
            if link.image:
                self._picture(link)
            else:
                self._other(link)
        return titled

    def _title_link(self, links: Sequence[inline.Link]) -> inline.Link | None:
        for link in links:
            if link.bare or self.block.startswith("![", link.label[0]):
                continue
            label = self._label(link)
            target = self.block[slice(*link.target)]
            if target.startswith("#") or GENERIC.fullmatch(label) or not _WORD.search(label):
                continue
            venue = VENUE.match(label)
            if (venue and venue.end() == len(label)) or dates.DATE.fullmatch(label):
                continue
            if self._leads(link) or len(label.split()) >= 4:
                return link
        return None

    def _leads(self, link: inline.Link) -> bool:
        """Whether no title can stand before the link."""
        before = _TAGS.sub(" ", inline.as_read(self.block[: link.start]))
        before = VENUE.sub(" ", dates.DATE.sub(" ", before))
        if self.block[link.start - 1 : link.start] == "[" and self.block[link.end : link.end + 1] == "]":
            return False
        return len(re.findall(r"[^\W\d_]{2,}", before)) < (2 if self.shape in ("item", "paragraph", "heading") else 99)

    def _paper_link(self, links: Sequence[inline.Link]) -> inline.Link | None:
        named = [link for link in links if self._is_paper(link)]
        plain = [
            link for link in links if not self._is_code(link) and not self.block[slice(*link.target)].startswith("#")
        ]
        for choice in (named, plain, links):
            if choice:
                return choice[0]
        return None

    def _is_paper(self, link: inline.Link) -> bool:
        if _PAPER_LABEL.fullmatch(self._label(link).replace("`", "")) or _PAPER_LABEL.fullmatch(self._line_label(link)):
            return True
        target = self.block[slice(*link.target)]
        return not _CODE_HOST.match(target) and _strong(target)

    def _is_code(self, link: inline.Link) -> bool:
        label = self._label(link)
        if _CODE_LABEL.fullmatch(label) or _CODE_LABEL.fullmatch(self._line_label(link)):
            return True
        return bool(_CODE_HOST.match(self.block[slice(*link.target)])) and not _OTHER_LABEL.fullmatch(label)

    def _line_label(self, link: inline.Link) -> str:
        """The words before a bare or generic link in its line: `Code:` of `- Code: https://…`."""
        line = self.block.rfind("\n", 0, link.start) + 1
        words = self.block[line : link.start].strip(_LOOSE + "[](")
        return words if len(words) < 30 else ""

    def _paper(self, link: inline.Link, *, titled: bool) -> None:
        target = self.block[slice(*link.target)]
        label = self._label(link)
        if titled or link.bare or not label:
            self._put(Field.URL, *link.target, target=target)
            if not titled and not link.bare:
                self.taken.append((link.start, link.end))
            elif titled:
                self.taken += [(link.start, link.label[0]), (link.label[1], link.end)]
        elif (
            (venue := VENUE.fullmatch(label))
            and label in self.block[slice(*link.label)]
            and not _PAPER_LABEL.fullmatch(label)
        ):
            at = self.block.index(label, link.label[0])
            self._put(Field.VENUE, at, at + len(venue[0]))
            self._put(Field.URL, *link.target, target=target)
            self.taken.append((link.start, link.end))
        else:
            start, end = self._wrapped(link)
            self._put(Field.URL, start, end, value=label, target=target, label_at=link.label, target_at=link.target)

    def _other(self, link: inline.Link) -> None:
        target = self.block[slice(*link.target)]
        if target.startswith("#"):
            self.taken.append((link.start, link.end))
            return
        start, end = self._wrapped(link)
        kind = Field.CODE if self._is_code(link) else Field.LINK
        url = next((piece.target for piece in self.pieces if piece.kind is Field.URL), "")
        if kind is Field.LINK and target and url and (target == url or _same_paper(target, url)):
            kind = Field.URL
        label = self._line_label(link).rstrip(" :：") if link.bare else self._label(link)
        self._put(kind, start, end, value=label, target=target, label_at=link.label, target_at=link.target)

    def _wrapped(self, link: inline.Link) -> tuple[int, int]:
        """The link with the brackets that hold nothing else."""
        start, end = link.start, link.end
        for left, right in (("\\[", "\\]"), ("[", "]"), ("(", ")"), ("<", ">")):
            if self.block[:start].endswith(left) and self.block.startswith(right, end):
                return start - len(left), end + len(right)
        return start, end

    def _picture(self, link: inline.Link) -> None:
        target = self.block[slice(*link.target)]
        badge = _BADGE.match(target)
        if badge and not any(piece.target and piece.target in target for piece in self.pieces):
            start = link.target[0] + badge.start(1)
            self._put(Field.TAG, link.start, link.end, value=badge[1], label_at=(start, start + len(badge[1])))
        self.taken.append((link.start, link.end))

    # --- the title ----------------------------------------------------------------------------------------------

    def _title(self, start: int, titled: inline.Link | None, links: Sequence[inline.Link]) -> None:
        if titled is not None:
            self._linked_title(titled)
            return
        order = (self._bold_title, self._quoted_title, self._plain_title)
        if self.shape == "heading" and not self.block[start:].startswith(("**", "__")):
            order = (self._plain_title, self._bold_title, self._quoted_title)
        for candidate in order:
            if candidate(start):
                return

    def _linked_title(self, link: inline.Link) -> None:
        start, end = _inside_marks(self.block, *link.label)
        tail = self._tail_after(link)
        if tail is not None and len(self.block[start:end].split()) <= 12:
            self._put(Field.HEAD, start, _rstrip(self.block, start, end, " :："))
            self._put(Field.TAIL, *tail)
            return
        self._split_or_whole(start, end)

    def _tail_after(self, link: inline.Link) -> tuple[int, int] | None:
        """The rest of a title whose name alone is linked: `[Name](u): what it is`."""
        colon_inside = self.block[link.label[0] : link.label[1]].rstrip("* ").endswith((":", "："))
        after = _AFTER_NAME.match(self.block, link.end)
        if not colon_inside and not (after and after[1]):
            return None
        begin = after.end() if after else link.end
        stop = self._text_end(begin)
        stop = _rstrip(self.block, begin, stop, " .,\t\u00a0")
        return (begin, stop) if len(self.block[begin:stop].split()) >= 2 else None

    def _text_end(self, begin: int) -> int:
        """Where running text from `begin` stops: at a link, a line end, or a mark that sets it apart."""
        stop = len(self.block)
        for start, _ in self.taken:
            if begin <= start < stop:
                stop = start
        found = _TEXT_STOP.search(self.block, begin, stop)
        return found.start() if found else stop

    def _split_or_whole(self, start: int, end: int) -> None:
        """A title whose name before the colon is emphasised on its own is two pieces."""
        found = _NAMED.match(self.block, start, end)
        if found:
            self._put(Field.HEAD, *found.span("name"))
            self._put(Field.TAIL, found.end(), end)
        else:
            self._put(Field.TITLE, start, _rstrip(self.block, start, end, " ."))

    def _bold_title(self, start: int) -> bool:
        for found in _BOLD.finditer(self.block, start):
            begin, end = found.span("text")
            text = self.block[begin:end]
            if self._covered(begin, end) or not _WORD.search(text):
                continue
            if self._is_meta(text):
                continue
            named = _AFTER_NAME.match(self.block, found.end())
            rest = begin + 0
            if text.rstrip().endswith((":", "：")) or (named and named[1]):
                rest = named.end() if named else found.end()
                stop = _rstrip(self.block, rest, self._text_end(rest), " .,\t\u00a0")
                if self._looks_like_title(rest, stop):
                    self._put(Field.HEAD, begin, _rstrip(self.block, begin, end, " :："))
                    self._put(Field.TAIL, rest, stop)
                    return True
                continue
            if len(text.split()) < 3 and self._more_text(found.end()):
                continue
            begin, end = _inside_marks(self.block, begin, end)
            self._put(Field.TITLE, begin, _rstrip(self.block, begin, end, " ."))
            return True
        return False

    def _looks_like_title(self, begin: int, stop: int) -> bool:
        text = self.block[begin:stop]
        return len(text.split()) >= 2 and not _QUOTED.search(self.block, stop) and not _authors_like(text)

    def _more_text(self, position: int) -> bool:
        """Whether a longer run of words follows than a bold name is."""
        stop = self._text_end(position)
        return len(self.block[position:stop].split()) >= 3 or bool(_QUOTED.search(self.block, position))

    def _is_meta(self, text: str) -> bool:
        bare = text.strip(_LOOSE + "[](){}【】")
        found = VENUE.fullmatch(bare)
        if found or dates.DATE.fullmatch(bare) or dates.YEAR.fullmatch(bare):
            return True
        return (
            bool(text.lstrip().startswith(("[", "\\[", "(", "【", "`")))
            or bare.rstrip(":： ").lower() in self.labels
            or _PLACEHOLDER.fullmatch(bare) is not None
        )

    def _covered(self, begin: int, end: int) -> bool:
        return any(start < end and stop > begin for start, stop in self.taken)

    def _quoted_title(self, start: int) -> bool:
        for found in _QUOTED.finditer(self.block, start):
            begin, end = found.span("text")
            if self._covered(begin, end) or len(self.block[begin:end].split()) < 2:
                continue
            begin, end = _inside_marks(self.block, begin, end)
            self._put(Field.TITLE, begin, _rstrip(self.block, begin, end, " .,"))
            return True
        return False

    def _plain_title(self, start: int) -> bool:
        best: tuple[int, int] | None = None
        for begin, end in self._free(start):
            for first, last in _segments(self.block, begin, end, _TITLE_SEGMENT):
                first, last = _core(self.block, first, last)
                text = self.block[first:last]
                if len(text) < 2 or self._is_meta(text) or not re.search(r"[^\W\d_]", text):
                    continue
                label = _LABELLED.match(text)
                if label and label[1].strip().lower() in self.labels:
                    continue
                if best is None or (self.shape == "row" and len(text) > best[1] - best[0]):
                    best = (first, last)
            if best is not None and self.shape not in ("row", "html"):
                break
        if best is None:
            return False
        begin, end = best
        lead = _LEAD.match(self.block, begin, end)
        if lead:
            begin = lead.end()
        tail = _TRAILING_META.search(self.block, begin, end)
        if tail and tail.start() > begin + 8:
            end = tail.start()
        named = _NAMED.match(self.block, begin, end)
        if named:
            self._put(Field.HEAD, *named.span("name"))
            self._put(Field.TAIL, named.end(), _rstrip(self.block, named.end(), end, " .,"))
        else:
            self._put(Field.TITLE, begin, _rstrip(self.block, begin, end, " .,"))
        return True

    def _free(self, start: int) -> Iterator[tuple[int, int]]:
        position = start
        for begin, end in sorted(self.taken):
            if begin > position:
                yield position, begin
            position = max(position, end)
        if position < len(self.block):
            yield position, len(self.block)

    # --- all other text -----------------------------------------------------------------------------------------

    def _gaps(self, start: int) -> None:
        for begin, end in list(self._free(0)):
            for found in _MARK_RUN.finditer(self.block, begin, end):
                last = _rstrip(self.block, found.start(), found.end(), " ")
                self._put(Field.MARK, found.start(), last)
        for begin, end in list(self._free(start)):
            for first, last in _lines(self.block, begin, end):
                if not self._labelled_line(first, last) and not self._description(first, last):
                    for left, right in _segments(self.block, first, last):
                        self._segment(left, right)

    def _labelled_line(self, begin: int, end: int) -> bool:
        """A line with a label that is not the usual one of its kind keeps the label as part of its text."""
        whole_line = end == len(self.block) or self.block[end] in "\r\n"
        begin, end = _core(self.block, begin, end)[0], _rstrip(self.block, begin, end, _ENDS)
        found = _LABELLED.match(self.block, begin, end)
        if not found or not whole_line or not self._at_line_start(begin) or end - found.end() < 1:
            return False
        name = found[1].strip().lower()
        hint = _HINTS.get(name, Field.IDEA if name in self.labels else None)
        if hint not in (Field.TAG, Field.IDEA):
            return False
        if name == self._usual(hint):
            if not _WORD.search(self.block[found.end() : end]):
                return False
            begin = found.end()
            if hint is Field.TAG:
                if self.block.startswith("[", begin):
                    return False
                hint = Field.TAGS
        if _PLACEHOLDER.fullmatch(self.block[found.end() : end]):
            return False
        self._put(hint, begin, end)
        return True

    def _description(self, begin: int, end: int) -> bool:
        """Running text up to the end of its line, kept as it is written."""
        if end < len(self.block) and self.block[end] not in "\r\n":
            return False
        if "\n" not in self.block[:begin] and not any(stop <= begin for _, stop in self.taken):
            return False  # nothing stands before it: this is the entry's head
        if "<br" in self.block[begin:end]:
            return False
        led = _DASH.match(self.block, begin, end)
        end = _rstrip(self.block, begin, end, _ENDS)
        if led is None or end <= led.end():
            return False
        begin = led.end()
        text = self.block[begin:end]
        label = _LABELLED.match(text)
        if (
            label
            and (name := label[1].strip().lower()) in (self.labels.keys() | _HINTS.keys())
            and _HINTS.get(name) is not Field.IDEA
        ):
            return False
        words = text.split()
        least = 1 if "-" in led[0] or "–" in led[0] or "—" in led[0] or ":" in led[0] else 7
        if len(words) < least or not _WORD.search(text) or (least > 1 and not _SENTENCE.search(text)):
            return False
        if (
            _people_end(text)
            or (len(words) < 12 and (dates.DATE.search(text) or VENUE.search(text)))
            or _PLACEHOLDER.fullmatch(text)
        ):
            return False
        self._put(Field.IDEA, begin, end)
        return True

    def _at_line_start(self, begin: int) -> bool:
        line = self.block.rfind("\n", 0, begin) + 1
        return line > 0 and not _WORD.search(self.block[line:begin])

    def _usual(self, kind: Field) -> str:
        """The list's commonest label for a kind of field."""
        named = [(count, name) for name, count in self.labels.items() if _HINTS.get(name) is kind]
        return max(named)[1] if named else ""

    def _segment(self, begin: int, end: int, hint: Field | None = None) -> None:
        begin, end = _core(self.block, begin, end)
        text = self.block[begin:end]
        if not text or not _WORD.search(text):
            return
        label = _LABELLED.match(text)
        if label and (label[1].strip().lower() in self.labels or label[1].strip().lower() in _HINTS):
            name = label[1].strip().lower()
            self._segment(begin + label.end(), end, _HINTS.get(name, Field.IDEA))
            return
        venue = VENUE.fullmatch(text)
        if not venue and (_PLACEHOLDER.fullmatch(text) or text.lower() in self.labels):
            return
        bracketed = self.block[begin - 1 : begin] == "[" and self.block[end : end + 1] == "]"
        if (
            not venue
            and not bracketed
            and hint is not Field.TAG
            and GENERIC.fullmatch(text)
            and not re.search(r"\d", text)
        ):
            return
        if hint in (Field.AUTHORS, Field.IDEA, Field.TAG, Field.CITATION):
            self._put(hint, begin, end)
            return
        self._judge(begin, end, hint)

    def _judge(self, begin: int, end: int, hint: Field | None) -> None:
        text = self.block[begin:end]
        words = len(text.split())
        date = dates.DATE.search(text) if words <= 24 else None
        if date:
            self._put(Field.DATE, begin + date.start(), begin + date.end())
            self._segment(begin, begin + date.start(), hint)
            self._segment(begin + date.end(), end, hint)
            return
        if led := _YEAR_LEAD.match(text):
            self._put(Field.YEAR, begin + led.start(1), begin + led.end(1))
            self._segment(begin + led.end(), end, hint)
            return
        people = _people_end(text)
        if people:
            self._put(Field.AUTHORS, begin, begin + people)
            self._segment(begin + people, end, hint)
            return
        venue = VENUE.search(text) if words <= 24 else None
        if (
            venue
            and hint is not Field.VENUE
            and words > 10
            and venue.start() > 0
            and not _SEPARATOR.search(text[: venue.start()])
        ):
            venue = None
        if venue:
            self._venue(begin, end, begin + venue.start(), begin + venue.end())
            return
        year = dates.YEAR.fullmatch(text)
        if year:
            self._put(Field.YEAR, begin, end)
        elif hint is Field.VENUE:
            self._put(Field.VENUE, begin, end)
        elif words <= 5 and len(text) <= 48:
            self._tag(begin, end)
        else:
            self._put(Field.IDEA, begin, end)

    def _tag(self, begin: int, end: int) -> None:
        """A short text; with the brackets that hold nothing else it is one piece."""
        left = begin - 1
        while left >= 0 and _SYMBOL.match(self.block, left):
            left -= 1
        before, after = self.block[left : left + 1], self.block[end : end + 1]
        if after and _OPEN.get(before) == after and not self._covered(left, end + 1):
            self._put(Field.TAG, left, end + 1, value=self.block[begin:end], label_at=(begin, end))
        else:
            self._put(Field.TAG, begin, end)

    def _venue(self, begin: int, end: int, first: int, last: int) -> None:
        short = dates.SHORT.search(self.block, max(first, last - 6), end)
        if short and short.start() <= last + 2:
            self._put(Field.DATE, *short.span())
            last = _rstrip(self.block, first, min(last, short.start()), " ,.(")
            self._put(Field.VENUE, first, last)
            self._segment(begin, first)
            self._segment(short.end(), end)
            return
        while last > first and self.block[last - 1] in " ,.(":
            last -= 1
        if self.block.count("(", first, last) < self.block.count(")", first, last):
            last -= 1
        self._put(Field.VENUE, first, last)
        self._segment(begin, first)
        self._segment(last, end)


_MARK = re.compile(
    r"[ \t\u00a0\ufeff]*(?:<!--[ \t]*)?(?:(?:[-*+\u2022]|(?P<ordinal>\d{1,9})[.)]|#{1,6}|\|)[ \t\u00a0]*)?"
    r"(?:(?:\*\*)?\[(?P<bracketed>\d{1,4})\](?:\*\*)?[ \t]+|(?P<counted>\d{1,4})\.[ \t]+)?"
)
_IN_SENTENCE = re.compile(r"(?:[a-z]{2,}|,) (?:\(|\*\*)?$")
_GOES_ON = re.compile(r",? [a-z]{2,} ")
_AFTER_NAME = re.compile(r"[*_`]{0,3}\s?([:：]?)[*_`]{0,3}[ \t\u00a0]*")
_TEXT_STOP = re.compile(
    r"\n|<br|[ \t]*\||\t|[ .]\*\*?[`\[(]| `|[.!?]?[ \u00a0]\*(?=[^*\s])|\s\((?=(?:19|20)\d\d\)|[A-Z]\w+[ ,']+(?:19|20)?\d\d)|[.,][ \u00a0]+(?=\[|\(|\*)|\s\[(?=\[|\]|[A-Z])|, (?=(?:"
    + VENUE_NAMES
    + r")\b)|\.?\s\[$|\s\($|\s\\\[$|\[$"
)
_NAMED = re.compile(r"[*_`]{1,3}(?P<name>[^*_`\n]{1,60}?)[:：]?[*_`]{1,3}[ \t]*[:：]?[*_`]{0,3}[ \t\u00a0]*(?=\w)")
_BOLD = re.compile(
    r"(?P<mark>\*\*\*|\*\*|__|<b>|<strong>)(?=[^\s*])(?P<text>(?:(?!\*\*|__|</b>|</strong>).)+?)(?:\*\*\*|\*\*|__|</b>|</strong>)",
    re.DOTALL,
)
_QUOTED = re.compile(r"[\"“](?P<text>[^\"“”\n]{8,400})[\"”]")
_LABELLED = re.compile(r"([^\W\d_][\w /&'-]{0,28}?)[\s*_`)\]]{0,4}[:：][\s*_`\u00a0]*", re.UNICODE)
_LEAD = re.compile(r"[\[【(][^\[\]【】()]{1,60}[\]】)][*_:：]{0,3}[ \t\u00a0]*(?=\S)")
_TRAILING_META = re.compile(
    rf"[,.]? [\[(](?:{VENUE_NAMES}|(?:19|20)\d\d|@)|[.,] +(?:In )?(?:{VENUE_NAMES})\b|, (?:19|20)\d\d"
)
_SEPARATOR = re.compile(r"[.,;:|(\[] *$")
_HINTS = {
    **dict.fromkeys("author authors speakers 作者".split(), Field.AUTHORS),
    **dict.fromkeys(
        (
            "keyword",
            "keywords",
            "key",
            "tag",
            "tags",
            "task",
            "tasks",
            "anahtar kelime",
            "env",
            "institutions",
            "institution",
        ),
        Field.TAG,
    ),
    **dict.fromkeys(("venue", "publisher", "conference", "journal"), Field.VENUE),
    **dict.fromkeys(
        "idea intro summary tldr abstract introduction description 简介 note notes comments metrics datasets".split(),
        Field.IDEA,
    ),
    **dict.fromkeys("citation citations".split(), Field.CITATION),
    **dict.fromkeys("date year 日期".split(), Field.DATE),
    **dict.fromkeys(
        ("paper", "code", "project", "project page", "website", "link", "github", "论文", "代码", "地址"), Field.LINK
    ),
}
_NAME = r"(?:[A-Z\u00c0-\u024f][\w'’.\u00c0-\u024f-]*|(?!and |in |on |of |for |via |as |to |is |by |at |an |or |the )[a-z]{1,3}(?= [A-Z])|d'[A-Z]\w+|[\u4e00-\u9fff]{2,4})"
_PERSON = rf"{_NAME}(?:[ \u00a0]{_NAME}){{0,5}}(?: ?\([^()]{{2,80}}\))?[\d*†‡§♦♠♥]{{0,3}}"
_JOIN = r"(?:\s*[,;]\s*(?:and\s+|&\s*)?|\s+and\s+|\s*&\s*|\s*,?\s*\.\.\.\s*,?\s*|\s*,?\s*…\s*,?\s*)"
_PEOPLE = re.compile(
    rf"{_PERSON}(?:{_JOIN}{_PERSON})*(?:\s*,?\s*(?:et[ ._]?al\b\.?|et el\b\.?|and others|\.\.\.|…))?", re.UNICODE
)


def _people_end(text: str) -> int:
    """How much of the text is a list of people: at least two names, or one with "et al."; 0 for none."""
    found = _PEOPLE.match(text)
    if not found:
        return 0
    names = found[0]
    if re.search(r"\bet[ ._]?al\b|\bet el\b|and others", names):
        return found.end()
    if (loose := _loose_people(text)) and loose >= found.end():
        return loose
    joins = len(re.findall(_JOIN, names))
    rest = text[found.end() :].strip(_LOOSE + ".")
    multi = sum(len(part.split()) >= 2 for part in re.split(_JOIN, names))
    if (
        joins >= 1
        and multi >= max(2, (joins + 1) // 2)
        and (not rest or text[found.end() : found.end() + 1] in ".*,_ ")
    ):
        if VENUE.search(names) and joins < 2:
            return 0
        return _cut_venue(names)
    return 0


def _loose_people(text: str) -> int:
    """A line of many short comma-separated names, a few of them in unusual spelling."""
    parts = re.split(r"\s*,\s*(?:and\s+)?|\s+and\s+", text.rstrip(" ."))
    if len(parts) < 3 or any(not 1 <= len(part.split()) <= 5 or _NO_NAME.search(part) for part in parts):
        return 0
    named = sum(bool(re.fullmatch(_PERSON, part)) and len(part.split()) >= 2 for part in parts)
    return len(text.rstrip(" .")) if named >= max(2, 0.6 * len(parts)) else 0


_ENDS = " \t\r\n\u00a0\\"
_DASH = re.compile(r"[*_`)\]]{0,3}[ \t\u00a0]*(?:[-–—+*:：>|•][ \t\u00a0]+)?")
_SENTENCE = re.compile(r"[a-z\u4e00-\u9fff]")
_YEAR_LEAD = re.compile(r"\(?((?:19|20)\d\d)\)?[,.] +(?=\S)")
_NO_NAME = re.compile(r"[\[\]{}|:;!?\"“”=/<>]|\d{2}")


def _cut_venue(names: str) -> int:
    """Names run on into a venue: `…, Karl Cobbe. ICLR`."""
    found = re.search(rf"[.,] (?={VENUE_NAMES})", names)
    return (
        found.start()
        if found
        else len(names.rstrip(". "))
        if not names.rstrip().endswith(("al.", "..."))
        else len(names.rstrip())
    )


def _authors_like(text: str) -> bool:
    return _people_end(text) == len(text.rstrip(". ")) and text.count(",") >= 1


def _strong(url: str) -> bool:
    return any(not key.startswith(("github:", "page:", "title:")) for key in keys_of_url(url))


def _same_paper(one: str, other: str) -> bool:
    if "arxiv" not in one and "openreview" not in one:
        return False
    keys = set(keys_of_url(one))
    return any(key in keys for key in keys_of_url(other) if not key.startswith(("github:", "page:", "title:")))


def _rstrip(text: str, start: int, end: int, chars: str) -> int:
    while end > start and text[end - 1] in chars:
        end -= 1
    return end


def _inside_marks(text: str, start: int, end: int) -> tuple[int, int]:
    """The text without the emphasis, quotes and blanks around it."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    for left, right in (
        ("***", "***"),
        ("**", "**"),
        ("__", "__"),
        ("*", "*"),
        ("<b>", "</b>"),
        ("`", "`"),
        ('"', '"'),
        ("“", "”"),
        ("《", "》"),
    ):
        if end - start > len(left) + len(right) and text.startswith(left, start) and text.endswith(right, start, end):
            inner = text[start + len(left) : end - len(right)]
            if left not in inner:
                return _inside_marks(text, start + len(left), end - len(right))
    return start, end


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    position = start
    while position < end:
        stop = text.find("\n", position, end)
        stop = end if stop < 0 else stop
        if stop > position:
            yield position, stop
        position = stop + 1


_SEGMENT = re.compile(
    r"<br ?/?>|</?[a-zA-Z][^<>]{0,200}>|<!--.*?-->|\n|\r|\t|\s\|\s|\||\\$|\\\n|(?<=\S) [-–—] (?=\S)|(?<=\))[ \u00a0](?!et al|and )|(?<=\])[ \u00a0]?|`|(?<=\*)[ \u00a0,.]+(?=\S)|[ \u00a0](?=\*[^*\s])|[ \u00a0](?=\*\*\S)",
    re.DOTALL,
)


_TITLE_SEGMENT = re.compile(
    r"<br ?/?>|</?[a-zA-Z][^<>]{0,200}>|<!--.*?-->|\n|\r|\t|\s\|\s|\||`|(?<=\])[*_]{0,3}[ \u00a0]+|(?<=\))[*_]{1,3}[ \u00a0]+",
    re.DOTALL,
)


def _segments(text: str, start: int, end: int, cuts: re.Pattern[str] = _SEGMENT) -> Iterator[tuple[int, int]]:
    """Cut a run of text where markup sets its parts apart."""
    position = start
    for found in cuts.finditer(text, start, end):
        if found.start() > position:
            yield position, found.start()
        position = found.end()
    if position < end:
        yield position, end


_ENTITY = re.compile(r"&#?\w{2,8};$")


def _core(text: str, start: int, end: int) -> tuple[int, int]:
    """Strip marks and whole pairs of brackets from both ends."""
    while start < end:
        if text[end - 1] == ";" and _ENTITY.search(text, start, end):
            break
        if text[start] in _LOOSE or _SYMBOL.match(text, start) or (text[start] in ".)]}）】》"):
            start += 1
        elif (
            text[end - 1] in _LOOSE
            or (text[end - 1] == "." and not text.endswith(("al.", "..."), start, end))
            or _SYMBOL.match(text, end - 1)
        ):
            end -= 1
        elif text[start] in _OPEN and (
            text[end - 1] == _OPEN[text[start]] or _OPEN[text[start]] not in text[start:end]
        ):
            start += 1
        elif (
            text[end - 1] in ")]}）】》”"
            and text.count(_closes(text[end - 1]), start, end) < text.count(text[end - 1], start, end)
        ) or text[end - 1] in "([{（【":
            end -= 1
        else:
            break
    return start, end


def _closes(char: str) -> str:
    return next(left for left, right in _OPEN.items() if right == char)
