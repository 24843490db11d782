"""Stand-ins of billing: customers with cards, subscriptions, invoices."""

from replay_state import Unreachable
from standins_catalogue import ANY_PRICE, COPIED, Catalogue, id_of, pairs_of, state_of
from standins_pages import Pages

PAID = {"subscription": "active", "invoice": "paid", "charge": "succeeded", "payment_intent": "succeeded"}


class Billing(Catalogue, Pages):
    """Each method is named for the prefix of the ids that it makes."""

    # Customers.

    def cus(self, state, view, identifier):
        """As the session shows it. One of whom it shows nothing has a card if it pays for something."""
        pairs = pairs_of(view, COPIED["customer"]) or self.reached(identifier)
        if (view or {}).get("default_source") or not view and self.pays(identifier):
            pairs.append(("source", "tok_visa"))
        made = state.make("/v1/customers", pairs)["id"]
        self.identities.learn(identifier, made)
        if view and self.exchange.method == "GET":
            method = id_of((view.get("invoice_settings") or {}).get("default_payment_method"))
            if method:
                ours = self.need(method)
                state.account.call("POST", "/v1/payment_methods/%s/attach" % ours, [("customer", made)])
                state.make("/v1/customers/" + made, [("invoice_settings[default_payment_method]", ours)])
            coupon = (view.get("discount") or {}).get("coupon")
            if coupon:
                state.make("/v1/customers/" + made, [("coupon", self.coupon_of(state, coupon))], version="2024-06-20")
        return made

    def reached(self, customer):
        """The address of a customer that only its invoices and Checkout sessions show."""
        for one in self.objects():
            if id_of(one.get("customer")) == customer:
                email = one.get("customer_email") or (one.get("customer_details") or {}).get("email")
                if email:
                    return [("email", email)]
        return []

    def pays(self, customer):
        """Whether something of it is paid before the session gives it a card."""
        for one in self.session.exchanges:
            body = one.body if isinstance(one.body, dict) and one.status == 200 and one.method == "POST" else {}
            mine = id_of(body.get("customer")) == customer or customer in one.path
            if mine and one.path.endswith(("/attach", "/sources", "/cards")):
                return False
            if mine and PAID.get(body.get("object"), "") == body.get("status"):
                return True
        return False

    def card(self, state, view, identifier):
        """A card of the older kind."""
        owner = (view or {}).get("customer") or self.owner
        if not owner:
            raise Unreachable("the session does not show whose card it is")
        shown = {"card": dict(view or {}, brand=(view or {}).get("brand", "visa").lower())}
        pairs = [pair for pair in state.card_of(shown, state_of(view)) if pair[0].startswith("card[")]
        token = state.make("/v1/tokens", pairs)["id"]
        return state.make("/v1/customers/%s/sources" % self.need(owner), [("source", token)])["id"]

    def pm(self, state, view, identifier):
        made = state.make("/v1/payment_methods", self.method(state, view, identifier))["id"]
        owner = (view or {}).get("customer") or self.owner
        if self.exchange.path == "/v1/payment_methods":
            owner = owner or dict(self.exchange.pairs).get("customer")
        if owner and not self.exchange.path.endswith("/attach"):
            state.make("/v1/payment_methods/%s/attach" % made, [("customer", self.need(id_of(owner)))])
        return made

    def method(self, state, view, identifier):
        """The card of a payment method that is shown, or that was charged or asked its customer to authenticate."""
        for one in self.objects() if not view else []:
            if one.get("payment_method") != identifier:
                continue
            if one["object"] == "charge":
                view = dict(one["payment_method_details"], billing_details=one["billing_details"])
            elif one["object"] == "payment_intent" and one["status"] == "requires_action":
                view = {"card": {"brand": "visa", "last4": "3155"}}
        return state.card_of(view or {}, state_of(view))

    def txi(self, state, view, identifier):
        owner = (view or {}).get("customer") or self.owner
        if not view or not owner:
            raise Unreachable("the session shows nothing of the tax id")
        return state.make("/v1/customers/%s/tax_ids" % self.need(owner), pairs_of(view, ["type", "value"]))["id"]

    def clock(self, state, view, identifier):
        pairs = pairs_of(view, ["frozen_time", "name"]) or [("frozen_time", "1700000000")]
        return state.make("/v1/test_helpers/test_clocks", pairs)["id"]

    def we(self, state, view, identifier):
        pairs = pairs_of(view, ["url", "enabled_events", "description", "metadata"])
        return state.make("/v1/webhook_endpoints", pairs or [
            ("url", "https://example.com/webhook"), ("enabled_events[0]", "*")])["id"]

    # Subscriptions and invoices.

    def sub(self, state, view, identifier):
        if not view:
            raise Unreachable("the session shows nothing of the subscription")
        customer = self.need(id_of(view["customer"]))
        given = {name.split("[")[0] for name, _ in self.exchange.pairs if self.exchange.method == "POST"}
        pairs = [("customer", customer)]
        pairs += pairs_of(view, [name for name in COPIED["subscription"] if name not in given])
        if view.get("collection_method") != "send_invoice":
            pairs.append(("default_payment_method", self.payer(state, customer)))
        for index, item in enumerate(view["items"]["data"]):
            pairs.append(("items[%d][price]" % index, self.priced(state, item.get("price") or item["plan"])))
            if item.get("quantity") is not None:
                pairs.append(("items[%d][quantity]" % index, str(item["quantity"])))
        if view.get("trial_end") and view.get("trial_start"):
            pairs.append(("trial_period_days", str(round((view["trial_end"] - view["trial_start"]) / 86400))))
        if view["status"] in ("incomplete", "incomplete_expired"):
            pairs.append(("payment_behavior", "default_incomplete"))
        made = state.make("/v1/subscriptions", pairs)["id"]
        if self.exchange.method == "GET":
            self.age(state, "/v1/subscriptions/" + made, view)
        self.learn_parts(state, "/v1/subscriptions/" + made, view)
        return made

    def age(self, state, path, view):
        """What has become of a subscription since it was made."""
        if view["status"] == "canceled":
            state.account.call("DELETE", path)
        elif view.get("pause_collection"):
            state.make(path, [("pause_collection[behavior]", view["pause_collection"]["behavior"])])

    def payer(self, state, customer):
        return state.make("/v1/payment_methods/pm_card_visa/attach", [("customer", customer)])["id"]

    def priced(self, state, view):
        """A price or plan, also one whose id its owner chose."""
        if view["id"] not in self.identities.ours:
            maker = self.price if view["id"].startswith("price_") else self.plan
            self.identities.learn(view["id"], maker(state, view, view["id"]))
        return self.identities.ours[view["id"]]

    def si(self, state, view, identifier):
        """An item comes with its subscription."""
        self.need(view["subscription"])

    def sub_sched(self, state, view, identifier):
        """A schedule of the subscription that it runs."""
        if not view or not view.get("subscription"):
            raise Unreachable("the session does not show what the schedule runs")
        return state.make("/v1/subscription_schedules", [
            ("from_subscription", self.need(id_of(view["subscription"])))])["id"]

    def pi(self, state, view, identifier):
        """A payment for a subscription's first invoice comes with its subscription."""
        if not view or view.get("description") != "Subscription creation":
            return self.other(state, view, identifier)
        customer = self.need(id_of(view["customer"]))
        pairs = [("customer", customer), ("expand[0]", "latest_invoice.payment_intent")]
        price = dict(ANY_PRICE, currency=view["currency"], unit_amount=view["amount"])
        pairs.append(("items[0][price]", self.price(state, price, None)))
        if view.get("payment_method"):
            method = self.need(id_of(view["payment_method"]))
            state.account.call("POST", "/v1/payment_methods/%s/attach" % method, [("customer", customer)])
            pairs.append(("default_payment_method", method))
        invoice = state.make("/v1/subscriptions", pairs, version="2024-06-20")["latest_invoice"]
        self.learn_parts(state, "/v1/payment_intents/" + invoice["payment_intent"]["id"], view)
        return invoice["payment_intent"]["id"]

    def invoice(self, state, view, identifier):
        """As it was before the request: a draft before it was finalized, open before it was paid."""
        if not view:
            raise Unreachable("the session shows nothing of the invoice")
        named = identifier in self.exchange.path or self.exchange.path == "/v1/invoiceitems"
        step = self.exchange.path.rsplit("/", 1)[-1] if named else ""
        status = {"invoiceitems": "draft", "pay": "draft", "finalize": "draft", "send": "draft", "void": "open",
                  "mark_uncollectible": "open"}.get(step, view["status"])
        customer = self.need(id_of(view["customer"]))
        billed = self.subscribed(state, view, customer) if status in ("open", "paid") else None
        made = billed or self.draft(state, view, customer)
        if status != "draft" and not billed:
            state.make("/v1/invoices/%s/finalize" % made, [])
        if status == "paid" and view["amount_due"] and not billed:
            state.make("/v1/invoices/%s/pay" % made, [("paid_out_of_band", "true")] if view.get("paid_out_of_band")
                       else [("payment_method", self.payer(state, customer))])
        elif status in ("void", "uncollectible"):
            state.make("/v1/invoices/%s/%s" % (made, {"uncollectible": "mark_uncollectible"}.get(status, status)), [])
        self.learn_parts(state, "/v1/invoices/" + made, view)
        return made

    def draft(self, state, view, customer):
        terms = pairs_of(view, COPIED["invoice"])
        if view.get("collection_method") == "send_invoice":
            terms.append(("days_until_due", "30"))
        made = state.make("/v1/invoices", [("customer", customer)] + terms)["id"]
        for line in reversed(view["lines"]["data"]) if self.exchange.path != "/v1/invoiceitems" else []:
            item = [("customer", customer), ("invoice", made), ("amount", str(line["amount"])),
                    ("currency", line["currency"])] + pairs_of(line, ["description", "metadata"])
            state.make("/v1/invoiceitems", item)
        return made

    def subscribed(self, state, view, customer):
        """The first invoice of a subscription; nothing for one that stands by itself."""
        parent = (view.get("parent") or {}).get("subscription_details") or {}
        subscription = id_of(view.get("subscription") or parent.get("subscription"))
        if not subscription:
            return None
        pairs = [("customer", customer), ("payment_behavior", "allow_incomplete")]
        for index, line in enumerate(view["lines"]["data"]):
            price = self.sold(line)
            amount = max(line["amount"], 0) // (line.get("quantity") or 1)
            known = dict(ANY_PRICE, currency=line["currency"], unit_amount=amount, product=price.get("product"))
            pairs += [("items[%d][price]" % index, self.price(state, known, None)),
                      ("items[%d][quantity]" % index, str(line.get("quantity") or 1))]
        if view["status"] == "paid":
            pairs.append(("default_payment_method", self.payer(state, customer)))
        else:
            pairs[1] = ("payment_behavior", "default_incomplete")
        made = state.make("/v1/subscriptions", pairs)
        self.identities.learn(subscription, made["id"])
        return made["latest_invoice"]

    def ii(self, state, view, identifier):
        if not view:
            raise Unreachable("the session shows nothing of the invoice item")
        pairs = [("customer", self.need(id_of(view["customer"])))]
        return state.make("/v1/invoiceitems", pairs + pairs_of(
            view, ["amount", "currency", "description", "metadata"]))["id"]

    def inpay(self, state, view, identifier):
        """A payment of an invoice comes with its invoice."""
        self.need(id_of(view["invoice"]))
