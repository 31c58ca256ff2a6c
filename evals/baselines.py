"""What others reach on the public sets: measured once with the same model, or published.

Figures that stand beside ours in the table of `python -m evals public`, each under the name of the
score that it is to be compared with.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

MEASURED = "measured once, all-MiniLM-L6-v2, 200 questions"
ALONE = "measured once, the score of the best passage taken as confidence"


@dataclass(frozen=True, slots=True)
class Baseline:
    """What another pipeline reaches on a set.

    Attributes:
        source: Who measured it, with what.
        scores: By the name of the score.
    """

    name: str
    source: str
    scores: Mapping[str, float]


def _found(*shares: float) -> dict[str, float]:
    names = ("characters found in 1,000", "characters found in 2,000", "characters found in 4,000")
    return dict(zip(names, shares, strict=True))


BASELINES: Mapping[str, tuple[Baseline, ...]] = {
    "chroma_chunking": (
        Baseline("LangChain tutorial", MEASURED, _found(0.524, 0.654, 0.785)),
        Baseline("LlamaIndex default", MEASURED, _found(0.154, 0.259, 0.332)),
        Baseline("txtai hybrid", MEASURED, _found(0.652, 0.774, 0.857)),
        Baseline(
            "best splitter published",
            "Smith and Troynikov, Chroma 2024, all-MiniLM-L6-v2, the best of each column",
            {"characters found in 5 passages": 0.824, "IoU of 5 passages": 0.072},
        ),
    ),
    "contractnli": (
        Baseline("LangChain tutorial", MEASURED, _found(0.060, 0.104, 0.162)),
        Baseline("LlamaIndex default", MEASURED, _found(0.030, 0.079, 0.159)),
        Baseline("txtai hybrid", MEASURED, _found(0.060, 0.081, 0.147)),
    ),
    "privacy_qa": (
        Baseline("LangChain tutorial", MEASURED, _found(0.110, 0.192, 0.358)),
        Baseline("LlamaIndex default", MEASURED, _found(0.132, 0.218, 0.280)),
        Baseline("txtai hybrid", MEASURED, _found(0.093, 0.158, 0.297)),
    ),
    "clapnq": (Baseline("late interaction", ALONE, {"refusal AUROC": 0.883}),),
    "mtrag_un": (Baseline("late interaction", ALONE, {"refusal AUROC": 0.851}),),
    "squad2": (Baseline("late interaction", ALONE, {"refusal AUROC": 0.630}),),
    "obliqa": (
        Baseline("BM25", "measured once", {"recall@10": 0.756}),
        Baseline("LeSeR", "published, Purbey et al., RegNLP 2025", {"recall@10": 0.820}),
    ),
}
