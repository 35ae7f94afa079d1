"""Files of JSON lines."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any


def read(paths: Iterable[Path]) -> list[dict[str, Any]]:
    """All lines of the files, in their order."""
    return [json.loads(line) for path in paths for line in path.read_text(encoding="utf-8").splitlines()]
