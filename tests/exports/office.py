"""Documents as LibreOffice lays them out.  Where it is not installed, the tests that ask are skipped and say so."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

HOW_TO_GET_IT = (
    "没有 LibreOffice Writer，版面测试跳过。请执行 sudo apt-get install -y libreoffice-writer-nogui。"
    " No LibreOffice Writer: install libreoffice-writer-nogui to run this."
)
_PAGE = re.compile(rb"/Type\s*/Page\b(?!s)")


def count_pages(documents: dict[str, bytes], folder: Path) -> dict[str, int]:
    """Lay .docx files out, by name, and count their pages; skip where nothing can do that."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        pytest.skip(HOW_TO_GET_IT)
    for name, data in documents.items():
        (folder / f"{name}.docx").write_bytes(data)
    profile = (folder / "profile").as_uri()
    files = [folder / f"{name}.docx" for name in documents]
    subprocess.run(
        [
            office,
            f"-env:UserInstallation={profile}",
            "--headless",
            "--convert-to",
            "pdf",
            "--outdir",
            folder,
            *files,
        ],
        check=False,
        capture_output=True,
        timeout=180,
    )
    made = {name: folder / f"{name}.pdf" for name in documents}
    if not any(path.exists() for path in made.values()):
        # Without its Writer component LibreOffice starts, opens nothing and reports no error.
        pytest.skip(HOW_TO_GET_IT)
    return {name: len(_PAGE.findall(path.read_bytes())) for name, path in made.items()}
