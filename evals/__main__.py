"""The command line: `python -m evals VERB`; each verb says with `--help` what it takes."""

from __future__ import annotations

import sys

OWN = ("evals", "rag")


def _main() -> int:
    """Runs a verb; where a library of an extra is missing, one line says so."""
    try:
        from evals.commands import main

        return main()
    except ModuleNotFoundError as error:
        missing = (error.name or "").partition(".")[0]
        if missing in ("", *OWN):
            raise
        extras = 'pip install -e ".[evals,peers]" brings it'
        print(f"evals: {missing} is not installed; {extras}", file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(_main())
