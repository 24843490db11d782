import stripe

from story import Story


class Cards(Story):
    def test_a_card_number_becomes_a_payment_method(self):
        made = self.client.v1.payment_methods.create({
            "type": "card", "billing_details": {"name": "Ada", "address": {"postal_code": "94111"}},
            "card": {"number": "5555 5555 5555 4444", "exp_month": 12, "exp_year": 2034, "cvc": "314"}})
        self.assertEqual((made.card.brand, made.card.last4, made.card.funding), ("mastercard", "4444", "credit"))
        self.assertEqual((made.card.exp_month, made.card.exp_year), (12, 2034))
        self.assertIsNone(made.customer)
        self.assertEqual(made.billing_details.address.postal_code, "94111")

    def test_a_token_is_spent_once(self):
        token = self.client.v1.tokens.create({
            "card": {"number": "4242424242424242", "exp_month": 8, "exp_year": 2034, "cvc": "123"}})
        self.assertFalse(token.used)
        self.card(token.id)
        self.assertTrue(self.client.v1.tokens.retrieve(token.id).used)
        error = self.refused(stripe.InvalidRequestError, self.card, token.id)
        self.assertEqual(error.http_status, 400)

    def test_a_method_is_attached_listed_changed_and_detached(self):
        customer = self.customer()
        method = self.attached(customer)
        self.assertEqual(method.customer, customer.id)
        listed = self.client.v1.customers.payment_methods.list(customer.id, {"type": "card"})
        self.assertEqual([item.id for item in listed.data], [method.id])
        changed = self.client.v1.payment_methods.update(method.id, {"metadata": {"a": "1"},
                                                                    "billing_details": {"name": "Ada"}})
        self.assertEqual((changed.metadata["a"], changed.billing_details.name), ("1", "Ada"))
        self.assertIsNone(self.client.v1.payment_methods.detach(method.id).customer)
        error = self.refused(stripe.InvalidRequestError, self.client.v1.payment_methods.detach, method.id)
        self.assertIn("not attached", error.user_message)

    def test_a_magic_method_is_a_new_one_each_time(self):
        first, second = self.customer(), self.customer()
        one = self.client.v1.payment_methods.attach("pm_card_visa", {"customer": first.id})
        other = self.client.v1.payment_methods.attach("pm_card_visa", {"customer": second.id})
        self.assertNotEqual(one.id, other.id)

    def test_wrong_card_data_is_refused_where_it_is_wrong(self):
        good = {"number": "4242424242424242", "exp_month": 8, "exp_year": 2034, "cvc": "123"}
        for change, code, param in [({"number": "4242424242424241"}, "incorrect_number", "number"),
                                    ({"exp_month": 13}, "invalid_expiry_month", "exp_month"),
                                    ({"exp_year": 1995}, "invalid_expiry_year", "exp_year"),
                                    ({"cvc": "12"}, "invalid_cvc", "cvc")]:
            with self.subTest(code):
                error = self.refused(stripe.CardError, self.client.v1.payment_methods.create,
                                     {"type": "card", "card": {**good, **change}})
                self.assertEqual((error.http_status, error.code), (402, code))
                self.assertIn(param, error.param)

    def test_a_bad_card_is_refused_when_it_is_attached(self):
        error = self.refused(stripe.CardError, self.attached, self.customer(), "tok_visa_chargeDeclined")
        self.assertEqual((error.code, error.error.decline_code), ("card_declined", "generic_decline"))
