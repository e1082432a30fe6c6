"""Trials → the figures an editor compares: gate by gate, then what it took."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from modelwire_ssg.model.drafting import Finding
from modelwire_ssg.pipeline.evaluate import Performance, Trial


@dataclass(frozen=True, slots=True, kw_only=True)
class GateTally:
    """Stories by how they fared at one gate; those without a draft are in none of the three."""

    gate: str
    passed: int  # nothing refused, in the first draft or the last
    repaired: int  # refused in the first draft, nothing in the last
    dropped: int  # refused in the last
    sentences: int  # that are gone because of it


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """All figures of one performance. ``usd`` is None where the model has no price here."""

    gates: tuple[GateTally, ...]
    written: int
    bare: int
    pending: tuple[tuple[str, int], ...]  # codes, the most frequent first
    calls: int
    input_tokens: int
    output_tokens: int
    usd: float | None
    seconds: float
    median_s: float  # of the stories the writer was asked about; 0.0 where there are none


def tally(performance: Performance) -> Tally:
    """Count; pure."""
    trials = performance.trials
    judged = [trial for trial in trials if trial.checked and not trial.checked.draft.too_little]
    codes = Counter(trial.code for trial in trials if trial.verb == "pending")
    usd = sum(trial.spent.usd for trial in trials)
    return Tally(
        gates=tuple(_gate(gate, judged) for gate in performance.gates),
        written=sum(1 for trial in trials if trial.verb == "written"),
        bare=sum(1 for trial in trials if trial.verb == "bare"),
        pending=tuple(sorted(codes.items(), key=lambda pair: (-pair[1], pair[0]))),
        calls=sum(trial.spent.calls for trial in trials),
        input_tokens=sum(trial.spent.input_tokens for trial in trials),
        output_tokens=sum(trial.spent.output_tokens for trial in trials),
        usd=usd if performance.priced else None,
        seconds=performance.seconds,
        median_s=median([trial.seconds for trial in trials if trial.seconds] or [0.0]),
    )


def _gate(gate: str, judged: Iterable[Trial]) -> GateTally:
    passed = repaired = dropped = sentences = 0
    for trial in judged:
        assert trial.checked is not None
        last = _of(gate, trial.checked.dropped)
        if last:
            dropped += 1
            sentences += len({finding.sentence for finding in last if finding.sentence})
        elif _of(gate, trial.checked.first):
            repaired += 1
        else:
            passed += 1
    return GateTally(gate=gate, passed=passed, repaired=repaired, dropped=dropped, sentences=sentences)


def _of(gate: str, findings: Iterable[Finding]) -> list[Finding]:
    return [finding for finding in findings if finding.gate == gate]
