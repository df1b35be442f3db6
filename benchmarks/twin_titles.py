"""Made-up titles and people, drawn at random: the base of the pairs that `benchmarks.twins` makes."""

from __future__ import annotations

import random

_KINDS = (
    "Sparse Causal Robust Adaptive Neural Bayesian Hierarchical Geometric Stochastic Latent Temporal Federated".split()
)
_THINGS = (
    "Language Models|Graph Networks|Point Clouds|Time Series|Protein Structures|Diffusion Models|Knowledge Graphs|"
    "Video Transformers|Speech Recordings|Medical Images|Reward Models|Traffic Flows|Quantum Circuits|"
    "Code Assistants|Dialogue Agents|Vision Encoders|Molecular Crystals|Weather Fields|Tabular Records|"
    "Robot Policies|Ocean Currents|Attention Layers|Spin Chains|Cell Populations|Sensor Streams|Recommendation Feeds|"
    "Mathematical Proofs|Galaxy Surveys"
).split("|")
_TASKS = (
    "Image Segmentation|Question Answering|Anomaly Detection|Pose Estimation|Speech Synthesis|Route Planning|"
    "Drug Design|Program Repair|Scene Understanding|Event Extraction|Load Forecasting|Object Tracking|"
    "Text Summarization|Fault Diagnosis|Surface Reconstruction|Crowd Counting|Fraud Prevention|Catalyst Discovery|"
    "Music Transcription"
).split("|")
_WAYS = (
    "Contrastive Pre-Training|Few-Shot Adaptation|Self-Distillation|Curriculum Scheduling|Optimal Transport|"
    "Prompt Routing|Low-Rank Updates|Monte Carlo Sampling|Mixture-of-Experts Gating|Energy-Based Decoding|"
    "Multi-Modal Alignment|Zero-Shot Transfer|Real-Time Feedback|Wavelet Pooling|Token Merging|Fine-Tuning|"
    "Behavior Cloning|Color Constancy|Neighbor Aggregation|Label Smoothing"
).split("|")
_DOING = (
    "Learning Probing Scaling Rethinking Understanding Compressing Steering Evaluating Denoising Modeling Optimizing "
    "Generalizing Aligning Visualizing"
).split()
_TRAITS = (
    "Stability Expressivity Calibration Robustness Geometry Convergence Interpretability Efficiency Generalization"
).split()
_PEOPLE_WORDS = (
    "Poincaré",
    "Rényi",
    "Schrödinger",
    "Gödel",
    "Erdős",
    "Hölder",
    "Lévy",
    "Čech",
    "Łojasiewicz",
    "Bézier",
)
_MATHS = (
    "β-Divergence",
    "α-Stable Noise",
    "L² Penalties",
    "ε-Greedy Search",
    "SO(3)-Equivariant Maps",
    "λ-Returns",
    "γ-Rays",
)
_SYLLABLES = "ka lo mi ru ten vox zel pra dun fex gri hal jor nim qua sol tev wyn yar bex cor dra".split()
_FIRST = (
    "Ada Bo Carla Dmitri Elena Farid Grace Hiro Ingrid José Kenji Lucía Marek Nadia Olu Péter Qing Rosa Søren Tariq"
).split()
_LAST = (
    "Abramov Bergström Chen Dvořák Eriksen Fernández García Haddad Ivanova Jørgensen Kowalski Lindqvist Müller "
    "Nakamura Okafor Petrović Quintero Rahman Šimić Tanaka Ünal Vasquez Weiß Xu Yıldız Zhang"
).split()


def made_name(draw: random.Random) -> str:
    """The made-up name of a system: `KaloNet`, `TEVOX`, `zelpra-Gen`."""
    stem = "".join(draw.sample(_SYLLABLES, draw.choice((2, 2, 3))))
    form = draw.randrange(4)
    tail = draw.choice(("Net", "Former", "LM", "Bench", "Flow", "GPT", "Rank"))
    return (stem.capitalize() + tail, stem.upper(), f"{stem.capitalize()}-{tail}", stem.capitalize())[form]


def made_title(draw: random.Random) -> str:
    """A title of one of the shapes that titles have."""
    kind, thing, other = draw.choice(_KINDS), *draw.sample(_THINGS, 2)
    task, way, doing, trait = draw.choice(_TASKS), draw.choice(_WAYS), draw.choice(_DOING), draw.choice(_TRAITS)
    name, person, maths = made_name(draw), draw.choice(_PEOPLE_WORDS), draw.choice(_MATHS)
    return draw.choice(
        (
            f"{name}: {doing} {kind} {thing} for {task}",
            f"{name}: {kind} {task} with {way} and {thing}",
            f"{doing} {thing} via {way} for {task}",
            f"On the {trait} of {kind} {thing} under {person} Constraints",
            f"{person} {thing} for {kind} {task}: The Role of {way}",
            f"{doing} {thing} with {maths} in {task}",
            f"{name}: {way} & {kind} {thing}",
            f"Do {thing} Need {way}? {doing} the {trait} of {other}",
            f"{kind} {task} from {thing} and {other}",
            f"What's in {thing}? A {kind} Study of {task} with {way}",
        )
    )


def made_people(draw: random.Random) -> tuple[str, ...]:
    """One to seven made-up people, first name first."""
    lasts = draw.sample(_LAST, draw.choice((1, 2, 3, 4, 5, 7)))
    return tuple(f"{draw.choice(_FIRST)} {last}" for last in lasts)
