"""The differences that have a reason outside the sandbox. Each rule says which, and why."""

import re


class Rule:
    def __init__(self, kinds, path, reason, until=None, after=None, when=None):
        self.kinds, self.path, self.reason = kinds.split(), re.compile(path + r"\Z"), reason
        self.until, self.after, self.when = until, after, when

    def explains(self, difference, exchange):
        if difference.kind not in self.kinds or not self.path.match(difference.path):
            return False
        if self.until and not (exchange.date and exchange.date < self.until):
            return False
        if self.after and not (exchange.date and exchange.date >= self.after):
            return False
        return self.when is None or self.when(difference)


# A new field appears in every API version at once, so a recording lacks those that came after it:
# the field (at the end of a path) and the day from which recordings show it.
ADDED = {
    "allow_redisplay": "2024-06-01", "display_brand": "2024-06-01", "regulated_status": "2025-01-01",
    "tax_id": "2025-01-01", "customer_account": "2026-01-01", "shared_payment_granted_token": "2026-06-01",
    "allowed_payment_method_types": "2026-06-01", "managed_payments": "2026-06-01",
    "excluded_payment_method_types": "2025-08-01", "payment_record": "2026-08-15",
    "payment_method_type": "2026-08-15", "electronic_commerce_indicator": "2026-09-17",
    "transaction_link_id": "2026-06-01", "authorization_code": "2025-06-01", "network_transaction_id": "2025-06-01",
    "advice_code": "2024-12-01", "network_advice_code": "2024-12-01", "network_decline_code": "2025-07-01",
    "radar_options": "2024-01-01", "balance_type": "2026-01-01", "network": "2026-01-01",
    "phone": "2026-01-01", "email": "2026-01-01", "networks": "2026-01-01", "wallet": "2026-01-01",
    "refund_and_dispute_prefunding": "2026-01-01", "rendering_options": "2022-01-01", "test_clock": "2022-01-01",
    "transaction_purpose": "2026-01-01", "amount_authorized": "2023-09-15",
    "capture_before": "2023-09-15", "extended_authorization": "2023-09-15", "incremental_authorization": "2023-09-15",
    "multicapture": "2023-09-15", "overcapture": "2023-09-15",
}

REFUND_OWNER = r"(.*\.)?(customer|payment_method|customer_account)"
ACCOUNT = "belongs to the account that was recorded"
REVIEW = "how long the review of that account took"

RULES = [
    Rule("extra", REFUND_OWNER, "a refund names its customer and payment method since 2026", until="2026-01-01",
         when=lambda difference: difference.ours is None or isinstance(difference.ours, str)),
    Rule("missing", r"(.*\.)?amount_updates", "a platform's own charges had this, which the documentation does not know",
         until="2025-06-01"),
    Rule("missing extra type value", r"(.*\.)?payment_method_configuration_details(\..*)?", ACCOUNT),
    Rule("length value", r"(.*\.)?payment_method_types(\[\])?", "the payment methods enabled in that account"),
    Rule("missing extra order", r"(.*\.)?payment_method_options(\.\w+)?", "the payment methods enabled in that account"),
    Rule("value type", r"(.*\.)?calculated_statement_descriptor", "the statement descriptor of that account"),
    Rule("type", r"(.*\.)?statement_descriptor_suffix", "a suffix needs a letter now", until="2024-01-01",
         when=lambda difference: (difference.recorded or "").isdigit()),
    Rule("missing", r"instant_available", "that account has instant payouts"),
    Rule("value", r"(available|pending)\[\]\.(amount|source_types\.card)", "what that account had earned",
         until="2026-01-01"),
    Rule("value type", r"(.*\.)?application", "the Connect application of that account"),
    Rule("value type", r"(.*\.)?application_name", "the Connect application of that account"),
    Rule("value", r"(.*\.)?checks\.cvc_check", "test tokens carried no security code when this was recorded",
         until="2024-06-01"),
    Rule("type", r"(.*\.)?checks\.cvc_check", "test tokens carried no security code when this was recorded",
         until="2024-06-01"),
    Rule("missing extra length value", r"(.*\.)?payment_method_options\.(?!card)\w+\..*",
         "the payment methods enabled in that account"),
    Rule("value", r"(.*\.)?redirect_to_url\.url", "the sandbox shows the challenge on a page of its own"),
    Rule("value missing extra", r"(.*\.)?next_action\.use_stripe_sdk\..*", "is between Stripe.js and Stripe"),
    Rule("type", r"(.*\.)?balance_transaction", "a charge that is captured asynchronously is booked a moment later",
         when=lambda difference: difference.recorded is None),
    Rule("missing value", r"(.*\.)?destination_details\.card\.reference(_status)?",
         "a refund's bank reference comes some time later"),
    Rule("type", r"(.*\.)?card\.amount_authorized", "the charge is older than the field", until="2024-01-01",
         when=lambda difference: difference.recorded is None),
    Rule("order", r".*", "the recorder did not keep the order of the keys", when=lambda difference: unordered(difference)),
    Rule("value", r"has_more", "the account that was recorded had older events",
         when=lambda difference: difference.recorded is True),
    Rule("value", r"(.*\.)?pending_webhooks", "the webhook endpoints of that account"),
    Rule("value", r"(.*\.)?api_version", "the version of that account"),
]


# What whole sessions show besides: their accounts lived on, and their objects are of different ages.
SESSION_RULES = [
    Rule("extra", r".*", "Stripe adds fields to every version at once, and the recording is older", until="2026-08-01"),
    Rule("value", r"(.*\.)?account_(name|country)", ACCOUNT),
    Rule("value type", r"(.*\.)?(branding_settings|settings\.dashboard)\.\w+", ACCOUNT),
    Rule("value type", r"(.*\.)?application_(icon|logo|name|url)", "the Connect application of that account"),
    Rule("value type", r"(.*\.)?settings\.(card_)?payments\.statement_descriptor(_prefix)?", ACCOUNT),
    Rule("value", r"(.*\.)?times_redeemed", "how often the coupon had been redeemed before"),
    Rule("type", r"(.*\.)?webhooks_delivered_at", "the webhook endpoints of that account"),
    Rule("value", r"(.*\.)?description", "the day or the application that a text names",
         when=lambda difference: re.search(r"\d\d? \w{3} \d{4}|from application", difference.recorded or "")),
    Rule("type", r"(adaptive_pricing|invoice_creation|payment_method_(collection|configuration_details)|customer_creation"
         r"|managed_payments|collected_information|customer_details|saved_payment_method_options(\..*)?)",
         "the Checkout Session was made before it had this", when=lambda difference: difference.recorded is None),
    Rule("value length", r"(.*\.)?adaptive_pricing\.enabled|preferred_locales", ACCOUNT),
    Rule("type length", r"data(\[\]\.default_price)?", "the session does not show what the account had besides"),
    Rule("missing", r"(.*\.)?use_stripe_sdk\..*|(.*\.)?payment_method_options\.\w+", "is between Stripe.js and Stripe"),
    Rule("value length", r"(.*\.)?(future_)?requirements\.pending_verification(\[\])?", REVIEW),
    Rule("value", r"(.*\.)?(verification\.status|charges_enabled|payouts_enabled|capabilities\.\w+)", REVIEW),
    Rule("type", r"requirements\.disabled_reason", REVIEW),
    Rule("type", r"requirements\.current_deadline", "a number that is still looked up has a deadline of 30 days"),
    Rule("value", r"(.*\.)?future_requirements\.errors\[\]\.reason", "the words have changed since", until="2024-01-01"),
    Rule("value length", r"future_requirements\.(currently_due|eventually_due|errors)(\[\](\.\w+)?)?",
         "persons born in 1901 were too old for a while", until="2024-01-01"),
    Rule("value length missing", r"(.*\.)?requirements\.(alternatives|currently_due|eventually_due|past_due)(\[\].*)?",
         "only a customer of Stripe's own pages can prove to be alive", when=lambda difference: living(difference)),
    Rule("value", r"(.*\.)?business_profile\.mcc", "the category of that platform"),
    Rule("missing", r"(.*\.)?capabilities\.\w+|connect_reserved|issuing", ACCOUNT),
    Rule("value", r"(.*\.)?exchange_rate", "rates change from day to day"),
    Rule("value", r"(.*\.)?(amount|amount_(captured|refunded|reversed)|net|application_fee_amount)",
         "rates change from day to day", when=lambda difference: near(difference.recorded, difference.ours)),
    Rule("value length", r"(application_fee|charge)\.(amount_refunded|refunded|refunds\.(data|total_count))",
         "the charge was refunded after what the session shows of it"),
    Rule("type", r"(.*\.)?(authorization_code|transaction_link_id)", "banks tell this or they do not"),
    Rule("type", r"(.*\.)?postal_code", "an empty text was stored as such", when=lambda difference: difference.recorded == ""),
    Rule("value", r"(.*\.)?three_d_secure\.version", "3-D Secure 1 has been switched off"),
    Rule("length value", r"(.*\.)?(available_payout_methods|delay_days|debit_negative_balances|actionable)|(available|pending)"
         r"(\[\]\.currency)?", ACCOUNT),
    Rule("type", r"saved_payment_method_options", "the customer of a stand-in comes only when the session is paid",
         when=lambda difference: difference.ours is None),
    Rule("extra", r"company\.phone|error\.request_log_url", "Stripe shows this or it does not; it may be null"),
    Rule("type", r"(.*\.)?verification\.details(_code)?", REVIEW),
    Rule("type missing value", r"charge\.\w+(\..*)?|address|name|(.*\.)?metadata\.\w+|description",
         "a stand-in has only what the session shows of it before"),
    Rule("type", r"application_fee(_amount)?|settings\.card_issuing\..*|verification\.\w+(\..*)?", ACCOUNT),
    Rule("value", r"instant_available\[\]\.net_available\[\]\..*", "the price of instant payouts of that platform"),
    Rule("missing", r"card\.currency", "a card does not remember the currency of its first token"),
    Rule("value", r"(.*\.)?balance_transaction\.(net|fee|fee_details\[\]\.(amount|description))",
         "the price of payments for that platform, and its name"),
    Rule("length", r"(.*\.)?balance_transaction\.fee_details", "that platform paid nothing, or is paid back what it paid"),
    Rule("value", r"(.*\.)?balance_transaction\.status", "the charge was older than its stand-in"),
]


def living(difference):
    """Whether a list of what is due differs by the proof of liveness."""
    return isinstance(difference.recorded, int) or "proof_of_liveness" in str(difference.recorded)


def near(one, other):
    """Whether two amounts are the same money at the rates of two days."""
    return isinstance(one, int) and isinstance(other, int) and abs(one - other) <= max(abs(one), abs(other)) // 10 + 1


def unordered(difference):
    """Stripe writes `id` and `object` first and the rest in alphabetical order."""
    rest = [key for key in difference.recorded if key not in ("id", "object")]
    return rest != sorted(rest)


def reason(difference, exchange, rules=RULES):
    """Why this difference is none of the sandbox's, or nothing."""
    name = difference.path.rsplit(".", 1)[-1]
    if difference.kind == "extra" and name in ADDED and exchange.date and exchange.date < ADDED[name]:
        return "the field is younger than the recording"
    for rule in rules:
        if rule.explains(difference, exchange):
            return rule.reason
    return None
