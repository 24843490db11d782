import Testing
import Wire

@testable import ContractRunner

@Suite struct RecordTests {
  static let inferences: [(JSON, JSON)] = [
    ("cus_Az3sOfwEJ3XvLY", ##"#regex cus_\w+"##), ("5f9f1c9b9c9c9c9c9c9c9c9c", "#regex [0-9a-f]{24}"),
    ("955a1e7f-683c-4e23-b2b3-3db4e08e950e", "#uuid"),
    (1_795_227_001, "#integer"), (1_795_227_001.5, "#number"), (2000, 2000), ("usd", "usd"), ("4242", "4242"),
    ("#1", "##1"), ("${x}", "$${x}"), (nil, nil), (true, true), ([1, "a"], [1, "a"]), (["#a": 1], ["##a": 1]),
    (["password": "correct horse"], ["password": "#string 1.."]), ("captured", "${name}"),
    ("captured_secret_vvxMpMfAwfm4F5E", ##"#regex ${name}_secret_\w+"##),
  ]

  @Test(arguments: inferences)
  func aValueSuggestsItsPattern(_ value: JSON, _ expected: JSON) {
    var variables = Variables(environment: [:])
    variables.set("name", "captured")
    #expect(Inference(variables).pattern(value) == expected)
  }

  @Test func aRecordedStoryHoldsAgainstWhatWasRecorded() throws {
    let text = """
      {"name": "a story", "api": "test", "steps": [
        {"name": "make", "request": {"method": "POST", "path": "/things"}, "capture": {"thing": "/id"}},
        {"parallel": [{"name": "read", "request": {"method": "GET", "path": "/things/${thing}"}}]},
        {"name": "drop", "request": {"method": "DELETE", "path": "/things/${thing}"}}]}
      """
    let stub = Stub { request in
      if request.method == .delete { return .response(Response(204)) }
      return .response(.json(200, ["id": "thing_Az3sOfwEJ3XvLY", "path": .string(request.path), "n": 1]))
    }
    let target = Targets([:], rest: HandlerTransport.target(stub))
    var reading = Reading()
    let recording = Recording(reading.story(try source(text).root), [:], target, environment: [:])
    guard case .passed = recording.outcome else {
      Issue.record("\(recording.outcome)")
      return
    }
    let told = recording.text
    #expect(told.contains(#""source": {"document": "http://in process"}"#))
    #expect(told.contains(##""body": {"id": "${thing}", "path": "#regex \\/things\\/${thing}", "n": 1}"##))
    let suite = Suite(try catalog([told]), target, environment: [:], jobs: 1).run()
    #expect(suite.verdict == .passed)
    #expect(MutationRun(suite).survivors.isEmpty)
  }
}
