"""The room of publishers' policies: what may be done with an address. Pure; may import `text` and `model`.

Asked at three gates: before fetching, before the prompt, at the build. A policy outranks every status.
"""

from modelwire_ssg.policies.permit import Policies

__all__ = ["Policies"]
