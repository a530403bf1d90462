"""指标口径: every metric's definition, the deployment's thresholds, every dataset's columns."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from eduboard.codes import load_code_table
from eduboard.contracts import Contract, load_contracts
from eduboard.metrics.catalogue import THEMES, Metric, definition_values
from eduboard.texts import pages as texts
from eduboard.ui.frame import frame
from eduboard.ui.session import get_settings, reading


def show_dictionary() -> None:
    """Show the page."""
    with frame("dictionary"):
        st.markdown(texts.DICTIONARY_INTRO)
        with reading() as (_, catalogue):
            metrics = catalogue.metrics
        sought = st.text_input(texts.DICTIONARY_SEARCH, key="sought").strip()
        found = [metric for metric in metrics if _mentions(metric, sought)]
        if not found:
            st.info(texts.DICTIONARY_NONE.format(text=sought))
        for theme, title in THEMES.items():
            _show_theme(title, [metric for metric in found if metric.theme == theme])
        _show_settings()
        st.markdown(f"### {texts.DATASETS_TITLE}")
        for contract in load_contracts().values():
            _show_contract(contract)


def _mentions(metric: Metric, text: str) -> bool:
    return any(text in part for part in (metric.name, metric.definition, metric.id, *metric.aliases))


def _show_theme(title: str, metrics: list[Metric]) -> None:
    if not metrics:
        return
    contracts = load_contracts()
    rows = [
        (
            f"{metric.name}（{metric.unit}）",
            metric.definition,
            f"{metric.time_kind}，{metric.direction}",
            metric.basis,
            "、".join(contracts[name].title for name in metric.datasets),
            "、".join(metric.aliases),
            metric.id,
        )
        for metric in metrics
    ]
    st.markdown(f"### {title}")
    st.table(
        pd.DataFrame(rows, columns=list(texts.DICTIONARY_COLUMNS)).set_index(texts.DICTIONARY_COLUMNS[0])
    )


def _show_settings() -> None:
    st.markdown(f"### {texts.SETTINGS_TITLE}")
    values = definition_values(get_settings())
    st.table(
        pd.DataFrame(
            [(texts.SETTING_NAMES[name], value) for name, value in values.items()],
            columns=list(texts.SETTING_COLUMNS),
        ).set_index(texts.SETTING_COLUMNS[0])
    )


def _show_contract(contract: Contract) -> None:
    with st.expander(f"{contract.title}（{contract.name}）"):
        st.markdown(contract.description)
        rows = [
            (
                field.title,
                texts.REQUIRED if field.required else texts.OPTIONAL,
                texts.FIELD_TYPES[field.type],
                field.description,
                "、".join(load_code_table(field.codes).values) if field.codes else "",
                "、".join(field.aliases),
            )
            for field in contract.fields
        ]
        st.table(pd.DataFrame(rows, columns=list(texts.FIELD_COLUMNS)).set_index(texts.FIELD_COLUMNS[0]))
