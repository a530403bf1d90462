"""Documents as LibreOffice lays them out.  Where it is not installed, the tests that ask are skipped and say so."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

HOW_TO_GET_IT = (
    "没有 LibreOffice 的 {part}，版面测试跳过。请执行 sudo apt-get install -y libreoffice-{part}-nogui。"
    " No LibreOffice {part}: install libreoffice-{part}-nogui to run this."
)
_PAGE = re.compile(rb"/Type\s*/Page\b(?!s)")


_PARTS = {"docx": "writer", "pptx": "impress", "xlsx": "calc"}


def count_pages(documents: dict[str, bytes], folder: Path, ending: str = "docx") -> dict[str, int]:
    """Lay files of one kind out, by name, and count their pages; skip where nothing can do that."""
    reason = HOW_TO_GET_IT.format(part=_PARTS[ending])
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        pytest.skip(reason)
    for name, data in documents.items():
        (folder / f"{name}.{ending}").write_bytes(data)
    profile = (folder / "profile").as_uri()
    files = [folder / f"{name}.{ending}" for name in documents]
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
        # Without the component for it LibreOffice starts, opens nothing and reports no error.
        pytest.skip(reason)
    return {name: len(_PAGE.findall(path.read_bytes())) for name, path in made.items()}
