"""Stand-ins: objects that a session refers to but that were made before its recording began."""

import time
import urllib.parse

from replay_recording import Exchange
from replay_state import State, Unreachable, metadata

PERSON = [("individual[first_name]", "Jenny"), ("individual[last_name]", "Rosen"),
          ("individual[dob][day]", "1"), ("individual[dob][month]", "1"), ("individual[dob][year]", "1901"),
          ("individual[address][line1]", "address_full_match"), ("individual[address][city]", "San Francisco"),
          ("individual[address][state]", "CA"), ("individual[address][postal_code]", "94107"),
          ("individual[phone]", "0000000000"), ("individual[email]", "jenny@example.com"),
          ("individual[id_number]", "000000000"), ("individual[ssn_last_4]", "0000"),
          ("individual[verification][document][front]", "file_identity_document_success")]
BANKS = {"US": ("110000000", "000123456789"), "CA": ("11000-000", "000123456789"), "AU": ("110000", "000123456"),
         "GB": ("108800", "00012345")}
COPIED = {
    "customer": ["email", "name", "description", "phone", "tax_exempt", "balance", "metadata", "address", "shipping",
                 "preferred_locales"],
    "product": ["name", "active", "description", "metadata", "marketing_features", "statement_descriptor",
                "unit_label", "url", "shippable", "images"],
    "price": ["currency", "unit_amount", "active", "nickname", "metadata", "lookup_key", "tax_behavior"],
    "plan": ["currency", "amount", "interval", "interval_count", "active", "nickname", "metadata"],
    "coupon": ["percent_off", "amount_off", "currency", "duration", "duration_in_months", "name", "max_redemptions",
               "metadata"],
    "tax_rate": ["display_name", "percentage", "inclusive", "description", "jurisdiction", "country", "state"],
    "refund": ["amount", "reason", "metadata"],
}
COLLECTIONS = {"plan": "plans", "coupon": "coupons", "product": "products", "price": "prices", "cus": "customers",
               "prod": "products", "tax_rate": "tax_rates", "txr": "tax_rates"}


def pairs_of(view, names):
    """Members of an answer as the parameters that set them."""
    pairs = []
    for name in names:
        value = (view or {}).get(name)
        if value not in (None, "", [], {}):
            flatten(name, value, pairs)
    return pairs


def state_of(view):
    """An exchange that shows this object alone."""
    return Exchange("GET", "/v1/x", [], None, 200, view or {})


def flatten(name, value, pairs):
    if isinstance(value, dict):
        for key, item in value.items():
            if item is not None:
                flatten("%s[%s]" % (name, key), item, pairs)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            flatten("%s[%d]" % (name, index), item, pairs)
    else:
        text = {True: "true", False: "false"}.get(value) if isinstance(value, bool) else str(value)
        pairs.append((name, text))


class StandIns:
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
        kind = identifier.split("_", 1)[0]
        account = self.account if kind == "acct" else self.account.on(connected)
        exchange = self.session.exchanges[number]
        state = State(account, self.identities, exchange.version)
        self.need = lambda other: self.provide(other, number, connected) or self.identities.ours.get(other, other)
        self.owner = exchange.path.split("/")[3] if exchange.path.startswith("/v1/customers/cus_") else None
        own = getattr(self, kind, None)
        if own:
            return own(state, view)
        pseudo = Exchange("GET", "/v1/x/" + identifier, [], exchange.version, 200, view or {})
        state.provide(identifier, pseudo)
        if identifier not in self.identities.ours:
            raise Unreachable("nothing makes an object with the prefix %s_" % kind)
        return None

    def named(self, collection, identifier, view, number, connected):
        """An object whose id its owner chose, such as a plan or a coupon."""
        state = State(self.account.on(connected), self.identities, self.session.exchanges[number].version)
        kind = collection.rstrip("s")
        pairs = [("id", identifier)] + pairs_of(view, COPIED.get(kind, []))
        if kind == "plan":
            pairs.append(("product[name]", "Stand-in"))
        state.make("/v1/" + collection, pairs)
        self.identities.learn(identifier, identifier)

    # Each of these is named for the prefix of the ids that it makes.

    def acct(self, state, view):
        view = view or {}
        country = view.get("country") or "US"
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

    def cus(self, state, view):
        return state.make("/v1/customers", pairs_of(view, COPIED["customer"]))["id"]

    def pm(self, state, view):
        made = state.make("/v1/payment_methods", state.card_of(view or {}, state_of(view)))["id"]
        owner = (view or {}).get("customer") or self.owner
        if owner:
            state.make("/v1/payment_methods/%s/attach" % made, [("customer", self.need(owner))])
        return made

    def prod(self, state, view):
        pairs = pairs_of(view, COPIED["product"])
        return state.make("/v1/products", pairs if view else [("name", "Stand-in")])["id"]

    def price(self, state, view):
        if not view:
            view = {"currency": "usd", "unit_amount": 1000, "recurring": {"interval": "month"}}
        pairs = pairs_of(view, COPIED["price"])
        pairs += pairs_of(view, ["recurring"]) if view.get("recurring") else []
        pairs = [pair for pair in pairs if "trial_period" not in pair[0] and "meter" not in pair[0]]
        product = view.get("product")
        if isinstance(product, str) and self.session.shown(product, 0):
            pairs.append(("product", self.need(product)))
        else:
            pairs.append(("product_data[name]", "Stand-in"))
        return state.make("/v1/prices", pairs)["id"]

    def txr(self, state, view):
        if not view:
            view = {"display_name": "VAT", "percentage": 20, "inclusive": False}
        return state.make("/v1/tax_rates", pairs_of(view, COPIED["tax_rate"]))["id"]

    def sub(self, state, view):
        if not view:
            raise Unreachable("the session shows nothing of the subscription")
        customer = self.need(view["customer"] if isinstance(view["customer"], str) else view["customer"]["id"])
        method = state.make("/v1/payment_methods/pm_card_visa/attach", [("customer", customer)])["id"]
        state.make("/v1/customers/" + customer, [("invoice_settings[default_payment_method]", method)])
        pairs = [("customer", customer)] + metadata(view)
        for index, item in enumerate(view["items"]["data"]):
            pairs.append(("items[%d][price]" % index, self.need(item["price"]["id"])))
            if item.get("quantity") is not None:
                pairs.append(("items[%d][quantity]" % index, str(item["quantity"])))
        return state.make("/v1/subscriptions", pairs)["id"]

    # `in` is a word of Python, so the method gets its name below.
    def invoice(self, state, view):
        if not view:
            raise Unreachable("the session shows nothing of the invoice")
        customer = self.need(view["customer"])
        made = state.make("/v1/invoices", [("customer", customer)] + pairs_of(
            view, ["currency", "collection_method", "description", "metadata"]) + (
            [("days_until_due", "30")] if view.get("collection_method") == "send_invoice" else []))["id"]
        for line in reversed(view["lines"]["data"]):
            item = [("customer", customer), ("invoice", made), ("amount", str(line["amount"])),
                    ("currency", line["currency"])] + pairs_of(line, ["description"])
            state.make("/v1/invoiceitems", item)
        if view["status"] in ("open", "paid"):
            state.make("/v1/invoices/%s/finalize" % made, [])
        if view["status"] == "paid" and view["amount_due"]:
            state.make("/v1/invoices/%s/pay" % made, [("paid_out_of_band", "true")])
        return made

    def cs(self, state, view):
        if not view:
            raise Unreachable("the session shows nothing of the Checkout session")
        if view.get("status") == "complete" or view.get("payment_status") == "paid":
            raise Unreachable("its page was completed by a person")
        amount = view.get("amount_total") or 1000
        price = [("line_items[0][price_data][currency]", view.get("currency") or "usd"),
                 ("line_items[0][price_data][unit_amount]", str(amount)), ("line_items[0][quantity]", "1"),
                 ("line_items[0][price_data][product_data][name]", "Stand-in")]
        if view["mode"] == "subscription":
            price.append(("line_items[0][price_data][recurring][interval]", "month"))
        pairs = pairs_of(view, ["mode", "success_url", "cancel_url", "client_reference_id", "metadata"])
        if isinstance(view.get("customer"), str):
            pairs.append(("customer", self.need(view["customer"])))
        made = state.make("/v1/checkout/sessions", pairs + (price if view["mode"] != "setup" else []))["id"]
        if view.get("status") == "expired":
            state.make("/v1/checkout/sessions/%s/expire" % made, [])
        return made

    def fund(self, state, amount, currency):
        state.make("/v1/charges", [("amount", str(amount)), ("currency", currency), ("source", "tok_bypassPending")])

    def po(self, state, view):
        if not view:
            raise Unreachable("the session shows nothing of the payout")
        if view["amount"] < 0:
            raise Unreachable("a payout that collects a debt comes by itself")
        self.fund(state, view["amount"] * 2 + 1000, view["currency"])
        pairs = pairs_of(view, ["amount", "currency", "description", "metadata", "statement_descriptor", "method"])
        return state.make("/v1/payouts", pairs)["id"]

    def tr(self, state, view):
        if not view:
            raise Unreachable("the session shows nothing of the transfer")
        self.fund(state, view["amount"] * 2 + 1000, view["currency"])
        pairs = pairs_of(view, ["amount", "currency", "description", "metadata", "transfer_group"])
        return state.make("/v1/transfers", pairs + [("destination", self.need(view["destination"]))])["id"]

    def issfr(self, state, view):
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

    def file(self, state, view):
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


setattr(StandIns, "in", StandIns.invoice)
