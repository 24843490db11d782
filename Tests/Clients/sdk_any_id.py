"""Every method of the official SDK's services against `serve --any-id`: with ids that nobody made, and with the
parameters that Stripe requires, as the SDK's own test suite calls stripe-mock."""

import inspect
import io
import os
import pathlib
import re
import typing
import unittest

import stripe
from stripe._stripe_service import StripeService

import story
from sandbox import Account, Server

FACTS = pathlib.Path(__file__).parent.parent / "StripeSandboxTests/Facts/parameters.txt"

#: What ids begin with, by the word before them in a path or by the parameter that holds them.
PREFIXES = {
    "account": "acct", "accounts": "acct", "application_fees": "fee", "applications": "ca", "balance_transactions": "txn",
    "bank_accounts": "ba", "charge": "ch", "charges": "ch", "confirmation_tokens": "ctoken", "coupons": "co", "coupon": "co",
    "credit_notes": "cn", "customer": "cus", "customers": "cus", "disputes": "du", "early_fraud_warnings": "issfr",
    "ephemeral_keys": "ephkey", "event_destinations": "ed_test", "events": "evt", "external_accounts": "ba",
    "features": "feat", "feature": "feat", "entitlement_feature": "feat", "fees": "fee", "file": "file", "files": "file",
    "file_links": "link", "invoice": "in", "invoices": "in", "invoiceitems": "ii", "invoice_payments": "inpay",
    "lines": "il", "line_items": "li", "mandates": "mandate", "meters": "mtr", "payment_intents": "pi",
    "payment_links": "plink", "payment_method": "pm", "payment_methods": "pm", "payment_method_domains": "pmd",
    "payment_method_configurations": "pmc", "payouts": "po", "persons": "person", "plans": "plan", "price": "price",
    "prices": "price", "product": "prod", "products": "prod", "promotion_codes": "promo", "quotes": "qt", "refunds": "re",
    "reversals": "trr", "reviews": "prv", "sessions": "cs_test", "setup_intents": "seti", "shipping_rates": "shr",
    "sources": "src", "source": "src", "source_transactions": "srctxn", "subscription": "sub", "subscriptions": "sub",
    "subscription_items": "si", "subscription_schedules": "sub_sched", "tax_codes": "txcd", "tax_ids": "txi",
    "tax_rates": "txr", "test_clocks": "clock", "tokens": "tok", "topups": "tu", "transfers": "tr",
    "value_lists": "rsl", "value_list": "rsl", "value_list_items": "rsli", "webhook_endpoints": "we",
    "balance_transactions_of_customers": "cbtxn", "cash_balance_transactions": "ccsbtxn", "capabilities": "card_payments",
    "country_specs": "US",
}
#: Words that no shape tells.
VALUES = {
    "currency": "usd", "country": "US", "email": "jenny.rosen@example.com", "url": "https://example.com", "amount": 2000,
    "return_url": "https://example.com", "success_url": "https://example.com", "domain_name": "example.com",
    "query": "created>0", "end_time": 2400, "api_version": stripe.api_version,
}
#: What is not marked as required and goes without saying.
BESIDES = {
    "v1.account_links.create": {"refresh_url": "https://example.com/again", "return_url": "https://example.com/done"},
    "v1.apps.secrets.delete_where": {"name": "api-key", "scope": {"type": "account"}},
    "v1.apps.secrets.find": {"name": "api-key", "scope": {"type": "account"}},
    "v1.billing.meter_event_adjustments.create": {"cancel": {"identifier": "event_123"}},
    "v1.billing.meter_events.create": {"payload": {"stripe_customer_id": "cus_xxxxxxxxxxxxx", "value": "25"}},
    "v1.billing.credit_balance_summary.retrieve": {
        "customer": "cus_xxxxxxxxxxxxx", "filter": {"type": "applicability_scope", "applicability_scope": {"price_type": "metered"}}},
    "v1.customer_sessions.create": {"customer": "cus_xxxxxxxxxxxxx"},
    "v1.customers.funding_instructions.create": {"bank_transfer": {"type": "us_bank_transfer"}},
    "v1.charges.create": {"amount": 2000, "currency": "usd", "source": "tok_visa"},
    "v1.sources.create": {"type": "card", "token": "tok_visa"},
    "v1.tax.associations.find": {"payment_intent": "pi_123"},
    "v2.billing.meter_events.create": {"payload": {"stripe_customer_id": "cus_xxxxxxxxxxxxx", "value": "25"}},
}


class Shapes:
    """Reads one line of the facts: names with shapes, as `Tests/Facts/parameters.py` writes them."""

    def __init__(self, text):
        self.text, self.at = text, 0

    def fields(self):
        found = {}
        while self.at < len(self.text) and self.text[self.at] != "}":
            if self.text[self.at] == " ":
                self.at += 1
                continue
            name = self.take(r"[^:?! }]+")
            shape = "string"
            if self.text[self.at:self.at + 1] == ":":
                self.at += 1
                shape = self.shape()
            marks = self.take(r"[?!]*")
            found[name] = (shape, "!" in marks)
        return found

    def shape(self):
        if self.text.startswith("{", self.at):
            self.at += 1
            inner = self.fields()
            self.at += 1
            return inner
        if self.text.startswith("[", self.at):
            self.at += 1
            inner = self.shape()
            self.at += 1
            return [inner]
        if self.text.startswith("any(", self.at):
            self.at += 4
            inner = self.shape()
            depth = 1
            while depth:
                depth += {"(": 1, ")": -1}.get(self.text[self.at], 0)
                self.at += 1
            return inner
        return self.take(r"[^\[\]{}(),?! ]+")

    def take(self, pattern):
        match = re.compile(pattern).match(self.text, self.at)
        self.at = match.end()
        return match.group(0)


def facts():
    """The parameters of each endpoint by its method and path."""
    found = {}
    for line in FACTS.read_text().splitlines():
        method, _, rest = line.partition(" ")
        if method in ("GET", "POST", "DELETE"):
            path, _, text = rest.partition(" ")
            found[method, re.sub(r"{\w+}", "{}", path)] = Shapes(text).fields()
    return found


def made(name, shape):
    if isinstance(shape, dict):
        first = next(iter(shape), None)
        return required(shape) or ({first: made(first, shape[first][0])} if first else {})
    if isinstance(shape, list):
        return [made(name, shape[0])]
    if name == "file" and shape != "string":
        return io.BytesIO(b"a file")
    if name in VALUES:
        return VALUES[name]
    if "|" in shape:
        return shape.split("|")[0]
    if shape == "string":
        prefix = PREFIXES.get(name)
        return prefix + "_xxxxxxxxxxxxx" if prefix else "obj_123"
    if shape in ("map", "metadata"):
        return {"key": "value"}
    return {"integer": 1200, "boolean": True, "number": 1.0, "decimal": "1.0"}.get(shape, shape)


def required(fields):
    return {name: made(name, shape) for name, (shape, is_required) in fields.items() if is_required}


def services(service, path):
    """A service and those below it, with their names."""
    yield path, service
    for name in type(service).__annotations__:
        yield from services(getattr(service, name), path + "." + name)


def path_ids(template):
    """An id for each name in braces, by the word before it."""
    words = template.split("/")
    found = []
    for number, word in enumerate(words):
        if word.startswith("{"):
            before = words[number - 1]
            prefix = PREFIXES.get(before, "obj")
            if "/customers/{" in template:
                prefix = {"balance_transactions": "cbtxn", "sources": "card"}.get(before, prefix)
            if template.endswith("/verify"):
                prefix = prefix.replace("card", "ba")
            whole = {"capabilities": "card_payments", "country_specs": "US"}.get(before)
            found.append(whole or prefix + "_xxxxxxxxxxxxx")
    return found


class AnyID(unittest.TestCase):
    def setUp(self):
        if story.TARGET.startswith(("http://", "https://")):
            self.skipTest("needs a server of its own, started with --any-id")
        os.environ["NESTBOX_ANY_ID"] = "1"
        self.addCleanup(os.environ.pop, "NESTBOX_ANY_ID")
        self.server = self.enterContext(Server(story.TARGET))
        self.client = stripe.StripeClient(
            "sk_test_123", base_addresses={"api": self.server.url, "files": self.server.url}, max_network_retries=0)
        listed = Account(self.server.url, "sk_test_123").call("GET", "/_sandbox/endpoints").body
        self.there = {tuple(re.sub(r"{\w+}", "{}", one).split(" ")) for one in listed["endpoints"]}

    def methods(self):
        """(name, bound method, its HTTP method, its path), for everything that the SDK calls."""
        for path, service in [*services(self.client.v1, "v1"), *services(self.client.v2, "v2")]:
            for name, function in vars(type(service)).items():
                if name.startswith("_") or name.endswith("_async") or not inspect.isfunction(function):
                    continue
                source = inspect.getsource(function)
                called = re.search(r'_request(?:_stream)?\(\s*"(\w+)",\s*"([^"]+)"', source)
                if called and re.search(r'base_address="(api|files)"', source):
                    yield path + "." + name, getattr(service, name), called.group(1).upper(), called.group(2)

    def test_every_method_of_the_sdk_is_answered(self):
        known, answered, absent = facts(), 0, 0
        for name, method, verb, template in self.methods():
            endpoint = verb, re.sub(r"{\w+}", "{}", template)
            params = {**required(known.get(endpoint, {})), **BESIDES.get(name, {})}
            with self.subTest(name):
                if endpoint in self.there:
                    answer = method(*path_ids(template), params)
                    expected = inspect.signature(method).return_annotation.split("[")[0]
                    if expected not in ("Any", "None", "Union"):
                        self.assertIn(expected, [one.__name__ for one in type(answer).__mro__])
                    answered += 1
                else:
                    with self.assertRaises(stripe.StripeError) as raised:
                        method(*path_ids(template), params)
                    self.assertIn("Sandbox-Limit", raised.exception.headers)
                    absent += 1
        self.assertGreater(answered, 250)
