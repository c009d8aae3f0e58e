"""LibreOffice opens each paper as it is, and the PDF it makes passes the checks of PDF/UA."""

import shutil
import subprocess
from pathlib import Path

import pikepdf
import pytest
from pdfua import validate

from tests.papers.reading import opened

SOFFICE = shutil.which("soffice")
WRITER = bool(SOFFICE) and (Path(str(SOFFICE)).resolve().parent / "libswlo.so").exists()
TO_PDF = 'pdf:writer_pdf_Export:{"PDFUACompliance":{"type":"boolean","value":"true"}}'


@pytest.mark.skipif(not WRITER, reason="LibreOffice Writer is not installed")
def test_each_paper_becomes_an_accessible_pdf(
    quarterly: bytes, annual: bytes, inspection: bytes, tmp_path: Path
) -> None:
    papers = {"quarterly": quarterly, "annual": annual, "inspection": inspection}
    for name, content in papers.items():
        (tmp_path / f"{name}.docx").write_bytes(content)
    subprocess.run(
        [str(SOFFICE), f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless",
         "--convert-to", TO_PDF, "--outdir", str(tmp_path),
         *(str(tmp_path / f"{name}.docx") for name in papers)],
        check=True, capture_output=True, timeout=200,
    )  # fmt: skip  # a row a line
    for name, content in papers.items():
        made = tmp_path / f"{name}.pdf"
        assert [str(each) for each in validate(str(made)).findings] == []
        with pikepdf.open(made) as read:
            assert str(read.Root.Lang) == "en-GB"
            assert str(read.docinfo["/Title"]) == opened(content).paragraphs[0].text
