"""Identity: every form of one work's id is one key, and near misses are not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.identity import arxiv_id_of, best_key, is_strong, keys_of, keys_of_url, title_key
from bot.model import Entry, Link, Paper


@pytest.mark.parametrize(
    "form",
    [
        "https://arxiv.org/abs/2301.00704",
        "http://www.arxiv.org/abs/2301.00704v2",
        "https://export.arxiv.org/abs/2301.00704",
        "https://arxiv.org/pdf/2301.00704",
        "https://arxiv.org/pdf/2301.00704v3.pdf",
        "https://arxiv.org/pdf/2301.00704.pdf#page=2",
        "https://arxiv.org/html/2301.00704v1",
        "https://arxiv.org/format/2301.00704",
        "https://arxiv.org/abs/2301.00704?context=cs",
        "https://ar5iv.labs.arxiv.org/html/2301.00704",
        "https://ar5iv.org/abs/2301.00704",
        "https://www.alphaxiv.org/abs/2301.00704",
        "https://alphaxiv.org/overview/2301.00704v2",
        "https://huggingface.co/papers/2301.00704",
        "https://hf.co/papers/2301.00704",
        "https://doi.org/10.48550/arXiv.2301.00704",
        "10.48550/ARXIV.2301.00704",
        "https://www.semanticscholar.org/arxiv/2301.00704",
        "https://papers.cool/arxiv/2301.00704",
        "arXiv:2301.00704v2 [cs.LG]",
        "oai:arXiv.org:2301.00704v1",
        "arxiv.org/abs/2301.00704",
        "<https://arxiv.org/abs/2301.00704>",
        " 2301.00704 ",
    ],
)
def test_forms_of_an_arxiv_id(form: str) -> None:
    assert keys_of_url(form) == ("arxiv:2301.00704",)


@pytest.mark.parametrize(
    ("form", "key"),
    [
        ("http://arxiv.org/abs/solv-int/9701001v1", "arxiv:solv-int/9701001"),
        ("https://arxiv.org/pdf/math/0211159v1", "arxiv:math/0211159"),
        ("https://export.arxiv.org/abs/cond-mat/0106096", "arxiv:cond-mat/0106096"),
        ("https://arxiv.org/abs/math.GT/0309136", "arxiv:math/0309136"),
        ("https://openreview.net/forum?id=RbiBKPtuHp", "openreview:RbiBKPtuHp"),
        ("https://openreview.net/pdf?id=RbiBKPtuHp", "openreview:RbiBKPtuHp"),
        ("https://openreview.net/attachment?id=RbiBKPtuHp&name=pdf", "openreview:RbiBKPtuHp"),
        ("https://openreview.net/forum?id=RbiBKPtuHp&noteId=x1", "openreview:RbiBKPtuHp"),
        ("https://doi.org/10.1145/3292500.3330701", "doi:10.1145/3292500.3330701"),
        ("https://dl.acm.org/doi/abs/10.1145/3292500.3330701", "doi:10.1145/3292500.3330701"),
        ("https://dl.acm.org/citation.cfm?id=3292500.3330701", "doi:10.1145/3292500.3330701"),
        ("DOI: 10.1145/3292500.3330701.", "doi:10.1145/3292500.3330701"),
        ("https://doi.org/10.1002%2FABC.1", "doi:10.1002/abc.1"),
        ("https://onlinelibrary.wiley.com/doi/full/10.1002/abc.1", "doi:10.1002/abc.1"),
        ("https://link.springer.com/chapter/10.1007/978-3-030-58452-8_24", "doi:10.1007/978-3-030-58452-8_24"),
        ("https://www.nature.com/articles/s41586-021-03819-2", "doi:10.1038/s41586-021-03819-2"),
        ("https://aclanthology.org/2023.acl-long.1/", "acl:2023.acl-long.1"),
        ("https://aclanthology.org/2023.acl-long.1.pdf", "acl:2023.acl-long.1"),
        ("https://aclanthology.org/2023.acl-long.1.bib", "acl:2023.acl-long.1"),
        ("https://doi.org/10.18653/v1/2023.ACL-LONG.1", "acl:2023.acl-long.1"),
        ("https://www.aclweb.org/anthology/P19-1001/", "acl:P19-1001"),
        ("https://doi.org/10.18653/v1/p19-1001", "acl:P19-1001"),
        (
            "https://openaccess.thecvf.com/content/CVPR2023/papers/Li_A_Title_CVPR_2023_paper.pdf",
            "cvf:li_a_title_cvpr_2023",
        ),
        (
            "https://openaccess.thecvf.com/content/CVPR2023/html/Li_A_Title_CVPR_2023_paper.html",
            "cvf:li_a_title_cvpr_2023",
        ),
        ("https://proceedings.mlr.press/v97/tan19a.html", "pmlr:v97/tan19a"),
        ("http://proceedings.mlr.press/v97/tan19a/tan19a.pdf", "pmlr:v97/tan19a"),
        ("https://ojs.aaai.org/index.php/AAAI/article/view/21430", "aaai:21430"),
        ("https://ieeexplore.ieee.org/document/9156697/", "ieee:9156697"),
        ("https://ieeexplore.ieee.org/stamp/stamp.jsp?tp=&arnumber=9156697", "ieee:9156697"),
        ("https://www.ecva.net/papers/eccv_2020/papers_ECCV/html/12_ECCV_2020_paper.php", "ecva:eccv_2020/12"),
        ("https://www.semanticscholar.org/paper/A-Title/" + "0a" * 20, "s2:" + "0a" * 20),
        ("https://github.com/Owner/Repo/tree/main/x", "github:owner/repo"),
        ("https://github.com/owner/digit", "github:owner/digit"),
        ("https://github.com/owner/LightGit.git", "github:owner/lightgit"),
        ("https://owner.github.io/page/", "page:owner.github.io/page"),
    ],
)
def test_forms_of_other_ids(form: str, key: str) -> None:
    assert key in keys_of_url(form)


_HASH = "0a6059857ae5c82ea9726ee9282a7145"


@pytest.mark.parametrize(
    ("form", "key"),
    [
        ("http://arxiv.org/abs/arXiv:2301.00704", "arxiv:2301.00704"),
        ("https://arxiv.org/abs/2301.00704),", "arxiv:2301.00704"),
        ("https://ar5iv.org/html/math/0211159", "arxiv:math/0211159"),
        ("https://www.alphaxiv.org/pdf/2301.00704", "arxiv:2301.00704"),
        ("https://doi.org/10.48550/arXiv.math/0211159", "arxiv:math/0211159"),
        ("https://arxiv.org/abs/cs.CL/0501001", "arxiv:cs/0501001"),
        ("https://openreview.net/attachment?id=RbiBKPtuHp&name=supplementary_material", "openreview:RbiBKPtuHp"),
        ("https://openreview.net/notes/edits/attachment?id=RbiBKPtuHp&name=pdf", "openreview:RbiBKPtuHp"),
        ("https://aclanthology.org/2023.acl-long.1v2.pdf", "acl:2023.acl-long.1"),
        ("https://aclanthology.org/attachments/2023.acl-long.1.software.zip", "acl:2023.acl-long.1"),
        ("https://openaccess.thecvf.com/content_cvpr_2017/papers/He_Mask_CVPR_2017_paper.pdf", "cvf:he_mask_cvpr_2017"),
        ("https://papers.nips.cc/paper/7181-attention-is-all-you-need.pdf", "neurips:7181"),
        (
            f"https://proceedings.iclr.cc/paper_files/paper/2024/hash/{_HASH}-Abstract-Conference.html",
            f"iclr:2024/{_HASH}",
        ),
        (f"https://proceedings.iclr.cc/paper_files/paper/2024/file/{_HASH}-Paper-Conference.pdf", f"iclr:2024/{_HASH}"),
        ("https://proceedings.mlr.press/v97/tan19a/tan19a-supp.pdf", "pmlr:v97/tan19a"),
        ("https://ojs.aaai.org/index.php/AAAI/article/download/21430/21179", "aaai:21430"),
        ("https://doi.org/10.1609/aaai.v36i3.20202", "aaai:20202"),
        ("https://dl.acm.org/doi/10.1145/3292500.3330701?cid=1", "doi:10.1145/3292500.3330701"),
        ("https://ieeexplore.ieee.org/abstract/document/9156697", "ieee:9156697"),
        ("https://link.springer.com/content/pdf/10.1007/978-3-030-58452-8_24.pdf", "doi:10.1007/978-3-030-58452-8_24"),
        ("https://www.biorxiv.org/content/10.1101/2020.03.22.002386v1.full.pdf", "doi:10.1101/2020.03.22.002386"),
        ("https://www.medrxiv.org/content/10.1101/2020.03.22.20040758v2", "doi:10.1101/2020.03.22.20040758"),
        ("https://api.semanticscholar.org/CorpusID:1234567", "s2:corpus/1234567"),
        ("https://dx.doi.org/10.1016/J.NEUNET.2020.01.001", "doi:10.1016/j.neunet.2020.01.001"),
        ("https://doi.org/10.1016%2Fj.neunet.2020.01.001", "doi:10.1016/j.neunet.2020.01.001"),
    ],
)
def test_less_usual_forms(form: str, key: str) -> None:
    assert key in keys_of_url(form)


@pytest.mark.parametrize(
    "url",
    [
        "https://arxiv.org/a?2301.00704",
        "https://arxiv.org/a?query=2301.00704",
        "https://arxiv.org/a/2301.00704",
        "https://arxiv.org/search/?query=2301.00704",
        "https://arxiv.org/abs/2301.007045",
        "https://arxiv.org/abs/2313.00704",
        "https://arxiv.org/abs/hep-th/99010012",
        "https://notarxiv.org/abs/2301.00704",
        "https://arxiv.org.example.com/abs/2301.00704",
        "https://example.org/?u=https://arxiv.org/abs/2301.00704",
        "https://huggingface.co/papers/date/2024-01-05",
        "https://huggingface.co/datasets/papers/2301.00704",
        "https://openreview.net/profile?id=~Ann_Lee1",
        "https://aclanthology.org/volumes/2023.acl-long/",
        "https://openaccess.thecvf.com/CVPR2023?day=all",
        "https://proceedings.mlr.press/v97/",
        "https://proceedings.neurips.cc/paper_files/paper/2023",
        "https://ieeexplore.ieee.org/xpl/conhome/9156697/proceeding",
        "https://www.semanticscholar.org/author/A/1234567",
        "https://github.com/Owner",
        "https://owner.github.io/",
    ],
)
def test_near_misses_have_no_strong_key(url: str) -> None:
    assert not any(map(is_strong, keys_of_url(url)))


def test_neurips_hosts_and_files_are_one_paper_of_one_year() -> None:
    digest = "734e6bfcd358e25ac1db0a4241b95651"
    forms = [
        f"https://papers.nips.cc/paper_files/paper/2018/hash/{digest}-Abstract.html",
        f"https://proceedings.neurips.cc/paper/2018/file/{digest}-Paper.pdf",
        f"https://proceedings.neurips.cc/paper_files/paper/2018/hash/{digest}-Abstract-Conference.html",
    ]
    assert {keys_of_url(form) for form in forms} == {(f"neurips:2018/{digest}",)}
    assert keys_of_url(forms[0].replace("2018", "2017")) != keys_of_url(forms[0])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://arxiv.org/abs/2511.15244", "https://arxiv.org/abs/2511.15248"),
        ("https://aclanthology.org/2022.naacl-main.39.pdf", "https://aclanthology.org/2022.naacl-main.397/"),
        ("https://openreview.net/forum?id=xeFKtSXPMd", "https://openreview.net/forum?id=XEfkTsxpmD"),
        ("https://doi.org/10.1145/1.2", "https://doi.org/10.1145/1.23"),
    ],
)
def test_near_misses_are_different(one: str, other: str) -> None:
    assert set(keys_of_url(one)).isdisjoint(keys_of_url(other))


@pytest.mark.parametrize(
    "text",
    ["", "  ", "https://arxiv.org/a/smith_j_1", "https://arxiv.org/list/cs.CL/new", "https://github.com/topics/x",
     "https://openreview.net/group?id=ICLR.cc", "http://[bad", "no link at all", "https://", "javascript:alert(1)"],
)  # fmt: skip
def test_what_is_no_paper_has_no_strong_key(text: str) -> None:
    assert not any(map(is_strong, keys_of_url(text)))


def test_a_paper_gathers_its_keys_strongest_first() -> None:
    paper = Paper(
        title="A",
        url="https://owner.github.io/page",
        doi="10.1/ABC".replace("10.1/", "10.1000/"),
        openreview_id="RbiBKPtuHp",
        arxiv_id="2301.00704v3",
        keys=("acl:2023.acl-long.1",),
        links=(Link(label="PDF", url="https://arxiv.org/pdf/2301.00704"),),
    )
    assert keys_of(paper) == (
        "arxiv:2301.00704",
        "doi:10.1000/abc",
        "openreview:RbiBKPtuHp",
        "acl:2023.acl-long.1",
        "page:owner.github.io/page",
    )
    assert best_key(paper) == "arxiv:2301.00704"
    assert arxiv_id_of(paper) == "2301.00704"


def test_code_is_not_the_papers_identity() -> None:
    repository = "https://github.com/owner/repo"
    paper = Paper(title="A", code=(Link(label="Code", url=repository),), links=(Link(label="Code", url=repository),))
    assert keys_of(paper) == ()
    entry = Entry(title="A", line=1, end_line=1, code=(Link(label="Code", url=repository),))
    assert keys_of(entry) == ()
    assert not is_strong(keys_of_url(repository)[0])


def test_a_paper_without_any_key_is_named_by_its_folded_title() -> None:
    assert (
        best_key(Paper(title="Deep Learning")) == best_key(Paper(title="Deep-learning!")) == title_key("deep learning")
    )
    assert best_key(Paper(title="0")) != best_key(Paper(title="1"))
    assert best_key(Paper(title="???")) != best_key(Paper(title="!!!"))


_HOSTS = st.sampled_from(
    ["arxiv.org/abs/", "openreview.net/forum?id=", "doi.org/10.1145/", "github.com/", "aclanthology.org/", "x.org/",
     "papers.nips.cc/paper/", "proceedings.mlr.press/v1/", "www.biorxiv.org/content/10.1101/"]
)  # fmt: skip


@given(_HOSTS, st.text(max_size=30))
def test_a_key_is_its_own_key(host: str, rest: str) -> None:
    for key in keys_of_url("https://" + host + rest):
        again = keys_of_url(key)
        assert key in again or key != key.strip()


@given(st.text(max_size=60))
def test_any_text_is_read(text: str) -> None:
    assert isinstance(keys_of_url(text), tuple)
