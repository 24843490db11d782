"""Stand-ins of a catalogue: products, prices, plans, coupons, tax and shipping rates."""

import re

from replay_recording import Exchange
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


def inside(name, pairs):
    """The same parameters as members of another one."""
    return [("%s[%s" % (name, key.replace("[", "][", 1) if "[" in key else key + "]"), value) for key, value in pairs]


def state_of(view):
    """An exchange that shows this object alone."""
    return Exchange("GET", "/v1/x", [], None, 200, view or {})


def id_of(value):
    return value["id"] if isinstance(value, dict) else value


class Catalogue:
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

    def coupon_of(self, state, coupon):
        """A coupon that another object names or shows."""
        name = id_of(coupon)
        if name not in self.identities.ours:
            view = coupon if isinstance(coupon, dict) else self.session.shown(name, 0)
            self.identities.learn(name, self.coupon(state, view, name))
        return self.identities.ours[name]

    def promo(self, state, view, identifier):
        coupon = (view or {}).get("coupon") or ((view or {}).get("promotion") or {}).get("coupon") or "STANDIN"
        pairs = [("coupon", self.coupon_of(state, coupon))] + pairs_of(view, ["code", "max_redemptions", "metadata"])
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

    def shr(self, state, view, identifier):
        view = view or {"display_name": "Ground", "fixed_amount": {"amount": 500, "currency": "usd"}}
        return state.make("/v1/shipping_rates", [("type", "fixed_amount")] + pairs_of(
            view, ["display_name", "fixed_amount", "delivery_estimate", "metadata", "tax_behavior"]))["id"]
