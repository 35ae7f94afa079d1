"""`python -m knowledge.importer FILE | review ID [FILE] | compare FILE`: the command line."""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

from knowledge.base import ROOT, Faults, load_document
from knowledge.importer import compare, corrections, document, review, store
from knowledge.importer.document import Facts
from knowledge.importer.lines import Unreadable
from knowledge.importer.notes import Notes
from knowledge.importer.plan import Planner
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
    except (Faults, SourceFault, Unreadable) as error:
        print(error, file=sys.stderr)
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
    notes = Notes(str(options.file))
    present = store.read(options.out)
    facts = [stored.facts for stored in present.values()]
    read = document.read(options.file, corrections.corrector(), notes, facts, options.pages)
    made = Planner(present, options.out, notes, options.new_edition).plan(read)
    if options.new_edition and notes.faults:
        notes.faults.append(f"{options.file}:1: a new edition is taken over only without faults")
        made.texts.clear()
        made.lines.clear()
    _edition(options.out, read.facts, notes)
    store.replace(made.texts)
    for line in (*made.lines, *notes.remarks):
        print(line)
    _tell(notes)
    measures = [path for path in made.texts if path.name != "figures.yaml"]
    changed = f"{len(measures)} measure files written or removed" if made.texts else "no change"
    print(f"{len(read.facts)} measures read, {made.unchanged} unchanged: {changed}")
    return 1 if notes.faults else 0


def _edition(root: Path, facts: list[Facts], notes: Notes) -> None:
    """Say so if `document.yaml` does not yet know pages that were read."""
    if not (root / "document.yaml").exists():
        return
    first, last = load_document(root).detailed_pages
    outside = [f.page for f in facts if f.detail and not first <= f.page <= last]
    if outside:
        pages = f"P.{min(outside)}" + (f" to P.{max(outside)}" if len(outside) > 1 else "")
        notes.remark("1", f"{pages}: beyond detailed_pages in document.yaml ({first} to {last})")


def _review(options: argparse.Namespace) -> int:
    present = store.read(options.out)
    if options.id not in present:
        print(f"there is no measure {options.id}", file=sys.stderr)
        return 2
    stored = present[options.id]
    file = options.file or default_document()
    page: Facts | None = None
    if file.exists() or options.file:
        notes = Notes(str(file))
        facts = [each.facts for each in present.values()]
        read = document.read(file, corrections.corrector(), notes, facts)
        page = next((f for f in read.facts if f.title == stored.facts.title
                     and f.subtitle == stored.facts.subtitle), None)  # fmt: skip
    else:
        print(f"{file}: not there; name the document", file=sys.stderr)
    for line in review.review(options.id, shown(stored.path), stored.raw, page):
        print(line)
    return 0


def default_document() -> Path:
    """The document of the edition, beside the repository."""
    name = f"measures-{load_document(ROOT).date}.md"
    return ROOT.parent.parent / "shared" / "source" / name


def _compare(options: argparse.Namespace) -> int:
    notes = Notes(str(options.file))
    present = store.read(options.out)
    facts = [stored.facts for stored in present.values()]
    read = document.read(options.file, corrections.corrector(), notes, facts)
    prices = {
        measure_id: compare.price_of(stored.raw["content"]["amount"])
        for measure_id, stored in present.items()
        if "amount" in (stored.raw.get("content") or {})
    }
    differences = compare.compare(facts, prices, read.facts, read.whole)
    print(compare.as_text(differences))
    if options.csv:
        store.replace({options.csv: compare.as_csv(differences)})
    _tell(notes)
    return 1 if notes.faults else 0


def _tell(notes: Notes) -> None:
    for line in notes.faults:
        print(line, file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
