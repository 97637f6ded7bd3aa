"""Work that breaks its limits, for the tests of who does the work: each is asked for by its name."""

import os
import signal
import time


def ready():
    """Nothing to load."""


def do(name):
    """What the name says; anything else comes back in capitals."""
    if name == "hangs":
        time.sleep(600)
    elif name == "spins":
        while True:
            pass
    elif name == "eats memory":
        return len(bytes(2_000_000_000))
    elif name == "dies":
        os.kill(os.getpid(), signal.SIGKILL)
    return name.upper()
