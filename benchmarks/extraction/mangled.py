"""Time and memory that mangled text can take: each kind of some million characters in a process of its own.

    python -m benchmarks.extraction.mangled [--megabytes 5] [--kinds KIND …]

Prints processor seconds, the most memory held, and what came of it: quotations, or the words of the error line.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Sequence

from extraction.pipeline import ExtractionError, load
from extraction.types import Document

_SIGNS = "abcdefgh ,.!?\"'“”‘’«»()[]:;-—0123456789\u2028\u2029\n"
_BLOCKS = ((0, 0x20), (0x20, 0x250), (0x300, 0x370), (0x590, 0x700), (0x4E00, 0x9FFF), (0x1F300, 0x1F600))
_SECONDS, _BYTES = 900, 6 * 2**30  # what a kind may take before it is ended


def _drawn(letters: str) -> Callable[[int], str]:
    return lambda size: "".join(random.Random(1).choices(letters, k=size))


def _repeated(unit: str) -> Callable[[int], str]:
    return lambda size: unit * (size // len(unit))


def _unicode(size: int) -> str:
    draw = random.Random(1)
    return "".join(chr(draw.randrange(*draw.choice(_BLOCKS))) for _ in range(size))


KINDS: dict[str, Callable[[int], str]] = {
    "sentences": _repeated("Mayor Ann Orr said that the toll of 3 May is gone, and he agreed. "),
    "signs and line separators": _drawn(_SIGNS),
    "letters without blanks": _drawn("abcdefghijklmnopqrstuvwxyzABCDEFG"),
    "quotation marks": _drawn("\"“”«»‘’'"),
    "line ends": _repeated("\n"),
    "letters on lines": _repeated("a\n"),
    "opening marks and letters": _repeated("“a"),
    "opening marks and words": _repeated("“a "),
    "labels": _repeated("Name: "),
    "labelled lines": _repeated("Ann Name: yes\n"),
    "digits and dots": _drawn("0123456789."),
    "unicode": _unicode,
    "one word": _repeated("a"),
}


def alone(kind: str, size: int) -> None:
    """Reads one kind in this process."""
    resource.setrlimit(resource.RLIMIT_AS, (_BYTES, _BYTES))
    pipeline, text = load(), KINDS[kind](size)
    started = time.process_time()
    (result,) = pipeline.extract_many([Document(kind, text)])
    seconds, unit = time.process_time() - started, 2**20 if sys.platform == "darwin" else 2**10
    held = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // unit
    came = result.error if isinstance(result, ExtractionError) else f"{len(result.quotations):,} quotations"
    print(f"{kind}, {len(text):,} characters: {seconds:.1f} s, {held:,} MB; {came}", flush=True)


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--megabytes", type=float, default=5)
    parser.add_argument("--kinds", nargs="+", choices=KINDS, default=list(KINDS))
    parser.add_argument("--alone", choices=KINDS, help=argparse.SUPPRESS)
    args = parser.parse_args(argv)
    if args.alone:
        alone(args.alone, int(args.megabytes * 1_000_000))
        return 0
    command = [sys.executable, "-m", "benchmarks.extraction.mangled", "--megabytes", str(args.megabytes), "--alone"]
    failed = 0
    for kind in args.kinds:
        try:
            environment = {**os.environ, "OMP_NUM_THREADS": "1"}
            subprocess.run([*command, kind], check=True, timeout=_SECONDS, env=environment)
        except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as error:
            print(f"{kind}: {error}", flush=True)
            failed = 1
    return failed


if __name__ == "__main__":
    sys.exit(main())
