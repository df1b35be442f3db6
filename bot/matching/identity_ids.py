"""Ids in canonical form: arXiv ids, DOIs and ACL Anthology ids → keys, however they are written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from urllib.parse import unquote

Keys = Iterator[str]
"""Keys in the order they are found, best first; one may occur twice."""

_ARCHIVES = (
    "acc-phys adap-org alg-geom ao-sci astro-ph atom-ph bayes-an chao-dyn chem-ph cmp-lg comp-gas cond-mat cs dg-ga "
    "funct-an gr-qc hep-ex hep-lat hep-ph hep-th math math-ph mtrl-th nlin nucl-ex nucl-th patt-sol physics plasm-ph "
    "q-alg q-bio quant-ph solv-int supr-con"
)
NEW_ARXIV = r"\d{2}(?:0[1-9]|1[0-2])\.\d{4,5}"
OLD_ARXIV = rf"(?:{'|'.join(_ARCHIVES.split())})(?:\.[A-Za-z]{{2}})?/\d{{7}}"
ARXIV = re.compile(rf"(?P<id>{NEW_ARXIV}|{OLD_ARXIV})(?:v\d+)?(?![\w.]*\d)", re.IGNORECASE)
_ARXIV_CITED = re.compile(
    rf"(?:oai:arxiv\.org:|(?:arxiv\s+(?:preprint|e-?prints?)[\s:,]*)?arxiv(?:\s*:\s*|[.\s])|(?:corr,?\s*)?abs/)?(?P<id>{NEW_ARXIV}|{OLD_ARXIV})(?:v\d+)?(?:\.pdf)?(?:\s*\[.*)?",
    re.IGNORECASE,
)
"""A whole text that is an arXiv id as people cite it."""
ACL = r"(?:\d{4}\.\w+-\w+\.\d+|[A-Za-z]\d{2}-\d{4})"
"""An ACL Anthology id of one paper (the id of a whole volume is shorter)."""
BIORXIV = r"(?:\d{4}\.\d{2}\.\d{2}\.)?\d{6,8}"
HAL = r"(?:hal\w*|tel|inria|cea|cel|dumas|ensl|in2p3|insu|lirmm|pastel|pasteur|ujm)-\d{8}"
DATA = tuple(
    f"doi:{prefix}"
    for prefix in (
        "10.5281/zenodo", "10.6084/m9.figshare", "10.5061/dryad", "10.7910/dvn", "10.17632/", "10.57967/hf",
        "10.13026/", "10.24432/", "10.24433/co",
    )
)  # fmt: skip
"""Prefixes of the keys of archives that keep data and code."""
DOI = re.compile(r"10\.\d{4,9}/\S+")


def arxiv_cited(text: str) -> str:
    """The key of an arXiv id as people cite it (`arXiv:2301.00704v2 [cs.CV]`), "" where the text is anything else."""
    match = _ARXIV_CITED.fullmatch(text)
    return arxiv_key(match["id"]) if match else ""


def arxiv_key(number: str) -> str:
    """The key of an arXiv id without a version, in either style."""
    number = number.lower()
    if "/" in number:
        # `math.GT/0309136` is filed as `math/0309136`.
        archive, _, digits = number.partition("/")
        number = f"{archive.partition('.')[0]}/{digits}"
    return f"arxiv:{number}"


def acl_key(name: str) -> str:
    """The key of an ACL Anthology id, old (P19-1001) or new (2020.acl-main.1)."""
    # Ids of the years before 2020 are written with a capital (P19-1001).
    old_style = re.fullmatch(r"[a-z]\d{2}-\d{4}", name, re.IGNORECASE)
    return f"acl:{name.upper() if old_style else name.lower()}"


def doi_keys(text: str) -> Keys:
    """The keys of a DOI: `doi:…`, and where it is made from another id, that id's key instead or in addition."""
    match = DOI.search(unquote(text))
    if not match:
        return
    doi = match[0].split("?")[0].split("#")[0].rstrip(".,;)]}<>\"'/").lower()
    doi = re.sub(r"\.pdf$", "", doi)
    prefix, _, name = doi.partition("/")
    if not name:
        return
    rule = _DOI_RULES.get(prefix)
    yield from rule(doi, name) if rule else (f"doi:{doi}",)


def _doi_arxiv(doi: str, name: str) -> Keys:
    match = ARXIV.fullmatch(name.removeprefix("arxiv."))
    yield arxiv_key(match["id"]) if match else f"doi:{doi}"


def _doi_acl(doi: str, name: str) -> Keys:
    match = re.fullmatch(r"v1/(.+)", name)
    yield acl_key(match[1]) if match else f"doi:{doi}"


def _doi_aaai(doi: str, name: str) -> Keys:
    yield f"doi:{doi}"
    match = re.fullmatch(r"[a-z]+\.v\d+i\d+\.(\d+)", name)
    if match:
        yield f"aaai:{match[1]}"


def biorxiv_keys(doi: str, name: str) -> Keys:
    """The keys of a DOI of bioRxiv or medRxiv; `name` is what follows the first slash, a version and all."""
    plain = re.sub(r"v\d+$", "", name)
    if re.fullmatch(BIORXIV, plain):
        yield f"doi:{doi.partition('/')[0]}/{plain}"
        yield f"biorxiv:{plain}"
    else:
        yield f"doi:{doi}"


def _doi_ijcai(doi: str, name: str) -> Keys:
    yield f"doi:{doi}"
    match = re.fullmatch(r"ijcai\.(\d{4})/(\d+)", name)
    if match:
        yield f"ijcai:{match[1]}/{int(match[2])}"


def _doi_ssrn(doi: str, name: str) -> Keys:
    match = re.fullmatch(r"ssrn\.(\d+)", name)
    if match:
        yield f"ssrn:{match[1]}"
    yield f"doi:{doi}"


def _doi_isca(doi: str, name: str) -> Keys:
    """The older pages of the archive of ISCA bear the number of the DOI."""
    yield f"doi:{doi}"
    if match := re.fullmatch(r"(interspeech\.\d{4})-0*(\d+)", name):
        yield f"isca:{match[1].replace('.', '_')}/{match[2]}"


def _doi_of_a_version(doi: str, name: str) -> Keys:
    """Preprint servers that give each version a DOI of its own; one of them names its pages by the last part."""
    if match := re.fullmatch(r"osf\.io/([a-z0-9]{5})(?:_v\d+)?", name):
        yield f"osf:{match[1]}"
        return
    yield f"doi:{re.sub(r'[./_-]v[0-9]+$', '', doi)}"


_DOI_RULES: dict[str, Callable[[str, str], Keys]] = {
    "10.48550": _doi_arxiv,
    "10.18653": _doi_acl,
    "10.3115": _doi_acl,
    "10.1609": _doi_aaai,
    "10.1101": biorxiv_keys,
    "10.64898": biorxiv_keys,
    "10.24963": _doi_ijcai,
    "10.2139": _doi_ssrn,
    "10.21437": _doi_isca,
    "10.31219": _doi_of_a_version,
    "10.31235": _doi_of_a_version,
    "10.20944": _doi_of_a_version,
    "10.21203": _doi_of_a_version,
    "10.22541": _doi_of_a_version,
    "10.26434": _doi_of_a_version,
    "10.31234": _doi_of_a_version,
    "10.36227": _doi_of_a_version,
}
