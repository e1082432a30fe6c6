"""Floor 4: the wiring, and the only place that knows the order of things.

    sources.yml ─retrieve→ bytes ─sources→ stories ─policies→ permits ─briefs.stub→ content/briefs/…      fetch
    content/ ─briefs.parse→ Newsroom ─archive→ assignment ─writer→ draft ─fill.gates→ ─briefs.merge→ file  fill
    content/ ─→ Newsroom ─library.collect→ Site ─pages→ Page ─render→ Output ─build.plan→ ─build.apply→ site/  build
    Newsroom ─checks→ Problems                                                                            check
    fetch → fill → stamp → watch ledger → check → build → night's report                                  run
    frozen stories ─assignments→ writer ─fill.gates→ Trials ─eval_tally→ figures ─eval_page→ one page     eval

    newsroom   files → Newsroom              site      Newsroom → Site
    writers    settings → a Writer           assignments   brief + archive → Assignment
    processes  workers that can be killed    worker        one feed, asked and parsed in one of them
    host_worker, page_worker   one host's files, one article, in such a worker   terms   on which servers are asked
    asking     sources → Answers             joining       stories → one brief an event
    rights     stories, feeds → findings     feed_rights   what feeds say → findings for the hosts they speak for
    merging    two briefs → one, and back    explain       a brief → why it is what it is

Every command's work is one function here: data in, a frozen result out, nothing printed. May import every room.
"""
