import Coding
import Platform
import Journal
import StripeSandbox
import Testing
import Wire

@testable import Control

/// A sandbox with a journal, in process.
@Suite final class BookkeeperTests {
  private let folder: String
  private var data: String { folder + "/data" }

  init() throws {
    var name = Array("/tmp/nestbox-book-XXXXXX".utf8CString)
    folder = try #require(mkdtemp(&name).map { String(cString: $0) })
  }

  deinit {
    for name in ["data", "data.new", "data.damaged"] { unlink(folder + "/" + name) }
    rmdir(folder)
  }

  /// One start of the server.
  private final class Start {
    let stripe = StripeAPI()
    let control: ControlAPI
    let book: Bookkeeper

    init(_ path: String, loop: Loop? = nil) throws {
      control = ControlAPI(stripe, version: "test", loop: loop)
      book = try Bookkeeper(try JournalFile(path), stripe, nil, loop: loop) { _ in }
      control.bookkeeper = book
    }

    deinit {
      // The two refer to each other through their routes.
      control.bookkeeper = nil
    }

    @discardableResult
    func send(_ method: Wire.Method, _ path: String, _ body: String = "", key: String = "a") throws -> JSON {
      var answer = Response(500)
      let handler: any Handler = path.hasPrefix("/_sandbox") ? control : stripe
      let request = Request(
        method, path, headers: ["Authorization": "Bearer sk_test_\(key)"], body: Array(body.utf8))
      handler.handle(request, Reply { answer = $0 })
      try book.commit()
      return try JSONParser.parse(answer.body)
    }

    func fill(_ count: Int) throws {
      for number in 0..<count { stripe.make("/v1/customers", "name=\(number)&email=a%40example.com") }
      try book.commit()
    }

    func state() throws -> JSON { try send(.get, "/_sandbox/state") }
  }

  private var size: Int {
    var status = stat()
    return stat(data, &status) == 0 ? Int(status.st_size) : 0
  }

  @Test func aSeedThatFailsIsNotWrittenDown() throws {
    let before: JSON
    do {
      let start = try Start(data)
      try start.fill(3)
      before = try start.state()
      let written = size
      let seed = #"{"fixtures":[{"name":"a","path":"/v1/customers"},{"name":"b","path":"/v1/nothing"}]}"#
      #expect(try start.send(.post, "/_sandbox/seed", seed)["error"] != nil)
      #expect(size == written)
    }
    let again = try Start(data)
    #expect(try again.state() == before)
    #expect(try again.send(.post, "/v1/customers", "name=Later")["id"] != nil)
  }

  @Test func aJournalThatHasGrownIsWrittenAnew() throws {
    try expectAfterRestart { start in
      try start.fill(300)
      let id = try #require(try start.send(.post, "/v1/customers", "name=x")["id"]?.string)
      let metadata = (0..<40).map { "metadata[k\($0)]=" + String(repeating: "x", count: 490) }.joined(separator: "&")
      var hasShrunk = false
      for number in 0..<60 where !hasShrunk {
        let before = size
        try start.send(.post, "/v1/customers/\(id)", "name=\(number)&" + metadata)
        hasShrunk = size < before
      }
      #expect(hasShrunk && access(data + ".new", F_OK) != 0)
      try start.send(.post, "/v1/customers", "name=after")
    }
  }

  /// What a start leaves is what the next one finds.
  private func expectAfterRestart(_ body: (Start) throws -> Void) throws {
    var start: Start? = try Start(data)
    if let start { try body(start) }
    let state = try start?.state()
    start = nil
    #expect(try Start(data).state() == state)
  }

  /// More than is written in one turn: the file is written anew with it.
  @Test func aLargeStateIsRestoredAndImported() throws {
    try expectAfterRestart { start in
      try start.fill(2_500)
      try start.send(.post, "/v1/customers", "name=other", key: "b")
      let snapshot = try #require(try start.send(.post, "/_sandbox/snapshots", "{}")["id"]?.string)
      let state = try start.state()
      try start.send(.post, "/v1/customers", "name=later")
      #expect(try start.send(.post, "/_sandbox/snapshots/\(snapshot)/restore")["id"]?.string == snapshot)
      #expect(try start.state() == state)
      try start.send(.post, "/v1/customers", "name=again")
      #expect(try start.send(.put, "/_sandbox/state", state.text)["imported"] == ["a"])
      #expect(try start.state() == state)
      try start.send(.post, "/v1/customers", "name=last")
    }
  }

  @Test func sandboxesThatWereDroppedDoNotComeBack() throws {
    var first: Start? = try Start(data)
    for key in ["a", "b", "c"] { try first?.send(.post, "/v1/customers", "name=\(key)", key: key) }
    try first?.send(.post, "/_sandbox/reset", #"{"all": true}"#)
    #expect(first?.stripe.allSandboxes.isEmpty == true)
    try first?.send(.post, "/v1/customers", "name=new", key: "b")
    first = nil
    let second = try Start(data)
    #expect(second.stripe.allSandboxes.map(\.name) == ["b"])
  }
}

extension StripeAPI {
  fileprivate func make(_ path: String, _ form: String) {
    let request = Request(.post, path, headers: ["Authorization": "Bearer sk_test_a"], body: Array(form.utf8))
    _ = respond(to: request)
  }
}
