import Testing
import Wire

@testable import Control

/// A typing error is refused, and what was meant is named: it never passes for a call that worked.
@Suite struct NonsenseTests {
  private let house = House()

  @Test(arguments: [
    ("reset", #"{"al": true}"#, "did you mean “all”"), ("reset", #"{"all": "yes"}"#, "true or false"),
    ("reset", "[]", "not a JSON object"), ("snapshots", #"{"nam": "x"}"#, "“name”"),
    ("snapshots", #"{"name": 1}"#, "a text"), ("clock", #"{"advanse": 1}"#, "did you mean “advance”"),
    ("clock", #"{"advance": "1"}"#, "a whole number"), ("clock", #"{"mode": "rael"}"#, "one of real"),
    ("clock", #"{"sandbox": "nope", "advance": 1}"#, "There is no sandbox “nope”"),
    ("3ds/pi_1", #"{"outcome": "suceeded"}"#, "did you mean “succeeded”"),
    ("disputes", #"{"charge": "ch_1", "resaon": "x"}"#, "did you mean “reason”"),
    ("trigger", #"{"event": "payment_intent.suceeded"}"#, "Did you mean “payment_intent.succeeded”"),
    ("faults", #"{"path": "v1/refunds", "status": 500}"#, "did you mean “/v1/refunds”"),
    ("faults", #"{"path": "/v1/refnds", "status": 500}"#, "Did you mean “/v1/refunds”"),
    ("faults", #"{"path": "/v1/chrages/ch_1/capture", "status": 500}"#, "Did you mean “/v1/charges/ch_1/capture”"),
    ("deliveries/rules", #"{"type": "chrage.succeeded", "drop": true}"#, "Did you mean “charge.succeeded”"),
    ("faults", #"{"method": "PSOT", "status": 500}"#, "did you mean “POST”"),
    ("faults", #"{"statsu": 500}"#, "did you mean “status”"), ("faults", #"{"status": 99}"#, "from 200 to 599"),
    ("faults", #"{"connection": "dorp"}"#, "did you mean “drop”"), ("faults", "{}", "needs a “status”"),
    ("faults", #"{"status": 500, "probability": 2}"#, "a number from 0 to 1"),
    ("deliveries/rules", #"{"dealy": 5}"#, "did you mean “delay”"), ("deliveries/rules", "{}", "A rule needs"),
    ("deliveries/rules", #"{"duplicate": "two"}"#, "from 1 to 100 or true or false"),
    ("deliveries/mode", #"{"mode": "puase"}"#, "did you mean “pause”"),
    ("disputes", #"{"charge": "ch_1", "reason": "fraud"}"#, "one of fraudulent"),
    ("checkout/cs_1", #"{"outcme": "failed"}"#, "did you mean “outcome”"),
    ("faults", "{\"path\":\"/\(String(repeating: "*a", count: 200))\",\"status\":500}", "at most 255"),
  ])
  func aBody(path: String, body: String, hint: String) throws {
    let answer = try house.json(.post, "/_sandbox/" + path, body)
    #expect(answer["error"]?["message"]?.string?.contains(hint) == true, "\(answer.text)")
    #expect([400, 404].contains(house.status(.post, "/_sandbox/" + path, body) ?? 0))
  }

  @Test(arguments: [
    ("requests?status=abc", "a whole number"), ("requests?stauts=200", "did you mean “status”"),
    ("requests?path=v1/x", "did you mean “/v1/x”"), ("requests?method=GTE", "did you mean “GET”"),
    ("requests?limit=many", "a whole number"), ("requests?limit=-1", "a whole number from 1"),
    ("requests?status=20", "from 100 to 599"), ("deliveries?type=chrage.succeeded&wait=1", "“charge.succeeded”"),
    ("deliveries?type=chrage.*", "no event type"), ("objects?object=charge&limit=0", "from 1"),
    ("deliveries?state=nonsense", "one of pending, succeeded, failed"),
    ("deliveries?state=faild", "did you mean “failed”"), ("state?al=true", "did you mean “all”"),
    ("state?all=yes", "true or false"), ("clock?sandbox=nope", "There is no sandbox “nope”"),
    ("snapshot", "did you mean /_sandbox/snapshots"), ("stream?al=true", "did you mean “all”"),
  ])
  func aQuery(target: String, hint: String) throws {
    let answer = try house.json(.get, "/_sandbox/" + target)
    #expect(answer["error"]?["message"]?.string?.contains(hint) == true, "\(answer.text)")
  }

  @Test(arguments: [
    "nonsense", "status=99", "status=abc", "delay=-1", "drop=1", "after", "", "status=500; wat", "status",
  ])
  func aFaultHeader(header: String) throws {
    let answer = try house.json(.get, "/v1/balance", headers: ["Sandbox-Fault": header])
    #expect(answer["error"]?["type"] == "invalid_request_error")
    #expect(answer["error"]?["message"]?.string?.contains("status=500") == true)
  }

  @Test func theControlAPITellsWhatItHas() throws {
    let calls = try house.json(.get, "/_sandbox")["calls"]?.object
    #expect(calls?["POST /_sandbox/reset"] != nil && calls?["GET /_sandbox/stream"] != nil)
  }

  @Test(arguments: [
    "/v1/**a**a**a**a**a**a**a**b", "/*a*a*a*a*a*a*a*a*a*b", "**" + String(repeating: "*a**", count: 60),
  ])
  func aGlobTakesNoLongerThanItsPath(pattern: String) throws {
    let glob = try #require(Glob(pattern))
    let path = "/v1/" + String(repeating: "a", count: 20_000)
    // A matcher that tries one way after the other does not come to an end.
    #expect(glob.matches(path) != pattern.hasSuffix("b"))
  }
}
