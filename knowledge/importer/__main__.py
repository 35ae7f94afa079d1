"""`python -m knowledge.importer FILE | review ID [FILE] | compare FILE`: the command line."""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

from knowledge.base import ROOT, Faults, load_document
from knowledge.importer import compare, corrections, document, review, store
from knowledge.importer.document import Document, Facts
from knowledge.importer.lines import Unreadable
from knowledge.importer.notes import Notes
from knowledge.importer.plan import Plan, Planner
from knowledge.importer.store import NotWritten, Stored
from knowledge.yaml_source import SourceFault, shown

USAGE = """\
python -m knowledge.importer FILE [--pages 81-120] [--out DIR] [--new-edition]
python -m knowledge.importer review ID [FILE] [--out DIR]
python -m knowledge.importer compare FILE [--csv OUT] [--out DIR]"""


def main(arguments: list[str]) -> int:
    """Exit status 0: done; 1: done but for the faults named; 2: nothing could be done."""
    command, rest = "import", arguments
    if arguments and arguments[0] in ("review", "compare"):
        command, rest = arguments[0], arguments[1:]
    options = _parser(command).parse_args(rest)
    try:
        return {"import": _import, "review": _review, "compare": _compare}[command](options)
    except (Faults, SourceFault, Unreadable, NotWritten) as error:
        print(error, file=sys.stderr)
    except BrokenPipeError:  # whoever reads the lines has seen enough
        return 0
    except OSError as error:
        print(f"{error.filename or options.file}:1: {error.strerror or error}", file=sys.stderr)
    return 2


def _parser(command: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m knowledge.importer", usage=USAGE)
    if command == "review":
        parser.add_argument("id", help="a measure's number: 81, 57-3 or s5")
        parser.add_argument("file", type=Path, nargs="?", help="the document, Markdown or PDF")
    else:
        parser.add_argument("file", type=Path, help="the document, Markdown or PDF")
    parser.add_argument(
        "--out",
        type=Path,
        default=ROOT,
        metavar="DIR",
        help="holds measures/ (default: knowledge/)",
    )
    if command == "import":
        parser.add_argument("--pages", type=_pages, metavar="81-120", help="only these pages (P.)")
        parser.add_argument(
            "--new-edition",
            action="store_true",
            help="move what was renumbered, remove what is gone",
        )
    if command == "compare":
        parser.add_argument("--csv", type=Path, metavar="OUT", help="write the report as CSV too")
    return parser


def _pages(text: str) -> range:
    found = re.fullmatch(r"(\d+)(?:-(\d+))?", text)
    if not found or int(found.group(2) or found.group(1)) < int(found.group(1)):
        raise argparse.ArgumentTypeError(f"{text!r} is no page or range of pages such as 81-120")
    return range(int(found.group(1)), int(found.group(2) or found.group(1)) + 1)


def _import(options: argparse.Namespace) -> int:
    if store.finish(options.out):
        print("an interrupted import was finished first")
    notes = Notes(str(options.file))
    present = store.read(options.out)
    read = _document(options, present, notes, options.pages)
    if options.new_edition and not read.whole:
        notes.fault("1", "a new edition needs its whole contents, and no --pages")
    made = Planner(present, options.out, notes, options.new_edition).plan(read)
    if options.new_edition and notes.faults:
        notes.fault("1", "a new edition is taken over only without faults")
        made = Plan(unchanged=len(read.facts))
    store.replace(options.out, made.texts)
    for line in (*made.lines, *notes.remarks):
        print(line)
    measures = [path for path in made.texts if path.name != "figures.yaml"]
    changed = f"files written or removed: {len(measures)}" if made.texts else "no change"
    print(f"measures read: {len(read.facts)}, unchanged: {made.unchanged}; {changed}")
    return _tell(notes)


def _review(options: argparse.Namespace) -> int:
    present = store.read(options.out)
    if options.id not in present:
        print(f"there is no measure {options.id}", file=sys.stderr)
        return 2
    stored = present[options.id]
    options.file = options.file or default_document()
    notes = Notes(str(options.file))
    page: Facts | None = None
    if options.file.exists():
        read = _document(options, present, notes)
        page = next((f for f in read.facts if f.named.key == stored.facts.named.key), None)
    else:
        notes.fault("1", "not there; name the document")
    for line in review.review(options.id, shown(stored.path), stored.raw, page):
        print(line)
    return _tell(notes)


def _document(
    options: argparse.Namespace, present: dict[str, Stored], notes: Notes, only: range | None = None
) -> Document:
    facts = [stored.facts for stored in present.values()]
    texts = [stored.text for stored in present.values()]
    return document.read(options.file, corrections.corrector(), notes, facts, only, texts)


def default_document() -> Path:
    """The document of the edition, beside the repository."""
    name = f"measures-{load_document(ROOT).date}.md"
    return ROOT.parent.parent / "shared" / "source" / name


def _compare(options: argparse.Namespace) -> int:
    notes = Notes(str(options.file))
    present = store.read(options.out)
    differences = compare.compare(present.values(), _document(options, present, notes))
    print(compare.as_text(differences))
    if options.csv:
        # With a byte order mark, without which Excel takes Japanese for something else.
        options.csv.write_text(compare.as_csv(differences), encoding="utf-8-sig")
    return _tell(notes)


def _tell(notes: Notes) -> int:
    for line in notes.faults:
        print(line, file=sys.stderr)
    return 1 if notes.faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
