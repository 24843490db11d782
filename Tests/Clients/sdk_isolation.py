import multiprocessing

import stripe

import story
from sandbox import Account
from story import Story


def work(url, number, results):
    """What one test process does in its own sandbox; it tells what it made and what it saw."""
    key = "sk_test_parallel%d" % number
    client = stripe.StripeClient(key, base_addresses={"api": url})
    name = "process %d" % number
    made = []
    for turn in range(10):
        customer = client.v1.customers.create({"name": name, "email": "same@example.com"}, {"idempotency_key": "k%d" % turn})
        client.v1.payment_intents.create({
            "amount": 1000 + number, "currency": "usd", "customer": customer.id, "payment_method": "pm_card_visa",
            "allowed_payment_method_types": ["card"], "confirm": True, "capture_method": "automatic"})
        made.append(customer.id)
    listed = [customer.id for customer in client.v1.customers.list({"limit": 100, "email": "same@example.com"}).data]
    amounts = {intent.amount for intent in client.v1.payment_intents.list({"limit": 100}).data}
    names = {customer.name for customer in client.v1.customers.search({"query": 'email:"same@example.com"'}).data}
    nets = [booked.net for booked in client.v1.balance_transactions.list({"limit": 100}).data]
    has_own_balance = len(nets) == 10 and sum(nets) == client.v1.balance.retrieve().pending[0].amount
    users = Account("%s/s/parallel%d" % (url, number), key)
    users.call("POST", "/_sandbox/apps/ship-payments/users", raw=b'{"email": "same@example.com"}',
               content_type="application/json")
    seen = users.call("GET", "/_sandbox/apps/ship-payments/users").body["users"]
    results.put((number, made, listed, amounts == {1000 + number}, names == {name}, has_own_balance,
                 len(seen)))


class Isolation(Story):
    def test_thirty_processes_at_once_never_meet(self):
        results = multiprocessing.Queue()
        processes = [multiprocessing.Process(target=work, args=(story.URL, number, results)) for number in range(30)]
        for process in processes:
            process.start()
        found = [results.get(timeout=120) for _ in processes]
        for process in processes:
            process.join(30)
            self.assertEqual(process.exitcode, 0)
        everything = [customer for result in found for customer in result[1]]
        self.assertEqual(len(set(everything)), 300, "ids are not shared either")
        for number, made, listed, has_own_amounts, has_own_names, has_own_balance, users in found:
            with self.subTest(number):
                self.assertEqual(listed, made[::-1])
                self.assertTrue(has_own_amounts and has_own_names and has_own_balance)
                self.assertEqual(users, 1)
        stranger = self.refused(stripe.InvalidRequestError, self.client.v1.customers.retrieve, everything[0])
        self.assertEqual(stranger.code, "resource_missing")
