"""Adds to labelled questions how they sound, from which it is learnt how those write who write no kanji:

    python -m benchmarks.readings FILE…       # needs janome: pip install '.[readings]'

Each question with kanji gets the field `kana`, as janome reads it: mostly right, and no more is needed to
learn from. Those that have it, and all else in the files, stay as they are.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from knowledge.normalize import hiragana
from knowledge.spelling import has_kanji


def with_reading(line: str, read: Callable[[str], str]) -> str:
    """A JSON line of a question with its reading, if it has kanji and none yet.

    read: gives a text with its kanji in kana.
    """
    question = json.loads(line)
    if "kana" in question or not has_kanji(question["q"]):
        return line
    kana = hiragana(read(question["q"]))
    return json.dumps(question | {"kana": kana}, ensure_ascii=False)


def main(files: Sequence[str]) -> int:
    # It is large, and nothing else needs it.
    from janome.tokenizer import Token, Tokenizer

    tokens = Tokenizer()

    def read(text: str) -> str:
        found = tokens.tokenize(text)
        return "".join(t.surface if t.reading == "*" else t.reading for t in found if isinstance(t, Token))

    for path in map(Path, files):
        lines = path.read_text(encoding="utf-8").splitlines()
        path.write_text("".join(f"{with_reading(line, read)}\n" for line in lines), encoding="utf-8")
        print(path, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
