"""Stand-ins of pages: Checkout sessions that customers have filled in, payment links, the customer portal."""

import time

from replay_state import Unreachable
from standins_catalogue import ANY_PRICE, COPIED, id_of, inside, pairs_of


class Pages:
    """Each method is named for the prefix of the ids that it makes."""

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
        method = [("type", "card"), ("card[number]", "4242424242424242"), ("card[exp_month]", "8"), ("card[cvc]", "123"),
                  ("card[exp_year]", str(time.gmtime().tm_year + 1))]
        method += inside("billing_details", pairs_of(details, ["email", "name", "phone", "address"]))
        answer = state.account.publishable().call(
            "POST", "/v1/payment_pages/%s/confirm" % session, inside("payment_method_data", method) + [
                ("email", details.get("email") or "stand-in@example.com")])
        if answer.status != 200:
            raise Unreachable("its page answered %d: %s" % (answer.status, answer.body["error"].get("message")))

    def portal(self, number, connected):
        """The settings of the customer portal, which are saved in the Dashboard once."""
        state = self.begin(number, connected)
        if not state.account.call("GET", "/v1/billing_portal/configurations").body.get("data"):
            state.make("/v1/billing_portal/configurations", [
                ("features[invoice_history][enabled]", "true"),
                ("features[payment_method_update][enabled]", "true")])

    def plink(self, state, view, identifier):
        price = self.price(state, dict(ANY_PRICE, recurring=None), None)
        return state.make("/v1/payment_links", [
            ("line_items[0][price]", price), ("line_items[0][quantity]", "1")] + pairs_of(
                view, ["allow_promotion_codes", "billing_address_collection", "metadata"]))["id"]

    def bpc(self, state, view, identifier):
        pairs = pairs_of(view, ["business_profile", "default_return_url", "metadata"])
        return state.make("/v1/billing_portal/configurations", pairs + [
            ("features[invoice_history][enabled]", "true")])["id"]
