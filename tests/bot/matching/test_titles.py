"""Titles: what is decoration folds away, what tells papers apart stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.matching.decorations import undecorated
from bot.matching.titles import fold, fold_tight, numbers, tight


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("DEEP LEARNING", "Deep Learning"),
        ("Model&#39;s Quantization", "Model's Quantization"),
        ("Model’s Quantization", "Models Quantization"),
        ("Large–scale Flow", "Large-scale Flow"),
        ("Long-Tail", "LongTail"),
        ("ＡＩ－Ｄｒｉｖｅｎ Conflict", "AI-Driven Conflict"),
        ("{AraTable:} Benchmarking", "AraTable: Benchmarking"),
        (r"\textbf{What's} Producible", "What's Producible"),
        (r"\emph{Stealing} Workflow", "Stealing Workflow"),
        (r"Paket f{\"u}r die KI", "Paket für die KI"),
        (r"El Ni{\~n}o series", "El Niño series"),
        (r"Erd\H{o}s and R\'enyi", "Erdős and Rényi"),
        (r"The \L{}ojasiewicz gradient", "The Łojasiewicz gradient"),
        (r"2-$\delta$ and $\mathcal{D}$ potentials", "2-$δ$ and $D$ potentials"),
        (r"$\nabla$NABLA descent", "nablaNABLA descent"),
        (r"$\textit{Trans-LoRA}$ transfer", "Trans-LoRA transfer"),
        ("M$^3$ViT experts", "M3ViT experts"),
        ("CO<sub>2</sub> capture", "CO2 capture"),
        ("A &amp; B &lt;think&gt;", "A & B <think>"),
        (r"LLM$\times$MapReduce works", "LLM×MapReduce works"),
        ("⭐ Moiré Model [Code]", "Moire Model"),
        ("[CVPR 2024] Grounding Voices", "Grounding Voices"),
        ("🔥[SKVQ] SKVQ: Cache Quantization(@Shanghai AI Laboratory)", "SKVQ: Cache Quantization"),
        ("Segment Anything Better (CVPR 2024)", "Segment Anything Better"),
        ("Segment Anything Better (ICCV 2023 Oral)", "Segment Anything Better"),
        ('Quickly Tuning Models." AutoML (2025)', "Quickly Tuning Models"),
        ("A World Model. IROS 25", "A World Model"),
        ("Concept Engineering. 2023.12", "Concept Engineering"),
        ("Text to Video Flow (27 Nov 2023)", "Text to Video Flow"),
        ("  Two\n words ", "Two words"),
        ("Title with trailing dot.", "Title with trailing dot"),
        ("Flows & Graphs", "Flows and Graphs"),
        ("Flow\u02bcs Field", "Flow's Field"),
        (r"{\scshape Flow} \textcolor{red}{Fields}:\quad CO\textsubscript{2}", "Flow Fields: CO2"),
        ("Flow <jats:italic>Fields</jats:italic> at <mark>Large</mark>", "Flow Fields at Large"),
        ("12) Text Flow Fields", "Text Flow Fields"),
        ("(7) “Text Flow Fields”", "Text Flow Fields"),
        ("№ 4 Text Flow Fields", "Text Flow Fields"),
        ("#3 __Text Flow Fields__", "Text Flow Fields"),
        ("1️⃣ :fire: Text Flow Fields :star:", "Text Flow Fields"),
        ("→ [x] Text Flow Fields", "Text Flow Fields"),
        ("[2023.05] Text Flow Fields", "Text Flow Fields"),
        ("2023.05 Text Flow Fields", "Text Flow Fields"),
        ("(ICML 2023) Text Flow Fields", "Text Flow Fields"),
        ("`ICML 2023` Text Flow Fields", "Text Flow Fields"),
        ("ICML 2023: Text Flow Fields", "Text Flow Fields"),
        ("NEW! Text Flow Fields", "Text Flow Fields"),
        ("Text Flow Fields NEW!", "Text Flow Fields"),
        ("Text Flow Fields [[Code]]", "Text Flow Fields"),
        ("Text Flow Fields | Paper | Code", "Text Flow Fields"),
        ("Text Flow Fields (Best Paper Award)", "Text Flow Fields"),
        ("Text Flow Fields (ICML'23, Oral)", "Text Flow Fields"),
        ("Text Flow Fields **ICML 2023**", "Text Flow Fields"),
        ("Text Flow Fields (accepted at ICML 2023)", "Text Flow Fields"),
        ("Text Flow Fields （ICML 2023）", "Text Flow Fields"),
        ("Text Flow Fields. arXiv preprint arXiv:2301.00704 (2023)", "Text Flow Fields"),
        ("Text Flow Fields. (arXiv:2301.00704v2 [cs.CV] UPDATED)", "Text Flow Fields"),
        ("[2301.00704] Text Flow Fields", "Text Flow Fields"),
        ("Text Flow Fields [Submitted on 5 Mar 2023]", "Text Flow Fields"),
        ("Text Flow Fields (Lee et al., 2023)", "Text Flow Fields"),
        ("Text Flow Fields - Ada Lee et al. (2023)", "Text Flow Fields"),
        ("Text Flow Fields (Example AI, 2023)", "Text Flow Fields"),
        ("Paper page - Text Flow Fields", "Text Flow Fields"),
        ("Text Flow Fields | IEEE Conference Publication | IEEE Xplore", "Text Flow Fields"),
        ("Text Flow Fields - ScienceDirect", "Text Flow Fields"),
        ("An Image of 16×16 Words", "An Image of 16x16 Words"),
        (r"An Image of $16\times16$ Words", "An Image of 16 x 16 Words"),
        (r"10$\times$ Faster Flow", "10 Times Faster Flow"),
        (r"$\ell_1$-Regularized Flow", "L1-Regularized Flow"),
        ("ell_1-Regularized Flow", "ℓ1-Regularized Flow"),
        (r"Faster by 10\% with Flow", "Faster by 10 percent with Flow"),
        ("Towards Generalised Colour Labelling", "Toward Generalized Color Labeling"),
        ("Analysing Dialogue Centres with Judgement", "Analyzing Dialog Centers with Judgment"),
        (r"Text Flow Fields\footnote{Work done at home}", "Text Flow Fields"),
        (r"\title{Text Flow Fields}", "Text Flow Fields"),
        (r"Text Flow: \\Towards Fields", "Text Flow: Towards Fields"),
        ("[Text Flow Fields](https://arxiv.org/abs/2301.00001)", "Text Flow Fields"),
        ("Text Flow Fields [![ICCV](https://img.shields.io/badge/ICCV-2021-blue)](https://a.org)", "Text Flow Fields"),
        ("Text Flow Fields<br>ICCV 2021", "Text Flow Fields"),
        ("arXiv:2301.00001v2 Text Flow Fields", "Text Flow Fields"),
        ("GitHub - ada/flow: Text Flow Fields", "Text Flow Fields"),
        ("Chen et al. (2021): Text Flow Fields", "Text Flow Fields"),
        ("Chen et al. - Text Flow Fields", "Text Flow Fields"),
        ("(Chen et al., 2021) Text Flow Fields", "Text Flow Fields"),
        ("Text Flow Fields (Best Paper Honorable Mention)", "Text Flow Fields"),
        ("Text Flow Fields (Findings of EMNLP 2024)", "Text Flow Fields"),
        ("Text Flow Fields (Under review at ICLR 2025)", "Text Flow Fields"),
        ("Text Flow Fields. In: NeurIPS (2024)", "Text Flow Fields"),
    ],
)
def test_forms_of_one_title(written: str, plain: str) -> None:
    assert fold_tight(written) == fold_tight(plain)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("GaussianImage++", "GaussianImage"),
        ("Model AI Assignments 2014", "Model AI Assignments 2020"),
        ("Workshop on Retrieval (LSDS-IR 2014)", "Workshop on Retrieval (LSDS-IR 2013)"),
        ("Overview of the Plant Task (2023)", "Overview of the Plant Task (2024)"),
        ("[Re] Deep Fair Clustering", "Deep Fair Clustering"),
        ("A Model Part 1", "A Model Part 2"),
        ("Flownet: Text Fields", "Flownet$^+$: Text Fields"),
        ("Flownet: Text Fields", "Flownet⁺: Text Fields"),
        (r"Flownet Report", r"\text{Flownet}$^{++}$ Report"),
        ("Parsing C# Code", "Parsing C Code"),
        ("Simple, Fast", "Simple"),
        ("A Response to arXiv:2301.00704", "A Response to"),
        ("2011-12 League Seasons", "2010-11 League Seasons"),
        ("[v2] Text Fields", "Text Fields"),
        ("2D Diffusion", "3D Diffusion"),
        ("Comment on Deep Learning", "Deep Learning"),
        ("Comment on Chen et al. (2021): Text Flow Fields", "Text Flow Fields"),
        ("Revisiting Chen et al.: Text Flow Fields", "Text Flow Fields"),
        ("Findings of WMT 2021: Text Flow", "Findings of WMT 2022: Text Flow"),
        ("Text Flow at the Size of 16×16", "Text Flow at the Size of 16×32"),
    ],
)
def test_what_tells_papers_apart_stays(one: str, other: str) -> None:
    assert fold_tight(one) != fold_tight(other)


def test_words_are_separated_by_single_spaces() -> None:
    assert fold("A  Long-Tail: Study") == "a long tail study"
    assert fold_tight("A  Long-Tail: Study") == "alongtailstudy"


@pytest.mark.parametrize("title", ["0", "42", "(CVPR 2024)", "[Code]", "2024.07", "…", ""])
def test_a_title_of_decoration_alone_is_kept(title: str) -> None:
    assert bool(fold(title)) == any(letter.isalnum() for letter in title)


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("Qwen2.5-Omni Report", ("2.5",)),
        ("Qwen3 Report", ("3",)),
        ("Trajectories, Part II: A Graph", ("2",)),
        ("Part V", ("5",)),
        ("An Algebra V: Games", ("5",)),
        ("1,000 Questions", ("1000",)),
        ("I See What You Did", ()),
        ("V-Net and X-Ray", ()),
        ("Better Models (CVPR 2024)", ()),
        ("M$^3$ViT", ("3",)),
        ("№ 4 Text L² Fields", ("2",)),
        ("Text L&#178; Fields", ("2",)),
    ],
)
def test_numbers(title: str, found: tuple[str, ...]) -> None:
    assert numbers(title) == found


def test_undecorated_keeps_the_authors_own_spelling() -> None:
    assert undecorated("🔥[MQA] Fast Decoding: One Head(@Google)") == "Fast Decoding: One Head"


@given(st.text(max_size=80))
def test_folding_twice_changes_nothing_more(title: str) -> None:
    once = fold(title)
    assert fold_tight(once) == tight(once) or any(not letter.isascii() for letter in title) or _decorated(once)


def _decorated(folded: str) -> bool:
    """A folded title may end in words that stand for a venue and a year in their own right."""
    return undecorated(folded) != folded


@given(st.text(alphabet=st.sampled_from("abc XYZ-:,.()[]{}$\\^_0129'\"&;<>/+*é…🔥"), max_size=60))
def test_outer_blanks_never_matter(title: str) -> None:
    assert fold(f"  {title} ") == fold(title)
