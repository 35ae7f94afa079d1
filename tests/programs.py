"""Programs that some tests drive: Chromium, Redis, nginx."""

from __future__ import annotations

import os
import shutil

import pytest

# Debian keeps servers where only root looks for them.
PLACES = os.pathsep.join([os.environ.get("PATH", os.defpath), "/usr/sbin", "/usr/local/sbin"])


def program(*names: str) -> str:
    """The path of the first of these programs that is installed.

    Without any, the test is skipped; but in CI, which installs them (`.ci/run`), it fails.
    """
    for name in names:
        if path := shutil.which(name, path=PLACES):
            return path
    reason = f"{' or '.join(names)} is not installed"
    if os.environ.get("CI"):
        pytest.fail(f"{reason}, and in CI nothing may be skipped", pytrace=False)
    pytest.skip(reason)
