"""The command line: `python -m escp_data COMMAND`. See `python -m escp_data --help`."""

import sys

from escp_data.commands.command_line import main

if __name__ == "__main__":
    sys.exit(main())
