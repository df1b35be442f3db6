"""Cues that distinguish entries from the rest of a page: generic link labels, field labels, headings without papers."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.reading import inline
from bot.reading.blocks import Line
from bot.reading.field_names import bracketed_label
from bot.reading.on_demand import on_demand
from bot.reading.printed_venue import VENUE_NAMES

GENERIC = re.compile(
    r"(?:official |our |the |full |short |original )?(?:papers?|pdf|arxiv(?:[ :]*[\d.v]+)?|abs|abstract|codes?|github|git|repo(?:sitory)?|project(?: ?page)?|page|pages"
    r"|web(?: ?site| ?page| ?demo)?|site|home ?page|home|demos?|videos?|youtube|slides?|poster|data(?: ?sets?)?|model(?:s|scope)?|weights?|checkpoints?"
    r"|blogs?|post|blog ?post|link|url|openreview|doi|acl|cvf|bib(?:tex)?|supp(?:lementary)?|appendix|html|colab|notebook|hf|hugging ?face"
    r"|tweet|twitter|x|talk|docs?|documentation|star|stars|official(?:[- ]?(?:code|jax|pytorch|tf|tensorflow))?|unofficial|community|pytorch|tensorflow|tf|keras|jax|caffe\d?|mxnet|matlab"
    r"|art[íi]culo|artigo|papier|artikel|makale|مقاله|c[óo]digo|codice|quell(?:code|text)|enlace|lien|vídeo|proyecto|página|کد|论文|論文|논문|статья|源码|程式碼|代码|コード|코드|код|项目|主页|链接|地址|数据集?|模型|博客|视频|解读|知乎|here|source|download|publication|proceedings?|preprint|articles?|journal|magazine|conference|thesis|full[- ]?text|manuscript|期刊|会议|online|read|benchmark|leaderboard"
    r"|semantic ?scholar|citations?|citation|reviews?|summary|comments?|news|app|api|space|implementation|cite|media|back(?: to top)?|top)"
    r"(?:[ +&/,]+(?:pdf|code|data|video|project|page|paper|link|supp|model|slides|demo|github|weights?))*"
    r"(?: ?\([^()\[\]]{1,24}\)?)?[ .:!]*",
    re.IGNORECASE,
)
"""Labels that name a kind of link and no work, in many languages, alone or several together."""
_LABEL = re.compile(
    r"[\W_]{0,12}(?<!\]\()((?:[Tt][Ll];)?[^\W\d_][\w /&'-]{0,28}?)(?:\s?[(（][^()（）\n]{1,40}[)）])?[\s*_`)\]]{0,6}[:：]",
    re.UNICODE,
)
"""The label at the start of a line: `- **Code** (official):`; the `https:` of a picture's address is none."""
KNOWN_LABELS = frozenset(
    "paper papers code codes project page homepage website web link links url author authors arxiv keyword keywords key dataset "
    "datasets data abstract intro idea citation citations demo blog video slides poster summary tldr publisher date institution "
    "institutions env venue year conference pdf github repo model models weights license note notes metrics comments comment "
    "tags tag task tasks doi openreview contributions method results speakers 论文 代码 地址 链接 简介 项目 主页 作者 数据 数据集 解读 机构 "
    "著者 会議 会议 期刊 発表 要約 概要 摘要 日期 日付 저자 학회 요약 링크 autor autores autoren auteurs conferencia revista resumen enlace código zusammenfassung авторы конференция ссылка код".split()
)
_SKIPPED = re.compile(
    r"(?:latest |recent |breaking |update |our )?(?:news|updates?)|news .*|change ?log|release notes|what'?s new|announcements?|log"
    r"|contribut\w*.*|how (?:to|can (?:i|you)|do i) (?:contribute|submit|add|cite|use this)\b.*|pull requests?.*|(?:un)?licen[sc]es?.*|cit(?:e|ing|ations?)(?: .*)?|bibtex|acknowled\w*.*|star(?:s| history).*|stargazers.*|contacts?(?: .*)?|sponsors?.*"
    r"|(?:related|other|more|similar|relevant|external|further|useful)(?: (?:awesome|useful|related|similar|relevant|curated|paper|reading|github))* (?:lists?|repos?\w*|collections?)(?: .*)?|other awesome.*|更新.*|最近更新.*|新闻|贡献.*|许可.*|致谢.*|引用.*|(?:.* )?(?:maintainers?|contributors?)(?: list)?|disclaimer.*|to[- ]?do.*|feedback.*|faq|support|translations?|hall of fame|credits?",
    re.IGNORECASE,
)
"""Headings of parts of a page that hold no papers: news, licence, contributors."""


@lru_cache(maxsize=4096)
def is_generic(label: str) -> bool:
    """Whether a label names a kind of link (`paper`, `code`) rather than a work."""
    return GENERIC.fullmatch(label) is not None


WORDS = re.compile(r"[^\W\d_]{2,}")


def label_of(text: str, line: Line) -> str:
    """The label a line starts with (`Code: …`, `【作者】…`), in lower case, or ""."""
    end = min(line.end, line.body + 60)
    if label := bracketed_label(text, line.body, end):
        return label
    if text.find(":", line.body, end) < 0 and text.find("：", line.body, end) < 0:
        return ""
    found = _LABEL.match(text, line.body, end)
    return found[1].strip().lower() if found else ""


def is_external(target: str) -> bool:
    return target.startswith(("http://", "https://", "ftp://", "//", "www."))


def bare_label(label: str) -> str:
    """A label without brackets, pictures and marks around its words."""
    bare = label if label[:1].isalnum() else _MARKS_BEFORE.sub("", label)
    return bare.strip("[]`() ") if bare.startswith("(") else bare.strip("[]` ")


_MARKS_BEFORE = re.compile(r"^[^\w(]+")

_PLAIN_LINK = re.compile(r"(?<!!)\[[^\[\]]*\]\(\s*<?https?://")
"""A link whose label holds no brackets: most links, found without reading any."""


def has_link(text: str) -> bool:
    """Whether the text links somewhere outside the list (pictures aside), or has an empty target to be filled."""
    if "](" not in text and "://" not in text and "] (" not in text:
        return False
    if _PLAIN_LINK.search(text):
        return True
    for link in inline.links(text):
        if link.image:
            continue
        target = text[link.target[0] : link.target[1]]
        if is_external(target) or not target:
            return True
        if not (target.startswith("#") or _TO_BE_FILLED.fullmatch(target)) and is_generic(
            inline.as_read(text[link.label[0] : link.label[1]]).strip("[]` ")
        ):
            return True
    return False


_TO_BE_FILLED = re.compile(r"(?:[\w-]*[-_])?(?:links?|urls?)(?:[-_][\w-]*)?", re.IGNORECASE)
"""What stands for an address in a form to fill in: `[[pdf]](link-to-pdf)`."""


def is_page_link(text: str) -> bool:
    """Whether a text is nothing but links to other pages of the repository: `[Leaderboard](leaderboard.md)`."""
    if "://" in text or ".md" not in text or has_text(text):
        return False
    return all(text[slice(*link.target)].partition("#")[0].endswith(".md") for link in inline.links(text))


_FRAME = re.compile(r"(?:</?(?:p|div|center|b|span)\b[^<>]*>\s*)+", re.IGNORECASE)
"""Tags that set a part of the page apart."""


def leads_up(text: str) -> bool:
    """Whether a line only leads back to another place of the page: `[back to top](#contents)`."""
    targets = [text[link.target[0] : link.target[1]] for link in inline.links(text) if not link.image]
    return bool(targets) and all(target.startswith("#") for target in targets)


def frames(text: str) -> bool:
    """Whether a line holds nothing but the tags that set what stands between them apart."""
    return _FRAME.fullmatch(text.strip()) is not None


def is_picture(text: str) -> bool:
    """Whether a line holds pictures, and the tags and links around them, and nothing else."""
    return ("<img" in text or "![" in text) and _PICTURES.fullmatch(text) is not None


_PICTURES = re.compile(
    r"(?:\s|</?(?:p|div|center|a|br|img|figure|picture)\b[^<>]*>|\[?!\[[^\[\]]*\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*\)(?:\]\([^()\s]*\))?)+",
    re.IGNORECASE,
)
"""A line of pictures and badges, linked or not."""


def are_badges(text: str) -> bool:
    """Whether a text is a run of linked badges and nothing else."""
    return _BADGES.fullmatch(text) is not None


_BADGES = re.compile(r"(?:&nbsp;|&emsp;|\s|\[!\[[^\[\]\n]*\]\([^()\s]*\)\]\([^()\s]*\))+")


def has_title_link(text: str, *, at_start: bool = False) -> bool:
    """Whether a link's label is a title rather than "paper", "code" and the like."""
    for link in inline.links(text):
        if link.image or link.bare:
            continue
        label = bare_label(inline.as_read(text[link.label[0] : link.label[1]]))
        target = text[link.target[0] : link.target[1]]
        if (
            target.startswith("#")
            or not WORDS.search(label)
            or is_generic(label)
            or text[link.label[0] :].startswith("![")
        ):
            if at_start:
                return False
            continue
        if at_start:
            return not text[: link.start].strip('*_ \t(["“')
        if len(label.split()) >= 2 or not text[: link.start].strip('*_ \t(["“'):
            return True
    return False


def has_text(text: str) -> bool:
    """Whether there are words beside links and marks: a title may stand there."""
    bare = list(text)
    for link in inline.links(text):
        bare[link.start : link.end] = " " * (link.end - link.start)
    return len(WORDS.findall("".join(bare))) >= 2


def only_links(text: str) -> bool:
    """Whether a text is only links, generic or bare, with marks between them."""
    found = list(inline.links(text))
    if not found:
        return False
    position = 0
    for link in found:
        if _words_in(text[position : link.start]) > 1:
            return False
        label = bare_label(inline.as_read(text[link.label[0] : link.label[1]]))
        if not (link.bare or link.image or not label or is_generic(label) or "://" in label):
            return False
        position = link.end
    return _words_in(text[position:]) <= 1


def _words_in(text: str) -> int:
    """How many words stand beside links; the name of a link that is yet to come is none of them."""
    return len(WORDS.findall(_YET_TO_COME.sub("", text) if "[" in text else text))


_YET_TO_COME = re.compile(
    r"\[[^\[\]\w]*(?:papers?|codes?|project(?: page)?|website|demo|data(?:set)?|(?:coming|available|released) soon[ .!]*|tb[ad])\]",
    re.IGNORECASE,
)
"""A label without an address, for a link that is promised: `[code coming soon]`."""


KNOWN_NAME = on_demand(rf"(?:{VENUE_NAMES})")
"""The name of a meeting or journal that is known, and nothing else."""
_CREDIT = re.compile(
    r"[_\W]*(?:(?:contributed|maintained|curated|compiled|collected|organi[sz]ed) by[\s:*_]"
    r"|[^*\n]{3,60}\*\* is an? (?:[a-z]+ ){0,4}(?:collection|list|repository)\b"
    r"|(?:contributors|maintainers|other resources|see also)[*_]*(?:[:：]|\s*\[))",
    re.IGNORECASE,
)
"""Who keeps a list, and what else there is: `Maintained by …`, `**Contributors: …`, `See also […`."""


def is_credit(text: str) -> bool:
    """Whether a line says who keeps the list: `Maintained by [Ann Lee](…)`."""
    return _CREDIT.match(text) is not None


def is_meeting_home(text: str) -> bool:
    """Whether an item is nothing but a known meeting that links its home page: `[ICML](https://icml.cc/)`."""
    found = _HOME.fullmatch(text.strip())
    return found is not None and KNOWN_NAME.fullmatch(found["name"].strip(" *_")) is not None


_HOME = re.compile(r"\[(?P<name>[^\[\]\n]{2,24})\]\(https?://[^/()\s]+/?\)")


def is_form(text: str) -> bool:
    """Whether an item shows how entries are written: a title called so, and no paper's address: `[Title of the paper](https://arxiv.org)`."""
    return _FORM.match(text) is not None


_FORM = re.compile(
    r"[\W_]{0,6}(?:the |your )?(?:full )?(?:paper |article )?title\b[^\[\]\n]{0,60}\]\((?:https?://[\w.-]+/?|[\w -]*)\)",
    re.IGNORECASE,
)


def is_contents_group(text: str) -> bool:
    """Whether an item and all below it are links to places of the page, whatever their words hold: a table of contents."""
    return all(_ANCHORED.match(line) for line in text.splitlines() if line.strip())


_ANCHORED = re.compile(r"[ \t]*(?:(?:[-*+]|\d+[.)])[ \t]+)?\[[^\[\]\n]*\]\(#")


def is_prose(text: str) -> bool:
    """Whether a text is running prose with a link in it, as introductions are."""
    first = next((link for link in inline.links(text) if not link.image), None)
    lead = inline.as_read(text[: first.start]) if first else text
    prose = sum(word[0].lower() in _PROSE and _is_said(lead, word) for word in _WORD.finditer(lead))
    asks = _ASKS.match(text) or ("?" in lead and "you" in re.findall(r"[a-z]+", lead.lower()))
    return text.lstrip().startswith(">") or prose >= 2 or bool(asks)


def is_request(text: str) -> bool:
    """Whether a text asks the reader for something, or gives an address to write to."""
    return _ASKS.match(text) is not None or "](mailto:" in text


def runs_on(text: str) -> bool:
    """Whether a sentence runs through the first link, whose words are few: `We wrote a [review](…) of hedges, but …`."""
    link = next((link for link in inline.links(text) if not link.image), None)
    if link is None or link.bare or text.count(" ", *link.label) >= _FEW:
        return False
    if not _BEFORE.search(text, 0, link.start) or not _BEHIND.match(text, link.end):
        return False
    return len(_SMALL.findall(inline.as_read(text))) >= _SAID


def points_on(text: str) -> bool:
    """Whether a sentence ends in a link to where more is found: `More papers on hedges can be found at this [repo](…).`"""
    link = next((link for link in inline.links(text) if not link.image), None)
    if link is None or link.bare or text[link.end :].strip(" .!:*_") or text.count(" ", *link.label) >= _FEW:
        return False
    return _POINTS.search(text, 0, link.start) is not None and len(_SMALL.findall(text[: link.start])) >= _POINTED


_POINTS = re.compile(r"\b(?:at|from|in|on|see|this|the|these|our|following) \Z")
_POINTED = 6
"""Small words of a sentence that leads to a link."""
_BEFORE, _BEHIND = re.compile(r"[a-z]\s\Z"), re.compile(r",?\s[a-z]+\b")
_SMALL = re.compile(r"\b[a-z]+\b")
_FEW, _SAID = 3, 12
"""Words that a title has, and small ones that a sentence has."""
_WORD = re.compile(r"[A-Za-z]+")
_ASKS = re.compile(r"[\s*_]*Please [a-z]")
"""A request to the reader in the small letters of a sentence, with which no title starts."""


def _is_said(lead: str, word: re.Match[str]) -> bool:
    """Whether a word is one of a sentence: small, or at its start. Capitals inside are a title's."""
    before = lead[max(0, word.start() - 8) : word.start()].rstrip("*_\"'( ")
    return word[0].islower() or not before or before[-1] in ".!?>#"


_PROSE = frozenset(
    "this is are we you our please your us here list repo repository if which it these welcome feel free see was were will can i thanks".split()
)


def heading_words(raw: str) -> str:
    """A heading as a reader sees it, without numbers, pictures and marks around its words."""
    name = inline.as_read(raw).strip(" :-–—*#")
    return re.sub(r"^[\W\d_]+|[\W_]+$", "", name)


@lru_cache(maxsize=4096)
def is_chrome(raw: str) -> bool:
    """Whether a heading names a part of the page that holds no entries (news, licence, …); asked once per entry."""
    return bool(_SKIPPED.fullmatch(heading_words(raw)))
