"""A data file in which a bit was flipped, the end cut off or a page zeroed: all is there, or the start is refused."""

import json
import os
import random
import signal
import subprocess

from server import Client, Server, check


def damaged(binary, folder, rounds):
    data = os.path.join(folder, "data")
    server = Server(binary, data)
    client = Client(server.port, "damage")
    ids = [client.call("POST", "/v1/customers", {"name": "N%d" % number})[1]["id"] for number in range(200)]
    server.end(signal.SIGTERM)
    with open(data, "rb") as file:
        whole = file.read()
    chance = random.Random(5)
    refused = 0
    for number in range(5 * rounds):
        offset = chance.randrange(len(whole))
        content = bytearray(whole)
        kind = ["flip", "cut", "zeros"][number % 3]
        if kind == "flip":
            content[offset] ^= 1 << chance.randrange(8)
        elif kind == "cut":
            del content[offset:]
        else:
            start = offset & ~4095
            content[start:start + 4096] = bytes(len(content[start:start + 4096]))
        with open(data, "wb") as file:
            file.write(content)
        place = "%s at byte %d" % (kind, offset)
        if started(binary, data, ids, place):
            continue
        refused += 1
        with open(data, "rb") as file:
            check(file.read() == content, place + ": the refused file was changed")
        recover(binary, data, content, place)
    return "%d files, %d refused" % (5 * rounds, refused)


def started(binary, data, ids, place):
    """Whether the server starts; then everything has to be there."""
    command = [binary, "serve", "--port", "0", "--log", "json", "--data", data]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    line = process.stdout.readline()
    if not line:
        errors = process.stderr.read()
        check(process.wait(30) == 2 and "--data-recover" in errors, "%s: %s" % (place, errors))
        return False
    client = Client(int(json.loads(line)["listening"].rsplit(":", 1)[1]), "damage")
    found, after = [], ""
    while True:
        _, page = client.call("GET", "/v1/customers?limit=100" + after)
        found += [customer["id"] for customer in page["data"]]
        if not page["has_more"]:
            break
        after = "&starting_after=" + found[-1]
    process.terminate()
    process.wait(30)
    check(found[::-1] == ids, "%s: %d of %d customers" % (place, len(found), len(ids)))
    return True


def recover(binary, data, content, place):
    command = [binary, "serve", "--port", "0", "--log", "json", "--data", data, "--data-recover"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    line = process.stdout.readline()
    check(line, "%s: it is not recovered: %s" % (place, "" if line else process.stderr.read()))
    process.terminate()
    check(process.wait(30) == 0, place + ": the recovered server does not end well")
    process.stdout.close()
    process.stderr.close()
    with open(data + ".damaged", "rb") as file:
        check(file.read() == content, place + ": the damaged file was not kept")
    os.unlink(data + ".damaged")
