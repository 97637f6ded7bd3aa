"""The folder `../shared` beside the checkout: papers, gold and judges that tests may use where it stands."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

SHARED = Path(__file__).resolve().parents[2] / "shared"


def needs_shared(test: Callable[..., Any]) -> Callable[..., Any]:
    """Mark a test that reads the folder; it skips and says so where the folder does not stand."""
    skip = pytest.mark.skipif(not SHARED.is_dir(), reason="the folder ../shared does not stand beside the checkout")
    return pytest.mark.shared(skip(test))
