"""A server with a data file, and clients that remember what they were told."""

import http.client
import json
import os
import random
import signal
import subprocess
import threading
import urllib.parse


class Failed(Exception):
    pass


def check(holds, complaint):
    if not holds:
        raise Failed(complaint)


class Server:
    """One start of the server; its end is somebody's kill."""

    #: Those that have not been ended.
    running = set()

    def __init__(self, binary, data, prepare=None):
        command = [binary, "serve", "--port", "0", "--log", "json", "--data", data]
        # A log that nobody reads would fill its pipe.
        self.errors = open(data + ".errors", "a+")
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=self.errors, preexec_fn=prepare)
        self.running.add(self.process)
        line = self.process.stdout.readline()
        if not line:
            self.process.wait()
            raise Failed("the server did not start: " + self.complaints())
        self.port = int(json.loads(line)["listening"].rsplit(":", 1)[1])
        threading.Thread(target=self.process.stdout.read, daemon=True).start()

    def complaints(self):
        self.errors.seek(0)
        return self.errors.read()

    def end(self, how):
        self.process.send_signal(how)
        code = self.process.wait(30)
        self.running.discard(self.process)
        self.errors.close()
        return code


class Client:
    """A sandbox's client on one connection."""

    def __init__(self, port, sandbox):
        self.key = "sk_test_" + sandbox
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)

    def call(self, method, path, fields=None, headers=None, content=None):
        headers = {"Authorization": "Bearer " + self.key, **(headers or {})}
        body = content
        if fields is not None:
            body = urllib.parse.urlencode(fields)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, path, body, headers)
        answer = self.connection.getresponse()
        return answer.status, json.loads(answer.read() or b"null")


class Writer(threading.Thread):
    """Makes, changes and deletes objects for as long as the server lives, and remembers every answer."""

    def __init__(self, name, seed):
        super().__init__(daemon=True)
        self.sandbox = name
        self.random = random.Random(seed)
        #: What each object was when last told of; None: deleted.
        self.told = {}
        #: Paths that a request was under way for when the server ended: they may be as they were, or changed.
        self.doubtful = set()
        self.answers = {}
        self.failure = None
        self.count = 0

    def attach(self, port):
        """A fresh thread with the same memory, for the next start of the server."""
        next_one = Writer(self.sandbox, self.random.random())
        next_one.told, next_one.answers, next_one.count = self.told, self.answers, self.count
        next_one.doubtful = self.doubtful
        next_one.client = Client(port, self.sandbox)
        return next_one

    def run(self):
        try:
            while True:
                self.step()
        except (OSError, http.client.HTTPException):
            pass
        except Exception as failure:
            self.failure = failure

    def step(self):
        known = [path for path, body in self.told.items() if body and path not in self.doubtful]
        customers = [path for path in known if path.startswith("/v1/customers/")]
        paid = [path for path in known if path.startswith("/v1/payment_intents/")]
        choice = self.random.random()
        if choice < 0.45 or not customers:
            self.create("/v1/customers", {"name": "N%d" % self.count, "metadata[n]": self.count})
        elif choice < 0.65:
            self.change("POST", self.random.choice(customers), {"name": "changed %d" % self.count})
        elif choice < 0.72:
            self.change("DELETE", self.random.choice(customers))
        elif choice < 0.92 or not paid:
            self.create("/v1/payment_intents", {
                "amount": 500 + self.count, "currency": "usd", "payment_method": "pm_card_visa", "confirm": "true",
                "allowed_payment_method_types[]": "card"})
        else:
            intent = self.random.choice(paid)
            self.create("/v1/refunds", {"payment_intent": intent.rsplit("/", 1)[1], "amount": 1})

    def create(self, path, fields):
        self.count += 1
        key = "key-%d" % self.count
        status, body = self.client.call("POST", path, fields, {"Idempotency-Key": key})
        if status == 200:
            self.told["%s/%s" % (path, body["id"])] = body
            self.answers[key] = (path, fields, body)
        else:
            check(path == "/v1/refunds" and status == 400, "%s answered %d: %s" % (path, status, body))

    def change(self, method, path, fields=None):
        self.count += 1
        self.doubtful.add(path)
        status, body = self.client.call(method, path, fields)
        check(status == 200, "%s %s answered %d: %s" % (method, path, status, body))
        self.doubtful.discard(path)
        self.told[path] = None if method == "DELETE" else body


def settled(body):
    """Without what the bank tells of a refund a second later."""
    return {name: value for name, value in body.items() if name != "destination_details"}


def verify(writer, port, paths=None):
    """Everything that the writer was told of is there, whole."""
    client = Client(port, writer.sandbox)
    for path in list(paths or writer.told):
        status, body = client.call("GET", path)
        check(status == 200, "%s is lost: %s" % (path, body))
        if path in writer.doubtful:
            continue
        told = writer.told[path]
        if told is None:
            check(body.get("deleted"), "%s was deleted and is back" % path)
        else:
            check(settled(body) == settled(told), "%s is not what it was:\n%s\n%s" % (path, body, told))
    for key, (path, fields, told) in random.sample(sorted(writer.answers.items()), min(20, len(writer.answers))):
        status, body = client.call("POST", path, fields, {"Idempotency-Key": key})
        check(status == 200 and body == told, "%s is not repeated" % key)
