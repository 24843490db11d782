import stripe

from story import Story


class Customers(Story):
    def test_a_customer_is_made_read_changed_and_deleted(self):
        made = self.client.v1.customers.create({
            "email": "ada@example.com", "name": "Ada", "phone": "+15555550100",
            "address": {"line1": "1 Analytical St", "city": "London", "country": "GB"},
            "metadata": {"team": "engines", "plan": "b"}})
        self.assertTrue(made.id.startswith("cus_") and len(made.id) == 18)
        self.assertEqual(made.address.line1, "1 Analytical St")
        self.assertIsNone(made.address.postal_code)
        self.assertEqual(self.client.v1.customers.retrieve(made.id).email, "ada@example.com")
        changed = self.client.v1.customers.update(made.id, {"name": "", "metadata": {"plan": "", "seat": "1"}})
        self.assertIsNone(changed.name)
        self.assertEqual(changed.metadata.to_dict(), {"team": "engines", "seat": "1"})
        self.assertTrue(self.client.v1.customers.delete(made.id).deleted)
        self.assertTrue(self.client.v1.customers.retrieve(made.id).deleted)

    def test_an_unknown_customer_is_missing(self):
        error = self.refused(stripe.InvalidRequestError, self.client.v1.customers.retrieve, "cus_nobody")
        self.assertEqual((error.http_status, error.code, error.param), (404, "resource_missing", "id"))
        self.assertEqual(error.user_message, "No such customer: 'cus_nobody'")

    def test_a_customer_of_one_key_is_unknown_to_another(self):
        made = self.customer(email="ada@example.com")
        self.assertRaises(stripe.InvalidRequestError,
                          self.client_of("sk_test_other" + self.key[8:]).v1.customers.retrieve, made.id)

    def test_a_customer_has_a_balance_with_a_history(self):
        made = self.customer()
        moves = self.client.v1.customers.balance_transactions
        moves.create(made.id, {"amount": -500, "currency": "usd", "description": "credit"})
        second = moves.create(made.id, {"amount": 200, "currency": "usd"})
        self.assertEqual(second.ending_balance, -300)
        self.assertEqual(self.client.v1.customers.retrieve(made.id).balance, -300)
        self.assertEqual([move.amount for move in moves.list(made.id).data], [200, -500])

    def test_a_customer_has_tax_ids(self):
        made = self.customer()
        tax = self.client.v1.customers.tax_ids.create(made.id, {"type": "eu_vat", "value": "DE123456789"})
        self.assertEqual((tax.country, tax.type), ("DE", "eu_vat"))
        self.assertEqual(len(self.client.v1.customers.tax_ids.list(made.id).data), 1)
        self.client.v1.customers.tax_ids.delete(made.id, tax.id)
        self.assertEqual(self.client.v1.customers.tax_ids.list(made.id).data, [])

    def test_a_customer_without_funds_has_an_empty_cash_balance(self):
        balance = self.client.v1.customers.cash_balance.retrieve(self.customer().id)
        self.assertEqual(balance.object, "cash_balance")
        self.assertIsNone(balance.available)

    def test_a_token_becomes_the_default_source(self):
        made = self.client.v1.customers.create({"source": "tok_visa"})
        self.assertTrue(made.default_source.startswith("card_"))
        card = self.client.v1.customers.payment_sources.retrieve(made.id, made.default_source)
        self.assertEqual((card.object, card.brand, card.last4), ("card", "Visa", "4242"))
        other = self.client.v1.customers.payment_sources.create(made.id, {"source": "tok_mastercard"})
        self.assertEqual(len(self.client.v1.customers.payment_sources.list(made.id).data), 2)
        self.client.v1.customers.update(made.id, {"default_source": other.id})
        self.assertEqual(self.client.v1.customers.retrieve(made.id).default_source, other.id)
        self.assertTrue(self.client.v1.customers.payment_sources.delete(made.id, other.id).deleted)
