import stripe

import story
from sandbox import Account
from story import Story


class OAuth(Story):
    def setUp(self):
        super().setUp()
        self.client = self.connecting(self.key)

    def connecting(self, key):
        return stripe.StripeClient(
            key, base_addresses={"api": story.URL, "connect": story.URL}, client_id="ca_123", max_network_retries=0)

    def code(self, **answers):
        """What the page at `authorize_url` gives the app when its owner agrees."""
        control = Account(story.URL, self.key)
        body = ('{"scope": "read_write"%s}' % "".join(', "%s": "%s"' % pair for pair in answers.items())).encode()
        return control.call("POST", "/_sandbox/oauth", raw=body, content_type="application/json").body["code"]

    def connect(self, **answers):
        return self.client.oauth.token({"grant_type": "authorization_code", "code": self.code(**answers)})

    def test_an_owner_is_sent_to_the_page(self):
        url = self.client.oauth.authorize_url({"scope": "read_write", "state": "xyz"})
        self.assertTrue(url.startswith(story.URL + "/oauth/authorize?"))

    def test_a_code_connects_one_account_whose_token_acts_for_it(self):
        code = self.code(email="owner@example.com")
        token = self.client.oauth.token({"grant_type": "authorization_code", "code": code})
        self.assertEqual((token.scope, token.token_type, token.livemode), ("read_write", "bearer", False))
        own = self.connecting(token.access_token).v1.accounts.retrieve_current()
        self.assertEqual((own.id, own.email, own.type), (token.stripe_user_id, "owner@example.com", "standard"))
        self.assertTrue(own.charges_enabled and own.payouts_enabled)
        charge = self.connecting(token.access_token).v1.charges.create(
            {"amount": 2000, "currency": "usd", "source": "tok_visa"})
        there = {"stripe_account": token.stripe_user_id}
        self.assertEqual(self.client.v1.charges.retrieve(charge.id, None, there).amount, 2000)
        self.refused(stripe.oauth_error.InvalidGrantError, self.client.oauth.token,
                     {"grant_type": "authorization_code", "code": code})

    def test_a_token_is_refreshed_and_taken_back(self):
        token = self.connect()
        again = self.client.oauth.token({"grant_type": "refresh_token", "refresh_token": token.refresh_token})
        self.assertEqual(again.stripe_user_id, token.stripe_user_id)
        gone = self.client.oauth.deauthorize({"stripe_user_id": token.stripe_user_id})
        self.assertEqual(gone.stripe_user_id, token.stripe_user_id)
        self.refused(stripe.PermissionError, self.connecting(token.access_token).v1.accounts.retrieve_current)
        self.refused(stripe.oauth_error.InvalidClientError, self.client.oauth.deauthorize,
                     {"stripe_user_id": token.stripe_user_id})

    def test_an_express_account_of_another_country(self):
        token = self.connect(type="express", country="DE")
        account = self.client.v1.accounts.retrieve(token.stripe_user_id)
        self.assertEqual((account.type, account.country, account.default_currency), ("express", "DE", "eur"))
