"""What a text costs in a large archive, beside a small one: `python -m benchmarks.archive.run [--large N] [-v]`.

Fills a throw-away database with an invented archive (invent.py) of each size, and adds the same kind of text to it by
the way that every text takes. Fails where the large one needs more than BUFFERS times the shared buffers of the small
one, or more queries.
"""

import argparse
import sys

from benchmarks.linking import database  # isort: skip  sets Django up, before any module that holds models

from django.core.management import call_command

from benchmarks.archive import add, fill

BUFFERS = 1.5


def main() -> None:
    """Prints both costs and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--small", type=int, default=10_000, help="quotations")
    parser.add_argument("--large", type=int, default=100_000, help="quotations; up to 1000000")
    parser.add_argument("--texts", type=int, default=5, help="that are added, one by one")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("-v", action="store_true", help="the heaviest queries of each text")
    given = parser.parse_args()
    database.migrate()
    costs = []
    for number in (given.small, given.large):
        call_command("flush", interactive=False, verbosity=0)
        print(f"{number:,} quotations, seed {given.seed}", flush=True)
        fill.fill(number, given.seed)
        costs.append(add.cost(given.texts, verbose=given.v))
    small, large = costs
    ratio = large.buffers / small.buffers
    print(f"queries {small.queries} and {large.queries}; buffers {small.buffers:,} and {large.buffers:,}: {ratio:.2f}")
    sys.exit(ratio > BUFFERS or large.queries > small.queries)


if __name__ == "__main__":
    main()
