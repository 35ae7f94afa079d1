"""The YAML files, as readers other than ours see them."""

from __future__ import annotations

import yaml

from knowledge.base import ROOT
from knowledge.yaml_source import read


def test_every_file_reads_the_same_in_pure_python() -> None:
    """libyaml, which reads them here, allows more than PyYAML's own parser, which the importer uses:
    in `{en: Which type?}` it wants quotes."""
    differing = []
    for path in sorted(ROOT.rglob("*.yaml")):
        try:
            same = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader) == read(path)
        except yaml.MarkedYAMLError as error:
            differing.append(f"{path.relative_to(ROOT)}: {error.problem}{error.problem_mark}")
        else:
            differing += [] if same else [str(path.relative_to(ROOT))]
    assert differing == []
