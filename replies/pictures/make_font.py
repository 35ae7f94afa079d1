"""Makes the bundled fonts: Noto Sans CJK JP, cut down to the characters that we may have to draw.

    python -m replies.pictures.make_font FOLDER

FOLDER holds `NotoSansCJK-Regular.ttc` and `NotoSansCJK-Bold.ttc` (Debian: fonts-noto-cjk). Needs
fonttools, a development dependency: the bot itself only reads what this has made. Run it again when
the test of the fonts names a character that is missing.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path

from replies.pictures.typeface import FOLDER, Weight

ROOT = Path(__file__).parents[2]
FAMILY = "Noto Sans CJK JP"
# Where the words are written that a picture may show.
WRITTEN = ("knowledge/*.yaml", "knowledge/measures/*/*.yaml", "replies/**/*.yaml")
# Rows of JIS X 0208: symbols, letters and kana; then the kanji of level 1.
SIGNS, LEVEL_1 = range(1, 9), range(16, 48)
LATIN = range(0x20, 0x250)
PUNCTUATION = range(0x2010, 0x2050)


def jis(rows: Iterable[int]) -> Iterator[str]:
    """The characters of these rows of JIS X 0208."""
    for row in rows:
        for cell in range(1, 95):
            try:
                yield bytes((0xA0 + row, 0xA0 + cell)).decode("euc_jp")
            except UnicodeDecodeError:
                continue


def written() -> set[str]:
    """Every character that stands in our YAML."""
    found: set[str] = set()
    for pattern in WRITTEN:
        for path in ROOT.glob(pattern):
            found.update(path.read_text(encoding="utf-8"))
    return found


def characters() -> set[str]:
    """What the fonts hold, as far as the source has it."""
    signs = {*map(chr, LATIN), *map(chr, PUNCTUATION), *jis(SIGNS)}
    return signs | set(jis(LEVEL_1)) | written()


def make(source: Path, weight: Weight) -> Path:
    """Cut one weight out of its collection; returns the file made."""
    # By name: fontTools has no types, and is there for developers only.
    subset, tt_lib = import_module("fontTools.subset"), import_module("fontTools.ttLib")
    collection = tt_lib.TTCollection(source / f"NotoSansCJK-{weight.value.capitalize()}.ttc")
    font = next(f for f in collection if f["name"].getDebugName(1).startswith(FAMILY))
    options = subset.Options(hinting=False, layout_features=[], notdef_outline=True)
    options.drop_tables += ["GPOS", "GSUB", "GDEF", "BASE", "VORG", "vhea", "vmtx", "DSIG"]
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[ord(c) for c in characters()])
    cutter.subset(font)
    font.recalcTimestamp = False  # the same characters make the same file
    font.save(weight.path)
    return weight.path


def main() -> None:
    """Make both weights from the folder named on the command line."""
    FOLDER.mkdir(exist_ok=True)
    for weight in Weight:
        path = make(Path(sys.argv[1]), weight)
        sys.stdout.write(f"{path.name}: {path.stat().st_size / 1e6:.2f} MB\n")


if __name__ == "__main__":
    main()
