"""An Evaluation → one self-contained page on which an editor reads what each writer made of the same story."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from modelwire_ssg import __version__
from modelwire_ssg.model.drafting import Connection, Draft, Finding, Offered
from modelwire_ssg.model.site import Page
from modelwire_ssg.pipeline.eval_tally import Tally, tally
from modelwire_ssg.pipeline.evaluate import FROZEN, FROZEN_NOW, Evaluation, Performance, Trial
from modelwire_ssg.render import make_environment, render
from modelwire_ssg.text.clean import visible
from modelwire_ssg.text.files import write_atomically

TEMPLATE = "eval.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One writer: A stands left, B right."""

    letter: str
    label: str
    performance: Performance
    tally: Tally


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A run of a paragraph; with ``target`` it is what will be the link to that earlier brief."""

    text: str
    target: Offered | None = None
    relation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """A sentence, or another part of a draft, with all that was found against it."""

    part: str
    text: str  # "" where a part was refused as a whole
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One writer's version of one story; ``trial`` is None where it was not asked."""

    side: Side
    trial: Trial | None
    draft: Draft
    context: tuple[tuple[Piece, ...], ...]
    why: str  # without the full stop at its end
    dropped: tuple[Refused, ...]
    mended: tuple[Refused, ...]  # refused of the first draft and not of the last

    @property
    def links(self) -> tuple[Piece, ...]:
        """What of Context will be links."""
        return tuple(piece for paragraph in self.context for piece in paragraph if piece.target)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryRow:
    """One story and all versions of it."""

    number: int
    title: str
    publisher: str
    excerpt: str
    versions: tuple[Version, ...]


def write_page(file: Path, evaluation: Evaluation) -> None:
    """Write the page to *file*, whole or not at all."""
    file.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(file, make_page(evaluation))


def make_page(evaluation: Evaluation) -> bytes:
    """The page, as UTF-8. What a model wrote is text in it and nothing else."""
    sides = tuple(
        Side(letter=letter, label=performance.label, performance=performance, tally=tally(performance))
        for letter, performance in zip("AB", evaluation.performances, strict=False)
    )
    facts = {
        "sides": sides,
        "stories": tuple(_rows(sides)),
        "language": evaluation.settings.language,
        "site": evaluation.settings.title,
        "day": FROZEN_NOW.date(),
        "stories_digest": evaluation.stories,
        "prompt_digest": evaluation.prompt,
        "generator": f"Modelwire {__version__}",
    }
    # A newsroom's own layouts have no say here: two evaluations should look alike.
    environment = make_environment(evaluation.settings, FROZEN / "layouts")
    return render(Page(url=TEMPLATE, template=TEMPLATE, facts=facts), environment).data


def _rows(sides: Sequence[Side]) -> Iterator[StoryRow]:
    trials = [{trial.story: trial for trial in side.performance.trials} for side in sides]
    for number, story in enumerate(sorted({key for known in trials for key in known}), start=1):
        shown = next(known[story] for known in trials if story in known).assignment
        yield StoryRow(
            number=number,
            title=visible(shown.title),
            publisher=shown.publisher,
            excerpt=visible(shown.excerpt),
            versions=tuple(_version(side, known.get(story)) for side, known in zip(sides, trials, strict=True)),
        )


def _version(side: Side, trial: Trial | None) -> Version:
    checked = trial.checked if trial and trial.verb != "bare" else None
    draft = checked.draft if checked else Draft()
    offered = {brief.id: brief for brief in trial.assignment.offered} if trial else {}
    dropped = _refused(checked.dropped) if checked else ()
    gone = {(refused.part, refused.text) for refused in dropped}
    return Version(
        side=side,
        trial=trial,
        draft=draft,
        context=tuple(_pieces(paragraph.text, draft.connections, offered) for paragraph in draft.context),
        why=visible(trial.why).rstrip(". ") if trial else "",
        dropped=dropped,
        mended=tuple(r for r in _refused(checked.first) if (r.part, r.text) not in gone) if checked else (),
    )


def _refused(findings: Iterable[Finding]) -> tuple[Refused, ...]:
    """Findings by what they are about, in the order in which they came.

    Refused text may hold characters that turn lines around: they stay out of the page.
    """
    found: dict[tuple[str, str], list[Finding]] = {}
    for finding in findings:
        shown = replace(finding, message=visible(finding.message))
        found.setdefault((finding.part, visible(finding.sentence or finding.span)), []).append(shown)
    return tuple(Refused(part=part, text=text, findings=tuple(held)) for (part, text), held in found.items())


def _pieces(text: str, connections: Sequence[Connection], offered: dict[str, Offered]) -> tuple[Piece, ...]:
    """Cut *text* at its anchors, as `fill.compose` will: overlapping ones, the first wins."""
    held = [c for c in connections if c.anchor and c.anchor in text and c.id in offered]
    spots = sorted(((text.index(c.anchor), c) for c in held), key=lambda spot: spot[0])
    pieces: list[Piece] = []
    position = 0
    for start, connection in spots:
        if start >= position:
            end = start + len(connection.anchor)
            pieces += [
                Piece(text=text[position:start]),
                Piece(text=text[start:end], target=offered[connection.id], relation=connection.relation),
            ]
            position = end
    return tuple(piece for piece in (*pieces, Piece(text=text[position:])) if piece.text)
