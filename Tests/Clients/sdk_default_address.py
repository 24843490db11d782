import json
import os
import subprocess
import sys
import tempfile
import unittest

import story

#: An application that knows nothing of the sandbox: its Stripe is at its default address. Only names are looked up
#: elsewhere, as a hosts file would do it.
APPLICATION = """
import socket, sys
known = socket.getaddrinfo
def look_up(host, port, *rest, **more):
    if host == "api.stripe.com":
        host, port = "127.0.0.1", int(sys.argv[1])
    return known(host, port, *rest, **more)
socket.getaddrinfo = look_up

import stripe
if len(sys.argv) > 2:
    stripe.ca_bundle_path = sys.argv[2]
client = stripe.StripeClient("sk_test_default", max_network_retries=0)
made = client.v1.customers.create({"email": "jenny@example.com"})
print(client.v1.customers.retrieve(made.id).email)
"""


class DefaultAddress(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        if story.TARGET is None or "://" in story.TARGET:
            raise unittest.SkipTest("it takes a server of its own")
        cls.folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(cls.folder.cleanup)
        subprocess.run([story.TARGET, "ca", "--out", cls.folder.name], check=True, stdout=subprocess.DEVNULL)
        certificate, key = (os.path.join(cls.folder.name, name) for name in ("server.pem", "server-key.pem"))
        cls.server = subprocess.Popen(
            [story.TARGET, "serve", "--port", "0", "--https-port", "0", "--tls-cert", certificate, "--tls-key", key,
             "--log", "json"], stdout=subprocess.PIPE)
        cls.addClassCleanup(cls.end)
        cls.port = json.loads(cls.server.stdout.readline())["listening_https"].rsplit(":", 1)[1]

    @classmethod
    def end(cls):
        cls.server.terminate()
        cls.server.wait(10)
        cls.server.stdout.close()

    def run_application(self, *arguments, **variables):
        return subprocess.run(
            [sys.executable, "-c", APPLICATION, self.port, *arguments], capture_output=True, text=True, timeout=60,
            env={**os.environ, **variables})

    def test_an_unmodified_application_reaches_the_sandbox(self):
        done = self.run_application(os.path.join(self.folder.name, "ca.pem"))
        self.assertEqual(done.stdout, "jenny@example.com\n", done.stderr)

    def test_who_does_not_trust_the_authority_is_not_served(self):
        done = self.run_application()
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("certificate", done.stderr.lower())
