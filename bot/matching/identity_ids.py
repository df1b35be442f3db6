"""Ids in canonical form: arXiv ids, DOIs and ACL Anthology ids → keys, however they are written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from urllib.parse import unquote

Keys = Iterator[str]
"""Keys as they are found, best first, one perhaps twice."""

_ARCHIVES = (
    "acc-phys adap-org alg-geom ao-sci astro-ph atom-ph bayes-an chao-dyn chem-ph cmp-lg comp-gas cond-mat cs dg-ga "
    "funct-an gr-qc hep-ex hep-lat hep-ph hep-th math math-ph mtrl-th nlin nucl-ex nucl-th patt-sol physics plasm-ph "
    "q-alg q-bio quant-ph solv-int supr-con"
)
NEW_ARXIV = r"\d{2}(?:0[1-9]|1[0-2])\.\d{4,5}"
OLD_ARXIV = rf"(?:{'|'.join(_ARCHIVES.split())})(?:\.[A-Za-z]{{2}})?/\d{{7}}"
ARXIV = re.compile(rf"(?P<id>{NEW_ARXIV}|{OLD_ARXIV})(?:v\d+)?(?![\w.]*\d)", re.IGNORECASE)
_ARXIV_CITED = re.compile(
    rf"(?:oai:arxiv\.org:|arxiv\s*:\s*|arxiv\.)?(?P<id>{NEW_ARXIV}|{OLD_ARXIV})(?:v\d+)?(?:\.pdf)?(?:\s*\[.*)?",
    re.IGNORECASE,
)
"""A whole text that is an arXiv id as people cite it."""
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
    """`doi:` and, where the DOI is made from another id, that id's key instead of it or beside it."""
    match = DOI.search(unquote(text))
    if not match:
        return
    doi = match[0].split("?")[0].split("#")[0].rstrip(".,;)]}>\"'/").lower()
    doi = re.sub(r"\.pdf$", "", doi)
    prefix, _, name = doi.partition("/")
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
    """The keys of a DOI of bioRxiv or medRxiv; `name` is what follows `10.1101/`, a version and all."""
    plain = re.sub(r"v\d+$", "", name)
    if re.fullmatch(r"(?:\d{4}\.\d{2}\.\d{2}\.)?\d{6,8}", plain):
        yield f"doi:10.1101/{plain}"
        yield f"biorxiv:{plain}"
    else:
        yield f"doi:{doi}"


def _doi_ijcai(doi: str, name: str) -> Keys:
    yield f"doi:{doi}"
    match = re.fullmatch(r"ijcai\.(\d{4})/(\d+)", name)
    if match:
        yield f"ijcai:{match[1]}/{int(match[2])}"


_DOI_RULES: dict[str, Callable[[str, str], Keys]] = {
    "10.48550": _doi_arxiv,
    "10.18653": _doi_acl,
    "10.1609": _doi_aaai,
    "10.1101": biorxiv_keys,
    "10.24963": _doi_ijcai,
}
