"""modelwire eval"""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from modelwire_ssg.cli.options import Session, session_options
from modelwire_ssg.cli.report import Report, count
from modelwire_ssg.fill import WRITER_NAMES

if TYPE_CHECKING:
    from modelwire_ssg.pipeline.eval_tally import Tally
    from modelwire_ssg.pipeline.evaluate import Foreseen, Performance

_PAGE = Path("eval.html")


@click.command(name="eval")
@session_options(writes=True)
@click.option("--writer", type=click.Choice(WRITER_NAMES), help="Measure this writer instead of site.yml's.")
@click.option("--model", default="", help="Ask this model instead of site.yml's.")
@click.option(
    "--compare",
    nargs=2,
    metavar="A B",
    help="Measure two: archivist, anthropic or anthropic:MODEL; and write a page to read them side by side.",
)
@click.option("--stories", type=click.IntRange(min=1), help="Only the first so many of the stories.")
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write the page here (with --compare: eval.html, if nothing else is said).",
)
@click.option("--max-usd", type=float, help="Spend no more than this.")
def evaluate(
    session: Session, writer: str | None, model: str, compare: tuple[str, str] | None, stories: int | None,
    output: Path | None, max_usd: float | None,
) -> None:  # fmt: skip
    """Measure a writer on thirty frozen stories: what each gate let through, what is pending, cost and time.

    The stories, their archive and their clock are part of this program; prompts, house style, limits and the
    settings under `llm:` are this newsroom's. No brief is written. Calls cost money, are recorded in
    content/ledger/ and count toward the caps.

    \b
    Example:  modelwire eval --compare archivist anthropic:claude-haiku-5-5 --stories 5
    """
    from modelwire_ssg.pipeline import evaluate as evaluation
    from modelwire_ssg.pipeline.eval_page import write_page
    from modelwire_ssg.pipeline.eval_tally import tally

    if compare and (writer or model):
        raise click.UsageError("--compare names its writers itself; leave out --writer and --model")
    if model and writer == "archivist":
        raise click.UsageError("the archivist asks no model; leave out --model")
    writers = compare or (f"anthropic:{model}" if model else writer or "",)
    if session.dry_run:
        for foreseen in evaluation.foresee(session.root, writers, now=session.now, stories=stories):
            _report_foreseen(session.report, foreseen)
        return
    with session.locked("eval"):
        result = evaluation.evaluate(
            session.root, writers, now=session.now, stories=stories, max_usd=max_usd, watch=session.report.watch
        )
    failed = session.report.problems(result.problems)
    for performance in result.performances:
        _report_performance(session.report, performance, tally(performance))
    session.report.remark(f"stories {result.stories}, prompts {result.prompt}: "
                          "two evaluations can be compared where the first is the same")  # fmt: skip
    page = output or (_PAGE if compare else None)
    if page is not None:
        write_page(page, result)
        session.report.remark(f"side by side: {page}")
    outside = any(p.stopped or any(t.verb == "pending" for t in p.trials) for p in result.performances)
    click.get_current_context().exit(1 if failed else 3 if outside else 0)


def _report_performance(report: Report, performance: "Performance", figures: "Tally") -> None:
    """A line for each story that is pending, and with -v for the others; then the table."""
    for trial in performance.trials:
        say = report.done if trial.verb == "pending" or report.as_json else report.detail
        dropped = trial.checked.dropped if trial.checked else ()
        gone = len({finding.sentence or finding.span for finding in dropped})
        lost = f"; {count(gone, 'sentence')} dropped" if gone and not report.as_json else ""
        say(
            trial.verb, trial.story, trial.why + lost, writer=performance.writer, model=performance.model,
            code=trial.code, first=trial.checked.first if trial.checked else (), dropped=dropped,
            calls=trial.spent.calls, usd=trial.spent.usd, seconds=round(trial.seconds, 3),
        )  # fmt: skip
    if report.as_json:
        for row in figures.gates:
            report.done("gate", row.gate, writer=performance.writer, model=performance.model, passed=row.passed,
                        repaired=row.repaired, dropped=row.dropped, sentences=row.sentences)  # fmt: skip
    elif not report.quiet:
        report.plain(_table(performance, figures))
    if performance.stopped:
        left = f"{count(performance.missing, 'story', 'stories')} not tried: {performance.stopped}"
        report.error(f"{performance.label}: {left}", performance.hint)
    report.total(
        _total(figures), writer=performance.writer, model=performance.model, stories=len(performance.trials),
        missing=performance.missing, written=figures.written, bare=figures.bare, pending=dict(figures.pending),
        calls=figures.calls, input_tokens=figures.input_tokens, output_tokens=figures.output_tokens,
        usd=figures.usd, seconds=round(figures.seconds, 3), median_s=round(figures.median_s, 3),
    )  # fmt: skip


def _table(performance: "Performance", figures: "Tally") -> str:
    """The gates as columns of figures; a line before it says whose they are."""
    head = ("gate", "passed", "repaired", "dropped", "sentences dropped")
    rows = [(g.gate, *map(str, (g.passed, g.repaired, g.dropped, g.sentences))) for g in figures.gates]
    widths = [max(len(row[n]) for row in (head, *rows)) for n in range(len(head))]
    lines = ["  ".join(f"{cell:<{widths[0]}}" if n == 0 else f"{cell:>{widths[n]}}" for n, cell in enumerate(row))
             for row in (head, *rows)]  # fmt: skip
    return "\n".join([f"{performance.label}: {count(len(performance.trials), 'story', 'stories')}",
                      *(f"  {line}" for line in lines)])  # fmt: skip


def _total(figures: "Tally") -> str:
    codes = ", ".join(f"{code} {number}" for code, number in figures.pending)
    pending = sum(number for _, number in figures.pending)
    money = "no price known" if figures.usd is None else f"${figures.usd:.4f}"
    asked = (
        f"{count(figures.calls, 'call')}, {count(figures.input_tokens, 'token')} in and "
        f"{count(figures.output_tokens, 'token')} out, {money}; " if figures.calls else ""
    )  # fmt: skip
    return (
        f"{figures.written} written, {figures.bare} bare (too little to write from), {pending} pending"
        f"{f' ({codes})' if codes else ''}; {asked}{figures.seconds:.1f} s, {figures.median_s:.1f} s a story (median)"
    )


def _report_foreseen(report: Report, foreseen: "Foreseen") -> None:
    estimate = foreseen.estimate
    money = "no price of the model is known" if foreseen.usd is None else f"at most ${foreseen.usd:.4f}"
    report.done(
        "estimate", foreseen.writer,
        f"calls: {estimate.calls}, tokens in: about {estimate.input_tokens}, tokens out: at most "
        f"{estimate.output_tokens}, {money}; what the gates refuse takes more calls" if estimate.calls else "no calls",
        calls=estimate.calls, input_tokens=estimate.input_tokens, output_tokens=estimate.output_tokens,
        usd=foreseen.usd,
    )  # fmt: skip
