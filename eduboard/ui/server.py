"""The dashboard's server: Streamlit in this process, told what its command line cannot say."""

from __future__ import annotations

import os

from streamlit import config
from streamlit.runtime.pages_manager import PagesManager
from streamlit.web import bootstrap

from eduboard.settings import PROJECT_ROOT, Settings


def serve_dashboard(settings: Settings) -> None:
    """Serve until interrupted; the caller has made sure that the address is allowed."""
    os.environ["EDUBOARD_STORE"] = str(settings.store.resolve())
    # The project's .streamlit/config.toml is found from the working folder.
    os.chdir(PROJECT_ROOT)
    script = str(PROJECT_ROOT / "app.py")
    config._main_script_path = script  # noqa: SLF001 - as `streamlit run` does before it reads the options
    options = {"server_address": settings.address, "server_port": settings.port}
    bootstrap.load_config_options(options)
    # The pages/ folder is run by st.navigation.  Left to itself, Streamlit takes the folder for its older way of
    # finding pages until the first visitor has come, and tells that visitor that /class-size does not exist.
    PagesManager.uses_pages_directory = False
    bootstrap.run(script, is_hello=False, args=[], flag_options=options)
