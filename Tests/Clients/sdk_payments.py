import stripe

from story import Story

DECLINES = [
    ("pm_card_visa_chargeDeclined", "card_declined", "generic_decline"),
    ("pm_card_visa_chargeDeclinedInsufficientFunds", "card_declined", "insufficient_funds"),
    ("pm_card_visa_chargeDeclinedLostCard", "card_declined", "lost_card"),
    ("pm_card_chargeDeclinedExpiredCard", "expired_card", "expired_card"),
    ("pm_card_chargeDeclinedIncorrectCvc", "incorrect_cvc", "incorrect_cvc"),
    ("pm_card_chargeDeclinedProcessingError", "processing_error", "processing_error"),
    ("pm_card_radarBlock", "card_declined", "fraudulent"),
]


class Payments(Story):
    def test_a_payment_is_made_in_one_step(self):
        paid = self.pay(description="a book", metadata={"order": "7"})
        self.assertEqual((paid.status, paid.amount_received), ("succeeded", 2000))
        charge = self.client.v1.charges.retrieve(paid.latest_charge)
        self.assertEqual((charge.paid, charge.captured, charge.description), (True, True, "a book"))
        self.assertEqual(charge.metadata["order"], "7")
        self.assertEqual(charge.payment_intent, paid.id)
        self.assertEqual(charge.outcome.type, "authorized")

    def test_a_payment_is_made_in_three_steps(self):
        made = self.client.v1.payment_intents.create({"amount": 1099, "currency": "eur"})
        self.assertEqual(made.status, "requires_payment_method")
        self.assertTrue(made.client_secret.startswith(made.id + "_secret_"))
        chosen = self.client.v1.payment_intents.update(made.id, {"payment_method": "pm_card_visa", "amount": 1200})
        self.assertEqual((chosen.status, chosen.amount), ("requires_confirmation", 1200))
        done = self.client.v1.payment_intents.confirm(made.id, {"return_url": "https://example.com/back"})
        self.assertEqual(done.status, "succeeded")

    def test_a_redirecting_payment_needs_a_way_back(self):
        error = self.refused(stripe.InvalidRequestError, lambda: self.pay(allowed_payment_method_types=None))
        self.assertIn("return_url", error.user_message)

    def test_a_declined_card_says_why(self):
        for method, code, decline in DECLINES:
            with self.subTest(method):
                error = self.refused(stripe.CardError, lambda: self.pay(payment_method=method))
                self.assertEqual((error.http_status, error.code, error.error.decline_code), (402, code, decline))
                intent = error.error.payment_intent
                self.assertEqual(intent.status, "requires_payment_method")
                self.assertEqual(intent.last_payment_error.code, code)
                self.assertEqual(self.client.v1.charges.retrieve(intent.latest_charge).status, "failed")

    def test_a_declined_payment_succeeds_with_another_card(self):
        error = self.refused(stripe.CardError, lambda: self.pay(payment_method="pm_card_visa_chargeDeclined"))
        again = self.client.v1.payment_intents.confirm(error.error.payment_intent.id, {"payment_method": "pm_card_visa"})
        self.assertEqual((again.status, again.last_payment_error), ("succeeded", None))

    def test_an_authorized_payment_is_captured_in_part(self):
        held = self.pay(capture_method="manual")
        self.assertEqual((held.status, held.amount_capturable), ("requires_capture", 2000))
        done = self.client.v1.payment_intents.capture(held.id, {"amount_to_capture": 1500})
        self.assertEqual((done.status, done.amount_received, done.amount_capturable), ("succeeded", 1500, 0))
        error = self.refused(stripe.InvalidRequestError, self.client.v1.payment_intents.capture, held.id)
        self.assertEqual(error.code, "payment_intent_unexpected_state")

    def test_an_authorized_payment_is_let_go(self):
        held = self.pay(capture_method="manual")
        gone = self.client.v1.payment_intents.cancel(held.id, {"cancellation_reason": "abandoned"})
        self.assertEqual((gone.status, gone.cancellation_reason), ("canceled", "abandoned"))
        self.assertIsNotNone(gone.canceled_at)

    def test_a_paid_payment_cannot_be_canceled(self):
        error = self.refused(stripe.InvalidRequestError, self.client.v1.payment_intents.cancel, self.pay().id)
        self.assertEqual((error.http_status, error.code), (400, "payment_intent_unexpected_state"))
        self.assertEqual(error.error.payment_intent.status, "succeeded")

    def test_paying_saves_the_card_for_later(self):
        customer = self.customer()
        paid = self.pay(customer=customer.id, setup_future_usage="off_session")
        kept = self.client.v1.payment_methods.retrieve(paid.payment_method)
        self.assertEqual(kept.customer, customer.id)
        later = self.pay(customer=customer.id, payment_method=kept.id, off_session=True)
        self.assertEqual(later.status, "succeeded")

    def test_a_loose_card_pays_once(self):
        method = self.card()
        self.pay(payment_method=method.id)
        error = self.refused(stripe.InvalidRequestError, lambda: self.pay(payment_method=method.id))
        self.assertIn("previously used", error.user_message)

    def test_money_without_cents(self):
        self.assertEqual(self.pay(amount=500, currency="jpy").amount_received, 500)

    def test_amounts_and_currencies_are_checked(self):
        for change, param in [({"amount": 0}, "amount"), ({"amount": 100000000000}, "amount"),
                              ({"currency": "xxd"}, "currency")]:
            with self.subTest(param):
                error = self.refused(stripe.InvalidRequestError, lambda: self.pay(**change))
                self.assertEqual((error.http_status, error.param), (400, param))

    def test_the_balance_shows_what_was_paid_less_the_fee(self):
        paid = self.pay(capture_method="automatic", expand=["latest_charge.balance_transaction"])
        moved = paid.latest_charge.balance_transaction
        self.assertEqual((moved.amount, moved.fee, moved.net), (2000, 88, 1912))
        self.assertEqual(self.client.v1.balance.retrieve().pending[0].amount, 1912)

    def test_a_publishable_key_sees_less(self):
        made = self.client.v1.payment_intents.create({"amount": 700, "currency": "usd", "metadata": {"a": "b"}})
        seen = self.publishable.v1.payment_intents.retrieve(made.id, {"client_secret": made.client_secret})
        self.assertEqual(seen.amount, 700)
        self.assertNotIn("metadata", seen)
        self.assertRaises(stripe.StripeError, self.publishable.v1.payment_intents.list)


class Refunds(Story):
    def test_a_payment_is_refunded_in_parts_and_no_further(self):
        paid = self.pay()
        first = self.client.v1.refunds.create({"payment_intent": paid.id, "amount": 500,
                                               "reason": "requested_by_customer"})
        self.assertEqual((first.status, first.charge), ("succeeded", paid.latest_charge))
        rest = self.client.v1.refunds.create({"charge": paid.latest_charge})
        self.assertEqual(rest.amount, 1500)
        charge = self.client.v1.charges.retrieve(paid.latest_charge)
        self.assertEqual((charge.refunded, charge.amount_refunded), (True, 2000))
        error = self.refused(stripe.InvalidRequestError, self.client.v1.refunds.create, {"payment_intent": paid.id})
        self.assertEqual(error.code, "charge_already_refunded")
        listed = self.client.v1.refunds.list({"charge": paid.latest_charge})
        self.assertEqual([item.id for item in listed.data], [rest.id, first.id])

    def test_a_refund_is_annotated(self):
        refund = self.client.v1.refunds.create({"payment_intent": self.pay().id})
        changed = self.client.v1.refunds.update(refund.id, {"metadata": {"ticket": "12"}})
        self.assertEqual(changed.metadata["ticket"], "12")

    def test_too_much_is_refused_with_both_sums(self):
        error = self.refused(stripe.InvalidRequestError, self.client.v1.refunds.create,
                             {"payment_intent": self.pay().id, "amount": 2001})
        self.assertEqual(error.param, "amount")
        self.assertIn("$20.01", error.user_message)
        self.assertIn("$20.00", error.user_message)
