"""The verbs of `python -m evals`: what each takes, and what it prints.

Exit codes: 0 done, 1 the gate or the check found something, 2 bad input.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from langchain.chat_models import init_chat_model

from evals import check, compare, fit_refusal, gold, growth, human, public, public_run, tampering
from evals.bench.load import measure_load
from evals.bench.measure import BenchError, format_bench, measure, measure_growth
from evals.html import render_report
from evals.kept import Kept
from evals.modes import InMode
from evals.records import QUESTION_TYPES, Quote
from evals.run import Answering, commit, make_report
from evals.table import align, format_estimate, format_modes, format_report, format_writing
from evals.tutorial import Tutorial
from rag.chain import Chatbot
from rag.chat_models import open_chat_model
from rag.corpus import bundled_documents, read, scan
from rag.errors import ChiaroscuroError
from rag.records import Answer
from rag.settings import Settings

RESULTS = Path(__file__).parent / "results"
BUNDLED = gold.FOLDER / "corpus.jsonl"
FAILED = 1
BAD_INPUT = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one verb and returns the exit code; mistakes are one line on standard error."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.verb(options))
    except (
        ChiaroscuroError,
        gold.GoldError,
        compare.ReportError,
        BenchError,
        ValueError,
        OSError,
    ) as error:
        print(f"evals: {error}", file=sys.stderr)
        return BAD_INPUT


def run(options: argparse.Namespace) -> int:
    """Asks the gold set, prints the table, writes the JSON and the HTML."""
    options.out.mkdir(parents=True, exist_ok=True)
    reports = {}
    with Chatbot.open(options.corpus, progress=sys.stderr.isatty()) as bot:
        for name, answering in _pipelines(bot, options.mode).items():
            reports[name] = _report(bot, answering, name, options)
    print(format_report(reports[options.mode]))
    if options.mode == "write":
        print(f"\n{format_modes(reports)}\n\n{format_writing(reports['write']['writing'])}")
    if options.judge:
        print(f"judge {options.judge}: {json.dumps(reports[options.mode]['judge'])}")
    for name, report in reports.items():
        stem = f"{datetime.now(UTC):%Y-%m-%d}-{commit()}".replace("+", "-changed")
        stem += "" if options.gold == BUNDLED else f"-{options.gold.stem}"
        stem += "" if len(reports) == 1 else f"-{name}"
        _write_json(options.out / f"{stem}.json", report)
        (options.out / f"{stem}.html").write_text(render_report(report), encoding="utf-8")
        _kept(bot, name, options).discard()
        print(f"\nwritten: {options.out / stem}.json and .html")
    return 0


def _pipelines(bot: Chatbot, mode: str) -> dict[str, Answering]:
    """Returns what is asked: for write mode quote mode and the tutorials' chain, too."""
    if mode == "quote":
        return {"quote": InMode(bot, "quote")}
    settings = bot.settings
    if settings.chat_model is None:
        raise ValueError("--mode write needs a chat model; RAG_CHAT_MODEL names one")
    model = open_chat_model(
        settings.chat_model,
        base_url=settings.chat_base_url,
        api_key=settings.chat_api_key,
        timeout_seconds=settings.chat_timeout_seconds,
    )
    # One after the other, so that a server that keeps the last prompt's state can use it.
    return {
        "quote": InMode(bot, "quote"),
        "write": InMode(bot, "write"),
        "tutorial": Tutorial(bot, model.model),
    }


def _report(
    bot: Chatbot, answering: Answering, name: str, options: argparse.Namespace
) -> dict[str, Any]:
    return make_report(
        answering,
        options.gold,
        corpus=str(options.corpus.name) if options.corpus else "the bundled documents",
        settings={"answers": name, **_shown_settings(bot)},
        progress=_count,
        judge=init_chat_model(options.judge) if options.judge and name == options.mode else None,
        sample=options.sample,
        kept=_kept(bot, name, options) if options.mode == "write" else None,
    )


def _kept(bot: Chatbot, name: str, options: argparse.Namespace) -> Kept:
    """The answers so far of a run that may take hours."""
    run = {
        "commit": commit(),
        "gold": hashlib.sha256(options.gold.read_bytes()).hexdigest(),
        "documents": [document.sha256 for document in bot.documents],
        "settings": _shown_settings(bot),
        "answers": name,
    }
    return Kept(options.out / f"unfinished-{name}-{options.gold.stem}.jsonl", run)


def run_check(options: argparse.Namespace) -> int:
    """Verifies the gold set; suspects are for a person to look at and don't fail the check."""
    with Chatbot.open(options.corpus) as bot:
        items = check.read_all(options.gold)
        faults = check.find_faults(items, bot.documents)
        suspects = check.find_suspects(bot, items)
    print(check.describe(items))
    for line in suspects:
        print(f"look at {line}")
    for line in faults:
        print(f"fault: {line}")
    print(f"{len(faults)} faults, {len(suspects)} to look at")
    return FAILED if faults else 0


def run_compare(options: argparse.Namespace) -> int:
    """Prints the paired differences between two reports."""
    before, after = compare.load_report(options.before), compare.load_report(options.after)
    differences = compare.compare_reports(before, after)
    rows = [["score", f"{after['commit']} minus {before['commit']}, same questions"]]
    print(align([*rows, *([name, str(change)] for name, change in differences.items())]))
    return 0


def run_gate(options: argparse.Namespace) -> int:
    """Fails where a headline score fell by more than its interval."""
    before, after = compare.load_report(options.before), compare.load_report(options.after)
    losses = compare.find_losses(compare.compare_reports(before, after))
    for line in losses:
        print(line)
    print("gate: worse" if losses else "gate: no headline score fell by more than its interval")
    return FAILED if losses else 0


def run_add(options: argparse.Namespace) -> int:
    """Turns a saved answer, or the chat page's feedback, into gold items."""
    judged = growth.load_feedback(options.file, options.id)
    if judged is None:
        _add_one(options, growth.load_answer(options.file), right=not options.wrong)
        return 0
    if len(judged) > 1 and (options.quote or options.value):
        raise ValueError("--quote and --value are for one judgement; name it with --id")
    left = 0
    for item in judged:
        try:
            _add_one(
                options,
                item.answer,
                right=item.verdict == "right" and not options.wrong,
                kind=growth.kind_of(item, options.type),
                history=item.history,
            )
        except gold.GoldError as error:
            left += 1
            comment = f" ({item.comment})" if item.comment else ""
            print(f"left: judgement {item.id}, {item.verdict}{comment}: {error}")
    return FAILED if left else 0


def _add_one(
    options: argparse.Namespace,
    answer: Answer,
    *,
    right: bool,
    kind: str | None = None,
    history: Sequence[tuple[str, str]] = (),
) -> None:
    quotes = [Quote(*_split_quote(text)) for text in options.quote]
    item = growth.make_item(
        answer,
        right=right,
        kind=kind or options.type,
        quotes=quotes,
        values=options.value,
        history=history,
    )
    growth.append_item(options.gold, item)
    print(f"added {item.id} to {options.gold}")


def run_bench(options: argparse.Namespace) -> int:
    """Measures build, rebuilds, questions, memory and cold start."""
    options.out.mkdir(parents=True, exist_ok=True)
    stem = f"{datetime.now(UTC):%Y-%m-%d}-{commit()}-bench".replace("+", "-changed")
    if options.growth:
        picture = options.out / f"{stem}-growth.svg"
        result = measure_growth(options.corpus, options.gold, options.growth, picture)
        stem += "-growth"
    else:
        result = measure(options.corpus, options.gold, peers=not options.no_peers)
    print(format_bench(result))
    _write_json(options.out / f"{stem}.json", result)
    return 0


def run_load(options: argparse.Namespace) -> int:
    """Has many people ask the served page at once; times, mix-ups, memory over many questions."""
    questions = [item.question for item in gold.load(options.gold) if not item.history]
    result = measure_load(
        questions,
        people=options.people,
        rounds=options.rounds,
        total=options.total,
        corpus=options.corpus,
    )
    print(json.dumps(result, indent=2))
    if options.out is not None:
        _write_json(options.out, result)
    return 0 if result["wrong_answers"] == 0 else 1


def run_public(options: argparse.Namespace) -> int:
    """Runs public question sets, read where they lie, beside their baselines."""
    results = {}
    for name in options.names or public.LOADERS:
        result = public_run.run_set(name, options.data, sample=options.sample, peers=options.peers)
        results[name] = result
        print(f"{name}: {result['questions']} of {result['of']} questions")
        rows = [["", *result["ours"]]]
        rows.append(["ours", *map(format_estimate, result["ours"].values())])
        for peer, scores in result.get("peers", {}).items():
            if isinstance(scores, str):
                print(f"{peer} skipped: {scores}")
            else:
                cells = [scores.get(name) for name in result["ours"]]
                rows.append([peer, *(format_estimate(cell) if cell else "-" for cell in cells)])
        print(align(rows))
        for baseline, value in result["baselines"].items():
            print(f"baseline {baseline}: {value:.3f}")
    _save(options.out, "peers" if options.peers else "public", results)
    return 0


def run_people(options: argparse.Namespace) -> int:
    """Compares the faithfulness score with people's judgements."""
    results = human.check_scores(options.data)
    rows = [["set", "n", "measure", "ours", "share of words"]]
    for name, row in results.items():
        shown = ["{:.3f} [{:.3f}, {:.3f}]".format(*row[who]) for who in ("support", "words")]
        rows.append([name, str(row["n"]), row["measure"], *shown])
    print(align(rows))
    _save(options.out, "people", results)
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
    _save(options.out, "tampering", kept)
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
    _write_json(options.weights, model)
    _save(options.out, "refusal", {"proof": proof, "model": model})
    print(f"written: {options.weights}")
    return 0


def _save(folder: Path, kind: str, result: Any) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{datetime.now(UTC):%Y-%m-%d}-{commit()}-{kind}.json".replace("+", "-changed")
    _write_json(folder / name, {"commit": commit(), "result": result})
    print(f"written: {folder / name}")


def _split_quote(text: str) -> tuple[str, str]:
    document_id, separator, quote = text.partition(":")
    if not separator or not quote.strip():
        raise ValueError(f"--quote is DOCUMENT:PHRASE (got {text!r})")
    return document_id.strip(), quote.strip()


def _shown_settings(bot: Chatbot) -> dict[str, Any]:
    kept = ["model", "k", "sentences", "refuse_below"]
    if bot.settings.chat_model:
        kept += ["chat_model", "failed_sentence"]
    return {name: getattr(bot.settings, name) for name in kept}


def _count(number: int) -> None:
    if sys.stderr.isatty():
        print(f"\r{number} asked", end="", file=sys.stderr, flush=True)


def _write_json(path: Path, data: Any) -> None:
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m evals", description="Measures the answers; no judge model is needed."
    )
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    for name, function in (("run", run), ("check", run_check)):
        verb = verbs.add_parser(name, help=str(function.__doc__))
        verb.set_defaults(verb=function)
        _add_corpus(verb)
        if name == "run":
            verb.add_argument("--out", type=Path, default=RESULTS, help="folder of the report")
            verb.add_argument("--judge", help="LangChain chat model for a second opinion")
            verb.add_argument(
                "--mode",
                choices=("quote", "write"),
                default="quote",
                help="write: quote mode and an unguarded chain too, on the same questions",
            )
            verb.add_argument("--sample", type=int, help="questions, in proportion to their types")
    for name, function in (("compare", run_compare), ("gate", run_gate)):
        verb = verbs.add_parser(name, help=str(function.__doc__))
        verb.set_defaults(verb=function)
        verb.add_argument("before", type=Path, help="report (JSON)")
        verb.add_argument("after", type=Path, help="report (JSON)")
    bench = verbs.add_parser("bench", help=str(run_bench.__doc__))
    bench.set_defaults(verb=run_bench)
    _add_corpus(bench)
    bench.add_argument("--out", type=Path, default=RESULTS, help="folder of the measurements")
    bench.add_argument("--no-peers", action="store_true", help="leave out the tutorial pipeline")
    bench.add_argument(
        "--growth", type=int, nargs="+", metavar="PASSAGES", help="measure at these sizes instead"
    )
    load = verbs.add_parser("load", help=str(run_load.__doc__))
    load.set_defaults(verb=run_load)
    _add_corpus(load)
    load.add_argument("--people", type=int, default=50, help="how many ask at the same moment")
    load.add_argument("--rounds", type=int, default=10, help="how often they do")
    load.add_argument("--total", type=int, default=2000, help="questions while memory is watched")
    load.add_argument("--out", type=Path, help="file of the measurements")
    _add_measures(verbs)
    _add_growth(verbs.add_parser("add", help=str(run_add.__doc__)))
    return parser


def _add_corpus(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--corpus", type=Path, help="folder of documents; the bundled ones if left")
    verb.add_argument("--gold", type=Path, default=BUNDLED, help="gold set, JSON lines")


def _add_measures(verbs: Any) -> None:
    for name, function in (("public", run_public), ("peers", run_public), ("people", run_people)):
        verb = verbs.add_parser(name, help=str(function.__doc__))
        verb.set_defaults(verb=function, peers=name == "peers")
        verb.add_argument("--data", type=Path, required=True, help="folder of the public sets")
        verb.add_argument("--out", type=Path, default=RESULTS)
        if function is run_public:
            verb.add_argument("names", nargs="*", help="sets; all where none is named")
            verb.add_argument("--sample", type=int, help="questions of each set")
    verb = verbs.add_parser("tamper", help=str(run_tamper.__doc__))
    verb.set_defaults(verb=run_tamper)
    verb.add_argument("--corpus", type=Path, help="folder of documents; the bundled ones if left")
    verb.add_argument("--sample", type=int, default=300, help="sentences")
    verb.add_argument("--out", type=Path, default=RESULTS)
    verb = verbs.add_parser("fit-refusal", help=str(run_fit.__doc__))
    verb.set_defaults(verb=run_fit)
    verb.add_argument("--data", type=Path, required=True, help="folder of the public sets")
    verb.add_argument("--sample", type=int, help="questions of each set")
    verb.add_argument("--rows", type=Path, default=Path("refusal-rows.jsonl"), help="kept features")
    verb.add_argument("--weights", type=Path, default=Path("rag/refusal.json"))
    verb.add_argument("--out", type=Path, default=RESULTS)


def _add_growth(verb: argparse.ArgumentParser) -> None:
    verb.set_defaults(verb=run_add)
    verb.add_argument("file", type=Path, help="saved answer (JSON) or feedback.sqlite")
    verb.add_argument("--id", type=int, help="one judgement of the feedback; all where not given")
    verb.add_argument("--gold", type=Path, required=True, help="set to add to; made where missing")
    verb.add_argument("--type", choices=QUESTION_TYPES, default="fact")
    verb.add_argument("--wrong", action="store_true", help="the answer was wrong")
    verb.add_argument("--value", action="append", default=[], help="what the answer must contain")
    verb.add_argument(
        "--quote", action="append", default=[], metavar="DOCUMENT:PHRASE", help="where it stands"
    )
