"""`python -m extraction < in.jsonl > out.jsonl`: contract 1, one document a line, in order, streaming."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import IO

from extraction.contract import Unreadable, read_document, write_error, write_extraction
from extraction.pipeline import ExtractionError, Pipeline, load


def results(pipeline: Pipeline, lines: Iterable[bytes]) -> Iterator[str]:
    """The line of output for each line of input that is not blank."""
    for raw in lines:
        try:
            line = raw.decode("utf-8")
            if not line.strip():
                continue
            document = read_document(line)
        except UnicodeDecodeError as error:
            yield write_error(None, f"the line is not UTF-8: {error.reason} at byte {error.start}")
            continue
        except Unreadable as error:
            yield write_error(error.id, str(error))
            continue
        for result in pipeline.extract_many([document]):
            if isinstance(result, ExtractionError):
                yield write_error(result.id, result.error)
            else:
                yield write_extraction(result)


def main(argv: Sequence[str] | None = None) -> int:
    """Runs the command; status 2 where there is no such model."""
    parser = argparse.ArgumentParser(prog="python -m extraction", description=__doc__)
    parser.add_argument(
        "--model", help="an installed spaCy pipeline or a path (default: EXTRACTION_MODEL, else our own)"
    )
    args = parser.parse_args(argv)
    try:
        pipeline = load(args.model)
    except (OSError, ValueError) as error:
        sys.stderr.write(f"The language pipeline cannot be loaded: {error}\n")
        return 2
    return _stream(pipeline, sys.stdin.buffer, sys.stdout)


def _stream(pipeline: Pipeline, source: IO[bytes], target: IO[str]) -> int:
    if isinstance(target, io.TextIOWrapper):
        target.reconfigure(encoding="utf-8", errors="surrogatepass", newline="\n")
    try:
        for line in results(pipeline, source):
            target.write(line + "\n")
            target.flush()
    except BrokenPipeError:  # whoever read the output has gone
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


if __name__ == "__main__":
    sys.exit(main())
