"""What the gates did, counted in content/gates."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from modelwire_ssg.fill.judged import FOLDER, append_judged, judged, load_judged
from modelwire_ssg.model.drafting import Finding

AT = datetime(2026, 5, 12, 5, 19, tzinfo=UTC)


def finding(gate: str, sentence: str, part: str = "summary", span: str = "") -> Finding:
    return Finding(gate=gate, code=f"{gate}-x", part=part, sentence=sentence, span=span, message="")


def test_sentence_counts_once_under_each_gate_that_refused_it_and_labels_do_not_count() -> None:
    dropped = [
        finding("grounded", "One.", span="One"),
        finding("grounded", "One.", span="e"),
        finding("republished", "One."),
        finding("grounded", "One.", part="context"),
        finding("form", "", part="tags", span="x"),
    ]
    one = judged("2026/05/12-a", "m", 3, dropped, at=AT)
    assert (one.kept, one.dropped) == (3, {"grounded": 2, "republished": 1})


def test_record_reads_back_and_holds_no_sentence(tmp_path: Path) -> None:
    one = judged("2026/05/12-a", "m", 1, [finding("form", "A secret.")], at=AT)
    append_judged(tmp_path, one)
    assert load_judged(tmp_path) == ([one], [])
    assert "secret" not in (tmp_path / FOLDER / "2026-05.jsonl").read_text("utf-8")


@pytest.mark.parametrize(
    "line",
    ["{", "[]", '{"at": "2026-05-12T05:00:00Z", "brief": "x", "by": "m", "kept": -1, "dropped": {}}',
     '{"at": "2026-05-12T05:00:00Z", "brief": "x", "by": "m", "kept": 1, "dropped": {"form": true}}',
     '{"at": "soon", "brief": "x", "by": "m", "kept": 1, "dropped": {}}'],
)  # fmt: skip
def test_line_that_is_no_record_is_a_problem_with_its_place_and_loses_no_other(line: str, tmp_path: Path) -> None:
    append_judged(tmp_path, judged("x", "m", 0, (), at=AT))
    with (tmp_path / FOLDER / "2026-05.jsonl").open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")
    found, problems = load_judged(tmp_path)
    assert len(found) == 1
    assert [(one.code, str(one.place)) for one in problems] == [("gates-line", "content/gates/2026-05.jsonl:2")]
