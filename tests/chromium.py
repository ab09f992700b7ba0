"""The Chromium of the machine: found in PATH, or installed by Debian's packages."""

import os
import shutil
import subprocess

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

# A browser started by tests asks for no graphic card, shows no first-run page, calls nobody.
OPTIONS = [
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # In containers /dev/shm is often 64 MB, and a page that outgrows it crashes.
    "--disable-dev-shm-usage",
]


def find_chromium() -> str | None:
    """Return the path of a Chromium in PATH, or None."""
    return next((path for path in map(shutil.which, NAMES) if path), None)


def install_chromium() -> str | None:
    """Install Chromium with apt-get when allowed to (root, Debian); return its path, or None."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return None
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (
        ["apt-get", "update", "-qq"],
        ["apt-get", "install", "-qq", "--yes", "--no-install-recommends", "chromium"],
    ):
        subprocess.run(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            check=False,
        )
    return find_chromium()


def launch_options(path: str) -> dict:
    """Return what Playwright needs to start the Chromium at ``path``."""
    is_root = os.geteuid() == 0  # Chromium's sandbox refuses to start for root
    return {
        "executable_path": path,
        "headless": True,
        "args": OPTIONS + (["--no-sandbox"] if is_root else []),
    }
