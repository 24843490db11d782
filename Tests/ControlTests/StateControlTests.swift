import Coding
import StripeSandbox
import Testing
import Wire

@testable import Control

/// Export and import in process.
@Suite struct StateControlTests {
  private let control: ControlAPI
  private let stripe: StripeAPI

  init() {
    stripe = StripeAPI()
    control = ControlAPI(stripe, version: "test")
  }

  private func send(_ method: Wire.Method, _ path: String, _ body: String = "") -> Response {
    var answer = Response(500)
    let parts = path.split(separator: "?", maxSplits: 1).map(String.init)
    let handler: any Handler = path.hasPrefix("/_sandbox") ? control : stripe
    let request = Request(
      method, parts[0], query: parts.count > 1 ? parts[1] : "", headers: ["Authorization": "Bearer sk_test_a"],
      body: Array(body.utf8))
    handler.handle(request, Reply { answer = $0 })
    return answer
  }

  private func state() throws -> JSON { try JSONParser.parse(send(.get, "/_sandbox/state").body) }

  /// What is wrong, and a word of the complaint.
  @Test(arguments: [
    ("", "not JSON"), ("{", "not JSON"), (#"{"nestbox_state":2,"sandboxes":[]}"#, "This is no state"),
    (#"{"nestbox_state":1}"#, "This is no state"), (#"{"nestbox_state":1,"sandboxes":[]}"#, "0 sandboxes"),
    (#"{"nestbox_state":1,"sandboxes":[{"name":"x"}]}"#, "“stripe” is missing"),
    (#"{"nestbox_state":1,"sandboxes":[{}]}"#, "“name” is missing"),
    (#"{"nestbox_state":1,"sandboxes":[{"name":"x","stripe":{}}]}"#, "“account” is missing"),
    (#"{"nestbox_state":1,"sandboxes":[{"name":"x","stripe_changes":{}}]}"#, "“stripe” is missing"),
    (#"{"nestbox_state":1,"all":true,"sandboxes":[]} {}"#, "text behind its end"),
  ])
  func aStateThatMakesNoSenseChangesNothing(body: String, complaint: String) throws {
    _ = send(.post, "/v1/customers", "name=A")
    let before = try state()
    let answer = send(.put, "/_sandbox/state", body)
    #expect(answer.status == 400)
    #expect(String(decoding: answer.body, as: UTF8.self).contains(complaint))
    #expect(try state() == before)
  }

  @Test func aStateThatIsLargerThanTheMemoryIsRefused() throws {
    _ = send(.post, "/v1/customers", "name=A")
    let one = try state()
    let sandbox = one["sandboxes"]?[0] ?? .null
    let many = (0..<100).map { number -> JSON in
      var members = sandbox.object ?? JSON.Object()
      members["name"] = .string("s\(number)")
      return .object(members)
    }
    let all: JSON = ["nestbox_state": 1, "all": true, "sandboxes": .array(many)]
    for (memory, complaint) in [(100_000, "larger than the memory"), (1_000_000, "more sandboxes")] {
      control.importMemory = memory
      let answer = send(.put, "/_sandbox/state", all.text)
      #expect(answer.status == 400 && String(decoding: answer.body, as: UTF8.self).contains(complaint))
      #expect(try state() == one)
    }
    control.importMemory = 100_000_000
    #expect(send(.put, "/_sandbox/state", all.text).status == 200)
  }

  /// Breaks the state at one place after the other.
  @Test func aStateWithAMistakeAnywhereIsRefusedWhole() throws {
    _ = send(
      .post, "/v1/payment_intents",
      "amount=500&currency=usd&allowed_payment_method_types[]=card&payment_method=pm_card_visa&confirm=true")
    let whole = try state()
    let places = Self.places(whole)
    #expect(places.count > 100)
    for place in places {
      let broken = Self.replace(whole, place[...], .array([.array([])]))
      let answer = send(.put, "/_sandbox/state", broken.text)
      if answer.status == 200 {
        // Trees inside the state may be anything.
        #expect(send(.put, "/_sandbox/state", whole.text).status == 200)
      } else {
        #expect(answer.status == 400, "\(place)")
        #expect(try state() == whole)
      }
    }
  }

  private static func places(_ json: JSON) -> [[String]] {
    switch json {
    case .object(let object):
      object.flatMap { member in [[member.key]] + places(member.value).map { [member.key] + $0 } }
    case .array(let items): items.indices.flatMap { index in places(items[index]).map { ["\(index)"] + $0 } }
    default: []
    }
  }

  private static func replace(_ json: JSON, _ place: ArraySlice<String>, _ value: JSON) -> JSON {
    guard let first = place.first else { return value }
    switch json {
    case .object(var object):
      object[first] = replace(object[first] ?? .null, place.dropFirst(), value)
      return .object(object)
    case .array(var items):
      if let index = Int(first) { items[index] = replace(items[index], place.dropFirst(), value) }
      return .array(items)
    default: return json
    }
  }
}
