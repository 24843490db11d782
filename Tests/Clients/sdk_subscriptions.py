import datetime

import stripe

from receiver import Receiver
from story import Story

START = 1767225600  # 1 January 2026
DAY = 86400
HOUR = 3600


def moment(year, month, day, seconds=0):
    return int(datetime.datetime(year, month, day, tzinfo=datetime.timezone.utc).timestamp()) + seconds


class Subscriptions(Story):
    """A customer's whole life with a subscription, on a test clock, with verified webhooks throughout."""

    def setUp(self):
        super().setUp()
        self.receiver = Receiver()
        self.addCleanup(lambda: self.receiver.close())
        endpoint = self.client.v1.webhook_endpoints.create({"url": self.receiver.url, "enabled_events": ["*"]})
        self.secret = endpoint.secret
        self.clock = self.client.v1.test_helpers.test_clocks.create({"frozen_time": START})
        self.jenny = self.customer(email="jenny@example.com", test_clock=self.clock.id)
        self.small, self.large = self.price(3100, "Small"), self.price(6200, "Large")
        self.seen = 0

    def price(self, amount, name):
        return self.client.v1.prices.create(
            {"currency": "usd", "unit_amount": amount, "recurring": {"interval": "month"},
             "product_data": {"name": name}})

    def default_card(self, token):
        method = self.attached(self.jenny, token)
        self.client.v1.customers.update(
            self.jenny.id, {"invoice_settings": {"default_payment_method": method.id}})

    def advance(self, to):
        self.client.v1.test_helpers.test_clocks.advance(self.clock.id, {"frozen_time": to})
        clock = self.client.v1.test_helpers.test_clocks.retrieve(self.clock.id)
        self.assertEqual((clock.status, clock.frozen_time), ("ready", to))

    def invoices(self, subscription):
        return self.client.v1.invoices.list({"subscription": subscription.id}).data

    def told(self, *types):
        """The new events of these types, verified, in the order of their ids' events."""
        events = self.client.v1.events.list({"limit": 100}).data
        count = len(events)
        deliveries = self.receiver.wait_for(count)
        verified = [self.client.construct_event(body, headers["Stripe-Signature"], self.secret)
                    for headers, body in deliveries]
        self.assertEqual({event.id for event in verified}, {event.id for event in events})
        new = [event.type for event in reversed(events)][self.seen:]
        self.seen = count
        return [kind for kind in new if kind in types]

    def test_a_life(self):
        # Trial.
        subscription = self.client.v1.subscriptions.create(
            {"customer": self.jenny.id, "items": [{"price": self.small.id}], "trial_period_days": 14})
        self.assertEqual(subscription.status, "trialing")
        self.assertIsNotNone(subscription.pending_setup_intent)
        self.assertEqual(
            self.told("customer.subscription.created", "invoice.created", "invoice.finalized", "invoice.paid"),
            ["customer.subscription.created", "invoice.created", "invoice.finalized", "invoice.paid"])
        self.default_card("tok_visa")
        self.advance(START + 12 * DAY)
        self.assertEqual(
            self.told("customer.subscription.trial_will_end"), ["customer.subscription.trial_will_end"])

        # Paid.
        self.advance(START + 14 * DAY + 2 * HOUR)
        subscription = self.client.v1.subscriptions.retrieve(subscription.id)
        self.assertEqual(subscription.status, "active")
        self.assertEqual(self.invoices(subscription)[0].amount_paid, 3100)
        self.assertEqual(
            self.told("customer.subscription.updated", "invoice.created", "invoice.finalized", "charge.succeeded",
                      "payment_intent.succeeded", "invoice.paid", "invoice.payment_succeeded"),
            ["customer.subscription.updated", "invoice.created", "invoice.finalized", "charge.succeeded",
             "payment_intent.succeeded", "invoice.paid", "invoice.payment_succeeded"])

        # Upgrade in the middle of the month, which has 31 days.
        half = START + 14 * DAY + 15 * DAY + 12 * HOUR
        self.advance(half)
        item = subscription["items"].data[0]
        preview = self.client.v1.invoices.create_preview(
            {"subscription": subscription.id,
             "subscription_details": {"items": [{"id": item.id, "price": self.large.id}],
                                      "proration_behavior": "always_invoice", "proration_date": half}})
        self.client.v1.subscriptions.update(
            subscription.id, {"items": [{"id": item.id, "price": self.large.id}],
                              "proration_behavior": "always_invoice", "proration_date": half})
        upgrade = self.invoices(subscription)[0]
        self.assertEqual((upgrade.billing_reason, upgrade.total), ("subscription_update", 1550))
        self.assertEqual(preview.total, upgrade.total)
        self.assertEqual([line.amount for line in upgrade.lines.data], [-1550, 3100])

        # A renewal fails, and is tried again.
        self.default_card("tok_chargeCustomerFail")
        renewal = moment(2026, 2, 15)
        self.advance(renewal + 2 * HOUR)
        self.assertEqual(self.client.v1.subscriptions.retrieve(subscription.id).status, "past_due")
        self.assertTrue(self.client.v1.customers.retrieve(self.jenny.id).delinquent)
        failed = self.invoices(subscription)[0]
        self.assertEqual((failed.status, failed.attempt_count), ("open", 1))
        self.assertEqual(
            self.told("invoice.upcoming", "charge.failed", "invoice.payment_failed", "customer.subscription.updated")[-3:],
            ["charge.failed", "invoice.payment_failed", "customer.subscription.updated"])
        self.advance(failed.next_payment_attempt + HOUR)
        self.assertEqual(self.client.v1.invoices.retrieve(failed.id).attempt_count, 2)

        # A new card recovers it.
        self.default_card("tok_mastercard")
        self.advance(self.client.v1.invoices.retrieve(failed.id).next_payment_attempt + HOUR)
        self.assertEqual(self.client.v1.subscriptions.retrieve(subscription.id).status, "active")
        self.assertFalse(self.client.v1.customers.retrieve(self.jenny.id).delinquent)
        self.assertEqual(self.client.v1.invoices.retrieve(failed.id).status, "paid")
        self.assertEqual(self.told("invoice.paid", "customer.subscription.updated"),
                         ["invoice.paid", "customer.subscription.updated"])

        # It ends with its period.
        self.client.v1.subscriptions.update(subscription.id, {"cancel_at_period_end": True})
        self.advance(moment(2026, 3, 16))
        ended = self.client.v1.subscriptions.retrieve(subscription.id)
        self.assertEqual((ended.status, ended.ended_at), ("canceled", moment(2026, 3, 15)))
        self.assertEqual(self.told("customer.subscription.deleted"), ["customer.subscription.deleted"])
        self.assertEqual(len(self.invoices(subscription)), 4)
        with self.assertRaises(stripe.InvalidRequestError):
            self.client.v1.subscriptions.cancel(subscription.id)

    def test_the_customer_authenticates_the_first_payment(self):
        method = self.client.v1.payment_methods.attach(
            "pm_card_authenticationRequired", {"customer": self.jenny.id})
        subscription = self.client.v1.subscriptions.create(
            {"customer": self.jenny.id, "items": [{"price": self.small.id}], "default_payment_method": method.id,
             "payment_behavior": "default_incomplete", "expand": ["latest_invoice.confirmation_secret"]})
        self.assertEqual(subscription.status, "incomplete")
        secret = subscription.latest_invoice.confirmation_secret.client_secret
        intent = self.client.v1.payment_intents.retrieve(secret.split("_secret_")[0])
        self.assertEqual(intent.status, "requires_confirmation")
        paid = self.client.v1.payment_intents.confirm(intent.id, {"payment_method": "pm_card_visa"})
        self.assertEqual(paid.status, "succeeded")
        self.assertEqual(self.client.v1.subscriptions.retrieve(subscription.id).status, "active")
