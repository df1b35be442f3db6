"""Identity: every form of one work's id is one key, and near misses are not."""

from __future__ import annotations

import pytest
from hypothesis import example, given
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
        ("https://doi.org/10.1002/abc.1< 0", "doi:10.1002/abc.1"),
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
@example("arxiv.org/abs/", "<?")
@example("x.org/", "a</")
def test_a_key_is_its_own_key(host: str, rest: str) -> None:
    for key in keys_of_url("https://" + host + rest):
        again = keys_of_url(key)
        assert key in again or key != key.strip()


@given(st.text(max_size=60))
def test_any_text_is_read(text: str) -> None:
    assert isinstance(keys_of_url(text), tuple)


_SHA = "0a" * 20


@pytest.mark.parametrize(
    ("key", "forms"),
    [
        (
            "arxiv:2301.00704",
            [
                "https://www.alphaxiv.org/zh/overview/2301.00704v2",
                "https://web.archive.org/web/20230101000000/https://arxiv.org/abs/2301.00704v1",
                "https://web.archive.org/web/2023id_/http://arxiv.org/pdf/2301.00704",
                "https://arxiv.org/abs//2301.00704",
                "https://arxiv.org/ABS/2301.00704",
                "https://arxiv.org/ftp/arxiv/papers/2301/2301.00704.pdf",
                "https://tldr.takara.ai/p/2301.00704",
                "https://www.emergentmind.com/papers/2301.00704",
                "https://bytez.com/docs/arxiv/2301.00704/paper",
                "https://inspirehep.net/api/arxiv/2301.00704",
                "https://dblp.org/rec/journals/corr/abs-2301-00704.html?view=bibtex",
                "https://dblp.uni-trier.de/rec/bibtex/journals/corr/abs-2301-00704",
                "https://ui.adsabs.harvard.edu/abs/2023arXiv230100704L/abstract",
                "arXiv preprint arXiv:2301.00704",
                "arxiv 2301.00704",
                "CoRR, abs/2301.00704",
            ],
        ),
        ("arxiv:1409.1556", ["https://ui.adsabs.harvard.edu/abs/2014arXiv1409.1556S"]),
        ("openreview:RbiBKPtuHp", ["https://openreview.net/forum?id=RbiBKPtuHp)", "https://openreview.net/pdf?id=RbiBKPtuHp."]),
        (
            "acl:P19-1234",
            [
                "https://www.aclweb.org/anthology/P/P19/P19-1234.pdf",
                "https://aclanthology.info/papers/P19-1234/p19-1234",
                "https://aclanthology.coli.uni-saarland.de/papers/P19-1234/p19-1234",
                "http://www.aclweb.org/anthology/attachments/P19-1234.Supplementary.pdf",
            ],
        ),
        ("acl:P14-1062", ["https://doi.org/10.3115/v1/P14-1062", "https://aclanthology.org/P14-1062/"]),
        ("acl:2023.acl-long.12", ["https://preview.aclanthology.org/some-branch/2023.acl-long.12/"]),
        ("ieee:9156789", ["https://ieeexplore.ieee.org/iel7/9142308/9156259/09156789.pdf"]),
        (
            "doi:10.1145/3292500.3330701",
            [
                "https://doi.acm.org/10.1145/3292500.3330701",
                "https://dl.acm.org/ft_gateway.cfm?id=3292500.3330701",
                "https://dl.acm.org/action/showCitFormats?doi=10.1145%2F3292500.3330701",
                "https://dl.acm.org/doi/suppl/10.1145/3292500.3330701",
                "https://api.crossref.org/works/10.1145/3292500.3330701",
            ],
        ),
        (
            "doi:10.1007/s11263-021-01453-z",
            [
                "https://link.springer.com/article/10.1007/s11263-021-01453-z/fulltext.html",
                "https://link.springer.com/article/10.1007/s11263-021-01453-z/figures/3",
                "https://link.springer.com/openurl/fulltext?id=doi:10.1007/s11263-021-01453-z",
            ],
        ),
        ("doi:10.1103/physrevlett.120.123456", ["https://journals.aps.org/prl/abstract/10.1103/PhysRevLett.120.123456"]),
        ("doi:10.1371/journal.pone.0123456", ["https://journals.plos.org/plosone/article?id=10.1371/journal.pone.0123456"]),
        ("doi:10.1162/tacl_a_00123", ["https://direct.mit.edu/tacl/article/doi/10.1162/tacl_a_00123/12345/A-Title"]),
        ("doi:10.1093/bioinformatics/btab123", ["https://academic.oup.com/bioinformatics/article/doi/10.1093/bioinformatics/btab123/6123456"]),
        ("doi:10.1002/abc.1", ["https://onlinelibrary.wiley.com/resolve/doi?DOI=10.1002/abc.1"]),
        ("doi:10.4230/lipics.icalp.2021.1", ["https://drops.dagstuhl.de/entities/document/10.4230/LIPIcs.ICALP.2021.1"]),
        ("doi:10.1038/s41586-021-03819-2", ["https://www.nature.com/articles/s41586-021-03819-2_reference.pdf"]),
        ("neurips:2017/" + "0a" * 16, ["https://proceedings.neurips.cc//paper/2017/hash/" + "0a" * 16 + "-Abstract.html"]),
        (
            "neurips:2021-round1/" + "0a" * 16,
            [
                f"https://datasets-benchmarks-proceedings.neurips.cc/paper/2021/hash/{'0a' * 16}-Abstract-round1.html",
                f"https://datasets-benchmarks-proceedings.neurips.cc/paper/2021/file/{'0a' * 16}-Paper-round1.pdf",
            ],
        ),
        (
            "pmid:34265844",
            [
                "https://www.ncbi.nlm.nih.gov/pubmed/34265844",
                "https://www.ncbi.nlm.nih.gov/pubmed/?term=34265844",
                "https://europepmc.org/article/MED/34265844",
                "https://europepmc.org/abstract/med/34265844",
                "PMID: 34265844",
            ],
        ),
        (
            "pmc:pmc8371605",
            [
                "https://europepmc.org/article/PMC/PMC8371605",
                "https://europepmc.org/articles/PMC8371605",
                "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC8371605/pdf/a.pdf",
                "PMC8371605",
            ],
        ),
        (
            "doi:10.64898/2025.12.01.691234",
            [
                "https://www.biorxiv.org/content/10.64898/2025.12.01.691234v1",
                "https://www.biorxiv.org/content/10.64898/2025.12.01.691234v2.full.pdf",
                "https://doi.org/10.64898/2025.12.01.691234",
            ],
        ),
        ("biorxiv:2021.10.04.463034", ["https://www.biorxiv.org/cgi/content/short/2021.10.04.463034v1"]),
        (
            "pii:s0896627321001234",
            [
                "https://www.sciencedirect.com/science/article/pii/S0896627321001234",
                "https://linkinghub.elsevier.com/retrieve/pii/S0896627321001234",
                "https://www.cell.com/neuron/fulltext/S0896-6273(21)00123-4",
                "https://www.thelancet.com/journals/lancet/article/PIIS0896-6273(21)00123-4/fulltext",
            ],
        ),
        ("hal:hal-03123456", ["https://hal.inria.fr/hal-03123456v1/document", "hal-03123456"]),
        ("ssrn:3456789", ["https://doi.org/10.2139/ssrn.3456789", "https://ssrn.com/abstract=3456789"]),
        (
            "dblp:conf/nips/VaswaniSPUJGKP17",
            [
                "https://dblp.org/rec/conf/nips/VaswaniSPUJGKP17",
                "https://dblp.org/rec/conf/nips/VaswaniSPUJGKP17.html",
                "https://dblp.uni-trier.de/rec/bibtex/conf/nips/VaswaniSPUJGKP17",
                "https://dblp2.uni-trier.de/rec/conf/nips/VaswaniSPUJGKP17.html?view=bibtex",
            ],
        ),
        (
            f"s2:{_SHA}",
            [
                f"https://api.semanticscholar.org/graph/v1/paper/{_SHA}",
                f"https://pdfs.semanticscholar.org/{_SHA[:4]}/{_SHA[4:]}.pdf",
                f"https://www.connectedpapers.com/main/{_SHA}/A-Title/graph",
            ],
        ),
        ("ijcai:2016/123", ["https://www.ijcai.org/Abstract/16/123", "https://www.ijcai.org/Proceedings/16/Papers/123.pdf"]),
        ("ijcai:2023/123", ["https://www.ijcai.org/Proceedings/2023/0123.pdf"]),
        ("doi:10.21203/rs.3.rs-123456", ["https://www.researchsquare.com/article/rs-123456/v1", "https://doi.org/10.21203/rs.3.rs-123456/v2"]),
        ("doi:10.20944/preprints202301.0123", ["https://www.preprints.org/manuscript/202301.0123/v1", "https://doi.org/10.20944/preprints202301.0123.v2"]),
        ("doi:10.36227/techrxiv.12345678", ["https://doi.org/10.36227/techrxiv.12345678.v1", "https://www.techrxiv.org/doi/full/10.36227/techrxiv.12345678"]),
        ("doi:10.26434/chemrxiv-2021-ab3de", ["https://doi.org/10.26434/chemrxiv-2021-ab3de-v2"]),
        ("mdpi:1424-8220/21/1/123", ["https://www.mdpi.com/1424-8220/21/1/123", "https://www.mdpi.com/1424-8220/21/1/123/pdf?version=1"]),
        ("eprint:2021/123", ["https://eprint.iacr.org/2021/123", "https://eprint.iacr.org/2021/123.pdf", "https://ia.cr/2021/123"]),
        (
            "isca:interspeech_2021/li21_interspeech",
            [
                "https://www.isca-archive.org/interspeech_2021/li21_interspeech.html",
                "https://www.isca-speech.org/archive/pdfs/interspeech_2021/li21_interspeech.pdf",
            ],
        ),
        ("cvf:lee_a_title_eccv_2018", ["https://www.ecva.net/papers/eccv_2018/papers_ECCV/html/Lee_A_Title_ECCV_2018_paper.php", "https://openaccess.thecvf.com/content_ECCV_2018/papers/Lee_A_Title_ECCV_2018_paper.pdf"]),
        ("aaai:ocs/14972", ["https://www.aaai.org/ocs/index.php/AAAI/AAAI17/paper/view/14972/14000"]),
        ("researchgate:378703243", ["https://www.researchgate.net/publication/378703243_A_Title", "https://www.researchgate.net/profile/Ann-Lee/publication/378703243_A/links/65/A.pdf"]),
        (
            "cvf:he_a_title_2015_cvpr",
            [
                "http://www.cv-foundation.org/openaccess/content_cvpr_2015/papers/He_A_Title_2015_CVPR_paper.pdf",
                "https://openaccess.thecvf.com//content_cvpr_2015/html/He_A_Title_2015_CVPR_paper.html",
            ],
        ),
        ("doi:10.1117/12.3006867", ["https://www.spiedigitallibrary.org/proceedings/12926/1292602/A-title/10.1117/12.3006867.short"]),
        ("rss:rss17/p012", ["http://www.roboticsproceedings.org/rss17/p012.pdf", "https://roboticsproceedings.org/rss17/p012.html"]),
        ("openalex:w2741809807", ["https://openalex.org/W2741809807", "https://api.openalex.org/works/W2741809807"]),
        (
            "arxiv:2301.00704",
            [
                "https://arxiv.org/2301.00704",
                "https://xxx.itp.ac.cn/pdf/2301.00704v1",
                "https://128.84.21.199/pdf/2301.00704",
                "https://hf-mirror.com/papers/2301.00704",
                "https://arxiv-sanity-lite.com/?rank=pid&pid=2301.00704",
                "https://www.catalyzex.com/paper/arxiv:2301.00704/code",
                "https://api.semanticscholar.org/graph/v1/paper/ARXIV:2301.00704?fields=title",
                "https://www.connectedpapers.com/main/2301.00704/arxiv",
                "https://ui.adsabs.harvard.edu/abs/arXiv:2301.00704",
                "https://www.google.com/url?q=https://arxiv.org/abs/2301.00704&sa=D",
                "https://docs.google.com/viewer?url=arxiv.org/pdf/2301.00704.pdf",
                "https://r.jina.ai/https://arxiv.org/abs/2301.00704",
                "https://web.archive.org/web/2023/arxiv.org/abs/2301.00704",
            ],
        ),
        ("arxiv:cs/0301012", ["https://arxiv.org/ftp/cs/papers/0301/0301012.pdf", "https://dblp.org/rec/journals/corr/cs-CL-0301012"]),
        (
            "openreview:RbiBKPtuHp",
            [
                "https://openreview.net/forum?referrer=x&amp;id=RbiBKPtuHp",
                "https://openreview.net/forum%3Fid%3DRbiBKPtuHp",
                "https://openreview.net/forum?id%3DRbiBKPtuHp",
                "https://openreview.net/forum?id=RbiBKPtuHp/",
                "https://api2.openreview.net/notes?forum=RbiBKPtuHp",
            ],
        ),
        ("ieee:9156697", ["https://ieeexplore-ieee-org.proxy.lib.edu/document/9156697", "https://ieeexplore.ieee.org.ezproxy.uni.edu/document/9156697", "https://www.computer.org/csdl/journal/tp/2020/01/09156697/1abc"]),
        ("pmlr:v97/tan19a", ["https://github.com/mlresearch/v97/blob/main/assets/tan19a/tan19a.pdf"]),
        ("aaai:21430", ["https://cdn.aaai.org/ojs/21430/21430-13-25443-1-2-20220628.pdf"]),
        ("ijcai:2020/123", ["https://static.ijcai.org/proceedings-2020/0123.pdf"]),
        ("ijcai:2016/123", ["http://ijcai.org/papers16/Papers/IJCAI16-123.pdf"]),
        ("isca:interspeech_2020/1234", ["https://www.isca-speech.org/archive/Interspeech_2020/pdfs/1234.pdf", "https://doi.org/10.21437/Interspeech.2020-1234"]),
        ("doi:10.1613/jair.1.11222", ["https://jair.org/index.php/jair/article/view/11222"]),
        ("doi:10.7554/elife.12345", ["https://elifesciences.org/articles/12345"]),
        ("doi:10.7717/peerj-cs.123", ["https://peerj.com/articles/cs-123/"]),
        ("doi:10.1007/s11263-020-01316-z", ["https://static-content.springer.com/esm/art%3A10.1007%2Fs11263-020-01316-z/MediaObjects/a.pdf"]),
        ("doi:10.1145/3292500.3330701", ["https://api.semanticscholar.org/DOI:10.1145/3292500.3330701"]),
        ("osf:abcd5", ["https://osf.io/preprints/psyarxiv/abcd5_v2", "https://psyarxiv.com/abcd5/", "https://doi.org/10.31234/osf.io/abcd5"]),
        ("usenix:osdi20/lee", ["https://www.usenix.org/conference/osdi20/presentation/lee", "https://www.usenix.org/system/files/osdi20-lee.pdf", "https://www.usenix.org/system/files/osdi20-lee_0.pdf"]),
        ("usenix:usenixsecurity21/lee-ann", ["https://www.usenix.org/conference/usenixsecurity21/presentation/lee-ann", "https://www.usenix.org/system/files/sec21-lee-ann.pdf"]),
        ("pvldb:13/p123", ["http://www.vldb.org/pvldb/vol13/p123-lee.pdf", "https://vldb.org/pvldb/13/p123-lee.pdf"]),
        ("virtual:neurips/2023/71234", ["https://neurips.cc/virtual/2023/poster/71234", "https://nips.cc/virtual/2023/poster/71234", "https://neurips.cc/virtual/2023/loc/san-diego/poster/71234"]),
        ("doi:10.5281/zenodo.1234567", ["https://zenodo.org/records/1234567", "https://zenodo.org/record/1234567/files/a.pdf"]),
    ],
)  # fmt: skip
def test_forms_that_libraries_and_mirrors_give_are_one(key: str, forms: list[str]) -> None:
    assert {form: key in keys_of_url(form) for form in forms} == dict.fromkeys(forms, True)


@pytest.mark.parametrize(
    "url",
    [
        "https://aclanthology.org/volumes/P19-1/",
        "https://aclanthology.org/2023.semeval-1.pdf",
        "https://aclanthology.org/events/acl-2023/",
        "https://pubmed.ncbi.nlm.nih.gov/collections/62/",
        "https://pubmed.ncbi.nlm.nih.gov/?term=2020/12",
        "https://www.ncbi.nlm.nih.gov/pubmed/?term=deep+learning+2020",
        "https://dblp.org/pid/12/3456.html",
        "https://dblp.org/db/conf/nips/nips2017.html",
        "https://web.archive.org/web/2023/https://example.org/",
        "https://openreview.net/references/pdf?id=RbiBKPtuHp",
        "http://delivery.acm.org/10.1145/3190000/3186116/p499-lee.pdf?id=3186116",
        "https://zenodo.org/communities/123",
        "https://zenodo.org/search?q=10.5281",
        "https://eprint.iacr.org/2021/",
        "https://www.mdpi.com/journal/sensors",
        "https://www.ijcai.org/Proceedings/2016",
        "https://ui.adsabs.harvard.edu/search/q=arXiv230100704",
        "https://inspirehep.net/literature/2301",
        "https://www.cell.com/neuron/issue?pii=S0896-6273(20)X0001-2",
        "https://www.connectedpapers.com/main/short",
        "https://neurips.cc/virtual/2023/workshop/66532",
        "https://psyarxiv.com/discover",
        "https://www.usenix.org/conference/osdi20",
        "https://img.shields.io/badge/paper-arxiv-2301.00704-red",
        "https://www.google.com/search?q=arxiv+2301.00704",
    ],
)
def test_pages_of_libraries_that_are_no_papers(url: str) -> None:
    assert not any(map(is_strong, keys_of_url(url)))


def test_the_tracks_of_one_neurips_year_count_their_papers_apart() -> None:
    digest = "0a" * 16
    main = f"https://proceedings.neurips.cc/paper/2021/hash/{digest}-Abstract.html"
    first = f"https://datasets-benchmarks-proceedings.neurips.cc/paper/2021/hash/{digest}-Abstract-round1.html"
    assert len({keys_of_url(url) for url in (main, first, first.replace("round1", "round2"))}) == 3


def test_data_beside_a_paper_is_not_its_identity() -> None:
    data = "https://doi.org/10.5281/zenodo.1234567"
    assert keys_of(Paper(title="A", url="https://arxiv.org/abs/2301.00704", links=(Link(label="Data", url=data),))) == (
        "arxiv:2301.00704",
    )
    assert keys_of(Paper(title="A", doi="10.5281/zenodo.1234567")) == ("doi:10.5281/zenodo.1234567",)
    assert keys_of(Paper(title="A", url=data, links=(Link(label="Paper", url=data),))) == (
        "doi:10.5281/zenodo.1234567",
    )
