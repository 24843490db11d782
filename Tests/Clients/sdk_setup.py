import stripe

from story import Story


class Setups(Story):
    def test_a_card_is_saved_and_charged_later(self):
        customer = self.customer()
        made = self.client.v1.setup_intents.create({
            "customer": customer.id, "allowed_payment_method_types": ["card"], "usage": "off_session"})
        self.assertEqual((made.status, made.usage), ("requires_payment_method", "off_session"))
        done = self.client.v1.setup_intents.confirm(made.id, {"payment_method": "pm_card_visa"})
        self.assertEqual(done.status, "succeeded")
        self.assertEqual(self.client.v1.payment_methods.retrieve(done.payment_method).customer, customer.id)
        paid = self.pay(customer=customer.id, payment_method=done.payment_method, off_session=True)
        self.assertEqual(paid.status, "succeeded")
        attempts = self.client.v1.setup_attempts.list({"setup_intent": made.id}).data
        self.assertEqual([attempt.id for attempt in attempts], [done.latest_attempt])
        self.assertEqual(attempts[0].status, "succeeded")

    def test_a_declined_setup_keeps_its_error(self):
        error = self.refused(stripe.CardError, self.client.v1.setup_intents.create, {
            "allowed_payment_method_types": ["card"], "payment_method": "pm_card_visa_chargeDeclined", "confirm": True})
        intent = error.error.setup_intent
        self.assertEqual((intent.status, intent.last_setup_error.code), ("requires_payment_method", "card_declined"))

    def test_a_setup_is_canceled_once(self):
        made = self.client.v1.setup_intents.create({"allowed_payment_method_types": ["card"]})
        self.assertEqual(self.client.v1.setup_intents.cancel(made.id).status, "canceled")
        error = self.refused(stripe.InvalidRequestError, self.client.v1.setup_intents.cancel, made.id)
        self.assertEqual(error.code, "setup_intent_unexpected_state")


class ThreeDSecure(Story):
    def test_a_card_that_needs_it_asks_the_customer_to_act(self):
        asked = self.pay(payment_method="pm_card_threeDSecure2Required", return_url="https://example.com/back")
        self.assertEqual((asked.status, asked.next_action.type), ("requires_action", "redirect_to_url"))
        self.assertEqual(asked.next_action.redirect_to_url.return_url, "https://example.com/back")
        self.assertIsNone(asked.latest_charge)

    def test_without_a_way_back_the_browser_library_is_to_act(self):
        asked = self.pay(payment_method="pm_card_threeDSecure2Required")
        self.assertEqual((asked.status, asked.next_action.type), ("requires_action", "use_stripe_sdk"))
        self.assertEqual(self.client.v1.payment_intents.cancel(asked.id).status, "canceled")

    def test_nobody_is_there_to_act_off_session(self):
        error = self.refused(stripe.CardError, lambda: self.pay(
            payment_method="pm_card_authenticationRequired", customer=self.customer().id, off_session=True))
        self.assertEqual((error.code, error.error.decline_code), ("authentication_required", "authentication_required"))
        self.assertEqual(error.error.payment_intent.status, "requires_payment_method")

    def test_acting_can_be_ruled_out(self):
        error = self.refused(stripe.CardError, lambda: self.pay(
            payment_method="pm_card_threeDSecure2Required", error_on_requires_action=True))
        self.assertEqual(error.error.decline_code, "authentication_not_handled")

    def test_a_setup_asks_too(self):
        asked = self.client.v1.setup_intents.create({
            "allowed_payment_method_types": ["card"], "payment_method": "pm_card_threeDSecure2Required", "confirm": True,
            "return_url": "https://example.com/back"})
        self.assertEqual((asked.status, asked.next_action.type), ("requires_action", "redirect_to_url"))
