"""Titles that look like one another and are two works: what must never be called a duplicate.

A change is a function from a title to the pair of titles of two works, or nothing where it does not fit.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable

from benchmarks.twin_titles import made_name, made_title

Pair = tuple[str, str]
Change = Callable[[str, random.Random], Pair | None]

_OPPOSITES = [
    pair.split("/")
    for pair in (
        "Supervised/Unsupervised|Supervised/Self-Supervised|Supervised/Semi-Supervised|"
        "Weakly-Supervised/Fully-Supervised|Online/Offline|Single-Agent/Multi-Agent|Single-View/Multi-View|"
        "Linear/Nonlinear|Linear/Non-Linear|Parametric/Non-Parametric|Convex/Nonconvex|"
        "Autoregressive/Non-Autoregressive|Stationary/Non-Stationary|Centralized/Decentralized|"
        "Homogeneous/Heterogeneous|Explicit/Implicit|Forward/Backward|Upper/Lower|Local/Global|Discrete/Continuous|"
        "Static/Dynamic|Image/Video|English/Chinese|Indoor/Outdoor|Monolingual/Multilingual|Deterministic/Stochastic|"
        "Synchronous/Asynchronous|In-Distribution/Out-of-Distribution|In-Domain/Out-of-Domain|"
        "In-Context/Out-of-Context|Bounded/Unbounded|Symmetric/Asymmetric|Balanced/Imbalanced|Complete/Incomplete|"
        "Labeled/Unlabeled|Reversible/Irreversible|Directed/Undirected|Conditional/Unconditional|Coupled/Decoupled|"
        "On-Policy/Off-Policy|Model-Based/Model-Free|Zero-Shot/Few-Shot|One-Shot/Few-Shot|Short-Term/Long-Term|"
        "Macro/Micro|Pre-Training/Post-Training|White-Box/Black-Box|Low-Resource/High-Resource|"
        "Intra-Class/Inter-Class|Hyper/Hypo|Text-to-Image/Image-to-Text|Text-to-Speech/Speech-to-Text|"
        "Encoder/Decoder|Encoding/Decoding|Univariate/Multivariate|Homogenous/Heterogenous|Unimodal/Multimodal|"
        "Bimodal/Multimodal|Binary/Ternary|Elastic/Inelastic|Finite/Infinite|Pretrained/Untrained|Biased/Unbiased|"
        "Overfitting/Underfitting|Underwater/Overwater|Monocular/Binocular|Ferromagnetic/Antiferromagnetic|"
        "Hydrophobic/Hydrophilic|Hypertension/Hypotension|Intracellular/Extracellular|Compression/Decompression|"
        "Attractive/Repulsive|Prenatal/Postnatal|Isotropic/Anisotropic|Commutative/Noncommutative"
    ).split("|")
]
_NUMBERS = [
    pair.split("/")
    for pair in (
        "2D/3D|3D/4D|2-D/3-D|7B/70B|8B/80B|1.5B/15B|1D/2D|Two-Dimensional/Three-Dimensional|First-Order/Second-Order|"
        "k-NN/m-NN|Two-Stage/Three-Stage|One-Step/Two-Step|2-Bit/4-Bit|INT4/INT8|FP4/FP8|4K/8K|32K/128K|"
        "$O(n)$/$O(n^2)$|L1/L2|L_1/L_2|$L^1$/$L^2$|$\\ell_1$/$\\ell_2$|ℓ1/ℓ2|10x/100x|1M/10M|SO(2)/SO(3)|SE(2)/SE(3)|"
        "p=1/p=2|N=2/N=4|5G/6G|H1/H2|Dual/Triple|Single/Dual|Half/Full|First/Second|Four-Point/Five-Point|"
        "Third-Person/First-Person|Level-1/Level-2|Bi-Level/Tri-Level"
    ).split("|")
]
_VERSIONS = (
    "{n}/{n} v2|{n}/{n} 2|{n}/{n}2|{n}/{n}-2|{n}/{n}v2|{n}/{n} 2.0|{n} 1.5/{n} 2|{n}-1.5/{n}-2.5|{n}/{n}++|{n}/{n}+|"
    "{n}+/{n}++|{n}/{n}-XL|{n}/{n}XL|{n}-Large/{n}-Lite|{n}/{n}-Pro|{n}/{n} Pro|{n}/{n}-Next|{n}/{n}NeXt|"
    "{n}/{n}-Mini|{n}/Mini-{n}|{n}/{n}-VL|{n}/{n}-Omni|{n}-Base/{n}-Large|{n}-S/{n}-L|{n}/{n} II|{n} II/{n} III|"
    "{n}/{n}-R1|{n}-V/{n}-V2|{n}-1/{n}-2|{n}/{n}-X|{n}/{n}#|{n}/{n}$^2$|{n}/{n}²|{n}/{n}$^+$|{n}/{n}³|"
    "{n}/{n}$^{{++}}$|{n}/{n}⁺|{n}/Tiny{n}|{n}/Open{n}|{n}/Mobile{n}|{n}/Fast {n}|Fast {n}/Faster {n}|{n}/Deep{n}|"
    "{n}/Multi-{n}|{n}/Video-{n}|{n}/Light{n}|{n}/{n}-Plus|{n}/{n} Ultra|{n}-A/{n}-B|{n}-3D/{n}-4D|{n}-7B/{n}-70B|"
    "{n}/{n}-o1|{n}/{n}-GPT|{n}/Graph{n}|{n}/{n}.5|{n}/{n}-i|{n}/i-{n}|{n}/m{n}|{n}/x{n}|{n}/β-{n}|{n}/$\\alpha$-{n}|"
    "{n}/$\\mathcal{{S}}$-{n}|{n}/{n}$\\times$|{n}/$\\infty$-{n}|{n}/∞-{n}|{n}/Re-{n}|{n}/Neo{n}|{n}/{n}-zh"
).split("|")
_PARTS = (
    "{t} Part I/{t} Part II|{t}: Part 1/{t}: Part 2|{t}, Part A/{t}, Part B|{t} I/{t} II|"
    "{t}. I. Theory/{t}. II. Theory|{t} (Part 1)/{t} (Part 2)|{t} [Part I]/{t} [Part II]|{t}, Volume 1/{t}, Volume 2|"
    "{t} Vol. 1/{t} Vol. 2|{t} - I/{t} - II|{t} (I)/{t} (II)|{t}: Part One/{t}: Part Two|Part I: {t}/Part II: {t}|"
    "{t} -- Part III/{t} -- Part IV|{t}, I/{t}, II|{t}: I. Foundations/{t}: II. Applications|{t} 1/{t} 2|"
    "{t} Chapter 3/{t} Chapter 4|{t} Paper I/{t} Paper II|{t} IV/{t} VI|{t} #1/{t} #2|{t}. Part a/{t}. Part b|"
    "{t}/{t} II|{t}/{t}, Part 2|{t} Episode 1/{t} Episode 2|{t} Phase 1/{t} Phase 2|{t} V/{t} X|{t} (1/2)/{t} (2/2)|"
    "{t}: The First Year/{t}: The Second Year|{t}: Day 1/{t}: Day 2|{t}. Paper A/{t}. Paper B|{t}: Supplement/{t}|"
    "{t} (Supplementary Information)/{t}"
).split("|")
_ABOUT = (
    "Comment on {t}|Comment on “{t}”|Reply to {t}|A Note on {t}|Correction to {t}|Correction: {t}|Erratum: {t}|"
    "Erratum to: {t}|Response to {t}|A Survey of {t}|{t}: A Survey|{t}: A Review|{t} (Correction)|{t} - Erratum|"
    "Corrigendum to '{t}'|Addendum: {t}|{t} Revisited|Revisiting {t}|{t}, Revisited|Rethinking {t}|{t} Reconsidered|"
    "Beyond {t}|Towards {t}|Retraction: {t}|[Re] {t}|Retracted: {t}|Reproducibility Study of {t}|Replication: {t}|"
    'A Reproducibility Study of "{t}"|Discussion of {t}|Review of {t}|Author Correction: {t}|'
    "Publisher Correction: {t}|Rejoinder: {t}|Remarks on {t}|Comments on {t}|Commentary: {t}|Re: {t}|Explaining {t}|"
    "On {t}|{t} Considered Harmful|Against {t}|Supplementary Material for {t}|A Critical Look at {t}|{t}: A Critique|"
    "A Tutorial on {t}|{t}: A Tutorial|{t}: A Benchmark|{t}: Challenges and Opportunities|An Introduction to {t}|"
    "{t}: A Position Paper|Perspectives on {t}|{t} - Reply|{t}: Reply|{t} [Comment]|{t} (Reply)|Matters Arising: {t}|"
    "Editorial: {t}|Expression of Concern: {t}|Appendix to {t}|Letter to the Editor: {t}|{t}: Rebuttal|"
    "{t}: A Systematic Review|{t}: A Reply|{t}: Response|{t}: A Comment|Not {t}|{t}: Lecture Notes|"
    "An Empirical Study of {t}|An Overview of {t}|A Theory of {t}|{t}: An Overview|Notes on {t}|More on {t}|"
    "Code for {t}|A Dataset for {t}|Comment: {t}|Invited Comment on {t}|A Comment on {t}|Some Comments on {t}|"
    "A Response to {t}|A Reply to {t}|Reply to Comment on {t}|Reply to the Comment on '{t}'|Discussion: {t}|"
    "Peer Review of {t}|Preface to {t}|Foreword: {t}|Errata: {t}|Errata for {t}|Corrections to {t}|Amendment: {t}|"
    "Withdrawn: {t}|WITHDRAWN: {t}|Poster: {t}|Demo: {t}"
).split("|")
_EDITIONS = (
    "SemEval-{y} Task {k}: {t}/SemEval-{z} Task {k}: {t}|SemEval-{y} Task {k}: {t}/SemEval-{y} Task {m}: {t}|"
    "The Third Workshop on {t}/The Fourth Workshop on {t}|The 3rd Workshop on {t}/The 4th Workshop on {t}|"
    "{t} Challenge {y}/{t} Challenge {z}|Overview of the {y} {t} Track/Overview of the {z} {t} Track|"
    "{t}: {y} Edition/{t}: {z} Edition|"
    "NTIRE {y} Challenge on {t}: Methods and Results/NTIRE {z} Challenge on {t}: Methods and Results|"
    "Proceedings of the First Workshop on {t}/Proceedings of the Second Workshop on {t}|"
    "{t} Workshop '{s}/{t} Workshop '{r}|Findings of the {y} {t} Shared Task/Findings of the {z} {t} Shared Task|"
    "The State of {t} in {y}/The State of {t} in {z}|{t} {y}/{t} {z}|{t} Competition ({y})/{t} Competition ({z})|"
    "{t} Report {y}/{t} Report {z}|{y} {t} Challenge/{z} {t} Challenge|"
    "The Fifth International {t} Competition/The Sixth International {t} Competition|{t}-{y}/{t}-{z}|"
    "Workshop on {t}/Challenge on {t}|{t} Workshop/{t} Challenge|Second {t} Challenge/Third {t} Challenge|"
    "Report on the 12th {t} Workshop/Report on the 13th {t} Workshop|"
    "TREC {y} {t} Track Overview/TREC {z} {t} Track Overview|The Eleventh {t} Cup/The Twelfth {t} Cup|"
    "{t}: Task A/{t}: Task B|{t} Track 1/{t} Track 2|{t} (Subtask A)/{t} (Subtask B)|{t}: Spring {y}/{t}: Fall {y}|"
    "{t} Annual Report: Winter/{t} Annual Report: Summer"
).split("|")


def _versions(title: str, draw: random.Random) -> Pair | None:
    head, colon, rest = title.partition(": ")
    if not colon or " " in head:
        return None
    # The better part of two works' subtitles differs; two reports on two versions have one.
    rest = draw.choice((rest, "Technical Report", "A Technical Report", rest))
    one, other = draw.choice(_VERSIONS).format(n=head).split("/")
    glue = " " if rest == "Technical Report" else ": "
    return one + glue + rest, other + glue + rest


def _from(table: list[str]) -> Change:
    def change(title: str, draw: random.Random) -> Pair | None:
        topic = title.partition(": ")[2] or title
        text = draw.choice(table)
        if "{y}" in text or "Workshop" in text or "Challenge" in text:
            title = topic
        year = draw.randrange(2014, 2025)
        marks = {"y": year, "z": year + 1, "s": year % 100, "r": year % 100 + 1, "k": draw.randrange(1, 6)}
        # Parted where the slash stands between two titles, not within `1/2`.
        one, other = re.split(
            r"/(?=[A-Z{\[]|\d{4})", text.replace("(1/2)", "(1 of 2)").replace("(2/2)", "(2 of 2)"), maxsplit=1
        )
        return one.format(t=title, m=6, **marks), other.format(t=title, m=6, **marks)

    return change


def _about(title: str, draw: random.Random) -> Pair:
    return title, draw.choice(_ABOUT).format(t=title)


def _exchanged(pairs: list[list[str]]) -> Change:
    def change(title: str, draw: random.Random) -> Pair | None:
        words = title.split()
        one, other = draw.sample(draw.choice(pairs), 2)
        at = draw.randrange(1, len(words))
        if ":" in words[at]:
            return None
        return " ".join([*words[:at], one, *words[at:]]), " ".join([*words[:at], other, *words[at:]])

    return change


def _negated(title: str, draw: random.Random) -> Pair | None:
    pairs = [
        (" with ", " without "),
        (" for ", " not for "),
        ("Do ", "Don't "),
        ("Need ", "Never Need "),
        (" via ", " Beyond "),
    ]
    fitting = [pair for pair in pairs if pair[0] in title]
    return (title, title.replace(*draw.choice(fitting), 1)) if fitting else None


def _other_goal(title: str, draw: random.Random) -> Pair | None:
    head, glue, _ = title.rpartition(draw.choice((" for ", " via ", " with ", " of ", " from ")))
    goal = made_title(draw).rpartition(" for ")
    return (title, head + glue + goal[2]) if head and goal[0] else None


def _other_name(title: str, draw: random.Random) -> Pair | None:
    head, colon, rest = title.partition(": ")
    return (title, f"{made_name(draw)}: {rest}") if colon and " " not in head else None


def _same_name(title: str, draw: random.Random) -> Pair | None:
    head, colon, _ = title.partition(": ")
    other = made_title(draw)
    return (title, f"{head}: {other.rpartition(': ')[2]}") if colon and " " not in head else None


def _near_name(title: str, draw: random.Random) -> Pair | None:
    """A name with another letter: `KaloNet`, `KavoNet`."""
    head, colon, rest = title.partition(": ")
    if not colon or " " in head or len(head) < 4:
        return None
    at = draw.randrange(len(head))
    other = head[:at] + draw.choice("bdkmprst") + head[at + 1 :]
    return (title, f"{other}: {rest}") if other.lower() != head.lower() else None


APART: dict[str, Change] = {
    "version": _versions,
    "part": _from(_PARTS),
    "about": _about,
    "edition": _from(_EDITIONS),
    "opposite": _exchanged(_OPPOSITES),
    "number": _exchanged(_NUMBERS),
    "negated": _negated,
    "other goal": _other_goal,
    "other name": _other_name,
    "same name": _same_name,
    "near name": _near_name,
}
