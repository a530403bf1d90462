"""Office files held to the schemas of the Open XML SDK: what makes Word, PowerPoint or Excel offer a repair."""

from pathlib import Path

from openxml_audit import OpenXmlValidator


def problems_of(package: bytes, name: str, folder: Path) -> list[str]:
    """Name everything in a file that breaks a schema, an identifier or a relationship."""
    path = folder / name
    path.write_bytes(package)
    return [str(error) for error in OpenXmlValidator().validate(path).errors]
