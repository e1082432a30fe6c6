from dataclasses import replace

import pytest

from modelwire_ssg.fill.gates import judge
from modelwire_ssg.model.drafting import Draft
from modelwire_ssg.model.settings import Permit
from tests.unit.fill.gates.gate_samples import FUNDING, told


@pytest.mark.parametrize("policy", ["headline", "none"])
def test_nothing_but_the_policy_is_asked_where_it_forbids(policy: str) -> None:
    permit = Permit(policy=policy, publisher="courier", quote_words=20)  # type: ignore[arg-type]  # one of the names
    story = replace(FUNDING, permit=permit)
    draft = told(summary="Evil.com won 99%.", watch="Watch whether it rains.", take="Hot take", tags=("gossip",))
    findings = judge(draft, story)
    assert {finding.part for finding in findings} == {"summary", "watch", "take", "tags"}
    assert {finding.code for finding in findings} == {"policy-forbids"}
    assert judge(Draft(), story) == ()
