"""What a text costs in a large archive, beside a small one: `python -m benchmarks.archive.run [SIZE ...] [-v]`.

Fills a throw-away database with an invented archive (invent.py) of each size, 10000 and 100000 quotations where none is
given, and adds the same kind of text to it by the way that every text takes (cost.py). Fails where a larger one needs
more than BUFFERS times the shared buffers of the first, or more queries: by the median text.
"""

import argparse
import statistics
import sys
import time
from collections.abc import Sequence

from benchmarks.linking import database  # isort: skip  sets Django up, before any module that holds models

from django.core.management import call_command

from benchmarks.archive import cost, fill
from config import postgres
from tests import throwaway

BUFFERS = 1.5
SETTINGS = ("shared_buffers=1GB", "maintenance_work_mem=512MB", "max_wal_size=8GB", "autovacuum=off")


def main() -> None:
    """Prints the costs of each size, and how they compare."""
    given = _given()
    options = (*postgres.THROW_AWAY, "max_connections=200", *cost.PRELOADED, *SETTINGS)
    postgres.start(throwaway.home().prepared(), options=options)
    database.migrate()
    found = [_of(size, given) for size in given.sizes]
    worse = [_compare(size, found[0], costs) for size, costs in zip(given.sizes, found, strict=True)]
    sys.exit(any(worse))


def _given() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="*", type=int, default=[10_000, 100_000], help="quotations; up to 1000000")
    parser.add_argument("--texts", type=int, default=20, help="that are added, one by one")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--shuffled", action="store_true", help="texts of any day at any time, not in order of their days"
    )
    parser.add_argument("-v", action="store_true", help="the heaviest statements of the heaviest text")
    return parser.parse_args()


def _of(size: int, given: argparse.Namespace) -> list[cost.Cost]:
    call_command("flush", interactive=False, verbosity=0)
    began = time.monotonic()
    fill.fill(size, given.seed, shuffled=given.shuffled)
    print(f"filled in {time.monotonic() - began:.0f} s", flush=True)
    found = cost.measure(given.texts, given.seed)
    if given.v:
        for buffers, calls, query in max(found, key=lambda one: one.buffers).heaviest:
            print(f"  {buffers:8,} in {calls:3} {query[:220]}")
    return found


def _compare(size: int, small: Sequence[cost.Cost], large: Sequence[cost.Cost]) -> bool:
    """Whether a text costs too much more."""
    buffers = [statistics.median(one.buffers for one in costs) for costs in (small, large)]
    queries = [statistics.median(one.queries for one in costs) for costs in (small, large)]
    spread = f"{min(one.queries for one in large)} to {max(one.queries for one in large)}"
    print(
        f"{size:9,} quotations: {queries[1]:.0f} queries a text ({spread}), {buffers[1]:,.0f} shared buffers"
        f" ({min(one.buffers for one in large):,} to {max(one.buffers for one in large):,}),"
        f" {buffers[1] / buffers[0]:.2f} times those of the first"
    )
    return buffers[1] > BUFFERS * buffers[0] or queries[1] > queries[0]


if __name__ == "__main__":
    main()
