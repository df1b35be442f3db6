"""Words that are spelled in two ways, and the one that stands for both where titles are compared.

A table and no rule: a rule on endings would take `prise` for `prize`, and cost a look at every letter.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_IZE = (
    "anonym anthropomorph binar canonical capital categor central character commercial computer contextual "
    "conventional crystal custom decentral demoral diagonal digit discret disorgan econom emphas equal factor "
    "familiar final formal general global harmon hybrid hypothes ideal incentiv individual industrial initial "
    "internal item lexical linear local marginal material mathemat maxim mechan memor minim mobil modern modular "
    "monet multilingual nasal natural neutral normal operational optim organ orthogonal orthonormal parallel "
    "parameter penal personal polar popular prior privat pseudonym quant random raster rational real recogn "
    "regional regular reorgan reparameter revolution sanit scrutin sensit serial social special stabil "
    "standard steril structural styl subsid summar symbol synchron synthes systemat theor token util vector "
    "verbal victim virtual visual vocal"
).split()
_IZE_ENDS = ("e", "ed", "es", "er", "ers", "ing", "ation", "ations", "ational", "able", "ability")
_OUR = "arm behavi cand col demean endeav fav ferv flav harb hon hum lab neighb od rig rum sav splend tum val vap vig"
_OUR_ENDS = ("", "s", "ed", "ing", "al", "ally", "able", "hood", "hoods", "ful", "less", "ization", "isation", "ist")
_DOUBLED = (
    "cancel channel counsel dial equal fuel funnel initial label level marshal model panel pedal quarrel relabel "
    "remodel rival signal spiral stencil total travel tunnel unravel"
)
_DOUBLED_ENDS = ("ed", "ing", "ings", "er", "ers")
_PAIRS = (
    "towards toward, analogue analog, analyse analyze, analysed analyzed, analyser analyzer, analysers analyzers, "
    "analysing analyzing, artefact artifact, artefacts artifacts, calibre caliber, catalogue catalog, catalogues "
    "catalogs, catalyse catalyze, centre center, centred centered, centres centers, centring centering, defence "
    "defense, defences defenses, dialogue dialog, dialogues dialogs, fibre fiber, fibres fibers, grey gray, "
    "greyscale grayscale, judgement judgment, judgements judgments, licence license, litre liter, metre meter, "
    "metres meters, millimetre millimeter, nanometre nanometer, kilometre kilometer, kilometres kilometers, mould "
    "mold, moulding molding, offence offense, paralyse paralyze, programme program, programmes programs, "
    "sceptical skeptical, skilful skillful, spectre specter, theatre theater, tyre tire, tyres tires, learnt "
    "learned, whilst while, amongst among, paediatric pediatric, anaemia anemia, haemorrhage hemorrhage, "
    "oesophageal esophageal, leukaemia leukemia, ischaemic ischemic, orthopaedic orthopedic, anaesthesia "
    "anesthesia, diarrhoea diarrhea, oestrogen estrogen, foetal fetal, aluminium aluminum, sulphur sulfur, "
    "aeroplane airplane, ell0 l0, ell1 l1, ell2 l2, ellp lp, ellinfty linfty"
)
_ONE = {
    **{f"{stem}is{end}": f"{stem}iz{end}" for stem in _IZE for end in _IZE_ENDS},
    **{f"{stem}our{end}": f"{stem}or{end.replace('isa', 'iza')}" for stem in _OUR.split() for end in _OUR_ENDS},
    **{f"{stem}l{end}": f"{stem}{end}" for stem in _DOUBLED.split() for end in _DOUBLED_ENDS},
    **{one: other for one, _, other in (pair.partition(" ") for pair in _PAIRS.split(", "))},
}
_TIMES = re.compile(r"(?<=\d) times\b")
_PER_CENT = re.compile(r"(?<=\d) per ?cent\b")


def respelled(folded: str) -> str:
    """A folded title with every word in one spelling: American, and numbers with signs instead of words."""
    words: Sequence[str] = folded.split(" ")
    if not _ONE.keys().isdisjoint(words):
        folded = " ".join(_ONE.get(word, word) for word in words)
    if " times" in folded:
        folded = _TIMES.sub("x", folded)
    return _PER_CENT.sub("", folded) if " per" in folded else folded
