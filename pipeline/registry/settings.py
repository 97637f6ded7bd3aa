"""Settings of the registry's client and of the comparison (section `[registry]` of configs/pipeline.toml)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class RegistrySettings:
    """How the registry is asked, and how far two numbers may lie apart and still agree.

    `batch` ids go into one call; the registry documents no rate limit, so one call in `pace_seconds` is our politeness.
    `total_seconds` and `max_bytes` bound one answer, redirects and repeats included. The tolerances are shares in
    percent of the registry's value (`*_percent`), or percentage points (`rate_points`).
    """

    base_url: str = "https://clinicaltrials.gov/api/v2"
    user_agent: str = "oncology-evidence/0.1"
    contact: str = ""
    batch: int = 100
    pace_seconds: float = 1.2
    retries: int = 4
    backoff_seconds: float = 2.0
    connect_seconds: float = 10.0
    read_seconds: float = 60.0
    total_seconds: float = 300.0
    max_bytes: int = 100_000_000
    max_redirects: int = 3
    enrollment_percent: float = 0.5
    dose_percent: float = 1.0
    rate_points: float = 0.5
    value_percent: float = 1.0
