"""A sandbox so large that replacing it writes the whole data file anew: killed, and out of room, in the middle of that."""

import http.client
import json
import os
import random
import resource
import signal
import threading
import time

from server import Client, Failed, Server, Writer, check, verify

COUNT = 4_000
HEAVY = {"Authorization": "Bearer sk_test_heavy", "Content-Type": "application/json"}


class Large:
    """The large sandbox: all of its customers say the same word."""

    def __init__(self, port):
        client = Client(port, "model")
        status, customer = client.call("POST", "/v1/customers", {"name": "WORD", "description": "x" * 100})
        check(status == 200, "a customer is not made: %s" % customer)
        status, self.state = client.call("GET", "/_sandbox/state")
        check(status == 200, "the state is not told: %s" % self.state)
        self.id = customer["id"]
        self.row = self.state["sandboxes"][0]["stripe"]["objects"]["customer"][0]

    def text(self, word):
        stripe = self.state["sandboxes"][0]["stripe"]
        stripe["objects"] = {"customer": [
            {**self.row, "id": "cus_%014d" % number, "name": word} for number in range(COUNT)]}
        return json.dumps(self.state, separators=(",", ":"))


def ask(port, method, path, body=None):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request(method, path, body, HEAVY)
    answer = connection.getresponse()
    return answer.status, json.loads(answer.read())


def word(port):
    """The word of all customers, of which none is missing."""
    status, state = ask(port, "GET", "/_sandbox/state")
    check(status == 200, "the state is not told")
    customers = state["sandboxes"][0]["stripe"]["objects"].get("customer", [])
    names = {customer["name"] for customer in customers if customer["id"].startswith("cus_000")}
    check(len(names) == 1 and len(customers) >= COUNT, "%d customers say %s" % (len(customers), sorted(names)[:3]))
    return names.pop()


def grow(port):
    """Writes until the file is written anew."""
    client = Client(port, "growing")
    text = "x" * 480
    status, customer = client.call("POST", "/v1/customers", {"name": "grows"})
    while status == 200:
        status, _ = client.call(
            "POST", "/v1/customers/" + customer["id"], {"metadata[k%d]" % number: text for number in range(40)})


def killed_large(binary, folder, rounds):
    """SIGKILL during an import, a restore and a compaction, with four writers beside."""
    data = os.path.join(folder, "large")
    chance = random.Random(11)
    server = Server(binary, data)
    large = Large(server.port)
    check(ask(server.port, "PUT", "/_sandbox/state", large.text("first"))[0] == 200, "the first import fails")
    known = "first"
    server.end(signal.SIGKILL)
    writers = [Writer("w%d" % number, number) for number in range(4)]
    outcomes = {}
    for number in range(rounds):
        for kind in ["import", "restore", "compaction"]:
            server = Server(binary, data)
            check(word(server.port) == known, "%s is lost" % known)
            known, wanted, run = prepare(server.port, large, kind, known, number)
            writers = [writer.attach(server.port) for writer in writers]
            for writer in writers:
                writer.start()
            answer = []

            def operate():
                try:
                    answer.append(run())
                except (OSError, http.client.HTTPException):
                    pass

            operation = threading.Thread(target=operate, daemon=True)
            operation.start()
            time.sleep(chance.uniform(0.0, 0.6))
            server.end(signal.SIGKILL)
            operation.join(60)
            for writer in writers:
                writer.join(30)
                if writer.failure:
                    raise writer.failure
            server = Server(binary, data)
            for writer in writers:
                verify(writer, server.port, random.Random(number).sample(sorted(writer.told), min(60, len(writer.told))))
            found = word(server.port)
            check(found in ([wanted] if answer else [known, wanted]), "%s: %s instead of %s" % (kind, found, wanted))
            outcomes[kind, found == wanted] = outcomes.get((kind, found == wanted), 0) + 1
            known = found
            server.end(signal.SIGKILL)
    server = Server(binary, data)
    for writer in writers:
        verify(writer, server.port)
    server.end(signal.SIGTERM)
    return "%d rounds, %d objects" % (3 * rounds, sum(len(writer.told) for writer in writers))


def prepare(port, large, kind, known, number):
    """The word before it, the word once it is done, and what does it."""
    if kind == "import":
        text = large.text("import-%d" % number)
        return known, "import-%d" % number, lambda: ask(port, "PUT", "/_sandbox/state", text)
    if kind == "compaction":
        return known, known, lambda: grow(port)
    status, snapshot = ask(port, "POST", "/_sandbox/snapshots", "{}")
    check(status == 200, "no snapshot is taken")
    between = "between-%d" % number
    status, _ = ask(port, "PUT", "/_sandbox/state", large.text(between))
    check(status == 200, "an import fails")
    return between, known, lambda: ask(port, "POST", "/_sandbox/snapshots/%s/restore" % snapshot["id"], "{}")


def full_large(binary, folder, _):
    """No room for the new file: nothing changes, and all goes on."""
    data = os.path.join(folder, "full-large")
    server = Server(binary, data)
    large = Large(server.port)
    check(ask(server.port, "PUT", "/_sandbox/state", large.text("kept"))[0] == 200, "the first import fails")
    status, snapshot = ask(server.port, "POST", "/_sandbox/snapshots", "{}")
    check(ask(server.port, "PUT", "/_sandbox/state", large.text("now"))[0] == 200, "the second import fails")

    def limit(size):
        resource.prlimit(server.process.pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))

    for method, path, body in [
            ("PUT", "/_sandbox/state", large.text("lost")),
            ("POST", "/_sandbox/snapshots/%s/restore" % snapshot["id"], "{}")]:
        limit(os.path.getsize(data) // 2)
        status, answer = ask(server.port, method, path, body)
        check(status == 500 and "Nothing was changed" in answer["error"]["message"], str(answer)[:300])
        check(not os.path.exists(data + ".new"), "a part of the new file is left behind")
        check(word(server.port) == "now", "the sandbox has changed")
        limit(resource.RLIM_INFINITY)
        check(ask(server.port, "POST", "/_sandbox/snapshots", "{}")[0] == 200, "it does not go on")
        status, customer = Client(server.port, "other").call("POST", "/v1/customers", {"name": "other"})
        check(status == 200, "another sandbox does not go on: %s" % customer)
    compaction_without_room(server, data, limit)
    server.end(signal.SIGKILL)
    server = Server(binary, data)
    check(word(server.port) == "now", "the sandbox has changed")
    check(Client(server.port, "other").call("GET", "/v1/customers/" + customer["id"])[0] == 200, "a customer is lost")
    server.end(signal.SIGTERM)
    return "an import, a restore and a compaction"


def compaction_without_room(server, data, limit):
    growing = threading.Thread(target=grow, args=(server.port,), daemon=True)
    growing.start()
    end = time.monotonic() + 60
    while not os.path.exists(data + ".new"):
        check(time.monotonic() < end, "the file is never written anew")
    limit(4096)
    # The growing ends with the first change that does not fit.
    growing.join(60)
    end = time.monotonic() + 60
    while os.path.exists(data + ".new") and time.monotonic() < end:
        time.sleep(0.01)
    check(not os.path.exists(data + ".new"), "a part of the new file is left behind")
    limit(resource.RLIM_INFINITY)
    check(word(server.port) == "now", "the sandbox has changed")
    status, body = Client(server.port, "other").call("POST", "/v1/customers", {"name": "after"})
    check(status == 200, "there is room again: %s" % body)
