"""Make the list of a packed program's files: `python -m tools.make_file_list FOLDER` (at packing, before signing)."""

import argparse
import json
from pathlib import Path

from dandan_desktop import paths
from dandan_desktop.services import program_files


def make(folder: Path) -> int:
    """Write the list into the folder; returns how many files it names."""
    found = program_files.digests(folder)
    content = json.dumps(found, ensure_ascii=False, indent=0)
    paths.write_whole(folder / program_files.LIST, content.encode())
    return len(found)


def main() -> None:
    """Make it and say how many files it names."""
    parser = argparse.ArgumentParser(prog="make_file_list", description=__doc__)
    parser.add_argument("folder", type=Path)
    print(make(parser.parse_args().folder))


if __name__ == "__main__":
    main()
