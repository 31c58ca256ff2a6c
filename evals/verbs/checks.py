"""`people` and `tamper`: are the scores and the gate to be trusted?"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from typing import Any

from evals import human, tampering
from evals.indexed import indexed
from evals.results import RESULTS, save
from evals.shortened import load_shortened, measure_shortened
from evals.table import align, format_estimate
from rag.corpus import bundled_documents, read, scan
from rag.settings import Settings


def run_people(options: argparse.Namespace) -> int:
    """Compares the faithfulness score with people's judgements."""
    results = human.check_scores(options.data)
    rows = [["set", "part", "n", "measure", "ours", "share of words"]]
    for name, parts in results.items():
        for part in human.PARTS:
            row = parts[part]
            shown = ["{:.3f} [{:.3f}, {:.3f}]".format(*row[who]) for who in ("support", "words")]
            rows.append([name, part, str(row["n"]), parts["measure"], *shown])
    print(align(rows))
    save(options.out, "people", results)
    return 0


def run_tamper(options: argparse.Namespace) -> int:
    """Measures what the gate catches of tampered sentences, and its false alarms."""
    folder = options.corpus or bundled_documents()
    documents = [read(file) for file in scan(folder).files]
    result = tampering.measure_gate(tampering.draw_samples(documents, options.sample))
    rows = [["tampered", "caught"]]
    rows += [[name, format_estimate(row)] for name, row in result["caught"].items()]
    rows.append(["all", format_estimate(result["caught, all"])])
    rows.append(["honest", "alarmed"])
    rows += [[name, format_estimate(row)] for name, row in result["honest alarmed"].items()]
    rows.append(["all", format_estimate(result["honest alarmed, all"])])
    if not options.corpus:
        result["shortened"] = _measure_shortened(folder)
        for part, row in result["shortened"].items():
            rows.append([f"shortened, {part}", ""])
            rows += [[name, format_estimate(row[name])] for name in ("caught", "faithful alarmed")]
    print(align(rows))
    # Sentences of other people's documents are not kept.
    kept = {name: value for name, value in result.items() if name != "missed" or not options.corpus}
    save(options.out, "tampering", kept)
    return 0


def _measure_shortened(folder: Path) -> dict[str, Any]:
    with (
        tempfile.TemporaryDirectory(prefix="tamper-") as temporary,
        indexed(folder, Settings(index_dir=Path(temporary))) as (index, _),
    ):
        return measure_shortened(load_shortened(), index)


def add_verbs(verbs: Any) -> None:
    """Adds the verbs of this module to the command line."""
    verb = verbs.add_parser("people", help=run_people.__doc__)
    verb.set_defaults(verb=run_people)
    verb.add_argument("--data", type=Path, required=True, help="folder of the public sets")
    verb.add_argument("--out", type=Path, default=RESULTS, help="folder of the measurements")
    verb = verbs.add_parser("tamper", help=run_tamper.__doc__)
    verb.set_defaults(verb=run_tamper)
    verb.add_argument("--corpus", type=Path, help="folder of documents; the bundled ones if left")
    verb.add_argument("--sample", type=int, default=300, help="sentences")
    verb.add_argument("--out", type=Path, default=RESULTS, help="folder of the measurements")
