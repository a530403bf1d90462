"""``python -m eduboard``: the command line."""

import sys

from eduboard.cli.main import main

sys.exit(main())
