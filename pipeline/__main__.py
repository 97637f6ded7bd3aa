"""`python -m pipeline` and the command `evidence`."""

from __future__ import annotations

import errno
import sys

from pipeline.errors import EvidenceError, ExitCode

PLACE_AT_FAULT = (
    errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOTDIR, errno.EISDIR, errno.EEXIST, errno.ENAMETOOLONG,
)  # fmt: skip


def main() -> None:
    """Run the command line; a fault of the input, or of a path that may not be read or written, is one sentence and
    an exit code; a bug keeps its traceback.
    """
    from pipeline.cli import app

    try:
        app()
    except EvidenceError as error:
        print(f"evidence: {error}", file=sys.stderr)
        sys.exit(int(error.exit_code))
    except OSError as error:
        if error.errno not in PLACE_AT_FAULT:
            raise
        print(f"evidence: {error.filename}: {error.strerror}; name a place that you may use", file=sys.stderr)
        sys.exit(int(ExitCode.USAGE))


if __name__ == "__main__":
    main()
