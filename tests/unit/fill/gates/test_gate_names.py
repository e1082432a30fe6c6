"""Pages name the gates without loading them, so the names stand twice."""

from modelwire_ssg.fill import ENTAILED, GATE_NAMES
from modelwire_ssg.fill.gates import GATES, entailed


def test_the_names_are_those_of_the_gates_in_their_order() -> None:
    assert tuple(gate.name for gate in GATES) == GATE_NAMES
    assert entailed.NAME == ENTAILED
