"""The command line: `python -m evals VERB`; each verb says with `--help` what it takes."""

from __future__ import annotations

import sys

from evals.commands import main

if __name__ == "__main__":
    sys.exit(main())
