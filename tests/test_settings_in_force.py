"""A dashboard that runs follows its settings file and its variables."""

from pathlib import Path

import pytest

from eduboard import settings
from eduboard.settings import current_settings


@pytest.fixture(autouse=True)
def settings_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A settings file of this test alone, not there yet."""
    file = tmp_path / "settings.toml"
    monkeypatch.setattr(settings, "SETTINGS_FILE", file)
    return file


def test_a_settings_file_counts_from_when_it_is_there_and_as_it_was_changed_last(settings_file: Path) -> None:
    assert current_settings().hide_below == 5
    settings_file.write_text("hide_below = 7\n", encoding="utf-8")
    assert current_settings().hide_below == 7
    settings_file.write_text("hide_below = 10\n", encoding="utf-8")
    assert current_settings().hide_below == 10
    settings_file.unlink()
    assert current_settings().hide_below == 5


def test_a_variable_counts_at_once_and_wins_over_the_file(
    settings_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings_file.write_text("hide_below = 7\n", encoding="utf-8")
    assert current_settings().hide_below == 7
    monkeypatch.setenv("EDUBOARD_HIDE_BELOW", "9")
    assert current_settings().hide_below == 9
    monkeypatch.delenv("EDUBOARD_HIDE_BELOW")
    assert current_settings().hide_below == 7


def test_what_is_wrong_in_a_settings_file_is_said_each_time(settings_file: Path) -> None:
    settings_file.write_text("hide_bellow = 7\n", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(ValueError, match="hide_bellow"):
            current_settings()
