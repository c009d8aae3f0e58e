"""LibreOffice without a window, for tests that save a workbook as a person would."""

import shutil
import subprocess
from pathlib import Path

import pytest

SOFFICE = shutil.which("soffice")
needs_libreoffice = pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")


def resaved(content: bytes, folder: Path) -> bytes:
    """The workbook as LibreOffice opens it and saves it again, in Excel's format."""
    [saved] = all_resaved([content], folder)
    return saved


def all_resaved(contents: list[bytes], folder: Path) -> list[bytes]:
    """Each of them; it starts once for all, which takes two seconds."""
    assert SOFFICE
    given, made = [folder / f"{n}.xlsx" for n in range(len(contents))], folder / "saved"
    for path, content in zip(given, contents, strict=True):
        path.write_bytes(content)
    profile = (folder / "profile").as_uri()
    subprocess.run(
        [SOFFICE, f"-env:UserInstallation={profile}", "--headless", "--convert-to",
         "xlsx:Calc MS Excel 2007 XML", "--outdir", str(made), *map(str, given)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip  # a row a line
    return [(made / path.name).read_bytes() for path in given]
