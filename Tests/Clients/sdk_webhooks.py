import json
import time
import urllib.request

import stripe

import story
from receiver import Receiver
from sandbox import Account
from story import Story


class Webhooks(Story):
    def setUp(self):
        super().setUp()
        self.receiver = Receiver()
        self.addCleanup(lambda: self.receiver.close())
        self.control = Account(story.URL, self.key)

    def listen(self, *events):
        endpoint = self.client.v1.webhook_endpoints.create({"url": self.receiver.url, "enabled_events": list(events)})
        self.secret = endpoint.secret

    def verified(self, delivery):
        headers, body = delivery
        return self.client.construct_event(body, headers["Stripe-Signature"], self.secret)

    def deliveries(self, attempts, count=1):
        """The control API's view, as soon as so many attempts have been made of all."""
        deadline = time.monotonic() + 60
        while True:
            found = self.control.call("GET", "/_sandbox/deliveries?limit=1000").body["deliveries"]
            if len(found) == count and all(len(item["attempts"]) >= attempts for item in found):
                return found
            self.assertLess(time.monotonic(), deadline, found)
            time.sleep(0.02)

    def advance(self, seconds):
        request = urllib.request.Request(
            story.URL + "/_sandbox/clock", json.dumps({"advance": seconds}).encode(),
            {"Authorization": "Bearer " + self.key, "Content-Type": "application/json"})
        urllib.request.urlopen(request, timeout=30).close()

    def test_every_delivery_is_signed_and_tells_what_the_event_tells(self):
        self.listen("*")
        self.pay()
        events = {event.id: event for event in self.client.v1.events.list({"limit": 100}).data}
        self.assertGreaterEqual(len(events), 3)
        delivered = [self.verified(delivery) for delivery in self.receiver.wait_for(len(events))]
        self.assertEqual({event.id for event in delivered}, set(events))
        for event in delivered:
            self.assertEqual(event.type, events[event.id].type)
            self.assertEqual(event.data.object.id, events[event.id].data.object.id)

    def order_shuffled_by(self, seed):
        """The order in which twelve waiting deliveries come, by their customers' numbers."""
        key = self.key + "seed%d" % seed + str(time.monotonic_ns())
        control, client = Account(story.URL, key), self.client_of(key)
        client.v1.webhook_endpoints.create({"url": self.receiver.url, "enabled_events": ["customer.created"]})
        for path, body in [("rules", {"shuffle": True, "seed": seed}), ("mode", {"mode": "pause"})]:
            answer = control.call("POST", "/_sandbox/deliveries/" + path, raw=json.dumps(body).encode(),
                                  content_type="application/json")
            self.assertEqual(answer.status, 200, answer.body)
        for number in range(12):
            client.v1.customers.create({"name": str(number)})
        before = len(self.receiver.received)
        control.call("POST", "/_sandbox/deliveries/mode", raw=b'{"mode": "send"}', content_type="application/json")
        came = self.receiver.wait_for(before + 12)[before:]
        return [int(json.loads(body)["data"]["object"]["name"]) for _, body in came]

    def test_shuffled_deliveries_come_in_an_order_that_a_seed_gives_again(self):
        order = self.order_shuffled_by(7)
        self.assertEqual(sorted(order), list(range(12)))
        self.assertNotEqual(order, list(range(12)))
        self.assertEqual(order, self.order_shuffled_by(7))
        self.assertNotEqual(order, self.order_shuffled_by(8))

    def test_a_changed_body_and_another_secret_are_noticed(self):
        self.listen("customer.created")
        self.customer()
        headers, body = self.receiver.wait_for(1)[0]
        signature = headers["Stripe-Signature"]
        for payload, secret in [(body + b" ", self.secret), (body, "whsec_other")]:
            with self.assertRaises(stripe.SignatureVerificationError):
                self.client.construct_event(payload, signature, secret)

    def test_a_receiver_that_fails_is_tried_again(self):
        self.listen("customer.created")
        self.receiver.script = [500, 503, 302]
        made = self.customer()
        for tries in range(1, 4):
            self.deliveries(tries)
            self.advance(60)
        delivery = self.deliveries(4)[0]
        self.assertEqual([attempt["status"] for attempt in delivery["attempts"]], [500, 503, 302, 200])
        self.assertEqual(delivery["state"], "succeeded")
        events = [self.verified(one) for one in self.receiver.wait_for(4)]
        self.assertEqual({event.data.object.id for event in events}, {made.id})
        self.assertEqual({event.id for event in events}, {delivery["event"]}, "the same event every time")
        self.assertEqual(self.client.v1.events.retrieve(delivery["event"]).pending_webhooks, 0)

    def test_a_receiver_that_says_nothing_is_given_up_and_tried_again(self):
        self.listen("customer.created")
        self.receiver.script = [11.0]
        self.customer()
        attempt = self.deliveries(1)[0]["attempts"][0]
        self.assertIsNone(attempt["status"])
        self.assertGreaterEqual(attempt["milliseconds"], 9_000)
        self.advance(5)
        self.assertEqual(self.deliveries(2)[0]["state"], "succeeded")
        self.verified(self.receiver.wait_for(2)[1])

    def test_nothing_is_lost_while_the_receiver_is_away(self):
        self.listen("customer.created")
        self.receiver.close()
        made = {self.customer().id for _ in range(20)}
        for delivery in self.deliveries(1, count=20):
            self.assertIsNone(delivery["attempts"][0]["status"])
        self.receiver = Receiver(self.receiver.port)
        self.advance(5)
        arrived = [self.verified(one).data.object.id for one in self.receiver.wait_for(20)]
        self.assertEqual(set(arrived), made)
        self.deliveries(2, count=20)
