# ruff: noqa: E501 - a sentence stands on one line, to be read as one
"""An invented story with two earlier briefs, and drafts of it, for what no case in `cases/` can say."""

from dataclasses import replace
from datetime import date

from modelwire_ssg.fill.gates import judge
from modelwire_ssg.model.drafting import Assignment, Connection, Draft, Offered, Paragraph, WatchDraft
from modelwire_ssg.model.settings import Permit

TODAY = date(2026, 5, 12)
NAMES = {
    "courier": ("The Orchard Courier", "Orchard Courier"),
    "nvidia": ("Nvidia", "NVIDIA"),
    "scale-ai": ("Scale AI",),
    "surge": ("Surge", "Surge AI"),
    "screenwriters": ("Screenwriters",),
    "booking": ("Booking.com",),
    "quillfeather": ("Quillfeather Labs", "Quillfeather"),
    "ftc": ("FTC", "Federal Trade Commission"),
    "tarn": ("Tarn Systems",),
}
MOAT = Offered(
    id="2026/05/11-cuda-moat",
    day=date(2026, 5, 11),
    title="The quiet moat under every accelerator",
    summary="Nvidia's CUDA libraries keep 4 million developers on its chips, which rivals have tried to copy for a decade.",
    context="Software lock-in, and not silicon, protects the margins.",
    mentions=("Nvidia",),
)
GUILD = Offered(
    id="2026/04/28-guild-vote",
    day=date(2026, 4, 28),
    title="Voice actors vote on synthetic speech clause",
    summary="Members of the Performers Alliance approved a clause on synthetic voices by 61 percent.",
    mentions=("Performers Alliance",),
)


def assignment(title: str, excerpt: str, *, day: date = date(2026, 5, 11), article: str = "") -> Assignment:
    return Assignment(
        brief="2026/05/12-story",
        title=title,
        publisher="The Orchard Courier",
        url="https://courier.example/story",
        excerpt=excerpt,
        article=article,
        day=day,
        today=TODAY,
        offered=(MOAT, GUILD),
        names=NAMES,
        tags={"labor": "", "chips": ""},
        takes={"Analyst take": "what is buried, who gains"},
        permit=Permit(policy="full", publisher="courier", quote_words=20),
    )


def told(
    *, summary: str = "", context: str = "", watch: str = "", by: date = date(2026, 11, 12), **more: object
) -> Draft:
    """Make a draft in which the connections are those whose anchors stand in *context*."""
    anchors = {
        "the CUDA piece": MOAT.id,
        "The CUDA piece": MOAT.id,
        "the piece from May 11": MOAT.id,
        "the guild vote": GUILD.id,
        "The guild vote": GUILD.id,
        MOAT.title: MOAT.id,
        GUILD.title: GUILD.id,
    }
    draft = Draft(
        summary=(summary,) if summary else (),
        context=(Paragraph(role="angle", text=context),) if context else (),
        connections=tuple(
            Connection(id=key, relation="parallels", anchor=anchor)
            for anchor, key in anchors.items()
            if anchor in context
        ),
        watch=(WatchDraft(text=watch, by=by),) if watch else (),
    )
    return replace(draft, **more)  # type: ignore[arg-type]  # any field of a draft


def codes(draft: Draft, story: Assignment) -> tuple[str, ...]:
    return tuple(finding.code for finding in judge(draft, story))


FUNDING = assignment(
    "Quillfeather Labs raises $4.2bn to build orchard robots",
    "Quillfeather Labs, the Lisbon start-up run by Marta Oliveira, said on Monday it had raised $4.2bn from a group led by "
    "Harrow Ventures and the sovereign fund of Norway. The round values the company at $31 billion, up from $15.5 billion in "
    "March. It employs 1,240 people and plans to open a plant in Ohio by the third quarter of 2027. About 38 percent of the "
    'money goes into compute. "We would rather grow slowly than pick bruised fruit," Oliveira told reporters. The company '
    "lost 212 million euros last year. Its Pomona-2 arm harvests twelve apples a minute.",
)
