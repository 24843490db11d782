"""Compares a recorded answer with a sandbox's, and learns on the way which sandbox id stands for which recorded one."""

import re

# An id has a digit or a capital after its prefix, which tells it from words such as `requires_confirmation`.
ID = re.compile(r"\b(?:[a-z]{2,12}_){1,3}(?=[A-Za-z0-9]*[0-9A-Z])[A-Za-z0-9]{6,}(?:_secret_[A-Za-z0-9]+)?\b")

VOLATILE = {
    "created", "canceled_at", "available_on", "due_by", "capture_before", "completes_at", "start_date", "accepted_at",
    "fingerprint", "receipt_url", "authorization_code", "network_transaction_id", "risk_score", "invoice_prefix",
    "request_log_url", "client_secret", "exp_month", "exp_year", "server_transaction_id", "merchant", "client_ip",
    "directory_server_encryption", "three_d_secure_2_source", "reference", "idempotency_key", "secret", "url_token",
    "transaction_id", "routing_context",
}


class Difference:
    def __init__(self, kind, path, recorded, ours):
        self.kind, self.path, self.recorded, self.ours = kind, path, recorded, ours

    def __str__(self):
        if self.kind == "missing":
            return "%s: missing (recorded %s)" % (self.path, short(self.recorded))
        if self.kind == "extra":
            return "%s: not in the recording (ours %s)" % (self.path, short(self.ours))
        return "%s: %s: recorded %s, ours %s" % (self.path, self.kind, short(self.recorded), short(self.ours))


def short(value):
    text = repr(value)
    return text if len(text) <= 160 else text[:157] + "…"


class Identities:
    """Recorded id → the sandbox's."""

    def __init__(self):
        self.ours = {}

    def learn(self, recorded, ours):
        self.ours.setdefault(recorded, ours)

    def substitute(self, text):
        return ID.sub(lambda found: self.translate(found.group(0)), text)

    def translate(self, recorded):
        return self.ours.get(recorded, recorded)


class Comparison:
    def __init__(self, identities):
        self.identities, self.differences = identities, []

    def note(self, kind, path, recorded=None, ours=None):
        self.differences.append(Difference(kind, path, recorded, ours))

    def compare(self, recorded, ours, path=""):
        if isinstance(recorded, dict) and isinstance(ours, dict):
            self.objects(recorded, ours, path)
        elif isinstance(recorded, list) and isinstance(ours, list):
            self.arrays(recorded, ours, path)
        elif isinstance(recorded, str) and isinstance(ours, str):
            self.strings(recorded, ours, path)
        elif type(recorded) is not type(ours):
            if not hidden(recorded):
                self.note("type", path, recorded, ours)
        elif recorded != ours and last(path) not in VOLATILE:
            self.note("value", path, recorded, ours)

    def objects(self, recorded, ours, path):
        # Ids first, so that a message which names one finds it known.
        for key in sorted(recorded, key=lambda key: key != "id"):
            here = path + "." + key if path else key
            if key not in ours:
                self.note("missing", here, recorded[key])
            else:
                self.compare(recorded[key], ours[key], here)
        for key in ours:
            if key not in recorded:
                self.note("extra", path + "." + key if path else key, None, ours[key])
        if last(path) != "metadata":
            common = [key for key in recorded if key in ours]
            order = [key for key in ours if key in recorded]
            if common != order:
                self.note("order", path or ".", common, order)

    def arrays(self, recorded, ours, path):
        if len(recorded) != len(ours):
            self.note("length", path, len(recorded), len(ours))
        for one, other in zip(recorded, ours):
            self.compare(one, other, path + "[]")

    def strings(self, recorded, ours, path):
        if hidden(recorded):
            return
        if last(path) == "client_secret" and shape(recorded) == shape(ours):
            self.identities.learn(recorded, ours)
            return
        if self.identities.substitute(recorded) == ours:
            return
        if ID.split(recorded) == ID.split(ours):
            pairs = list(zip(ID.findall(recorded), ID.findall(ours)))
            if all(alike(one, other) and self.identities.ours.get(one, other) == other
                   for one, other in pairs):
                for one, other in pairs:
                    self.identities.learn(one, other)
                return
        if last(path) not in VOLATILE:
            self.note("value", path, self.identities.substitute(recorded), ours)


def hidden(recorded):
    return isinstance(recorded, str) and bool(re.fullmatch(r"<[^>]*>", recorded) or "**" in recorded)


def last(path):
    return path.rsplit(".", 1)[-1]


def alike(one, other):
    """Whether two ids are of one kind: disputes were named `dp_` until 2024."""
    return {prefix(one), prefix(other)} in ({prefix(one)}, {"dp", "du"})


def prefix(identifier):
    return identifier.split("_", 1)[0]


def shape(secret):
    base, _, rest = secret.partition("_secret_")
    return prefix(base), len(rest)
