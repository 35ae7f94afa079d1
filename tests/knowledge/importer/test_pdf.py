"""PDF files made here: two-column contents, and pages with a text layer and a ruled table."""

from __future__ import annotations

import importlib
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from knowledge.importer import corrections
from knowledge.importer.__main__ import main
from tests.knowledge.importer.helpers import amount, identity, measures

pytest.importorskip("pdfplumber", reason="the extra `importer` is not installed")
pdf_maker: Any = pytest.importorskip(
    "tests.knowledge.importer.pdf_maker", reason="reportlab is not installed"
)


def as_markdown_and_pdf(document: Path, folder: Path, leaders: bool) -> list[dict[str, Any]]:
    """The measures of a document read as Markdown, and of the PDF made from it.

    Corrected first: the font has no glyph for foreign forms such as 产.
    """
    markdown, pdf = folder / "document.md", folder / "document.pdf"
    text = document.read_text(encoding="utf-8")
    markdown.write_text(corrections.corrector().apply(text), encoding="utf-8")
    pdf_maker.make(markdown, pdf, leaders)
    found = []
    for file in (markdown, pdf):
        out = folder / file.suffix
        assert main([str(file), "--out", str(out)]) == 0
        found.append(measures(out))
    return found


@pytest.mark.parametrize("leaders", [False, True])
def test_a_pdf_gives_what_its_markdown_gives(tmp_path: Path, made_up: Path, leaders: bool) -> None:
    """Two columns, wrapped lines, dots before pages, amounts beside titles, a ruled table."""
    markdown, pdf = as_markdown_and_pdf(made_up, tmp_path, leaders)
    assert len(markdown) == 13
    assert pdf == markdown


def test_the_real_document_as_a_pdf(tmp_path: Path, real: Path) -> None:
    """236 identities and 40 amounts from a PDF of the real contents and pages."""
    markdown, pdf = as_markdown_and_pdf(real, tmp_path, leaders=True)
    assert {i: identity(m) for i, m in pdf.items()} == {i: identity(m) for i, m in markdown.items()}
    assert {i: amount(m) for i, m in pdf.items()} == {i: amount(m) for i, m in markdown.items()}


def test_a_page_number_close_to_the_right_column(tmp_path: Path) -> None:
    """Printed from a browser the columns may touch: the right one begins where its entries' numbers do."""
    path = tmp_path / "contents.pdf"
    maker = pdf_maker.Maker(path)
    maker.new_page()
    rows = [
        ("目次(予算事業)", "", ""),
        ("1. 川の学校", "P. 7", "3. 山の学校"),
        ("2. 海の学校", "P. 8", "4. 空の学校"),
    ]
    for i, (left, page, right) in enumerate(rows):
        y = 500 - 20 * i
        maker.canvas.drawString(40, y, left)
        maker.canvas.drawRightString(398, y, page)
        maker.canvas.drawString(402, y, right)
        maker.canvas.drawString(780, y, f"P. {8 + i}" if i else "")
    maker.canvas.save()
    assert main([str(path), "--out", str(tmp_path)]) == 0
    found = {i: identity(m)[:2] for i, m in measures(tmp_path).items()}
    assert found == {
        "1": ("7", "川の学校"),
        "2": ("8", "海の学校"),
        "3": ("9", "山の学校"),
        "4": ("10", "空の学校"),
    }


def test_a_pdf_without_text_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A scan that is only a picture needs OCR, and that is said."""
    path = tmp_path / "scan.pdf"
    canvas = pdf_maker.Canvas(str(path))
    canvas.rect(50, 50, 200, 200)
    canvas.save()
    assert main([str(path), "--out", str(tmp_path)]) == 2
    assert "OCR" in capsys.readouterr().err


def test_a_page_that_is_a_picture_is_named(
    tmp_path: Path, made_up: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Among pages with text: those are read, and the reader hears which one was not."""
    path = tmp_path / "mixed.pdf"
    canvas = pdf_maker.Canvas(str(path))
    canvas.drawString(50, 700, "# x")
    canvas.showPage()
    canvas.drawInlineImage(Image.new("L", (50, 50)), 50, 50)
    canvas.save()
    main([str(path), "--out", str(tmp_path)])
    assert f"{path}:p2.1: this page has no text: it is a picture and needs OCR first" in (
        capsys.readouterr().out.splitlines()
    )


@pytest.mark.parametrize(
    ("broken", "why"),
    [
        ("empty", "not a readable PDF (cut off, or another kind of file)"),
        ("text", "not a readable PDF (cut off, or another kind of file)"),
        ("truncated", "not a readable PDF (cut off, or another kind of file)"),
        ("encrypted", "the PDF is encrypted: save it without a password first"),
    ],
)
def test_a_broken_pdf_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], broken: str, why: str
) -> None:
    """Whatever the library raises, the reader gets one line, and nothing is written."""
    path = tmp_path / "broken.pdf"
    canvas = pdf_maker.Canvas(str(path), encrypt="secret" if broken == "encrypted" else None)
    canvas.drawString(50, 700, "a page")
    canvas.save()
    whole = path.read_bytes()
    path.write_bytes({"empty": b"", "text": b"a page", "truncated": whole[:-300]}.get(broken, whole))
    assert main([str(path), "--out", str(tmp_path)]) == 2
    error = capsys.readouterr().err
    assert error.startswith(f"{path}:1: {why}")
    assert error.count("\n") == 1
    assert list(tmp_path.iterdir()) == [path]


def test_without_the_extra_there_is_a_clear_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """It names what to install."""

    def missing(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(importlib, "import_module", missing)
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.7")
    assert main([str(path), "--out", str(tmp_path)]) == 2
    assert "pip install '.[importer]'" in capsys.readouterr().err
