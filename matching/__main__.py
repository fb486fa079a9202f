"""Run the command line: `python -m matching`."""

import sys

from matching.commands import main

if __name__ == "__main__":
    sys.exit(main())
