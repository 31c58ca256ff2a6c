"""`people`, `tamper` and `fit-refusal`: are the scores, the gate and the refusals to be trusted?"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from evals import fit_refusal, gold, human, tampering
from evals.results import RESULTS, save, write_json
from evals.table import align, format_estimate
from evals.verbs.gold_sets import BUNDLED
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
    print(align(rows))
    # Sentences of other people's documents are not kept.
    kept = {name: value for name, value in result.items() if name != "missed" or not options.corpus}
    save(options.out, "tampering", kept)
    return 0


def run_fit(options: argparse.Namespace) -> int:
    """Fits the refusal model and writes its weights."""
    if options.rows.exists():
        rows = fit_refusal.load_rows(options.rows)
    else:
        rows = [
            row
            for name in ("clapnq", "mtrag_un", "squad2")
            for row in fit_refusal.observe_public(name, options.data, options.sample)
        ]
        rows += fit_refusal.observe_gold(fit_refusal.GOLD, bundled_documents(), BUNDLED, Settings())
        fit_refusal.save_rows(options.rows, rows)
    proof = fit_refusal.prove(rows)
    for name, scores in proof.items():
        for part in ("left-out third", "set never seen"):
            if scores[part]:
                area = "{:.3f} [{:.3f}, {:.3f}]".format(*scores[part]["AUROC"])
                error = scores[part]["calibration error"]
                print(
                    f"{name}, {part}: n {scores[part]['n']}, AUROC {area}, calibration {error:.3f}"
                )
    model = fit_refusal.fit([row for row in rows if not gold.is_held_out(row.id)])
    write_json(options.weights, model)
    save(options.out, "refusal", {"proof": proof, "model": model})
    print(f"written: {options.weights}")
    return 0


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
    verb = verbs.add_parser("fit-refusal", help=run_fit.__doc__)
    verb.set_defaults(verb=run_fit)
    verb.add_argument("--data", type=Path, required=True, help="folder of the public sets")
    verb.add_argument("--sample", type=int, help="questions of each set")
    verb.add_argument("--rows", type=Path, default=Path("refusal-rows.jsonl"), help="kept features")
    verb.add_argument("--weights", type=Path, default=Path("rag/refusal.json"))
    verb.add_argument("--out", type=Path, default=RESULTS, help="folder of the measurements")
