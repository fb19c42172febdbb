"""The recorded figures and what a published value does to them: the two questions others ask of the baseline."""

from __future__ import annotations

from alerts.comparison import Comparison, compare, verdict_of
from alerts.recorded import Baseline, ClaimKind, Frequency, Recorded, load

__all__ = ["Baseline", "ClaimKind", "Comparison", "Frequency", "Recorded", "compare", "load", "verdict_of"]
