"""Each gate has its table of cases in `cases/`, for people to read and to add to."""

import pytest

from modelwire_ssg.fill.gates import GATES, entailed, judge
from modelwire_ssg.fill.gates.gate import sentences_of
from modelwire_ssg.model.drafting import Finding
from tests.unit.fill.gates.case_files import CASES, Case, read_cases

CODES = {gate.name: gate.codes for gate in GATES} | {entailed.NAME: entailed.CODES}
TABLES = {name: read_cases(name) for name in CODES}
LEAST = dict.fromkeys(CODES, 10) | {"grounded": 100}
SMALLEST = 20
EVERY = [pytest.param(name, case, id=f"{name}: {case.text}") for name, cases in TABLES.items() for case in cases]


def found(name: str, case: Case) -> set[Finding]:
    if name == entailed.NAME:
        carried = {(one.part, one.text): case.carriers for one in sentences_of(case.draft)}
        return set(entailed.judge_carried(case.draft, case.assignment, carried))
    return set(next(gate for gate in GATES if gate.name == name).judge(case.draft, case.assignment))


@pytest.mark.parametrize(("name", "case"), EVERY)
def test_bad_case_has_just_its_faults_and_good_one_none(name: str, case: Case) -> None:
    findings = found(name, case)
    assert {(finding.code, finding.span) for finding in findings} == set(case.findings), case.place
    for finding in findings:
        assert finding.message
        assert finding.part not in ("summary", "context", "watch") or finding.sentence in case.text


@pytest.mark.parametrize("case", [pytest.param(c, id=c.text) for c in TABLES["grounded"] if not c.findings])
def test_true_sentence_passes_every_gate(case: Case) -> None:
    assert judge(case.draft, case.assignment) == (), case.place


@pytest.mark.parametrize("name", CODES)
def test_table_knows_every_code_of_its_gate_by_three_cases(name: str) -> None:
    codes = [code for case in TABLES[name] for code, _ in case.findings]
    assert set(codes) == set(CODES[name])
    assert [code for code in CODES[name] if codes.count(code) < 3] == []


@pytest.mark.parametrize("name", CODES)
def test_table_is_large_enough_and_has_good_cases_too(name: str) -> None:
    assert sum(bool(case.findings) for case in TABLES[name]) >= LEAST[name]
    assert len(TABLES[name]) >= SMALLEST
    assert any(not case.findings for case in TABLES[name])


def test_every_file_is_the_table_of_a_gate() -> None:
    assert {path.stem for path in CASES.iterdir()} == set(CODES)
