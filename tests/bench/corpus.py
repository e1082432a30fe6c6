"""A newsroom of any size, and the same texts for other generators: ``python -m tests.bench.corpus OUT --count 10000``.

``--night K`` and ``--edit K`` change what lies there: they add the 20 briefs of the K-th night after COUNT and edit
five, or edit one. `texts` says what the corpus is like, `newsroom_files` what the profiles are.
"""

import argparse
from pathlib import Path

from tests.bench.newsroom_files import PROFILES, write_briefs, write_newsroom, write_night
from tests.bench.peer_files import PEERS, write_peer, write_peer_briefs
from tests.bench.texts import A_DAY, SEED, Corpus, edit, night, now_of


def main() -> None:
    """Write, and say how to build it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--profile", choices=PROFILES, default=PROFILES[0], help="of a newsroom of Modelwire")
    parser.add_argument("--peer", choices=PEERS, help="write it for this generator instead")
    parser.add_argument("--night", type=int, metavar="K")
    parser.add_argument("--edit", type=int, metavar="K")
    given = parser.parse_args()
    corpus, size, nights = Corpus(given.seed), given.count, given.night or 0
    before = size + max(nights - 1, 0) * A_DAY
    changes = night(corpus, before, nights) if nights else None
    edited = [edit(corpus, size, given.edit)] if given.edit else []
    if given.peer:
        peer = PEERS[given.peer]
        if not changes and not edited:
            write_peer(given.out, peer, corpus, size)
        write_peer_briefs(given.out, peer, [*(changes.new + changes.edited if changes else ()), *edited])
        return
    if changes:
        write_night(given.out, corpus, before, changes)
    elif edited:
        write_briefs(given.out, edited)
    else:
        write_newsroom(given.out, corpus, size, profile=given.profile)
    print(f"modelwire -C {given.out} build --now {now_of(size + nights * A_DAY)} --output {given.out}/site")


if __name__ == "__main__":
    main()
