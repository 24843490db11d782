"""Builds, through the API alone, the state that a recorded request needs: the objects that its answer implies."""

import re
import time

CARDS = {
    ("visa", "4242"): "4242424242424242", ("visa", "5556"): "4000056655665556",
    ("mastercard", "4444"): "5555555555554444", ("mastercard", "8210"): "5200828282828210",
    ("mastercard", "5100"): "5105105105105100", ("amex", "8431"): "371449635398431",
    ("amex", "0005"): "378282246310005", ("discover", "9424"): "6011000990139424",
    ("discover", "1117"): "6011111111111117", ("diners", "0004"): "3056930009020004",
    ("jcb", "0505"): "3566002020360505", ("unionpay", "0005"): "6200000000000005",
    ("visa", "0002"): "4000000000000002", ("visa", "9995"): "4000000000009995",
    ("visa", "9987"): "4000000000009987", ("visa", "9979"): "4000000000009979",
    ("visa", "0069"): "4000000000000069", ("visa", "0127"): "4000000000000127",
    ("visa", "0119"): "4000000000000119", ("visa", "6975"): "4000000000006975",
    ("visa", "0341"): "4000000000000341", ("visa", "0019"): "4100000000000019",
    ("visa", "0036"): "4000000000000036", ("visa", "0101"): "4000000000000101",
    ("visa", "0259"): "4000000000000259", ("visa", "1976"): "4000000000001976",
    ("visa", "0077"): "4000000000000077", ("visa", "3155"): "4000002500003155",
    ("visa", "3184"): "4000002760003184", ("visa", "3220"): "4000000000003220",
    ("visa", "0446"): "4000003800000446", ("visa", "3178"): "4000008260003178",
    ("visa", "3055"): "4000000000003055", ("visa", "1629"): "4000008400001629",
    ("visa", "7726"): "4000000000007726", ("visa", "5126"): "4000000000005126",
}

# The last digits of the test card that is declined so.
DECLINES = {
    "generic_decline": "0002", "insufficient_funds": "9995", "lost_card": "9987", "stolen_card": "9979",
    "expired_card": "0069", "incorrect_cvc": "0127", "processing_error": "0119", "card_velocity_exceeded": "6975",
    "fraudulent": "0019", "incorrect_zip": "0036", "india_recurring_payment_mandate_canceled": "0263",
}
INDIAN = "4000003560000123"

OWN_SHAPE = {
    "cus": r"cus_[A-Za-z0-9]{14}", "pm": r"pm_\d[A-Za-z0-9]{23}", "tok": r"tok_\d[A-Za-z0-9]{23}",
    "pi": r"pi_\d[A-Za-z0-9]{23}", "seti": r"seti_\d[A-Za-z0-9]{23}", "ch": r"ch_\d[A-Za-z0-9]{23}",
    "mandate": r"mandate_\d[A-Za-z0-9]{23}",
    "re": r"re_\d[A-Za-z0-9]{23}", "dp": r"d[pu]_\d[A-Za-z0-9]{23}", "du": r"d[pu]_\d[A-Za-z0-9]{23}",
}


class Unreachable(Exception):
    """The state cannot be built: says why."""


def found(value, wanted):
    """The first object with this id anywhere in a recorded body."""
    if isinstance(value, dict):
        if value.get("id") == wanted and "object" in value:
            return value
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            hit = found(item, wanted)
            if hit:
                return hit
    return None


class State:
    def __init__(self, account, identities, version):
        self.account, self.identities, self.version = account, identities, version

    def make(self, path, pairs, expect=(200,), version=None):
        answer = self.account.call("POST", path, pairs, version or self.version)
        if answer.status not in expect:
            message = ((answer.body or {}).get("error") or {}).get("message", answer.body)
            raise Unreachable("POST %s answered %d: %s" % (path, answer.status, message))
        return answer.body

    def provide(self, identifier, exchange):
        """Makes sure that a recorded id has a sandbox id, if it names something that existed."""
        if identifier in self.identities.ours:
            return
        kind = identifier.split("_", 1)[0]
        if kind not in OWN_SHAPE or not re.fullmatch(OWN_SHAPE[kind], identifier):
            return
        message = ((exchange.body or {}).get("error") or {}).get("message", "") if exchange.status >= 400 else ""
        if message.startswith("No such") and identifier in message:
            return
        maker = {"cus": self.customer, "pm": self.payment_method, "tok": self.token, "pi": self.payment_intent,
                 "seti": self.setup_intent, "ch": self.charge, "re": self.refund, "dp": self.dispute,
                 "du": self.dispute, "mandate": self.mandate}[kind]
        ours = maker(identifier, exchange)
        self.identities.learn(identifier, ours)

    # Each maker returns the sandbox's id for the recorded one.

    def customer(self, identifier, exchange):
        seen = found(exchange.body, identifier) or {}
        pairs = []
        for key in ("email", "name", "description", "phone"):
            if seen.get(key):
                pairs.append((key, seen[key]))
        pairs += metadata(seen)
        if isinstance(seen.get("address"), dict):
            pairs += [("address[%s]" % key, value) for key, value in seen["address"].items() if value]
        return self.make("/v1/customers", pairs)["id"]

    def payment_method(self, identifier, exchange):
        seen = found(exchange.body, identifier) or {}
        ours = self.make("/v1/payment_methods", self.card_of(seen, exchange))["id"]
        self.identities.learn(identifier, ours)
        detaching = exchange.path.endswith("/detach") and exchange.status == 200
        owner = seen.get("customer")
        attaching = exchange.path.endswith("/attach")
        if detaching and not owner:
            self.make("/v1/payment_methods/%s/attach" % ours, [("customer", self.make("/v1/customers", [])["id"])])
        elif owner and not attaching:
            self.attach(ours, owner, exchange)
        elif not seen and not attaching and self.belongs(exchange):
            self.attach(ours, self.belongs(exchange), exchange)
        message = (exchange.body.get("error") or {}).get("message", "") if isinstance(exchange.body, dict) else ""
        if message.startswith("The provided PaymentMethod was previously used"):
            self.make("/v1/payment_intents", [("amount", "100"), ("currency", "usd"), ("confirm", "true"),
                                              ("payment_method_types[0]", "card"), ("payment_method", ours)])
        return ours

    def attach(self, ours, owner, exchange):
        self.provide(owner, exchange)
        self.make("/v1/payment_methods/%s/attach" % ours, [("customer", self.identities.ours[owner])])

    def belongs(self, exchange):
        """The customer of a request that names a payment method which the answer does not show."""
        body = exchange.body.get("error", exchange.body) if isinstance(exchange.body, dict) else {}
        intent = body.get("payment_intent") or body.get("setup_intent") or body
        declined = exchange.status == 402
        return intent.get("customer") if isinstance(intent, dict) and not declined else None

    def card_of(self, seen, exchange):
        card = seen.get("card") or {}
        brand, digits = card.get("brand", "visa"), card.get("last4")
        if digits is None:
            digits = self.guess(exchange)
        number = INDIAN if any(name == "mandate" for name, _ in exchange.pairs) else CARDS.get((brand, digits))
        if not number:
            raise Unreachable("no test card is known for %s %s" % (brand, digits))
        pairs = [("type", "card"), ("card[number]", number), ("card[exp_month]", str(card.get("exp_month", 8))),
                 ("card[exp_year]", str(later(card.get("exp_year", 0))))]
        if (card.get("checks") or {}).get("cvc_check", "pass") is not None:
            pairs.append(("card[cvc]", "1234" if brand == "amex" else "123"))
        if seen.get("allow_redisplay", "unspecified") != "unspecified":
            pairs.append(("allow_redisplay", seen["allow_redisplay"]))
        billing = seen.get("billing_details") or {}
        pairs += [("billing_details[%s]" % key, billing[key]) for key in ("email", "name", "phone") if billing.get(key)]
        pairs += [("billing_details[address][%s]" % key, value)
                  for key, value in (billing.get("address") or {}).items() if value]
        return pairs + metadata(seen)

    def guess(self, exchange):
        """The last digits of a card that the answer does not show, from what happened to it."""
        charge = first(exchange.body, "charge") or first(exchange.body, "payment_method_details")
        card = (charge or {}).get("payment_method_details", charge or {}).get("card")
        if card and card.get("last4"):
            return card["last4"]
        error = exchange.body.get("error", {}) if isinstance(exchange.body, dict) else {}
        if error.get("type") == "card_error":
            return DECLINES.get(error.get("decline_code") or error["code"], "0002")
        return "3220" if awaited(exchange.body) else "4242"

    def token(self, identifier, exchange):
        seen = found(exchange.body, identifier) or {}
        card = seen.get("card") or {}
        number = CARDS.get((card.get("brand", "Visa").lower(), card.get("last4", "4242")))
        if not number:
            raise Unreachable("no test card is known for this token")
        return self.make("/v1/tokens", [("card[number]", number), ("card[exp_month]", "8"),
                                        ("card[exp_year]", str(later(0))), ("card[cvc]", "123")])["id"]

    def payment_intent(self, identifier, exchange):
        after = found(exchange.body, identifier)
        if after is None:
            raise Unreachable("the recording shows nothing of the PaymentIntent that the request names")
        status = before(after, exchange)
        pairs = [("amount", str(after["amount"])), ("currency", after["currency"])]
        given = {name for name, _ in exchange.pairs}
        for key in ("description", "capture_method", "confirmation_method", "setup_future_usage", "receipt_email",
                    "statement_descriptor", "statement_descriptor_suffix", "transfer_group"):
            if key == "confirmation_method" and after.get("automatic_payment_methods"):
                continue  # Stripe takes one or the other.
            if after.get(key) and not (key in given and exchange.method == "POST"):
                pairs.append((key, after[key]))
        pairs += metadata(after) + shipping(after) + methods(after) + options(after)
        if after.get("customer") and "customer" not in given:
            owner = after["customer"] if isinstance(after["customer"], str) else after["customer"]["id"]
            self.provide(owner, exchange)
            pairs.append(("customer", self.identities.ours[owner]))
        ours = self.make("/v1/payment_intents", pairs)["id"]
        self.identities.learn(identifier, ours)
        if status != "requires_payment_method":
            self.advance("/v1/payment_intents/" + ours, after, status, exchange)
        elif after.get("last_payment_error") and exchange.method == "GET":
            self.fail("/v1/payment_intents/" + ours, after["last_payment_error"], exchange)
        return ours

    def fail(self, path, error, exchange):
        """The attempt that left the recorded error behind."""
        method = (error.get("payment_method") or {}).get("id")
        if not method:
            raise Unreachable("the recording does not show the card that failed")
        self.provide(method, exchange)
        pairs = [("payment_method", self.identities.ours[method])]
        if error.get("decline_code") == "authentication_not_handled":
            pairs.append(("error_on_requires_action", "true"))
        self.make(path + "/confirm", pairs, expect=(402,))

    def setup_intent(self, identifier, exchange):
        after = found(exchange.body, identifier)
        if after is None:
            raise Unreachable("the recording shows nothing of the SetupIntent that the request names")
        status = before(after, exchange)
        pairs = metadata(after) + methods(after) + options(after)
        for key in ("description", "usage"):
            if after.get(key):
                pairs.append((key, after[key]))
        shown = after.get("payment_method")
        owner = after.get("customer") or (shown.get("customer") if isinstance(shown, dict) else None)
        if owner:
            self.provide(owner, exchange)
            pairs.append(("customer", self.identities.ours[owner]))
        ours = self.make("/v1/setup_intents", pairs)["id"]
        self.identities.learn(identifier, ours)
        if status != "requires_payment_method":
            self.advance("/v1/setup_intents/" + ours, after, status, exchange)
        return ours

    def advance(self, path, after, status, exchange):
        """Brings an intent from `requires_payment_method` to the status before the recorded request."""
        failed = after.get("last_payment_error") or after.get("last_setup_error") or {}
        method = after.get("payment_method") or (failed.get("payment_method") or {}).get("id")
        if isinstance(method, dict):
            method = method["id"]
        if method:
            self.provide(method, exchange)
            self.make(path, [("payment_method", self.identities.ours[method])])
        if status == "requires_confirmation":
            return
        if status == "canceled" and not after.get("latest_charge"):
            reason = after.get("cancellation_reason")
            self.make(path + "/cancel", [("cancellation_reason", reason)] if reason else [])
            return
        if status == "processing":
            raise Unreachable("the status `processing` comes from an Indian card mandate")
        pairs = []
        action = after.get("next_action") or {}
        hop = (action.get("redirect_to_url") or {}).get("return_url")
        if hop or after.get("automatic_payment_methods"):
            pairs.append(("return_url", hop or "https://example.com/return"))
        reached = self.make(path + "/confirm", pairs)["status"]
        if reached == "requires_capture" and status == "succeeded":
            received = after.get("amount_received") or after["amount"]
            reached = self.make(path + "/capture", [("amount_to_capture", str(received))])["status"]
        if reached != status:
            raise Unreachable("the sandbox reached %s, the recording needs %s" % (reached, status))

    def mandate(self, identifier, exchange):
        """The mandate of an Indian card, under which its customer lets be charged."""
        given = dict(exchange.pairs)
        name = "payment_method_options[card][mandate_options][%s]"
        terms = {"reference": "replayed", "amount": "1500000", "amount_type": "maximum", "currency": "inr",
                 "interval": "sporadic", "start_date": str(int(time.time())), "supported_types][0": "india"}
        pairs = [(name % key, value) for key, value in terms.items()]
        for kind in ("customer", "payment_method"):
            if kind in given:
                self.provide(given[kind], exchange)
                pairs.append((kind, self.identities.ours[given[kind]]))
        pairs += [("confirm", "true"), ("payment_method_types[0]", "card"), ("usage", "off_session")]
        made = self.make("/v1/setup_intents", pairs)
        if not made.get("mandate"):
            raise Unreachable("the SetupIntent reached %s without a mandate" % made["status"])
        return made["mandate"]

    def charge(self, identifier, exchange):
        seen = found(exchange.body, identifier) or {}
        wanted = dict(exchange.pairs)
        message = ((exchange.body or {}).get("error") or {}).get("message", "") if exchange.status >= 400 else ""
        amount, refunded = seen.get("amount"), seen.get("amount_refunded", 0)
        if amount is None:
            amount = max(1000, int(wanted.get("amount") or 0) * 2 if str(wanted.get("amount", "")).isdigit() else 0)
        left = re.search(r"unrefunded amount on charge \(\D*([\d.]+)\)", message)
        if left:
            amount, refunded = 1000, 1000 - round(float(left.group(1)) * 100)
        whole = re.search(r"greater than charge amount \(\D*([\d.]+)\)", message)
        if whole:
            amount = round(float(whole.group(1)) * 100)
        if "already been refunded" in message:
            refunded = amount
        currency = seen.get("currency") or (exchange.body or {}).get("currency") or "usd"
        pairs = [("amount", str(amount)), ("currency", currency), ("confirm", "true"),
                 ("payment_method_types[0]", "card")]
        for key in ("description", "statement_descriptor_suffix", "transfer_group", "receipt_email"):
            if key == "statement_descriptor_suffix" and (seen.get(key) or "").isdigit():
                continue  # Stripe took it until 2024.
            if seen.get(key):
                pairs.append((key, seen[key]))
        if seen.get("application_fee_amount"):
            pairs.append(("application_fee_amount", str(seen["application_fee_amount"])))
        for key, value in (seen.get("transfer_data") or {}).items():
            if value:
                pairs.append(("transfer_data[%s]" % key, self.identities.translate(str(value))))
        pairs += metadata(seen) + shipping(seen)
        if isinstance(seen.get("payment_intent"), dict):
            intent = seen["payment_intent"]
            details = intent.get("payment_details") or {}
            pairs += [("payment_details[%s]" % key, value) for key, value in details.items() if value]
            if intent.get("setup_future_usage"):
                pairs.append(("setup_future_usage", intent["setup_future_usage"]))
        if seen and not seen.get("captured") and seen.get("status") == "succeeded":
            pairs.append(("capture_method", "manual"))
        else:
            pairs.append(("capture_method", "automatic"))
        owner = seen.get("customer")
        if owner:
            self.provide(owner, exchange)
            pairs.append(("customer", self.identities.ours[owner]))
        method = self.charged_method(seen, owner, exchange)
        pairs.append(("payment_method", method))
        answer = self.make("/v1/payment_intents", pairs, expect=(200, 402))
        if answer.get("status") == "requires_action":
            self.account.call("POST", "/_sandbox/3ds/" + answer["id"], raw=b'{"outcome": "succeeded"}',
                              content_type="application/json")
            answer = self.account.call("GET", "/v1/payment_intents/" + answer["id"], (), self.version).body
        intent = answer["error"]["payment_intent"] if "error" in answer else answer
        charge = intent["latest_charge"]
        charge = charge["id"] if isinstance(charge, dict) else charge
        if not charge:
            raise Unreachable("the card of the recorded charge waits for its customer")
        self.identities.learn(identifier, charge)
        if refunded:
            self.make("/v1/refunds", [("charge", charge), ("amount", str(refunded))])
        return charge

    def charged_method(self, seen, owner, exchange):
        details = (seen.get("payment_method_details") or {}).get("card") or {"last4": "4242"}
        if str(seen.get("payment_method", "")).startswith("card_") and owner:
            token = self.make("/v1/tokens", [("card[number]", CARDS[(details["brand"], details["last4"])]),
                                             ("card[exp_month]", "8"), ("card[exp_year]", str(later(0)))])["id"]
            return self.make("/v1/customers/%s/sources" % self.identities.ours[owner], [("source", token)])["id"]
        shown = {"card": details, "billing_details": seen.get("billing_details")}
        ours = self.make("/v1/payment_methods", self.card_of(shown, exchange))["id"]
        if owner and seen.get("status") != "failed":
            self.make("/v1/payment_methods/%s/attach" % ours, [("customer", self.identities.ours[owner])])
        return ours

    def refund(self, identifier, exchange):
        seen = found(exchange.body, identifier)
        if not seen:
            raise Unreachable("the recording shows nothing of the refund that the request names")
        charge = seen["charge"] if isinstance(seen["charge"], str) else seen["charge"]["id"]
        self.provide(charge, exchange)
        pairs = [("charge", self.identities.ours[charge]), ("amount", str(seen["amount"]))] + metadata(seen)
        if seen.get("reason"):
            pairs.append(("reason", seen["reason"]))
        return self.make("/v1/refunds", pairs)["id"]

    def dispute(self, identifier, exchange):
        seen = found(exchange.body, identifier) or {"amount": 1000, "currency": "usd"}
        pairs = [("amount", str(seen["amount"])), ("currency", seen["currency"]), ("confirm", "true"),
                 ("payment_method", "pm_card_createDispute"), ("payment_method_types[0]", "card")]
        intent = self.make("/v1/payment_intents", pairs)
        for key in ("charge", "payment_intent"):
            if isinstance(seen.get(key), str):
                self.identities.learn(seen[key], intent["latest_charge" if key == "charge" else "id"])
        deadline = time.monotonic() + 5
        while time.monotonic() < deadline:
            listed = self.account.call("GET", "/v1/disputes", [("charge", intent["latest_charge"])], self.version).body
            if listed.get("data"):
                return listed["data"][0]["id"]
            time.sleep(0.05)
        raise Unreachable("the dispute test card made no dispute")


def before(after, exchange):
    """The status that an intent had before the recorded request."""
    failure = exchange.status >= 400
    action = exchange.path.rsplit("/", 1)[-1]
    status = after["status"]
    if failure and exchange.status != 402:
        return status
    has_method = bool(after.get("payment_method")) or exchange.status == 402
    resting = "requires_confirmation" if has_method else "requires_payment_method"
    given = {name for name, _ in exchange.pairs}
    if action == "confirm":
        given_method = any(name.startswith(("payment_method", "confirmation_token")) for name in given)
        # A confirmation whose body was not kept came from a page, which knows the card.
        given_method = given_method or not exchange.parameters_known
        return "requires_payment_method" if given_method else resting
    if action == "capture":
        return "requires_capture"
    if action == "cancel":
        if after.get("latest_attempt"):
            return "requires_action"
        return "requires_capture" if after.get("latest_charge") else resting
    if exchange.method == "POST" and "payment_method" in given:
        return "requires_payment_method"
    return status


def methods(intent):
    automatic = intent.get("automatic_payment_methods")
    if automatic:
        return [("automatic_payment_methods[enabled]", "true"),
                ("automatic_payment_methods[allow_redirects]", automatic.get("allow_redirects", "always"))]
    kinds = intent.get("payment_method_types") or ["card"]
    return [("payment_method_types[%d]" % index, kind) for index, kind in enumerate(kinds)]


def options(intent):
    """Card options that were not left at their defaults."""
    card = (intent.get("payment_method_options") or {}).get("card") or {}
    pairs = []
    if card.get("request_three_d_secure") not in (None, "automatic"):
        pairs.append(("payment_method_options[card][request_three_d_secure]", card["request_three_d_secure"]))
    for key, value in (card.get("mandate_options") or {}).items():
        items = enumerate(value) if isinstance(value, list) else [(None, value)]
        for index, item in items:
            if item is not None:
                name = "payment_method_options[card][mandate_options][%s]" % key
                pairs.append((name + ("[%d]" % index if index is not None else ""), str(item)))
    return pairs


def metadata(seen):
    return [("metadata[%s]" % key, value) for key, value in (seen.get("metadata") or {}).items()]


def shipping(seen):
    shown = seen.get("shipping")
    if not isinstance(shown, dict):
        return []
    pairs = [("shipping[%s]" % key, value) for key, value in shown.items() if isinstance(value, str)]
    return pairs + [("shipping[address][%s]" % key, value) for key, value in shown["address"].items() if value]


def first(value, key):
    """The first object under this key anywhere in a body."""
    if isinstance(value, dict):
        if isinstance(value.get(key), dict):
            return value[key]
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            hit = first(item, key)
            if hit:
                return hit
    return None


def awaited(body):
    """Whether the intent of this answer waits, or waited when it was given up, for its customer."""
    if not isinstance(body, dict):
        return False
    return body.get("status") == "requires_action" or body.get("status") == "canceled" and body.get("latest_attempt")


def later(year):
    """A year that has not passed: what was valid when it was recorded is valid now."""
    now = time.gmtime().tm_year
    return year if year > now else now + 1
