"""What every story of the official SDK starts from: a client of a fresh account on the server under test."""

import contextlib
import os
import unittest
import uuid

import stripe

from sandbox import Server

URL = None
#: The URL or binary that was given.
TARGET = None


@contextlib.contextmanager
def serve(target):
    """Makes the stories talk to this server until the context ends."""
    global URL, TARGET
    TARGET = target
    with Server(target) as server:
        URL = server.url
        yield


class Story(unittest.TestCase):
    maxDiff = None

    def setUp(self):
        self.key = "sk_test_" + uuid.uuid4().hex
        self.client = self.client_of(self.key)

    def client_of(self, key, **options):
        options.setdefault("max_network_retries", 0)
        return stripe.StripeClient(key, base_addresses={"api": URL, "files": URL, "meter_events": URL}, **options)

    @property
    def publishable(self):
        return self.client_of(self.key.replace("sk_", "pk_", 1))

    def customer(self, **fields):
        return self.client.v1.customers.create(fields)

    def card(self, token="tok_visa", **fields):
        return self.client.v1.payment_methods.create({"type": "card", "card": {"token": token}, **fields})

    def attached(self, customer, token="tok_visa"):
        return self.client.v1.payment_methods.attach(self.card(token).id, {"customer": customer.id})

    def pay(self, **fields):
        fields = {"amount": 2000, "currency": "usd", "payment_method": "pm_card_visa", "confirm": True,
                  "allowed_payment_method_types": ["card"], **fields}
        return self.client.v1.payment_intents.create({key: value for key, value in fields.items() if value is not None})

    def refused(self, kind, call, *arguments):
        with self.assertRaises(kind) as raised:
            call(*arguments)
        return raised.exception


if "NESTBOX_URL" in os.environ:
    URL = os.environ["NESTBOX_URL"]
