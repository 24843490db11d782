"""`nestbox oracle` against a second sandbox, first as it is, then behind a proxy that plants one difference at a time:
python3 Tests/Oracle/run.py .build/release/nestbox"""
import http.client
import http.server
import json
import os
import pathlib
import socket
import subprocess
import sys
import threading
import time
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = str(pathlib.Path(sys.argv.pop(1)).resolve())


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def changed(value, resource, change):
    """The value with the change made in every object of a resource."""
    if isinstance(value, list):
        return [changed(each, resource, change) for each in value]
    if not isinstance(value, dict):
        return value
    value = {name: changed(each, resource, change) for name, each in value.items()}
    return change(value) if value.get("object") == resource else value


class Proxy(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    sandbox, plant = None, None

    def forward(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        connection = http.client.HTTPConnection("127.0.0.1", self.sandbox, timeout=20)
        headers = {name: value for name, value in self.headers.items() if name != "Host"}
        connection.request(self.command, self.path, body, headers)
        answer = connection.getresponse()
        text = answer.read()
        connection.close()
        if self.plant and "json" in (answer.headers.get("Content-Type") or "") and self.path.startswith(("/v1", "/s/")):
            text = json.dumps(changed(json.loads(text), *self.plant)).encode()
        self.send_response(answer.status)
        for name, value in answer.getheaders():
            if name not in ("Content-Length", "Connection", "Date"):
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    do_GET = do_POST = do_DELETE = do_PUT = forward

    def log_message(self, *arguments):
        pass


def without(name):
    return lambda value: {key: each for key, each in value.items() if key != name}


PLANTS = [
    ("refund", "amount", lambda value: value | {"amount": value["amount"] + 1}),
    ("refund", "status", lambda value: value | {"status": "pending"}),
    ("refund", "reason", lambda value: value | {"reason": 7}),
    ("refund", "currency", without("currency")),
    ("refund", "secret_field", lambda value: value | {"secret_field": True}),
    ("refund", "id", lambda value: value | {"id": "xx" + value["id"][2:]}),
]


class Oracle(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        port = free_port()
        cls.server = subprocess.Popen([BINARY, "serve", "--port", str(port), "--log", "off"], stdout=subprocess.DEVNULL)
        Proxy.sandbox = port
        cls.proxy = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Proxy)
        threading.Thread(target=cls.proxy.serve_forever, daemon=True).start()
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                time.sleep(0.05)

    @classmethod
    def tearDownClass(cls):
        cls.proxy.shutdown()
        cls.server.terminate()
        cls.server.wait(10)

    def ask(self, plant=None, *arguments, **environment):
        Proxy.plant = plant
        return subprocess.run(
            [BINARY, "oracle", "Contracts/stripe/refund-in-parts.json", "--json", "--target",
             "http://127.0.0.1:%d" % self.proxy.server_port, *arguments],
            cwd=ROOT, capture_output=True, text=True, timeout=120, env=os.environ | environment)

    def test_a_sandbox_is_wholly_like_another(self):
        done = self.ask(None, "--least", "95")
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        report = json.loads(done.stdout)
        self.assertGreater(report["same"], 100)
        different = [
            value["field"] for each in report["resources"] for value in each["fields"] if value["different"]]
        # A refund's reference comes a moment after it: one side may have been asked before that.
        self.assertEqual([field for field in different if not field.startswith("destination_details.")], [])
        self.assertIn("refund", [each["resource"] for each in report["resources"]])
        self.assertTrue(all(each["version"] for each in report["resources"]))

    def test_every_planted_difference_is_found_where_it_is(self):
        for resource, field, change in PLANTS:
            with self.subTest(field=field):
                done = self.ask((resource, change), "--least", "100")
                self.assertEqual(done.returncode, 1, done.stderr)
                found = {
                    (each["resource"], value["field"])
                    for each in json.loads(done.stdout)["resources"] for value in each["fields"] if value["different"]}
                self.assertIn((resource, field), found)

    def test_live_keys_are_refused(self):
        done = self.ask(STRIPE_API_KEY="sk_live_" + "x" * 24)
        self.assertEqual(done.returncode, 2)
        self.assertIn("live key", done.stderr)

    def test_stripe_needs_a_key(self):
        done = subprocess.run(
            [BINARY, "oracle"], cwd=ROOT, capture_output=True, text=True, timeout=60,
            env={name: value for name, value in os.environ.items() if name != "STRIPE_API_KEY"})
        self.assertEqual(done.returncode, 2)
        self.assertIn("STRIPE_API_KEY", done.stderr)


if __name__ == "__main__":
    unittest.main()
