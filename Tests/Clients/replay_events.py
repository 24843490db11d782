"""Stories that make an event like a recorded one happen, told from nothing but the event."""

from replay_recording import Exchange
from replay_state import Unreachable, metadata


def request_for(recording):
    """The list of events on which the newest must be like the recorded one."""
    event = recording.bare
    exchange = Exchange("GET", "/v1/events", [("type", event["type"]), ("limit", "1")], None, 200, event,
                        date=recording.date)
    exchange.pick = newest
    exchange.happened = [event]
    return exchange


def newest(body):
    return body["data"][0] if body.get("data") else body


def tell(event, state, date):
    """Makes it happen in the account of `state`."""
    seen = event["data"]["object"]
    exchange = Exchange("GET", "/v1/" + seen["object"], [], state.version, 200, event, date=date)
    previous = event["data"].get("previous_attributes") or {}
    teller = TELLERS.get(event["type"])
    if teller:
        teller(seen, previous, state, exchange)
    elif event["type"] in PROVIDED:
        state.provide(seen["id"], exchange)
    else:
        raise Unreachable("no story is known for the event " + event["type"])
    state.identities.learn(seen["id"], state.identities.ours.get(seen["id"], seen["id"]))


PROVIDED = {"payment_intent.succeeded", "payment_intent.payment_failed", "payment_intent.canceled",
            "setup_intent.succeeded", "customer.created"}


def customer_updated(seen, previous, state, exchange):
    made = state.make("/v1/customers", customer_pairs({**seen, **previous}))
    state.identities.learn(seen["id"], made["id"])
    state.make("/v1/customers/" + made["id"], [(key, seen[key]) for key in previous if isinstance(seen[key], str)])


def customer_deleted(seen, previous, state, exchange):
    made = state.make("/v1/customers", customer_pairs(seen))
    state.identities.learn(seen["id"], made["id"])
    state.account.call("DELETE", "/v1/customers/" + made["id"], version=state.version)


def customer_pairs(seen):
    pairs = [(key, seen[key]) for key in ("email", "name", "description", "phone") if seen.get(key)]
    pairs += [("address[%s]" % key, value) for key, value in (seen.get("address") or {}).items() if value]
    return pairs + metadata(seen)


def refund_updated(seen, previous, state, exchange):
    state.provide(seen["id"], Exchange("GET", exchange.path, [], state.version, 200,
                                       {"object": "refund_before", "was": {**seen, "metadata": {}}}))
    state.make("/v1/refunds/" + state.identities.ours[seen["id"]], metadata(seen))


def method_detached(seen, previous, state, exchange):
    attached = {**seen, "customer": previous["customer"]}
    state.provide(seen["id"], Exchange("GET", exchange.path, [], state.version, 200, {"was": attached}))
    state.make("/v1/payment_methods/%s/detach" % state.identities.ours[seen["id"]], [])


TELLERS = {"customer.updated": customer_updated, "customer.deleted": customer_deleted,
           "charge.refund.updated": refund_updated, "refund.updated": refund_updated,
           "payment_method.detached": method_detached}
