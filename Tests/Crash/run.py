#!/usr/bin/env python3
"""What was answered outlives crashes: run.py [--rounds N] BINARY"""

import argparse
import os
import random
import resource
import signal
import sys
import tempfile
import time

from damage import damaged
from large import full_large, killed_large
from server import Client, Failed, Server, Writer, check, verify


def killed(binary, folder, rounds):
    """SIGKILL at random moments; after each restart everything that was answered is there."""
    data = os.path.join(folder, "killed")
    writers = [Writer("w%d" % number, number) for number in range(4)]
    chance = random.Random(7)
    for _ in range(rounds):
        server = Server(binary, data)
        before = [set(writer.told) for writer in writers]
        writers = [writer.attach(server.port) for writer in writers]
        for writer in writers:
            writer.start()
        time.sleep(chance.uniform(0.02, 0.5))
        server.end(signal.SIGKILL)
        join(writers)
        server = Server(binary, data)
        for writer, old in zip(writers, before):
            fresh = set(writer.told) - old
            verify(writer, server.port, fresh | set(random.sample(sorted(old), min(30, len(old)))))
        server.end(signal.SIGKILL)
    server = Server(binary, data)
    for writer in writers:
        verify(writer, server.port)
    server.end(signal.SIGTERM)
    return "%d rounds, %d objects, %d KB" % (
        rounds, sum(len(writer.told) for writer in writers), os.path.getsize(data) // 1024)


def terminated(binary, folder, rounds):
    """SIGTERM under load: the server ends well, and nothing is lost."""
    data = os.path.join(folder, "terminated")
    writers = [Writer("w%d" % number, number) for number in range(4)]
    for _ in range(max(rounds // 8, 2)):
        server = Server(binary, data)
        writers = [writer.attach(server.port) for writer in writers]
        for writer in writers:
            writer.start()
        time.sleep(0.4)
        check(server.end(signal.SIGTERM) == 0, "SIGTERM is not a good end")
        join(writers)
    server = Server(binary, data)
    for writer in writers:
        verify(writer, server.port)
    server.end(signal.SIGTERM)
    return "%d objects" % sum(len(writer.told) for writer in writers)


def full(binary, folder, _):
    """No room: the request is told so, memory stays right, and there is a way back when there is room again."""
    data = os.path.join(folder, "full")
    limit = 200_000

    def restrict():
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))

    server = Server(binary, data, restrict)
    client = Client(server.port, "full")
    kept = []
    for number in range(2000):
        status, body = client.call("POST", "/v1/customers", {"name": "N%d" % number, "description": "x" * 200})
        if status != 200:
            break
        kept.append(body["id"])
    check(status == 500, "the file never was full")
    check(body["error"]["type"] == "api_error" and "File too large" in body["error"]["message"], str(body))

    def look():
        client = Client(server.port, "full")
        found, after = [], {}
        while True:
            path = "/v1/customers?limit=100" + "".join("&starting_after=" + found[-1] for _ in found[-1:])
            status, page = client.call("GET", path)
            check(status == 200, "reading does not work")
            found += [customer["id"] for customer in page["data"]]
            if not page["has_more"]:
                return found[::-1]

    check(look() == kept, "memory does not hold what was kept")
    # Something smaller might still have fitted.
    resource.prlimit(
        server.process.pid, resource.RLIMIT_FSIZE, (os.path.getsize(data), resource.RLIM_INFINITY))
    for _ in range(20):
        check(client.call("POST", "/v1/customers", {"description": "x" * 200})[0] == 500, "it cannot be kept")
        check(client.call("DELETE", "/v1/customers/" + kept[0])[0] == 500, "it cannot be kept")
    status, body = client.call(
        "POST", "/_sandbox/apps/ship-payments/users", content='{"email": "a@example.com", "fullName": "A"}',
        headers={"Content-Type": "application/json"})
    check(status == 500, "a user cannot be kept")
    check(client.call("GET", "/_sandbox/apps/ship-payments/users")[1]["users"] == [], "the user is there")
    check(look() == kept, "memory does not hold what was kept after many failures")
    resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    status, body = client.call("POST", "/v1/customers", {"name": "after"})
    check(status == 200, "there is room again: %s" % body)
    kept.append(body["id"])
    check("changes are refused" in server.complaints(), "the operator is not told")
    server.end(signal.SIGKILL)
    server = Server(binary, data)
    check(look() == kept, "what was kept is lost")
    server.end(signal.SIGTERM)
    return "%d customers kept" % len(kept)


def join(writers):
    for writer in writers:
        writer.join(30)
        if writer.failure:
            raise writer.failure


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=8)
    parser.add_argument("--only", help="one part")
    parser.add_argument("binary")
    arguments = parser.parse_args()
    for part in [killed, terminated, full, damaged, killed_large, full_large]:
        if arguments.only not in [None, part.__name__]:
            continue
        with tempfile.TemporaryDirectory() as folder:
            start = time.monotonic()
            try:
                told = part(os.path.abspath(arguments.binary), folder, arguments.rounds)
            except Failed as failure:
                print("%s: FAILED: %s" % (part.__name__, failure))
                return 1
            finally:
                for process in Server.running:
                    process.kill()
            print("%s: %s, %.1f s" % (part.__name__, told, time.monotonic() - start), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
