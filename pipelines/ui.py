"""`make ui`: Dagster's webserver and daemon for the home, on 127.0.0.1 only, since Dagster has no log-in of its own."""

import argparse
import os
import sys
from pathlib import Path

from assets.home import Home
from pipelines.nights import prepare_instance

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    """Prepare the home's instance and become `dagster dev`."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=3000)
    port = parser.parse_args().port
    home = Home.from_environment()
    prepare_instance(home)
    os.environ |= {"RAPOR_HOME": str(home.folder)}
    print(f"Dagster: http://127.0.0.1:{port}  ·  Rapor: {home.releases / 'latest' / 'publik' / 'index.html'}", flush=True)
    os.chdir(ROOT)
    command = Path(sys.executable).with_name("dagster")
    workspace = ["-w", str(ROOT / "workspace.yaml")]
    os.execv(command, [str(command), "dev", *workspace, "-h", "127.0.0.1", "-p", str(port)])


if __name__ == "__main__":
    main()
