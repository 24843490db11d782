"""A sandbox server to talk to: one that runs already (a URL), or one started here (a binary) on a free port."""

import json
import os
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request


class Answer:
    def __init__(self, status, headers, text):
        self.status = status
        self.headers = {name.lower(): value for name, value in headers}
        try:
            self.body = json.loads(text) if text else None
        except ValueError:
            self.body = {"unparsable": text}


class Account:
    """One account: a secret key of its own, so that nothing is shared with other accounts."""

    # Where a request says no other: what is made for a recording names the types of its intents, as newer versions forbid.
    VERSION = "2026-08-26.dahlia"

    def __init__(self, url, key, connected=None):
        self.url, self.key, self.connected = url, key, connected

    def publishable(self):
        return Account(self.url, self.key.replace("sk_", "pk_", 1), self.connected)

    def on(self, connected):
        """The same platform, acting for a connected account."""
        return Account(self.url, self.key, connected)

    def call(self, method, path, pairs=(), version=None, headers=None, raw=None, content_type=None):
        query = urllib.parse.urlencode(list(pairs))
        path = urllib.parse.quote(path, safe="/?&=:[]%")
        data = None
        if method in ("GET", "DELETE"):
            if query:
                path += ("&" if "?" in path else "?") + query
        else:
            data = query.encode() if raw is None else raw
        request = urllib.request.Request(self.url + path, data=data, method=method)
        request.add_header("Authorization", "Bearer " + self.key)
        if data is not None:
            request.add_header("Content-Type", content_type or "application/x-www-form-urlencoded")
        request.add_header("Stripe-Version", version or self.VERSION)
        if self.connected:
            request.add_header("Stripe-Account", self.connected)
        for name, value in (headers or {}).items():
            request.add_header(name, value)
        try:
            with urllib.request.urlopen(request, timeout=30) as reply:
                return Answer(reply.status, reply.getheaders(), reply.read().decode())
        except urllib.error.HTTPError as error:
            return Answer(error.code, error.headers.items(), error.read().decode())


class Server:
    """`Server(target)` is a context: a URL is used as it is, a path to the binary is started and ended."""

    def __init__(self, target):
        self.target, self.process = target, None

    def __enter__(self):
        if self.target.startswith(("http://", "https://")):
            self.url = self.target.rstrip("/")
            return self
        port = free_port()
        self.url = "http://127.0.0.1:%d" % port
        self.log = tempfile.TemporaryFile()
        command = [self.target, "serve", "--port", str(port)]
        self.process = subprocess.Popen(command, stdout=self.log, stderr=self.log)
        self.await_answer()
        return self

    def __exit__(self, *_):
        if self.process:
            self.process.terminate()
            self.process.wait(10)

    def await_answer(self):
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                break
            try:
                Account(self.url, "sk_test_probe").call("GET", "/v1/customers")
                return
            except OSError:
                time.sleep(0.02)
        self.log.seek(0)
        raise SystemExit("the server did not answer: " + self.log.read().decode(errors="replace"))

    def account(self, name):
        return Account(self.url, "sk_test_" + "".join(c for c in name if c.isalnum()))


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def default_target():
    """The newest build of this package, for a run without arguments."""
    root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    for kind in ("debug", "release"):
        path = os.path.join(root, ".build", kind, "nestbox")
        if os.path.exists(path):
            return path
    raise SystemExit("give a server's URL or the path of the nestbox binary")
