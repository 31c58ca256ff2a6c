"""The command line of the evals: reads the arguments and runs one verb.

Exit codes: 0 done, 1 the gate or the check found something, 2 bad input.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from evals.errors import EvalsError
from evals.verbs import (
    answers,
    checks,
    corrected,
    fits,
    gold_sets,
    kinds,
    public_sets,
    reading,
    selecting,
    speakers,
    speed,
)
from rag.errors import ChiaroscuroError

BAD_INPUT = 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one verb and returns the exit code; mistakes are one line on standard error."""
    options = _parser().parse_args(arguments)
    try:
        return int(options.verb(options))
    except (ChiaroscuroError, EvalsError, ValueError, OSError) as error:
        print(f"evals: {error}", file=sys.stderr)
        return BAD_INPUT


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m evals", description="Measures the answers; no judge model is needed."
    )
    verbs = parser.add_subparsers(required=True, metavar="VERB")
    of_answers = answers, kinds, selecting, speakers, corrected, reading
    for module in (*of_answers, gold_sets, public_sets, checks, fits, speed):
        module.add_verbs(verbs)
    return parser
