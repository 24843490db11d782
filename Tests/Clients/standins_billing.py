"""Stand-ins of billing: the catalogue, customers with cards, subscriptions, invoices, Checkout sessions, the portal."""

import re
import time

from replay_recording import Exchange
from replay_state import Unreachable
from session_recording import walk

COPIED = {
    "customer": ["email", "name", "description", "phone", "tax_exempt", "balance", "metadata", "address", "shipping",
                 "preferred_locales"],
    "product": ["name", "active", "description", "metadata", "marketing_features", "statement_descriptor",
                "unit_label", "url", "shippable", "images", "tax_code"],
    "price": ["currency", "unit_amount", "nickname", "metadata", "lookup_key", "tax_behavior", "transform_quantity"],
    "plan": ["currency", "amount", "interval", "interval_count", "nickname", "metadata", "trial_period_days"],
    "coupon": ["percent_off", "amount_off", "currency", "duration", "duration_in_months", "name", "max_redemptions",
               "metadata"],
    "tax_rate": ["display_name", "percentage", "inclusive", "description", "jurisdiction", "country", "state",
                 "tax_type"],
    "session": ["mode", "success_url", "cancel_url", "return_url", "client_reference_id", "metadata", "submit_type",
                "allow_promotion_codes", "billing_address_collection", "phone_number_collection", "locale", "ui_mode",
                "custom_fields", "consent_collection", "shipping_address_collection", "tax_id_collection"],
    "subscription": ["collection_method", "days_until_due", "cancel_at_period_end", "description", "metadata",
                     "application_fee_percent"],
    "invoice": ["currency", "collection_method", "description", "footer", "metadata", "statement_descriptor",
                "custom_fields"],
}
# What a customer pays in a session that shows nothing of it.
ANY_PRICE = {"object": "price", "currency": "usd", "unit_amount": 1000, "recurring": {"interval": "month"}}


def pairs_of(view, names):
    """Members of an answer as the parameters that set them."""
    pairs = []
    for name in names:
        value = (view or {}).get(name)
        if value not in (None, "", [], {}):
            flatten(name, value, pairs)
    return pairs


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


def state_of(view):
    """An exchange that shows this object alone."""
    return Exchange("GET", "/v1/x", [], None, 200, view or {})


def id_of(value):
    return value["id"] if isinstance(value, dict) else value


class Billing:
    """Each method is named for the prefix of the ids that it makes."""

    def named(self, kind, identifier, number, connected):
        """An object whose id its owner chose: a plan (also called for as a price), a coupon or a product."""
        state = self.begin(number, connected)
        maker = {"coupon": self.coupon, "product": self.prod}.get(kind, self.plan)
        self.identities.learn(identifier, maker(state, self.session.shown(identifier, number), identifier))

    def plan(self, state, view, identifier):
        view = view or ANY_PRICE
        if view["object"] == "price":
            view = dict(view, amount=view["unit_amount"], **view["recurring"])
        pairs = [("id", identifier)] + pairs_of(view, COPIED["plan"])
        if view.get("usage_type") == "metered":
            pairs.append(("usage_type", "metered"))
        made = state.make("/v1/plans", pairs + self.product_of(view, "product[name]"))["id"]
        taxed = [one.get("tax_behavior") for one in self.objects("price") if one["id"] == identifier]
        if taxed and taxed[0] not in (None, "unspecified"):
            state.make("/v1/prices/" + made, [("tax_behavior", taxed[0])])
        return made

    def coupon(self, state, view, identifier):
        terms = pairs_of(view, COPIED["coupon"])
        if not terms:
            taken = [one["amount"] for one in self.objects() for one in one.get("total_discount_amounts") or []]
            terms = [("duration", "once")] + (
                [("amount_off", str(taken[0])), ("currency", "usd")] if taken else [("percent_off", "10")])
        return state.make("/v1/coupons", [("id", identifier)] + terms)["id"]

    def promo(self, state, view, identifier):
        coupon = (view or {}).get("coupon") or ((view or {}).get("promotion") or {}).get("coupon") or "STANDIN"
        if not id_of(coupon) in self.identities.ours:
            self.identities.learn(id_of(coupon), self.coupon(
                state, coupon if isinstance(coupon, dict) else self.session.shown(coupon, 0), id_of(coupon)))
        pairs = [("coupon", id_of(coupon))] + pairs_of(view, ["code", "max_redemptions", "metadata"])
        return state.make("/v1/promotion_codes", pairs, version="2024-06-20")["id"]

    def prod(self, state, view, identifier):
        pairs = pairs_of(view, COPIED["product"]) or self.described(identifier)
        return state.make("/v1/products", [("id", identifier)] + pairs)["id"]

    def described(self, identifier):
        """A product as lines of invoices for it tell: `1 seat × Gold (at $10.00 / month)`, or `Gold` alone."""
        for line in self.objects("line_item"):
            text = line.get("description") or ""
            if id_of(self.sold(line).get("product")) == identifier and not line.get("proration"):
                found = re.match(r"(?:Free trial for )?\d+ (?:(\S+) )?× (.+?)(?: \(at .*)?$", text)
                unit, name = found.groups() if found else (None, text)
                return [("name", name)] + ([("unit_label", unit)] if unit else [])
        listed = [one.body for one in self.session.exchanges if one.method == "GET" and one.path == "/v1/products"]
        return [("name", "Stand-in")] + ([("active", "false")] if listed else [])

    def sold(self, line):
        """The price of an invoice's line as far as the line shows it, with its product."""
        return line.get("price") or (line.get("pricing") or {}).get("price_details") or {}

    def told(self, identifier):
        """A price that only lines or requests name: what is added to an invoice recurs no more."""
        price = dict(ANY_PRICE)
        for line in self.objects("line_item"):
            if self.sold(line).get("price") == identifier:
                price.update(unit_amount=None, unit_amount_decimal=line["pricing"]["unit_amount_decimal"],
                             currency=line["currency"], product=self.sold(line).get("product"))
        for one in self.session.exchanges:
            given = dict(one.pairs)
            once = given.get("mode") == "payment" or one.path == "/v1/invoiceitems"
            for name, value in one.pairs:
                if value == identifier and (once or name.startswith("add_invoice_items")):
                    price.pop("recurring", None)
                if value == identifier and given.get("mode") and isinstance(one.body.get("amount_total"), int):
                    price.update(unit_amount=one.body["amount_total"], currency=one.body["currency"])
        return price

    def objects(self, kind=None):
        found = []
        for one in self.session.exchanges:
            walk(one.body, found)
        return [one for one in found if kind in (None, one["object"])]

    def product_of(self, view, otherwise):
        product = id_of(view.get("product"))
        return [("product", self.need(product))] if product else [(otherwise, "Stand-in")]

    def price(self, state, view, identifier):
        view = view or self.told(identifier)
        if view["object"] == "plan":
            view = dict(view, unit_amount=view["amount"], recurring={
                key: view.get(key) for key in ("interval", "interval_count", "usage_type")})
        pairs = pairs_of(view, COPIED["price"])
        recurring = view.get("recurring") or {}
        pairs += [("recurring[%s]" % key, str(recurring[key])) for key in ("interval", "interval_count", "usage_type")
                  if recurring.get(key)]
        if view.get("tiers_mode"):
            tiers = view.get("tiers") or [{"up_to": None, "unit_amount": 1000}]
            pairs += [("billing_scheme", "tiered"), ("tiers_mode", view["tiers_mode"])]
            for index, tier in enumerate(tiers):
                pairs.append(("tiers[%d][up_to]" % index, str(tier["up_to"] or "inf")))
                pairs += [("tiers[%d][%s]" % (index, key), str(tier[key])) for key in ("unit_amount", "flat_amount")
                          if tier.get(key) is not None]
        elif view.get("unit_amount") is None:
            pairs.append(("custom_unit_amount[enabled]", "true") if view.get("custom_unit_amount") else
                         ("unit_amount_decimal", str(view.get("unit_amount_decimal") or 1000)))
        if view.get("active") is False and self.exchange.method == "GET":
            pairs.append(("active", "false"))
        return state.make("/v1/prices", pairs + self.product_of(view, "product_data[name]"))["id"]

    def txr(self, state, view, identifier):
        view = view or {"display_name": "VAT", "percentage": 20, "inclusive": False}
        return state.make("/v1/tax_rates", pairs_of(view, COPIED["tax_rate"]))["id"]

    # Customers.

    def cus(self, state, view, identifier):
        """A customer that pays for something later in the session has a card."""
        pairs = pairs_of(view, COPIED["customer"])
        if not view:
            pairs += self.reached(identifier)
        if (view or {}).get("default_source") or not view and self.pays(identifier):
            pairs.append(("source", "tok_visa"))
        return state.make("/v1/customers", pairs)["id"]

    def reached(self, customer):
        """The address of a customer that only its invoices and Checkout sessions show."""
        for one in self.objects():
            if one.get("customer") == customer:
                email = one.get("customer_email") or (one.get("customer_details") or {}).get("email")
                if email:
                    return [("email", email)]
        return []

    def pays(self, customer):
        return any(one.method == "POST" and one.path == "/v1/subscriptions" and one.status == 200
                   and ("customer", customer) in one.pairs and one.body.get("status") == "active"
                   for one in self.session.exchanges)

    def pm(self, state, view, identifier):
        made = state.make("/v1/payment_methods", self.card(state, view, identifier))["id"]
        owner = (view or {}).get("customer") or self.owner
        if owner:
            state.make("/v1/payment_methods/%s/attach" % made, [("customer", self.need(owner))])
        return made

    def card(self, state, view, identifier):
        """The card of a payment method that is shown, or that was charged or asked its customer to authenticate."""
        for one in self.objects() if not view else []:
            if one.get("payment_method") != identifier:
                continue
            if one["object"] == "charge":
                view = dict(one["payment_method_details"], billing_details=one["billing_details"])
            elif one["object"] == "payment_intent" and one["status"] == "requires_action":
                view = {"card": {"brand": "visa", "last4": "3155"}}
        return state.card_of(view or {}, state_of(view))

    # Subscriptions and invoices.

    def sub(self, state, view, identifier):
        if not view:
            raise Unreachable("the session shows nothing of the subscription")
        customer = self.need(id_of(view["customer"]))
        pairs = [("customer", customer)] + pairs_of(view, COPIED["subscription"])
        if view.get("collection_method") != "send_invoice":
            method = state.make("/v1/payment_methods/pm_card_visa/attach", [("customer", customer)])["id"]
            pairs.append(("default_payment_method", method))
        for index, item in enumerate(view["items"]["data"]):
            sold = item.get("price") or item["plan"]
            pairs.append(("items[%d][price]" % index, self.priced(state, sold)))
            if item.get("quantity") is not None:
                pairs.append(("items[%d][quantity]" % index, str(item["quantity"])))
        if view.get("trial_end") and view.get("trial_start"):
            pairs.append(("trial_period_days", str(round((view["trial_end"] - view["trial_start"]) / 86400))))
        made = state.make("/v1/subscriptions", pairs)["id"]
        if view["status"] == "canceled" and self.exchange.method == "GET":
            state.account.call("DELETE", "/v1/subscriptions/" + made)
        self.learn_parts(state, "/v1/subscriptions/" + made, view)
        return made

    def priced(self, state, view):
        """A price or plan, also one whose id its owner chose."""
        if view["id"] not in self.identities.ours:
            maker = self.price if view["id"].startswith("price_") else self.plan
            self.identities.learn(view["id"], maker(state, view, view["id"]))
        return self.identities.ours[view["id"]]

    def si(self, state, view, identifier):
        self.need(view["subscription"])

    def pi(self, state, view, identifier):
        """A payment for a subscription's first invoice comes with its subscription."""
        if not view or view.get("description") != "Subscription creation":
            return self.other(state, view, identifier)
        pairs = [("customer", self.need(view["customer"])), ("expand[0]", "latest_invoice.payment_intent")]
        price = dict(ANY_PRICE, currency=view["currency"], unit_amount=view["amount"])
        pairs.append(("items[0][price]", self.price(state, price, None)))
        if view.get("payment_method"):
            pairs.append(("default_payment_method", self.need(view["payment_method"])))
        return state.make("/v1/subscriptions", pairs, version="2024-06-20")["latest_invoice"]["payment_intent"]["id"]

    def invoice(self, state, view, identifier):
        """As it was before the request: a draft before it was finalized, open before it was paid."""
        if not view:
            raise Unreachable("the session shows nothing of the invoice")
        customer = self.need(id_of(view["customer"]))
        terms = pairs_of(view, COPIED["invoice"])
        if view.get("collection_method") == "send_invoice":
            terms.append(("days_until_due", "30"))
        made = state.make("/v1/invoices", [("customer", customer)] + terms)["id"]
        for line in reversed(view["lines"]["data"]):
            item = [("customer", customer), ("invoice", made), ("amount", str(line["amount"])),
                    ("currency", line["currency"])] + pairs_of(line, ["description", "metadata"])
            state.make("/v1/invoiceitems", item)
        step = self.exchange.path.rsplit("/", 1)[-1] if self.exchange.method == "POST" else ""
        changed = step in ("pay", "finalize", "send", "void", "mark_uncollectible") and identifier in self.exchange.path
        if view["status"] in ("open", "paid") and not changed or step in ("void", "mark_uncollectible"):
            state.make("/v1/invoices/%s/finalize" % made, [])
        if view["status"] == "paid" and view["amount_due"] and not changed:
            state.make("/v1/invoices/%s/pay" % made, [("paid_out_of_band", "true")])
        self.learn_parts(state, "/v1/invoices/" + made, view)
        return made

    def ii(self, state, view, identifier):
        if not view:
            raise Unreachable("the session shows nothing of the invoice item")
        pairs = [("customer", self.need(id_of(view["customer"])))]
        return state.make("/v1/invoiceitems", pairs + pairs_of(
            view, ["amount", "currency", "description", "metadata"]))["id"]

    def inpay(self, state, view, identifier):
        """A payment of an invoice comes with its invoice."""
        self.need(id_of(view["invoice"]))

    # Pages.

    def cs(self, state, view, identifier):
        if not view:
            raise Unreachable("the session shows nothing of the Checkout session")
        pairs = pairs_of(view, COPIED["session"])
        customer = id_of(view.get("customer"))
        known = customer in self.identities.ours or any(
            customer in one.path for one in self.session.exchanges[:self.session.exchanges.index(self.exchange)])
        if customer and (known or view.get("customer_creation") is None and view.get("customer_email") is None):
            pairs.append(("customer", self.need(customer)))
        else:
            pairs += pairs_of(view, ["customer_email"])
            if view["mode"] == "payment":
                pairs.append(("customer_creation", "always" if customer else "if_required"))
        if view["mode"] == "setup":
            pairs.append(("currency", view.get("currency") or "usd"))
        else:
            price = dict(ANY_PRICE, currency=view.get("currency") or "usd", unit_amount=view.get("amount_total") or 1000)
            if view["mode"] == "payment":
                price.pop("recurring")
            pairs += [("line_items[0][price]", self.price(state, price, None)), ("line_items[0][quantity]", "1")]
        made = state.make("/v1/checkout/sessions", pairs)["id"]
        if view.get("status") == "expired":
            state.make("/v1/checkout/sessions/%s/expire" % made, [])
        elif view.get("status", "complete") == "complete" and view.get("payment_status") in (
                "paid", "no_payment_required"):
            self.fill_page(state, made, view.get("customer_details") or {})
            self.learn_parts(state, "/v1/checkout/sessions/" + made, view)
        return made

    def fill_page(self, state, session, details):
        """What the customer does on the page."""
        page = state.account.publishable()
        billing = pairs_of(details, ["email", "name", "phone", "address"])
        method = page.call("POST", "/v1/payment_methods", [
            ("type", "card"), ("card[number]", "4242424242424242"), ("card[exp_month]", "8"), ("card[cvc]", "123"),
            ("card[exp_year]", str(time.gmtime().tm_year + 1))] + [
                (re.sub(r"^\w+", r"billing_details[\g<0>]", name), value) for name, value in billing]).body
        answer = page.call("POST", "/v1/payment_pages/%s/confirm" % session, [
            ("payment_method", method["id"]), ("email", details.get("email") or "stand-in@example.com")])
        if answer.status != 200:
            raise Unreachable("its page answered %d: %s" % (answer.status, answer.body["error"].get("message")))

    def portal(self, number, connected):
        """The settings of the customer portal, which are saved in the Dashboard once."""
        state = self.begin(number, connected)
        if not state.account.call("GET", "/v1/billing_portal/configurations").body.get("data"):
            state.make("/v1/billing_portal/configurations", [
                ("features[invoice_history][enabled]", "true"),
                ("features[payment_method_update][enabled]", "true")])
