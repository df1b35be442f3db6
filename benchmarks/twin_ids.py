"""Addresses of one paper, and addresses that only look like it.

Each scheme has a way to draw an id, the addresses that are all of that id, and what a near miss changes. The first
address is the known one. Left out, as only a table or the site knows: which ISSN of MDPI is which DOI, the AAAI's and
the ECVA's older file names, an OpenReview revision's own id, slugs made of titles.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from benchmarks.twin_titles import made_name, made_title
from bot.model import Paper, Verdict

Fields = Mapping[str, str]
_LETTERS = "abcdefghijkmnopqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Scheme:
    """How ids are drawn, the forms they take (`{a}`, `{b}` are its fields), and which field a near miss changes."""

    draw: Callable[[random.Random], Fields]
    forms: str
    near: Callable[[Fields], Fields]


def _digits(draw: random.Random, count: int) -> str:
    return str(draw.randrange(10 ** (count - 1), 10**count))


def _word(draw: random.Random, count: int) -> str:
    return "".join(draw.choice(_LETTERS) for _ in range(count))


def _next(field: str) -> Callable[[Fields], Fields]:
    """The next number, as long as the one that is."""

    def near(fields: Fields) -> Fields:
        value = fields[field]
        last = value[-1]
        other = str((int(last) + 1) % 10) if last.isdecimal() else ("b" if last == "a" else "a")
        return {**fields, field: value[:-1] + other}

    return near


def _longer(field: str) -> Callable[[Fields], Fields]:
    return lambda fields: {**fields, field: fields[field] + "7"}


def _other_case(field: str) -> Callable[[Fields], Fields]:
    return lambda fields: {**fields, field: fields[field].swapcase()}


SCHEMES: dict[str, Scheme] = {
    "arXiv": Scheme(
        lambda d: {"a": f"{d.randrange(16, 26)}{d.randrange(1, 13):02d}", "b": f"{d.randrange(20000):05d}"},
        """https://arxiv.org/abs/{a}.{b} https://arxiv.org/abs/{a}.{b}v3 https://arxiv.org/pdf/{a}.{b}
        https://arxiv.org/pdf/{a}.{b}.pdf https://arxiv.org/pdf/{a}.{b}v2.pdf#page=3
        https://arxiv.org/html/{a}.{b}v1 https://arxiv.org/html/{a}.{b}v2/#S3.F1 https://arxiv.org/format/{a}.{b}
        https://arxiv.org/e-print/{a}.{b} https://arxiv.org/src/{a}.{b} https://arxiv.org/ps/{a}.{b}
        https://arxiv.org/abs/{a}.{b}?context=cs.CL https://arxiv.org/abs//{a}.{b} https://arxiv.org/ABS/{a}.{b}
        https://arxiv.org/abs/arXiv:{a}.{b} https://arxiv.org/abs/{a}%2E{b} https://arxiv.org/{a}.{b}
        https://arxiv.org/tb/{a}.{b} https://export.arxiv.org/abs/{a}.{b} https://browse.arxiv.org/pdf/{a}.{b}.pdf
        https://cn.arxiv.org/abs/{a}.{b} https://xxx.lanl.gov/abs/{a}.{b} http://xxx.itp.ac.cn/pdf/{a}.{b}v1
        https://ar5iv.org/abs/{a}.{b} https://ar5iv.labs.arxiv.org/html/{a}.{b} https://alphaxiv.org/abs/{a}.{b}
        https://alphaxiv.org/pdf/{a}.{b} https://alphaxiv.org/overview/{a}.{b}v2
        https://alphaxiv.org/zh/overview/{a}.{b} https://huggingface.co/papers/{a}.{b}
        https://hf.co/papers/{a}.{b} https://hf-mirror.com/papers/{a}.{b} https://doi.org/10.48550/arXiv.{a}.{b}
        https://doi.org/10.48550/ARXIV.{a}.{b} 10.48550/arXiv.{a}.{b} https://doi.org/10.48550%2FarXiv.{a}.{b}
        https://dx.doi.org/10.48550/arxiv.{a}.{b} arXiv:{a}.{b} {a}.{b}v4
        https://api.semanticscholar.org/arXiv:{a}.{b} https://semanticscholar.org/arxiv/{a}.{b}
        https://scirate.com/arxiv/{a}.{b} https://arxiv-vanity.com/papers/{a}.{b}/
        https://papers.cool/arxiv/{a}.{b} https://emergentmind.com/papers/{a}.{b}
        https://connectedpapers.com/main/{a}.{b}/arxiv https://catalyzex.com/paper/arxiv:{a}.{b}
        https://bytez.com/docs/arxiv/{a}.{b}/paper https://deeplearn.org/arxiv/{a}.{b}/a-title
        https://tldr.takara.ai/p/{a}.{b} https://synthical.com/article/arxiv:{a}.{b}
        https://dblp.org/rec/journals/corr/abs-{a}-{b}
        https://dblp.uni-trier.de/rec/journals/corr/abs-{a}-{b}.html
        https://ui.adsabs.harvard.edu/abs/20{a[0]}{a[1]}arXiv{a}{b}L/abstract
        https://inspirehep.net/api/arxiv/{a}.{b} https://web.archive.org/web/2023/https://arxiv.org/abs/{a}.{b}
        https://r.jina.ai/https://arxiv.org/pdf/{a}.{b}
        https://google.com/url?q=https://arxiv.org/abs/{a}.{b}&sa=D
        https://arxiv-sanity-lite.com/?rank=pid&pid={a}.{b}
        https://docs.google.com/viewer?url=https://arxiv.org/pdf/{a}.{b}.pdf https://arxiv.org/bibtex/{a}.{b}""",
        _next("b"),
    ),
    "arXiv, old": Scheme(
        lambda d: {"a": d.choice(("cs", "math", "hep-th")), "b": f"0{d.randrange(301, 312)}{_digits(d, 3)}"},
        """https://arxiv.org/abs/{a}/{b} https://arxiv.org/pdf/{a}/{b} https://arxiv.org/pdf/{a}/{b}v1.pdf
        arXiv:{a}/{b} https://export.arxiv.org/abs/{a}/{b} https://ar5iv.org/html/{a}/{b}
        https://doi.org/10.48550/arXiv.{a}/{b} https://arxiv.org/abs/{a}%2F{b} https://alphaxiv.org/abs/{a}/{b}
        https://scirate.com/arxiv/{a}/{b} {a}/{b}v2""",
        _next("b"),
    ),
    "OpenReview": Scheme(
        lambda d: {"a": _word(d, 10)},
        """https://openreview.net/forum?id={a} https://openreview.net/pdf?id={a}
        https://openreview.net/forum?id={a}&noteId=k2 https://openreview.net/attachment?id={a}&name=pdf
        https://openreview.net/attachment?name=supplementary&id={a}
        https://openreview.net/forum?id={a}&referrer=%5Bthe%20profile%5D https://openreview.net/forum?id={a}#all
        https://openreview.net/forum?noteId=k2&amp;id={a} https://openreview.net/revisions?id={a}
        openreview.net/pdf?id={a} https://openreview.net/forum%3Fid%3D{a} https://api.openreview.net/pdf?id={a}
        https://openreview.net/forum/?id={a} https://api2.openreview.net/notes?forum={a}
        https://openreview.net/notes/edits/attachment?id={a}&name=pdf""",
        _other_case("a"),
    ),
    "ACL": Scheme(
        lambda d: {"a": f"20{d.randrange(20, 26)}.{d.choice(('acl-long', 'findings-acl'))}", "b": _digits(d, 2)},
        """https://aclanthology.org/{a}.{b}/ https://aclanthology.org/{a}.{b}.pdf
        https://aclanthology.org/{a}.{b}.bib https://aclweb.org/anthology/{a}.{b}/
        https://aclweb.org/anthology/{a}.{b}.pdf https://doi.org/10.18653/v1/{a}.{b}
        https://aclanthology.org/{a}.{b}v2.pdf https://preview.aclanthology.org/branch/{a}.{b}/
        10.18653/V1/{a}.{b} https://aclanthology.org/attachments/{a}.{b}.software.zip
        https://aclanthology.info/papers/{a}.{b}/{a}.{b}""",
        _longer("b"),
    ),
    "ACL, old": Scheme(
        lambda d: {"a": f"{d.choice('PDNQ')}{d.randrange(12, 20)}", "b": f"1{_digits(d, 3)}"},
        """https://aclanthology.org/{a}-{b}/ https://aclanthology.org/{a}-{b}.pdf
        https://www.aclweb.org/anthology/{a}-{b} https://aclweb.org/anthology/papers/{a[0]}/{a}/{a}-{b}/
        https://doi.org/10.18653/v1/{a}-{b} https://doi.org/10.3115/v1/{a}-{b}
        https://aclanthology.coli.uni-saarland.de/papers/{a}-{b}/{a}-{b}
        http://aclweb.org/anthology/{a[0]}/{a}/{a}-{b}.pdf""",
        _next("b"),
    ),
    "CVF": Scheme(
        lambda d: {"a": f"Lee_{_word(d, 6)}_{_word(d, 4)}", "v": "CVPR", "y": f"20{d.randrange(18, 25)}"},
        """https://openaccess.thecvf.com/content_{v}_{y}/html/{a}_{v}_{y}_paper.html
        https://openaccess.thecvf.com/content_{v}_{y}/papers/{a}_{v}_{y}_paper.pdf
        https://openaccess.thecvf.com/content/{v}{y}/html/{a}_{v}_{y}_paper.html
        https://openaccess.thecvf.com//content/{v}{y}/papers/{a}_{v}_{y}_paper.pdf
        https://openaccess.thecvf.com/content/{v}{y}/supplemental/{a}_{v}_{y}_supplemental.pdf
        https://www.cv-foundation.org/openaccess/content_{v}_{y}/html/{a}_{v}_{y}_paper.html""",
        _next("y"),
    ),
    "NeurIPS": Scheme(
        lambda d: {"a": "".join(d.choice("0123456789abcdef") for _ in range(32)), "y": str(d.randrange(2015, 2024))},
        """https://papers.nips.cc/paper/{y}/hash/{a}-Abstract.html
        https://papers.nips.cc/paper/{y}/file/{a}-Paper.pdf
        https://proceedings.neurips.cc/paper/{y}/file/{a}-Paper.pdf
        https://papers.neurips.cc/paper/{y}/hash/{a}-Abstract.html
        https://proceedings.neurips.cc/paper_files/paper/{y}/hash/{a}-Abstract-Conference.html
        https://proceedings.neurips.cc/paper_files/paper/{y}/file/{a}-Paper-Datasets_and_Benchmarks.pdf
        https://proceedings.neurips.cc/paper/{y}/file/{a}-Supplemental.pdf
        https://papers.nips.cc/paper_files/paper/{y}/hash/{a}
        https://proceedings.neurips.cc/static/paper/{y}/file/{a}-Paper.pdf""",
        _next("y"),
    ),
    "PMLR": Scheme(
        lambda d: {"a": f"v{_digits(d, 3)}", "b": f"lee{d.randrange(15, 25)}a"},
        """https://proceedings.mlr.press/{a}/{b}.html https://proceedings.mlr.press/{a}/{b}/{b}.pdf
        https://proceedings.mlr.press/{a}/{b} https://proceedings.mlr.press/{a}/{b}/{b}-supp.pdf
        https://raw.githubusercontent.com/mlresearch/{a}/main/assets/{b}/{b}.pdf
        https://jmlr.org/proceedings/papers/{a}/{b}.html
        https://github.com/mlresearch/{a}/blob/main/assets/{b}/{b}.pdf
        https://jmlr.org/proceedings/papers/{a}/{b}.pdf""",
        _next("b"),
    ),
    "ACM": Scheme(
        lambda d: {"a": _digits(d, 7), "b": _digits(d, 7)},
        """https://dl.acm.org/doi/10.1145/{a}.{b} https://dl.acm.org/doi/abs/10.1145/{a}.{b}
        https://dl.acm.org/doi/pdf/10.1145/{a}.{b} https://dl.acm.org/doi/fullHtml/10.1145/{a}.{b}
        https://dl.acm.org/doi/10.1145/{a}.{b}?cid=1 https://doi.org/10.1145/{a}.{b}
        https://dx.doi.org/10.1145/{a}.{b} doi:10.1145/{a}.{b} https://doi.acm.org/10.1145/{a}.{b}
        https://dl.acm.org/citation.cfm?id={a}.{b} https://doi.org/10.1145%2F{a}.{b}
        https://dl.acm.org/doi/epdf/10.1145/{a}.{b} https://dl-acm-org.proxy.lib.edu/doi/10.1145/{a}.{b}
        https://dl.acm.org/doi/pdf/10.1145/{a}.{b}?download=true https://api.crossref.org/works/10.1145/{a}.{b}""",
        _longer("b"),
    ),
    "IEEE": Scheme(
        lambda d: {"a": _digits(d, 7), "b": "8"},
        """https://ieeexplore.ieee.org/document/{a} https://ieeexplore.ieee.org/abstract/document/{a}/
        https://ieeexplore.ieee.org/document/{a}/authors#authors
        https://ieeexplore.ieee.org/stamp/stamp.jsp?tp=&arnumber={a}
        https://ieeexplore.ieee.org/xpl/articleDetails.jsp?arnumber=0{a}
        https://ieeexplore.ieee.org/ielx7/9142308/9156271/0{a}.pdf
        https://ieeexplore.ieee.org/stampPDF/getPDF.jsp?arnumber={a}
        https://ieeexplore-ieee-org.ezproxy.uni.edu/document/{a}
        https://computer.org/csdl/journal/tp/2020/01/0{a}/1k2""",
        _next("a"),
    ),
    "Springer": Scheme(
        lambda d: {"a": f"s1{_digits(d, 4)}-0{_digits(d, 2)}-0{_digits(d, 4)}-{d.choice('wxyz')}"},
        """https://link.springer.com/article/10.1007/{a} https://link.springer.com/content/pdf/10.1007/{a}.pdf
        https://doi.org/10.1007/{a} https://link.springer.com/article/10.1007%2F{a}
        https://link.springer.com/content/pdf/10.1007%2F{a}.pdf https://link.springer.com/10.1007/{a}
        https://link.springer.com/epdf/10.1007/{a}?sharing_token=k
        https://link.springer.com/article/10.1007/{a}/fulltext.html https://rd.springer.com/article/10.1007/{a}
        https://link.springer.com/article/10.1007/{a}#Sec2
        https://link.springer.com/openurl/pdf?id=doi:10.1007/{a}""",
        _next("a"),
    ),
    "bioRxiv": Scheme(
        lambda d: {"a": f"20{d.randrange(20, 25)}.0{d.randrange(1, 10)}.1{d.randrange(10)}.{_digits(d, 6)}"},
        """https://www.biorxiv.org/content/10.1101/{a}v1 https://www.biorxiv.org/content/10.1101/{a}v2.full.pdf
        https://doi.org/10.1101/{a} https://www.biorxiv.org/content/10.1101/{a}v1.full
        https://www.biorxiv.org/content/10.1101/{a}v3.full.pdf+html
        https://www.biorxiv.org/content/biorxiv/early/2020/01/02/{a}.full.pdf
        https://biorxiv.org/cgi/content/short/{a}v1 https://www.biorxiv.org/content/10.1101/{a}
        https://www.biorxiv.org/content/10.1101/{a}v2.full-text""",
        _next("a"),
    ),
    "AAAI": Scheme(
        lambda d: {"a": _digits(d, 5)},
        """https://ojs.aaai.org/index.php/AAAI/article/view/{a}
        https://ojs.aaai.org/index.php/AAAI/article/view/{a}/21179
        https://ojs.aaai.org/index.php/AAAI/article/download/{a}/21179 https://doi.org/10.1609/aaai.v36i10.{a}
        https://aaai.org/ojs/index.php/AAAI/article/view/{a}
        https://cdn.aaai.org/ojs/{a}/{a}-13-25443-1-2-20220628.pdf
        https://ojs.aaai.org//index.php/AAAI/article/viewFile/{a}/1""",
        _next("a"),
    ),
    "S2": Scheme(
        lambda d: {"a": "".join(d.choice("0123456789abcdef") for _ in range(40))},
        """https://semanticscholar.org/paper/A-Title-Lee/{a} https://semanticscholar.org/paper/{a}
        https://semanticscholar.org/reader/{a} https://api.semanticscholar.org/graph/v1/paper/{a}
        https://connectedpapers.com/main/{a}/A-Title/graph https://semanticscholar.org/paper/A-Title/{a}?p2df""",
        _next("a"),
    ),
    "ECVA": Scheme(
        lambda d: {"a": _digits(d, 4)},
        """https://www.ecva.net/papers/eccv_2024/papers_ECCV/html/{a}_ECCV_2024_paper.php
        https://www.ecva.net/papers/eccv_2024/papers_ECCV/papers/0{a}.pdf
        https://ecva.net/papers/eccv_2024/papers_ECCV/papers/0{a}-supp.pdf""",
        _next("a"),
    ),
    "IJCAI": Scheme(
        lambda d: {"a": _digits(d, 3)},
        """https://www.ijcai.org/proceedings/2020/{a} https://www.ijcai.org/proceedings/2020/0{a}.pdf
        https://doi.org/10.24963/ijcai.2020/{a} https://www.ijcai.org/Proceedings/2020/0{a}.pdf
        https://static.ijcai.org/proceedings-2020/0{a}.pdf""",
        _longer("a"),
    ),
    "USENIX": Scheme(
        lambda d: {"a": f"{d.choice(('osdi', 'atc'))}{d.randrange(15, 25)}", "b": d.choice(("lee", "kim-bo"))},
        """https://www.usenix.org/conference/{a}/presentation/{b} https://www.usenix.org/system/files/{a}-{b}.pdf
        https://usenix.org/system/files/{a}-{b}_0.pdf
        https://www.usenix.org/system/files/conference/{a}/{a}-paper-{b}.pdf""",
        _next("a"),
    ),
    "JMLR": Scheme(
        lambda d: {"a": _digits(d, 2), "b": f"20-{_digits(d, 3)}"},
        """https://jmlr.org/papers/v{a}/{b}.html https://www.jmlr.org/papers/volume{a}/{b}/{b}.pdf
        https://jmlr.csail.mit.edu/papers/v{a}/{b}.html""",
        _next("b"),
    ),
}  # fmt: skip


def id_pairs(draw: random.Random) -> Iterator[tuple[str, Paper, Paper, set[Verdict]]]:
    """Every form of every scheme beside its first, under the short name; and each beside a near miss, under another."""
    for scheme, way in SCHEMES.items():
        forms = way.forms.split()
        for form in forms:
            fields = way.draw(draw)
            title = f"{made_name(draw)}: {made_title(draw)}"
            known = Paper(title=title, url=forms[0].format(**fields))
            name = f"{scheme} {re.sub(r'{.*?}', '_', form)}"[:60]
            yield (
                name,
                known,
                Paper(title=title.partition(":")[0], url=_dressed(form.format(**fields), draw)),
                {Verdict.DUPLICATE},
            )
            other = Paper(title=made_title(draw), url=_dressed(form.format(**way.near(fields)), draw))
            yield f"near miss: {name}"[:60], known, other, {Verdict.NEW, Verdict.MAYBE}


def _dressed(url: str, draw: random.Random) -> str:
    """The address as people paste it."""
    if not url.startswith("http") or "=http" in url:
        return url
    host = url.split("/")[2]
    dresses = [
        url,
        url.replace("https://", "http://", 1),
        url.replace(host, host.upper(), 1),
        f"<{url}>",
        f" {url} ",
        url.replace("https://", "https://www.", 1) if "www." not in url else url.replace("www.", "", 1),
        url.replace("https://", "", 1),
        url + ("&" if "?" in url else "?") + "utm_source=x" if "#" not in url and "%3F" not in url else url,
        url + "#a" if "#" not in url else url,
        url.replace("https://", "//", 1),
    ]
    if "?" not in url and "#" not in url and not re.search(r"\.\w{3,4}$", url):
        dresses += [url + "/", url + ")", url + "."]
    return draw.choice(dresses)
