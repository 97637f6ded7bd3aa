"""`python -m pipeline` and the command `evidence`."""

from __future__ import annotations

import sys

from pipeline.errors import EvidenceError


def main() -> None:
    """Run the command line; a fault of the input is one sentence and an exit code, a bug keeps its traceback."""
    from pipeline.cli import app

    try:
        app()
    except EvidenceError as error:
        print(f"evidence: {error}", file=sys.stderr)
        sys.exit(int(error.exit_code))


if __name__ == "__main__":
    main()
