import json
import time
import urllib.request

import stripe

import story
from receiver import Receiver
from story import Story

JENNY = {
    "first_name": "Jenny", "last_name": "Rosen", "email": "jenny@example.com", "phone": "+16505550123",
    "dob": {"day": 1, "month": 1, "year": 1901}, "id_number": "000000000",
    "address": {"line1": "address_full_match", "city": "San Francisco", "state": "CA", "postal_code": "94107",
                "country": "US"},
}


def bank(number="000123456789"):
    return {"object": "bank_account", "country": "US", "currency": "usd", "routing_number": "110000000",
            "account_number": number}


class Marketplace(Story):
    def seller(self, number="000123456789"):
        """An account that has told everything, with payouts when it asks for them."""
        made = self.client.v1.accounts.create({
            "type": "custom", "country": "US", "business_type": "individual", "individual": JENNY,
            "business_profile": {"mcc": "5734", "url": "https://shop.example.com"},
            "capabilities": {"card_payments": {"requested": True}, "transfers": {"requested": True}},
            "external_account": bank(number), "tos_acceptance": {"date": int(time.time()), "ip": "127.0.0.1"},
            "settings": {"payouts": {"schedule": {"interval": "manual"}}}})
        return self.verified(made.id)

    def verified(self, account):
        """The account once what it told has been looked at."""
        deadline = time.monotonic() + 60
        while True:
            found = self.client.v1.accounts.retrieve(account)
            # Money from the platform does not wait for the person to be looked at.
            is_seen = "individual" not in found or found.individual.verification.status != "pending"
            if is_seen and not found.requirements.pending_verification:
                return found
            self.assertLess(time.monotonic(), deadline)

    def acting_for(self, account):
        return {"stripe_account": account.id}

    def balance(self, account=None):
        """All that an account has, available or not."""
        held = self.client.v1.balance.retrieve(None, self.acting_for(account) if account else None)
        return sum(part.amount for part in held.available + held.pending)

    def settled(self, charge, options=None):
        """The charge once its money is in the books."""
        deadline = time.monotonic() + 60
        while True:
            found = self.client.v1.charges.retrieve(charge, {"expand": ["balance_transaction"]}, options)
            if found.balance_transaction:
                return found
            self.assertLess(time.monotonic(), deadline)

    def advance(self, seconds):
        request = urllib.request.Request(
            story.URL + "/_sandbox/clock", json.dumps({"advance": seconds}).encode(),
            {"Authorization": "Bearer " + self.key, "Content-Type": "application/json"})
        urllib.request.urlopen(request, timeout=30).close()

    def test_a_seller_is_onboarded_step_by_step(self):
        made = self.client.v1.accounts.create({
            "type": "express", "country": "US", "capabilities": {"transfers": {"requested": True}}})
        self.assertFalse(made.charges_enabled)
        self.assertIn("external_account", made.requirements.currently_due)
        self.assertEqual(made.capabilities.transfers, "inactive")
        link = self.client.v1.account_links.create({
            "account": made.id, "type": "account_onboarding", "refresh_url": "https://example.com/again",
            "return_url": "https://example.com/done"})
        self.assertIn(made.id, link.url)
        self.client.v1.accounts.update(made.id, {
            "business_type": "individual", "individual": JENNY, "business_profile": {"url": "https://shop.example.com"},
            "external_account": bank(), "tos_acceptance": {"date": int(time.time()), "ip": "127.0.0.1"}})
        done = self.verified(made.id)
        self.assertEqual((done.requirements.currently_due, done.requirements.disabled_reason), ([], None))
        self.assertTrue(done.charges_enabled and done.payouts_enabled and done.details_submitted)
        self.assertIn(made.id, self.client.v1.accounts.login_links.create(made.id).url)

    def test_an_identity_that_is_not_known_has_to_be_shown(self):
        made = self.client.v1.accounts.create({
            "type": "custom", "country": "US", "business_type": "individual",
            "individual": {**JENNY, "id_number": "111111111"}, "business_profile": {"url": "https://shop.example.com"},
            "capabilities": {"transfers": {"requested": True}}, "external_account": bank(),
            "tos_acceptance": {"date": int(time.time()), "ip": "127.0.0.1"}})
        seen = self.verified(made.id)
        self.assertEqual(seen.requirements.currently_due, ["individual.verification.document"])
        self.assertEqual(seen.requirements.errors[0].code, "verification_failed_keyed_identity")
        self.client.v1.accounts.persons.update(made.id, seen.individual.id, {
            "verification": {"document": {"front": "file_identity_document_success"}}})
        self.assertTrue(self.verified(made.id).charges_enabled)

    def test_a_direct_charge_pays_the_platform_its_fee(self):
        seller = self.seller()
        paid = self.client.v1.payment_intents.create(
            {"amount": 2000, "currency": "usd", "payment_method": "pm_card_visa", "confirm": True,
             "allowed_payment_method_types": ["card"], "application_fee_amount": 200}, self.acting_for(seller))
        charge = self.settled(paid.latest_charge, self.acting_for(seller))
        self.assertEqual([part.type for part in charge.balance_transaction.fee_details],
                         ["application_fee", "stripe_fee"])
        self.assertEqual((self.balance(), self.balance(seller)), (200, 2000 - 88 - 200))
        self.client.v1.refunds.create(
            {"charge": charge.id, "amount": 1000, "refund_application_fee": True}, self.acting_for(seller))
        self.assertEqual((self.balance(), self.balance(seller)), (100, 2000 - 88 - 200 - 1000 + 100))

    def test_a_destination_charge_passes_its_money_on(self):
        seller = self.seller()
        paid = self.pay(application_fee_amount=300, transfer_data={"destination": seller.id})
        charge = self.settled(paid.latest_charge)
        self.assertEqual((self.balance(), self.balance(seller)), (300 - 88, 2000 - 300))
        transfer = self.client.v1.transfers.retrieve(charge.transfer)
        self.assertEqual((transfer.amount, transfer.source_transaction), (2000, charge.id))
        without = self.client.v1.refunds.create({"charge": charge.id, "amount": 500})
        self.assertIsNone(without.transfer_reversal)
        self.assertEqual(self.balance(seller), 1700)
        whole = self.client.v1.refunds.create(
            {"charge": charge.id, "reverse_transfer": True, "refund_application_fee": True})
        self.assertIsNotNone(whole.transfer_reversal)
        self.assertEqual((self.balance(), self.balance(seller)), (-88, 0))

    def test_a_charge_is_shared_among_sellers(self):
        one, other = self.seller(), self.seller()
        paid = self.pay(transfer_group="order-1")
        charge = self.settled(paid.latest_charge)
        for seller, amount in ((one, 1200), (other, 500)):
            self.client.v1.transfers.create({
                "amount": amount, "currency": "usd", "destination": seller.id, "source_transaction": charge.id,
                "transfer_group": "order-1"})
        self.assertEqual((self.balance(), self.balance(one), self.balance(other)), (2000 - 88 - 1700, 1200, 500))
        error = self.refused(stripe.InvalidRequestError, self.client.v1.transfers.create, {
            "amount": 400, "currency": "usd", "destination": one.id, "source_transaction": charge.id})
        self.assertIn("must not exceed the source amount of $20.00", error.user_message)
        self.assertEqual(len(self.client.v1.transfers.list({"transfer_group": "order-1"}).data), 2)

    def test_what_is_not_there_cannot_be_sent(self):
        error = self.refused(stripe.InvalidRequestError, self.client.v1.transfers.create, {
            "amount": 400, "currency": "usd", "destination": self.seller().id})
        self.assertEqual(error.code, "balance_insufficient")

    def test_a_payout_arrives_or_comes_back(self):
        for number, status, code in (("000123456789", "paid", None), ("000111111116", "failed", "no_account")):
            with self.subTest(status):
                seller = self.seller(number)
                options = self.acting_for(seller)
                self.client.v1.charges.create({"amount": 5000, "currency": "usd", "source": "tok_bypassPending"}, options)
                before = self.balance(seller)
                payout = self.client.v1.payouts.create({"amount": 1000, "currency": "usd"}, options)
                self.assertEqual((payout.status, self.balance(seller)), ("pending", before - 1000))
                self.advance(7 * 24 * 3600)
                done = self.client.v1.payouts.retrieve(payout.id, None, options)
                self.assertEqual((done.status, done.failure_code), (status, code))
                self.assertEqual(self.balance(seller), before - (1000 if status == "paid" else 0))

    def test_payouts_come_by_themselves_on_schedule(self):
        seller = self.seller()
        self.client.v1.accounts.update(seller.id, {"settings": {"payouts": {"schedule": {"interval": "daily"}}}})
        options = self.acting_for(seller)
        self.client.v1.charges.create({"amount": 5000, "currency": "usd", "source": "tok_visa"}, options)
        self.advance(9 * 24 * 3600)
        payout = self.client.v1.payouts.list(None, options).data[0]
        self.assertEqual((payout.automatic, payout.amount), (True, 5000 - 175))
        parts = self.client.v1.balance_transactions.list({"payout": payout.id}, options).data
        self.assertEqual({part.type for part in parts}, {"charge", "payout"})
        self.assertEqual(sum(part.net for part in parts), 0)

    def test_another_account_is_out_of_reach(self):
        error = self.refused(stripe.PermissionError, self.client.v1.balance.retrieve, None,
                             {"stripe_account": "acct_1NobodysAccount0"})
        self.assertEqual((error.http_status, error.error.code), (403, "account_invalid"))

    def test_events_tell_whose_they_are(self):
        listening = {"own": Receiver(), "connect": Receiver()}
        secrets = {}
        for name, receiver in listening.items():
            self.addCleanup(receiver.close)
            secrets[name] = self.client.v1.webhook_endpoints.create({
                "url": receiver.url, "enabled_events": ["charge.succeeded", "application_fee.created"],
                "connect": name == "connect"}).secret
        seller = self.seller()
        self.client.v1.charges.create(
            {"amount": 5000, "currency": "usd", "source": "tok_visa", "application_fee_amount": 100},
            self.acting_for(seller))
        told = {}
        for name, receiver in listening.items():
            headers, body = receiver.wait_for(1)[0]
            told[name] = self.client.construct_event(body, headers["Stripe-Signature"], secrets[name])
        self.assertEqual((told["own"].type, told["connect"].type), ("application_fee.created", "charge.succeeded"))
        self.assertEqual(told["connect"].account, seller.id)
        self.assertIsNone(getattr(told["own"], "account", None))

    def test_the_second_version_of_accounts_tells_the_same(self):
        made = self.client.v2.core.accounts.create({
            "contact_email": "jenny@example.com", "display_name": "Jenny's Books", "dashboard": "express",
            "identity": {"country": "us", "entity_type": "company"},
            "configuration": {"recipient": {"capabilities": {"stripe_balance": {
                "stripe_transfers": {"requested": True}}}}},
            "include": ["configuration.recipient", "requirements"]})
        transfers = made.configuration.recipient.capabilities.stripe_balance.stripe_transfers
        self.assertEqual(transfers.status, "restricted")
        self.assertIn("external_account", [entry.description for entry in made.requirements.entries])
        self.assertEqual(self.client.v1.accounts.retrieve(made.id).email, "jenny@example.com")
        changed = self.client.v2.core.accounts.update(made.id, {"contact_email": "books@example.com"})
        self.assertEqual(changed.contact_email, "books@example.com")
        person = self.client.v2.core.accounts.persons.create(made.id, {
            "given_name": "Jenny", "surname": "Rosen", "relationship": {"owner": True}})
        self.assertEqual(self.client.v2.core.accounts.persons.retrieve(made.id, person.id).surname, "Rosen")
        self.assertEqual([one.id for one in self.client.v2.core.accounts.list().data], [made.id])
