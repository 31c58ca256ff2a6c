"""`public`, `peers` and `ablate`: how good the program is on questions that others made."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from evals import public, public_run
from evals.ablation import SETS, ablate_gold, ablate_set
from evals.gold import load
from evals.kinds import READ, load_kinds
from evals.results import RESULTS, save
from evals.sampling import draw
from evals.steps import KINDS
from evals.table import format_ablation, format_public
from evals.verbs.gold_sets import BUNDLED


def run_public(options: argparse.Namespace) -> int:
    """Runs public question sets, read where they lie, beside their baselines."""
    return _run(options, peers=False)


def run_peers(options: argparse.Namespace) -> int:
    """Runs public question sets with the LangChain tutorial and the LlamaIndex default beside."""
    return _run(options, peers=True)


def run_ablate(options: argparse.Namespace) -> int:
    """Asks with one step of the program switched off at a time, and tells what each brings."""
    kept = options.keep
    if options.kinds:
        name = "other kinds of documents"
        asked = [(kind.documents, draw(kind.items, options.limit)) for kind in load_kinds(READ)]
    else:
        name = " + ".join(path.stem for path in options.gold)
        items = [item for path in options.gold for item in draw(load(path), options.limit)]
        asked = [(options.corpus, items)]
    told = ablate_gold(asked, of=options.of, keep=kept and kept / "gold", progress=_tell)
    results = {name: told}
    print(format_ablation(name, told), end="\n\n", flush=True)
    for name in public.check_names(options.names or SETS) if options.data else ():
        results[name] = ablate_set(
            name, options.data, of=options.of, limit=options.limit, keep=kept, progress=_tell
        )
        print(format_ablation(name, results[name]), end="\n\n", flush=True)
    print("+ the step helps, ! it harms: the whole 95 % interval lies on one side of zero")
    save(options.out, "ablation", results)
    return 0


def _tell(step: str, counts: Mapping[str, int]) -> None:
    """Says what was measured: an ablation over a thousand questions takes an hour."""
    said = ", ".join(f"{n} {name}" for name, n in counts.items())
    print(f"without {step}: {said}", file=sys.stderr, flush=True)


def _run(options: argparse.Namespace, *, peers: bool) -> int:
    results = {}
    for name in public.check_names(options.names):
        results[name] = public_run.run_set(
            name, options.data, sample=options.sample, peers=peers, keep=options.keep
        )
        print(format_public(name, results[name]), end="\n\n", flush=True)
    save(options.out, "peers" if peers else "public", results)
    return 0


def add_verbs(verbs: Any) -> None:
    """Adds the verbs of this module to the command line."""
    for name, function in (("public", run_public), ("peers", run_peers)):
        verb = verbs.add_parser(name, help=function.__doc__)
        verb.set_defaults(verb=function)
        verb.add_argument("names", nargs="*", help=f"of {', '.join(public.LOADERS)}; all if none")
        verb.add_argument("--data", type=Path, required=True, help="folder of the public sets")
        verb.add_argument("--sample", type=int, help="questions of each set")
        verb.add_argument("--keep", type=Path, help="folder where the sets' indexes are kept")
        verb.add_argument("--out", type=Path, default=RESULTS, help="folder of the measurements")
    verb = verbs.add_parser("ablate", help=run_ablate.__doc__)
    verb.set_defaults(verb=run_ablate)
    verb.add_argument("names", nargs="*", help=f"public sets; {', '.join(SETS)} if none")
    verb.add_argument("--corpus", type=Path, help="folder of documents; the bundled ones if left")
    verb.add_argument(
        "--gold", type=Path, nargs="+", default=[BUNDLED], help="gold sets, taken together"
    )
    verb.add_argument(
        "--kinds", action="store_true", help="the folders of other kinds instead, those once read"
    )
    verb.add_argument("--of", nargs="+", choices=KINDS, default=KINDS, help="steps of what; of all")
    verb.add_argument("--data", type=Path, help="folder of the public sets; none is asked if left")
    verb.add_argument("--limit", type=int, help="questions of each set")
    verb.add_argument("--keep", type=Path, help="folder where the indexes are kept")
    verb.add_argument("--out", type=Path, default=RESULTS, help="folder of the measurements")
