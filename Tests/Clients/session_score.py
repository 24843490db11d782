"""How alike two answers are, in four counts: status, error identity, set of fields, exact values."""

import re

from replay_compare import VOLATILE, Comparison, hidden

GENERATED = VOLATILE | {
    "url", "request_log_url", "hosted_invoice_url", "invoice_pdf", "receipt_number", "number", "livemode", "expires_at",
    "period_start", "period_end", "arrival_date", "effective_at", "finalized_at", "paid_at", "updated", "date",
    "application", "on_behalf_of_account", "ip", "user_agent", "email_account", "last_finalization_error_request",
}
IDENTITY = ["type", "code", "param", "message", "decline_code"]


class Count:
    """Hits of tries, printed as a percentage."""

    def __init__(self, hits=0, tries=0):
        self.hits, self.tries = hits, tries

    def add(self, hits, tries=1):
        self.hits, self.tries = self.hits + int(hits), self.tries + tries

    def percent(self):
        return 100.0 * self.hits / self.tries if self.tries else None

    def __str__(self):
        return "  -  " if not self.tries else "%5.1f" % self.percent()


class Score:
    NAMES = ["status", "error", "fields", "exact"]

    def __init__(self):
        self.status, self.error, self.fields, self.exact = Count(), Count(), Count(), Count()
        self.extra = Count()

    def merge(self, other):
        for name in self.NAMES + ["extra"]:
            mine, theirs = getattr(self, name), getattr(other, name)
            mine.add(theirs.hits, theirs.tries)

    def as_json(self):
        return {name: {"hits": getattr(self, name).hits, "tries": getattr(self, name).tries,
                       "percent": getattr(self, name).percent()} for name in self.NAMES + ["extra"]}

    def __str__(self):
        return "  ".join("%s %s" % (name, getattr(self, name)) for name in self.NAMES)


class SessionComparison(Comparison):
    """As for single recordings, but more is taken for generated: urls, periods, numbers."""

    def compare(self, recorded, ours, path=""):
        leaf = path.rsplit(".", 1)[-1].removesuffix("[]")
        if type(recorded) is type(ours) and (is_moment(recorded) and is_moment(ours) or leaf in GENERATED
                                             and not isinstance(recorded, (dict, list))
                                             or is_address(recorded) and is_address(ours)):
            if isinstance(recorded, str):
                before = len(self.differences)
                self.strings(recorded, ours, path)
                del self.differences[before:]
            return
        super().compare(recorded, ours, path)


def is_moment(value):
    return isinstance(value, int) and not isinstance(value, bool) and 1_200_000_000 < value < 4_200_000_000


def is_address(value):
    return isinstance(value, str) and value.startswith(("http://", "https://"))


def paths(value, path=""):
    """Every member's path in a body; the elements of a list share one."""
    found = set()
    if isinstance(value, dict):
        for key, item in value.items():
            here = path + "." + key if path else key
            found.add(here)
            found |= paths(item, here)
    elif isinstance(value, list):
        for item in value:
            found |= paths(item, path + "[]")
    return found


def leaves(value):
    if isinstance(value, dict):
        return sum(map(leaves, value.values())) or 1
    if isinstance(value, list):
        return sum(map(leaves, value)) or 1
    return 1


def score(exchange, answer, identities):
    """The score of one exchange, with its differences."""
    result, comparison = Score(), SessionComparison(identities)
    result.status.add(answer.status == exchange.status)
    recorded, ours = exchange.body or {}, answer.body or {}
    if answer.status != exchange.status:
        error = ours.get("error") if isinstance(ours, dict) else None
        comparison.note("value", "(status)", exchange.status,
                        "%d %s" % (answer.status, (error or {}).get("message", "")))
    if exchange.status >= 400:
        result.error.add(same_error(recorded.get("error") or {}, ours.get("error") or {}, identities))
    recorded_paths = paths(recorded)
    if (exchange.status < 400) != (answer.status < 400):
        result.fields.add(0, len(recorded_paths))
        result.exact.add(0, leaves(recorded))
        return result, comparison.differences
    comparison.compare(recorded, ours)
    our_paths = paths(ours)
    result.fields.add(len(recorded_paths & our_paths), len(recorded_paths))
    result.extra.add(len(our_paths - recorded_paths), len(our_paths))
    wrong = sum(leaves(one.recorded) if one.kind == "missing" else 1 for one in comparison.differences
                if one.kind in ("missing", "value", "type", "length"))
    total = leaves(recorded)
    result.exact.add(max(0, total - wrong), total)
    return result, comparison.differences


def same_error(recorded, ours, identities):
    for name in IDENTITY:
        one, other = recorded.get(name), ours.get(name)
        if isinstance(one, str) and isinstance(other, str):
            if hidden(one) or plain(identities.substitute(one)) == plain(other):
                continue
        if one != other:
            return False
    return True


def plain(message):
    """A message without ids and addresses that no recording can foretell."""
    message = re.sub(r"https?://[^\s)]+", "<address>", message)
    return re.sub(r"\b((?:[a-z]{2,12}_)+)(?=[A-Za-z0-9]*[0-9A-Z])[A-Za-z0-9*]{6,}", r"\1<id>", message)
