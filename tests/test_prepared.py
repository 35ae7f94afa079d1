"""What is made ready beside the first answers: no later message waits while a file is read."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]

# In a process of its own: what others asked for before is ready here.
ASKS = """
import json
from pathlib import Path

from bot.service import Service
from knowledge import yaml_source
from knowledge.base import load

service = Service(load())
service.prepare()
read = []
yaml_source.read = read.append
asked = [json.loads(line)["q"] for file in sorted(Path("tests/questions").glob("*.jsonl"))
         for line in file.read_text(encoding="utf-8").splitlines()[::8]]
for text in (*asked, "こんにちは", "ありがとう", "ヘルプ", "57-1から57-5まで比べて", "2億円だと補助はいくら"):
    service.message(text)
print(len(asked), *read)
"""


def test_no_message_reads_a_file_of_words() -> None:
    done = subprocess.run([sys.executable, "-c", ASKS], capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.stderr == ""
    count, *read = done.stdout.split()
    assert int(count) > 200 and read == []
