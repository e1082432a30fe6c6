"""modelwire policy"""

import click

from modelwire_ssg.cli.options import Session, session_options


@click.command(name="policy")
@session_options(writes=False)
@click.argument("url")
def policy(session: Session, url: str) -> None:
    """Say what may be done with the story at URL, and why.

    \b
    Example:  modelwire policy https://www.example.com/story
    """
    from modelwire_ssg.pipeline.rights import explain_policy

    said = explain_policy(session.root, url)
    report = session.report
    permit = said.permit
    allows = {"full": "a brief may be written", "headline": "a headline and a link", "none": "nothing at all"}
    report.done(
        permit.policy, said.url, allows[permit.policy], publisher=said.publisher, basis=said.basis,
        reasons=said.reasons, quote_words=permit.quote_words, article=not said.article,
        article_reasons=said.article,
        known=[
            {"host": one.host, "where": one.where, "at": one.at, "found": one.found, "said": one.said}
            for one in said.known
        ],
    )  # fmt: skip
    if not report.as_json:
        report.done("by", said.basis)
        for reason in said.reasons:
            report.done("because", reason)
        article = "may be read, where its source says `article: true`" if not said.article else "may not be read"
        report.done("article", article, "" if not said.article else said.article[0])
        for finding in said.known:
            report.detail("known", str(finding.place), finding.sentence)
        if not said.known:
            report.remark("nothing is known of what its host says to machines; `fetch` asks when it has a story of it")
    failed = report.problems(said.problems)
    click.get_current_context().exit(1 if failed else 0)
