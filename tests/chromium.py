"""The Chromium of the machine: found in PATH, or installed by Debian's packages."""

import os
import shutil
import subprocess
import sys

PACKAGES = ("chromium", "libatomic1")
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


def is_drivable() -> bool:
    """Whether there is a Chromium, and Playwright's driver starts (a bare Debian lacks its libatomic)."""
    if find_chromium() is None:
        return False
    command = [sys.executable, "-m", "playwright", "--version"]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def install_chromium() -> bool:
    """Install Chromium and what drives it with apt-get, when allowed to; return whether it works."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (
        ["apt-get", "update", "-qq"],
        ["apt-get", "install", "-qq", "--yes", "--no-install-recommends", *PACKAGES],
    ):
        subprocess.run(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            check=False,
        )
    return is_drivable()


def launch_options(path: str) -> dict:
    """Return what Playwright needs to start the Chromium at ``path``."""
    is_root = os.geteuid() == 0  # Chromium's sandbox refuses to start for root
    return {
        "executable_path": path,
        "headless": True,
        "args": OPTIONS + (["--no-sandbox"] if is_root else []),
    }
