"""Deadlines, expected tables and the robot as a bureau sets them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from eduboard.settings import Settings, load_settings


def load(folder: Path, text: str, **environment: str) -> Settings:
    file = folder / "settings.toml"
    file.write_text(text, encoding="utf-8")
    return load_settings(file, environment)


def test_the_deadline_is_so_many_days_after_the_quarter_or_its_own(tmp_path: Path) -> None:
    settings = load(tmp_path, 'hand_in_days = 10\n[deadlines]\n"2026Q3" = 2026-10-25\n')
    assert settings.deadline("2026Q3") == date(2026, 10, 25)
    assert settings.deadline("2026Q4") == date(2027, 1, 10)
    assert Settings().deadline("2026Q3") == date(2026, 10, 20)


def test_expected_tables_come_from_file_or_environment(tmp_path: Path) -> None:
    assert load(tmp_path, 'expected_datasets = ["classes", "honours"]').expected_datasets == (
        "classes",
        "honours",
    )
    given = load(tmp_path, "", EDUBOARD_EXPECTED_DATASETS="classes, honours")
    assert given.expected_datasets == ("classes", "honours")
    hash(given)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('[deadlines]\n"2026年" = 2026-10-25', "2026年"),
        ('[deadlines]\n"2026Q3" = "10月"', "10月"),
        ('[deadlines]\n"2026Q3" = 2026-10-25T12:00:00', "2026Q3"),
        ("deadlines = 3", "deadlines"),
        ("hand_in_days = -1", "hand_in_days"),
        ('expected_datasets = ["klasses"]', "klasses"),
        ('webhook_kind = "feishu"', "webhook_kind"),
        ('webhook_url = "ftp://group"', "webhook_url"),
    ],
)
def test_a_wrong_setting_is_refused_by_name(text: str, named: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=named):
        load(tmp_path, text)
