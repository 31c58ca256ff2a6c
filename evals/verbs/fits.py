"""`fit-encoder`, `fit-cross-encoder`, `fit-refusal`: where what `rag/` learned comes from."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from evals import fit_refusal, gold
from evals.results import RESULTS, save, write_json
from evals.table import align
from evals.verbs.gold_sets import BUNDLED
from rag.corpus import bundled_documents
from rag.models import change_reader, cross_encoder, large_cross_encoder, speech_reader
from rag.refusing.refusal import WEIGHTS
from rag.settings import Settings
from rag.speaking import unsigned

if TYPE_CHECKING:
    from evals.cross_encoder.fit import Trained
    from evals.cross_encoder.pairs import Pair


def run_fit_encoder(options: argparse.Namespace) -> int:
    """Trains the encoder's changes, proves them on what it never saw, and writes them."""
    from evals.encoder import fit, passages  # torch and transformers: seconds to import

    taught = passages.load_passages(options.documents, options.data)
    seen = [passage for passage in taught if passage.asked and not passage.unseen]
    asked = sum(len(passage.asked) for passage in seen)
    print(f"{asked:,} questions on {len(seen):,} passages to train on", flush=True)
    untaught = fit.prove(fit.Student.of(taught), taught)
    student = fit.train(taught, lambda line: print(line, flush=True))
    fit.export(student, options.weights)
    proof = fit.prove(student, taught)
    rows = [["right one first, never seen", "n", "as packaged", "trained"]]
    for name, (_, _, _, n) in proof.items():
        before, after = (
            "{:.3f} [{:.3f}, {:.3f}]".format(*each[name][:3]) for each in (untaught, proof)
        )
        rows.append([name, f"{n:,}", before, after])
    print(align(rows))
    result = {"passages": len(seen), "questions": asked, "as packaged": untaught, "trained": proof}
    save(options.out, "encoder", result)
    print(f"written: {options.weights}")
    return 0


def run_fit_cross_encoder(options: argparse.Namespace) -> int:
    """Trains the cross-encoder, proves it on what it never saw, and writes its weights."""
    from evals.cross_encoder import fit, pairs  # torch and transformers: seconds to import

    made = pairs.make_pairs(options.documents, options.data)
    trained_on = [pair for pair in made if not pair.unseen]
    unseen = [pair for pair in made if pair.unseen]
    reader = (
        _train_large(trained_on, options) if options.large else _train_small(trained_on, options)
    )
    proof = fit.prove(unseen, fit.read(reader, unseen))
    _show(proof, len(trained_on), "cross-encoder", options.out)
    return 0


def run_fit_follow_ups(options: argparse.Namespace) -> int:
    """Trains what the large cross-encoder learns of talks, and proves it on talks never seen."""
    from evals.cross_encoder import fit, follow_ups, large

    pairs = follow_ups.make_pairs(options.documents, only_unseen=options.prove)
    trained_on = [pair for pair in pairs if not pair.unseen]
    unseen = [pair for pair in pairs if pair.unseen]
    reader = large.reader_of_talks()
    alone = [follow_ups.without_turns(pair) for pair in unseen]
    odds = fit.read(reader, alone)
    if options.prove:
        large.restore(reader, options.weights)
    else:
        if options.start is not None:
            large.restore(reader, options.start)
        recipe = large.RECIPE_IN_TALK
        print(f"{recipe.steps} steps over {len(trained_on):,} pairs", flush=True)
        fit.train(reader, trained_on, lambda line: print(line, flush=True), recipe=recipe)
        large.export_changes(reader, options.weights)
    in_talk = fit.read(reader, unseen)
    proof = fit.prove([*alone, *unseen], np.concatenate([odds, in_talk]))
    _show(proof, len(trained_on), "follow-ups", options.out)
    return 0


def run_fit_changes(options: argparse.Namespace) -> int:
    """Trains what tells whether a sentence changes another, and proves it on what it never saw."""
    from evals.cross_encoder import changes, fit

    pairs = changes.make_pairs(options.documents, changes.load_folders())
    trained_on = [pair for pair in pairs if not pair.unseen]
    unseen = [pair for pair in pairs if pair.unseen]
    reader = changes.start()
    print(f"{changes.RECIPE.steps} steps over {len(trained_on):,} pairs", flush=True)
    fit.train(reader, trained_on, lambda line: print(line, flush=True), recipe=changes.RECIPE)
    changes.export_changes(reader, options.weights)
    proof = fit.prove(unseen, fit.read(reader, unseen))
    _show(proof, len(trained_on), "changes", options.out)
    return 0


def run_fit_speech(options: argparse.Namespace) -> int:
    """Trains what tells whose a sentence is, and proves it on documents that it never saw."""
    from evals.cross_encoder import speech

    written = speech.load_documents()
    seen = [speech.label(each) for each in written if not each.is_left_out]
    unseen = [speech.label(each) for each in written if each.is_left_out]
    print(f"{options.steps} steps over {len(seen)} documents", flush=True)
    pointing = speech.Pointing()
    speech.train(pointing, seen, lambda line: print(line, flush=True), options.steps)
    speech.export(pointing, options.weights)
    proof = speech.prove(pointing, unseen, unsigned.LEAST)
    rows = [["never seen", "n", "told as another's", "by the right name"]]
    told = [f"{proof[share]:.3f}" for share in ("told", "right", "own taken")]
    rows.append(["somebody else's", f"{proof['others']:,}", told[0], told[1]])
    rows.append(["the document's own", f"{proof['own']:,}", told[2], ""])
    print(align(rows))
    save(options.out, "speech", {"trained on": len(seen), "proof": proof})
    return 0


def _show(proof: Mapping[str, Any], trained_on: int, name: str, out: Path) -> None:
    """Prints and keeps how well what was trained does on what it never saw."""
    rows = [["never seen", "sentences", "AUROC", "questions", "AUROC", "best answers"]]
    for source, row in proof.items():
        area = "{:.3f} [{:.3f}, {:.3f}]".format(*row["questions, AUROC"])
        best = row["best answers"]
        rows.append(
            [
                *(source, f"{row['pairs']:,}", f"{row['sentences, AUROC']:.3f}"),
                *(f"{row['questions']:,}", area, "n/a" if best is None else f"{best:.3f}"),
            ]
        )
    print(align(rows))
    save(out, name, {"trained on": trained_on, "proof": proof})


def _train_small(pairs: Sequence[Pair], options: argparse.Namespace) -> Trained:
    from evals.cross_encoder import fit

    print(f"{len(pairs):,} pairs to train on", flush=True)
    reader = fit.Reader()
    if options.start is not None:
        fit.restore(reader, options.start)
    fit.train(reader, pairs, lambda line: print(line, flush=True))
    if options.start is not None:
        fit.blend(reader, options.start)
    fit.export(reader, options.weights or Path("rag/models") / cross_encoder.WEIGHTS)
    return reader


def _train_large(pairs: Sequence[Pair], options: argparse.Namespace) -> Trained:
    from evals.cross_encoder import fit, large

    kept = large.thin_out(pairs, seed=1 if options.start is None else 2)
    print(f"{large.RECIPE.steps} steps over {len(kept):,} pairs", flush=True)
    reader = large.LargeReader()
    if options.start is not None:
        large.restore(reader, options.start)
    fit.train(reader, kept, lambda line: print(line, flush=True), recipe=large.RECIPE)
    if options.start is not None:
        large.blend(reader, options.start)
    large.export_changes(reader, options.weights or large_cross_encoder.CHANGES)
    return reader


def run_fit_refusal(options: argparse.Namespace) -> int:
    """Fits the refusal model and writes its weights."""
    settings = Settings(cross_encoder=options.cross_encoder)
    if options.rows.exists():
        rows = fit_refusal.load_rows(options.rows)
    else:
        rows = [
            row
            for name in ("clapnq", "mtrag_un", "squad2")
            for row in fit_refusal.observe_public(name, options.data, settings, options.sample)
        ]
        rows += fit_refusal.observe_written(options.documents, settings)
        rows += fit_refusal.observe_gold(fit_refusal.GOLD, bundled_documents(), BUNDLED, settings)
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
    seen = [row for row in rows if not gold.is_held_out(row.id)]
    model = fit_refusal.fit(seen, options.cross_encoder)
    weights = options.weights or Path("rag/refusing") / WEIGHTS[options.cross_encoder]
    write_json(weights, model)
    save(options.out, "refusal", {"proof": proof, "model": model})
    print(f"written: {weights}")
    return 0


def add_verbs(verbs: Any) -> None:
    """Adds the verbs of this module to the command line."""
    verb = verbs.add_parser("fit-encoder", help=run_fit_encoder.__doc__)
    verb.set_defaults(verb=run_fit_encoder)
    verb.add_argument("--data", type=Path, required=True, help="folder of the public sets")
    verb.add_argument("--documents", type=Path, required=True, help="folder of the GAO reports")
    verb.add_argument(
        "--weights", type=Path, default=Path("rag/models/encoder_changes.safetensors")
    )
    verb.add_argument("--out", type=Path, default=RESULTS, help="folder of the measurements")
    verb = verbs.add_parser("fit-cross-encoder", help=run_fit_cross_encoder.__doc__)
    verb.set_defaults(verb=run_fit_cross_encoder)
    verb.add_argument("--data", type=Path, required=True, help="folder of the public sets")
    verb.add_argument("--documents", type=Path, required=True, help="folder of the GAO reports")
    verb.add_argument(
        "--start",
        type=Path,
        help="weights to go on from (and, the small one, to take the mean with)",
    )
    verb.add_argument(
        "--large", action="store_true", help="the large one; an hour of two cores, 8 GB"
    )
    verb.add_argument("--weights", type=Path, help="where not beside the others")
    verb.add_argument("--out", type=Path, default=RESULTS, help="folder of the measurements")
    verb = verbs.add_parser("fit-follow-ups", help=run_fit_follow_ups.__doc__)
    verb.set_defaults(verb=run_fit_follow_ups)
    verb.add_argument("--documents", type=Path, required=True, help="folder of the GAO reports")
    verb.add_argument("--start", type=Path, help="weights to go on from")
    verb.add_argument("--weights", type=Path, default=large_cross_encoder.CHANGES_IN_TALK)
    verb.add_argument("--prove", action="store_true", help="only prove the weights that are there")
    verb.add_argument("--out", type=Path, default=RESULTS, help="folder of the measurements")
    verb = verbs.add_parser("fit-changes", help=run_fit_changes.__doc__)
    verb.set_defaults(verb=run_fit_changes)
    verb.add_argument("--documents", type=Path, required=True, help="folder of the GAO reports")
    verb.add_argument("--weights", type=Path, default=change_reader.CHANGES)
    verb.add_argument("--out", type=Path, default=RESULTS, help="folder of the measurements")
    verb = verbs.add_parser("fit-speech", help=run_fit_speech.__doc__)
    verb.set_defaults(verb=run_fit_speech)
    verb.add_argument("--steps", type=int, default=1500)
    verb.add_argument("--weights", type=Path, default=speech_reader.LEARNED)
    verb.add_argument("--out", type=Path, default=RESULTS, help="folder of the measurements")
    verb = verbs.add_parser("fit-refusal", help=run_fit_refusal.__doc__)
    verb.set_defaults(verb=run_fit_refusal)
    verb.add_argument("--data", type=Path, required=True, help="folder of the public sets")
    verb.add_argument("--documents", type=Path, required=True, help="folder of the GAO reports")
    verb.add_argument("--sample", type=int, help="questions of each set")
    verb.add_argument("--rows", type=Path, default=Path("refusal-rows.jsonl"), help="kept features")
    verb.add_argument("--cross-encoder", choices=("small", "large"), default="small")
    verb.add_argument("--weights", type=Path, help="where not beside the others")
    verb.add_argument("--out", type=Path, default=RESULTS, help="folder of the measurements")
