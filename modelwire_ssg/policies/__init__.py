"""The room of publishers' policies: what may be done with an address. Pure; may import `text` and `model`.

Asked at three gates: before fetching, before the prompt, at the build. A policy outranks every status.

permit    addresses → permits: what an editor wrote, made stricter by what the host says to machines
finding   what a host says, and for which of its addresses
store     content/rights.yml
robots    robots.txt (the only importer of protego)      tdmrep    /.well-known/tdmrep.json
headers   of an answer                                   meta      of a page that was read
rsl       the licenses that robots.txt, a header, a page or a feed names, or a feed holds
To add a way to opt out: a module whose function gives `Refusal` values, and its name in `pipeline/host_worker.py`,
`page_worker.py` or `worker.py`.
"""

from modelwire_ssg.policies.finding import Finding, Refusal, Rights
from modelwire_ssg.policies.permit import Policies

__all__ = ["Finding", "Policies", "Refusal", "Rights"]
