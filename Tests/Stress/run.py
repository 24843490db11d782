"""Puts the sandbox under stress: run.py BINARY [--long] [NAME...]

Each part prints its figures, and fails when the server crashes, hangs, loses an answer or grows without bound.
"""

import signal
import sys
import time

import connections
import events
import pings
from server import Failed

PARTS = {
    "idle": connections.idle, "slow": connections.slow, "cut": connections.cut, "exhausted": connections.exhausted,
    "stream": connections.stream, "webhooks": events.webhooks, "slow_receiver": events.slow_receiver, "clock": events.clock,
    "termination": events.termination, "pings": pings.pings,
}


def expire(number, frame):
    raise Failed("it takes too long")


def main(arguments):
    long = "--long" in arguments
    words = [word for word in arguments if word != "--long"]
    names = words[1:] or list(PARTS)
    if not words or any(name not in PARTS for name in names):
        sys.exit(f"usage: run.py BINARY [--long] [{'|'.join(PARTS)}]...")
    signal.signal(signal.SIGALRM, expire)
    failures = 0
    for name in names:
        start = time.monotonic()
        signal.alarm(1800 if long else 600)
        try:
            figures = PARTS[name](words[0], long)
            print(f"ok   {name}: {figures} ({time.monotonic() - start:.1f} s)", flush=True)
        except (Failed, OSError) as error:
            failures += 1
            print(f"FAIL {name}: {error or type(error).__name__}", flush=True)
        signal.alarm(0)
    sys.exit(1 if failures else 0)


if __name__ == "__main__":
    main(sys.argv[1:])
