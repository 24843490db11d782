"""Stand-ins: objects that a session refers to but that were made before its recording began."""

import time

from replay_recording import Exchange
from replay_state import State, Unreachable
from session_score import SessionComparison
from standins_billing import Billing
from standins_catalogue import pairs_of

PERSON = [("individual[first_name]", "Jenny"), ("individual[last_name]", "Rosen"),
          ("individual[dob][day]", "1"), ("individual[dob][month]", "1"), ("individual[dob][year]", "1901"),
          ("individual[address][line1]", "address_full_match"), ("individual[address][city]", "San Francisco"),
          ("individual[address][state]", "CA"), ("individual[address][postal_code]", "94107"),
          ("individual[phone]", "0000000000"), ("individual[email]", "jenny@example.com"),
          ("individual[id_number]", "000000000"), ("individual[ssn_last_4]", "0000"),
          ("individual[verification][document][front]", "file_identity_document_success")]
BANKS = {"US": ("110000000", "000123456789"), "CA": ("11000-000", "000123456789"), "AU": ("110000", "000123456"),
         "GB": ("108800", "00012345")}
# Where an account is that is paid in a currency.
COUNTRIES = {"aud": "AU", "brl": "BR", "cad": "CA", "eur": "DE", "gbp": "GB", "jpy": "JP", "mxn": "MX", "sgd": "SG"}
# Makers whose prefix is a word of Python.
OWN = {"in": "invoice"}
# What its id begins with, where that is not one word.
LONGER = ("sub_sched_",)


class StandIns(Billing):
    """Makes what a session takes for granted, through the API alone."""

    def __init__(self, session, server, account, identities):
        self.session, self.server, self.account, self.identities = session, server, account, identities
        self.failed = {}

    def provide(self, identifier, number, connected):
        """A sandbox object for a recorded id; why there is none is remembered."""
        if identifier in self.identities.ours:
            return
        if identifier in self.failed:
            raise Unreachable(self.failed[identifier])
        try:
            view = self.session.shown(identifier, number)
            made = self.make(identifier, view, number, connected)
        except (Unreachable, KeyError, TypeError) as cannot:
            self.failed[identifier] = "no stand-in for %s: %s" % (identifier, cannot)
            raise Unreachable(self.failed[identifier])
        if made:
            self.identities.learn(identifier, made)

    def make(self, identifier, view, number, connected):
        longer = [prefix for prefix in LONGER if identifier.startswith(prefix)]
        kind = longer[0].rstrip("_") if longer else identifier.split("_", 1)[0]
        state = self.begin(number, None if kind == "acct" else connected)
        own = getattr(self, OWN.get(kind, kind), None)
        return own(state, view, identifier) if own else self.other(state, view, identifier)

    def begin(self, number, connected):
        """Ready to make objects for an exchange, in the platform's account or in a connected one."""
        self.exchange, self.number, self.connected = self.session.exchanges[number], number, connected
        self.need = lambda other: self.provide(other, number, connected) or self.identities.ours.get(other, other)
        path = self.exchange.path
        self.owner = path.split("/")[3] if path.startswith("/v1/customers/cus_") else None
        return State(self.account.on(connected), self.identities, self.exchange.version)

    def other(self, state, view, identifier):
        """Payments and what belongs to them are made as for a single recording."""
        destination = ((view or {}).get("transfer_data") or {}).get("destination")
        if destination:
            self.need(destination)
        if self.exchange.method == "POST" and "/refund" in self.exchange.path and "amount_refunded" in (view or {}):
            view = dict(view, amount_refunded=0)
        state.provide(identifier, Exchange("GET", "/v1/x/" + identifier, [], state.version, 200, view or {}))
        if identifier not in self.identities.ours:
            raise Unreachable("nothing makes an object with the prefix %s_" % identifier.split("_", 1)[0])
        kind = {"payment_intent": "payment_intents", "charge": "charges"}.get((view or {}).get("object"))
        if kind:
            self.learn_parts(state, "/v1/%s/%s" % (kind, self.identities.ours[identifier]), view)

    def learn_parts(self, state, path, view):
        """Which of our ids stand for those that the recording shows inside an object."""
        ours = state.account.call("GET", path, [], state.version).body
        SessionComparison(self.identities).compare(view, ours)

    # Each of these is named for the prefix of the ids that it makes.

    def acct(self, state, view, identifier):
        view = view or {}
        country = view.get("country") or COUNTRIES.get(self.currency(identifier), "US")
        kind = view.get("type") if view.get("type") in ("custom", "express", "standard") else "custom"
        pairs = [("type", kind), ("country", country), ("email", view.get("email") or "stand-in@example.com"),
                 ("capabilities[card_payments][requested]", "true"), ("capabilities[transfers][requested]", "true")]
        pairs += pairs_of(view, ["default_currency", "metadata", "business_type"])
        if kind == "custom" and country == "US":
            pairs = [pair for pair in pairs if pair[0] != "business_type"] + PERSON
            pairs += [("business_type", "individual"), ("business_profile[mcc]", "5734"),
                      ("business_profile[url]", "https://example.com"), ("tos_acceptance[date]", "1700000000"),
                      ("tos_acceptance[ip]", "127.0.0.1"), ("external_account[object]", "bank_account"),
                      ("external_account[country]", "US"), ("external_account[currency]", "usd"),
                      ("external_account[routing_number]", BANKS["US"][0]),
                      ("external_account[account_number]", BANKS["US"][1])]
        return state.make("/v1/accounts", pairs)["id"]

    def currency(self, account):
        """The currency in which the session shows an account to be paid."""
        settled = [found["currency"] for one in self.session.exchanges
                   if one.request_headers.get("stripe-account") == account
                   for found in objects(one.body, "balance_transaction") if found["type"] != "application_fee"]
        return settled[-1] if settled else None

    def reverse(self, body):
        """Takes back what another program had taken back by the time of an answer, such as the application's webhooks.

        The session's own reversals are known by their ids; those that come with a refund are the refund's.
        """
        for transfer in objects(body, "transfer"):
            ours = self.identities.ours.get(transfer["id"])
            unknown = [one for one in transfer["reversals"]["data"]
                       if not one["source_refund"] and one["id"] not in self.identities.ours]
            if ours and unknown and transfer["reversed"]:
                with_fee = any(fee["refunded"] for fee in objects(body, "application_fee"))
                self.account.call("POST", "/v1/transfers/%s/reversals" % ours,
                                  [("refund_application_fee", str(with_fee).lower())])

    def fund(self, state, amount, currency):
        state.make("/v1/charges", [("amount", str(amount)), ("currency", currency), ("source", "tok_bypassPending")])

    def po(self, state, view, identifier):
        if not view:
            raise Unreachable("the session shows nothing of the payout")
        if view["amount"] < 0:
            raise Unreachable("a payout that collects a debt comes by itself")
        self.fund(state, view["amount"] * 2 + 1000, view["currency"])
        pairs = pairs_of(view, ["amount", "currency", "description", "metadata", "statement_descriptor", "method"])
        return state.make("/v1/payouts", pairs)["id"]

    def tr(self, state, view, identifier):
        if not view:
            raise Unreachable("the session shows nothing of the transfer")
        self.fund(state, view["amount"] * 2 + 1000, view["currency"])
        pairs = pairs_of(view, ["amount", "currency", "description", "metadata", "transfer_group"])
        made = state.make("/v1/transfers", pairs + [("destination", self.need(view["destination"]))])["id"]
        self.learn_parts(state, "/v1/transfers/" + made, view)
        return made

    def py(self, state, view, identifier):
        """What arrives in an account comes with its transfer, which is the platform's."""
        transfer = (view or {}).get("source_transfer")
        if not transfer:
            raise Unreachable("the session does not show what the payment came by")
        self.provide(transfer if isinstance(transfer, str) else transfer["id"], self.number, None)

    def fee(self, state, view, identifier):
        """A fee comes with the charge that it was kept of."""
        charge = (view or {}).get("originating_transaction") or (view or {}).get("charge")
        if not charge:
            raise Unreachable("the session does not show what the fee was kept of")
        self.need(charge if isinstance(charge, str) else charge["id"])

    def owned(self, state, view, part):
        """The first person or external account of an account that the session shows as theirs."""
        path = self.exchange.path.split("/")
        account = (view or {}).get("account") or (path[3] if "/v1/accounts/" in self.exchange.path else None)
        account = self.need(account) if account else self.connected
        if not account:
            raise Unreachable("the session does not show whose it is")
        listed = self.account.call("GET", "/v1/accounts/%s/%s" % (account, part)).body.get("data")
        if not listed:
            raise Unreachable("the account that stands in has none")
        return listed[0]["id"]

    def person(self, state, view, identifier):
        return self.owned(state, view, "persons")

    def ba(self, state, view, identifier):
        return self.owned(state, view, "external_accounts")

    def apwc(self, state, view, identifier):
        return state.make("/v1/apple_pay/domains", pairs_of(view, ["domain_name"]) or [
            ("domain_name", "example.com")])["id"]

    def pmd(self, state, view, identifier):
        return state.make("/v1/payment_method_domains", pairs_of(view, ["domain_name"]) or [
            ("domain_name", "example.com")])["id"]

    def issfr(self, state, view, identifier):
        """An early fraud warning comes with the charge of a card for it."""
        made = state.make("/v1/payment_intents", [
            ("amount", str(((view or {}).get("charge") or {}).get("amount", 1000) if view else 1000)),
            ("currency", "usd"), ("confirm", "true"), ("allowed_payment_method_types[0]", "card"),
            ("payment_method_data[type]", "card"), ("payment_method_data[card][number]", "4000000000005423"),
            ("payment_method_data[card][exp_month]", "8"),
            ("payment_method_data[card][exp_year]", str(time.gmtime().tm_year + 1))])
        listed = state.account.call("GET", "/v1/radar/early_fraud_warnings", [("charge", made["latest_charge"])]).body
        if not listed.get("data"):
            raise Unreachable("the card for it made no early fraud warning")
        return listed["data"][0]["id"]

    def file(self, state, view, identifier):
        boundary = "stand-in-boundary"
        purpose = (view or {}).get("purpose", "identity_document")
        part = '--%s\r\nContent-Disposition: form-data; name="%s"%s\r\n\r\n%s\r\n'
        body = part % (boundary, "purpose", "", purpose)
        body += part % (boundary, "file", '; filename="file.png"\r\nContent-Type: image/png', "\x89PNG")
        answer = state.account.call("POST", "/v1/files", raw=(body + "--%s--\r\n" % boundary).encode("latin-1"),
                                    content_type="multipart/form-data; boundary=" + boundary)
        if answer.status != 200:
            raise Unreachable("POST /v1/files answered %d" % answer.status)
        return answer.body["id"]


def objects(value, kind):
    """The objects of a kind in a body, however deep."""
    if isinstance(value, dict):
        if value.get("object") == kind:
            yield value
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from objects(item, kind)
