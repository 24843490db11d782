import threading
import uuid

import stripe

from story import Story


class Paging(Story):
    def test_a_long_list_is_walked_page_by_page(self):
        made = [self.customer(description=str(number)).id for number in range(7)]
        first = self.client.v1.customers.list({"limit": 3})
        self.assertTrue(first.has_more)
        self.assertEqual([item.id for item in first.data], made[:3:-1])
        walked = [item.id for item in first.auto_paging_iter()]
        self.assertEqual(walked, made[::-1])
        newer = self.client.v1.customers.list({"limit": 2, "ending_before": made[2]})
        self.assertEqual([item.id for item in newer.data], [made[4], made[3]])

    def test_a_list_is_narrowed(self):
        self.customer(email="a@example.com")
        wanted = self.customer(email="b@example.com")
        listed = self.client.v1.customers.list({"email": "b@example.com", "created": {"gte": wanted.created}})
        self.assertEqual([item.id for item in listed.data], [wanted.id])

    def test_a_cursor_must_exist_and_stand_alone(self):
        error = self.refused(stripe.InvalidRequestError, self.client.v1.customers.list, {"starting_after": "cus_no"})
        self.assertEqual((error.code, error.param), ("resource_missing", "starting_after"))
        made = self.customer().id
        error = self.refused(stripe.InvalidRequestError, self.client.v1.customers.list,
                             {"starting_after": made, "ending_before": made})
        self.assertIn("only one", error.user_message)


class Searching(Story):
    def test_customers_are_found_by_their_fields(self):
        ada = self.customer(name="Ada Lovelace", email="ada@example.com", metadata={"team": "engines"})
        self.customer(name="Charles", email="charles@example.com")
        for query in ['email:"ada@example.com"', 'name~"love"', 'metadata["team"]:"engines"',
                      'email:"ada@example.com" AND name~"ada"', '-email:"charles@example.com"']:
            with self.subTest(query):
                found = self.client.v1.customers.search({"query": query})
                self.assertEqual(found.object, "search_result")
                self.assertEqual([item.id for item in found.data], [ada.id])

    def test_payments_are_found_by_amount_and_status(self):
        paid = self.pay(amount=4321)
        self.pay(amount=1000)
        found = self.client.v1.payment_intents.search({"query": 'amount>2000 AND status:"succeeded"'})
        self.assertEqual([item.id for item in found.data], [paid.id])


class Expanding(Story):
    def test_objects_are_nested_four_deep(self):
        customer = self.customer(email="ada@example.com")
        method = self.attached(customer)
        paid = self.pay(customer=customer.id, payment_method=method.id, capture_method="automatic")
        seen = self.client.v1.payment_intents.retrieve(paid.id, {
            "expand": ["customer", "payment_method", "latest_charge.balance_transaction.source.customer"]})
        self.assertEqual(seen.customer.email, "ada@example.com")
        self.assertEqual(seen.payment_method.card.last4, "4242")
        self.assertEqual(seen.latest_charge.balance_transaction.source.customer.id, customer.id)

    def test_a_list_is_expanded_through_its_data(self):
        self.pay()
        listed = self.client.v1.payment_intents.list({"expand": ["data.latest_charge"]})
        self.assertEqual(listed.data[0].latest_charge.object, "charge")

    def test_what_cannot_be_expanded_is_named(self):
        error = self.refused(stripe.InvalidRequestError, self.client.v1.customers.list, {"expand": ["nonsense"]})
        self.assertIn("nonsense", error.user_message)


class Idempotency(Story):
    def test_one_key_makes_one_object(self):
        key = {"idempotency_key": uuid.uuid4().hex}
        first = self.client.v1.customers.create({"email": "a@example.com"}, key)
        again = self.client.v1.customers.create({"email": "a@example.com"}, key)
        self.assertEqual(first.id, again.id)
        self.assertEqual(again.last_response.headers["Idempotent-Replayed"], "true")
        self.assertEqual(again.last_response.headers["Original-Request"], first.last_response.headers["Request-Id"])
        with self.assertRaises(stripe.IdempotencyError):
            self.client.v1.customers.create({"email": "b@example.com"}, key)

    def test_thirty_requests_at_once_charge_once(self):
        key, charges = uuid.uuid4().hex, []

        def pay():
            client = self.client_of(self.key, max_network_retries=3)
            charges.append(client.v1.payment_intents.create(
                {"amount": 900, "currency": "usd", "payment_method": "pm_card_visa", "confirm": True,
                 "allowed_payment_method_types": ["card"]}, {"idempotency_key": key}).latest_charge)

        threads = [threading.Thread(target=pay) for _ in range(30)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual((len(charges), len(set(charges))), (30, 1))
        self.assertEqual(len(self.client.v1.charges.list().data), 1)


class Errors(Story):
    def test_parameters_are_checked(self):
        create = self.client.v1.payment_intents.create
        good = {"amount": 500, "currency": "usd"}
        for change, code, param in [({"colour": "red"}, "parameter_unknown", "colour"),
                                    ({"shipping": {"colour": "red"}}, "parameter_unknown", "shipping[colour]"),
                                    ({"amount": "five"}, "parameter_invalid_integer", "amount"),
                                    ({"currency": None}, "parameter_missing", "currency")]:
            with self.subTest(code):
                given = {key: value for key, value in {**good, **change}.items() if value is not None}
                error = self.refused(stripe.InvalidRequestError, create, given)
                self.assertEqual((error.http_status, error.code, error.param), (400, code, param))

    def test_keys_are_checked(self):
        for key in ["sk_live_something", "nonsense"]:
            with self.subTest(key):
                self.refused(stripe.AuthenticationError, self.client_of(key).v1.customers.list)

    def test_every_answer_has_a_request_id(self):
        self.assertTrue(self.customer().last_response.headers["Request-Id"].startswith("req_"))


class Events(Story):
    def test_what_happens_is_told_in_order(self):
        customer = self.customer(name="Ada")
        self.client.v1.customers.update(customer.id, {"name": "Ada L."})
        told = self.client.v1.events.list({"limit": 2}).data
        self.assertEqual([event.type for event in told], ["customer.updated", "customer.created"])
        self.assertEqual(told[0].data.previous_attributes.to_dict(), {"name": "Ada"})
        self.assertEqual(told[0].data.object.id, customer.id)

    def test_a_payment_tells_its_story(self):
        self.pay()
        types = {event.type for event in self.client.v1.events.list({"limit": 20}).data}
        self.assertLessEqual({"payment_intent.created", "charge.succeeded", "payment_intent.succeeded"}, types)


class Disputes(Story):
    def test_a_disputed_charge_is_defended(self):
        paid = self.pay(payment_method="pm_card_createDispute")
        dispute = self.client.v1.disputes.list({"payment_intent": paid.id}).data[0]
        self.assertEqual((dispute.status, dispute.reason), ("needs_response", "fraudulent"))
        error = self.refused(stripe.InvalidRequestError, self.client.v1.refunds.create, {"payment_intent": paid.id})
        self.assertEqual(error.code, "charge_disputed")
        closed = self.client.v1.disputes.close(dispute.id)
        self.assertEqual(closed.status, "lost")
