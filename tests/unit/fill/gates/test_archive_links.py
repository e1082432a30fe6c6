"""What takes two connections, or one to another brief than its words say."""

from dataclasses import replace

import pytest

from modelwire_ssg.model.drafting import Connection, Draft, Paragraph
from tests.unit.fill.gates.gate_samples import FUNDING, GUILD, MOAT, codes

TEXT = "That echoes the CUDA piece from May 11 on Nvidia."
LINK = Connection(id=MOAT.id, relation="continues", anchor="the CUDA piece")


@pytest.mark.parametrize(
    ("code", "connections"),
    [
        ("link-anchor", (LINK, replace(LINK, anchor="CUDA piece from"))),
        ("link-date", (replace(LINK, anchor="the CUDA piece from May 11", id=GUILD.id),)),
    ],
)
def test_connection_is_refused(code: str, connections: tuple[Connection, ...]) -> None:
    draft = Draft(context=(Paragraph(role="connection", text=TEXT),), connections=connections)
    assert code in codes(draft, FUNDING)
