import Wire

/// An answer that was not the one expected, or none.
package struct WrongAnswer: Error, CustomStringConvertible {
  package let description: String
}

/// Connections that ask again as soon as they are answered, on one loop and one thread.
final class ClosedLoop: LoopClientOwner {
  /// The state of one connection.
  private struct Talk {
    var step = 0
    var values = RequestTemplate.Values()
    var askedAt = 0.0
  }

  /// The counts of one stretch of the run.
  struct Tally {
    /// Answered while it went on.
    var requests = 0
    var seconds = 0.0
    var latency = Histogram()
    /// Of the processor, on our side.
    var ownSeconds = 0.0
  }

  private let loop: Loop
  private let workload: Workload
  private let stock: Stock
  private let buffer = LoopClient.Buffer()
  private var clients: [LoopClient] = []
  private var talks: [Talk] = []
  private var tally = Tally()
  private var open = 0
  private var isOver = true
  private var end = 0.0
  /// How many more may be sent, where that is limited.
  private var left = Int.max
  private var failure: WrongAnswer?
  private let isStory: Bool
  /// Told of the id in every answer.
  private let onID: (([UInt8]) -> Void)?

  init(
    _ loop: Loop, _ url: HTTPURL, _ workload: Workload, _ stock: Stock, connections: Int,
    onID: (([UInt8]) -> Void)? = nil
  ) throws {
    self.loop = loop
    self.workload = workload
    self.stock = stock
    self.onID = onID
    isStory = workload.steps.count > 1
    for number in 0..<connections {
      clients.append(try LoopClient(number, loop, url, buffer, self))
      var talk = Talk()
      if isStory { talk.values.made = Array(repeating: [], count: workload.steps.count) }
      talks.append(talk)
    }
  }

  deinit { for client in clients { client.close() } }

  /// Goes on for so long, or for so many requests; then waits for what is under way.
  func run(seconds: Double = .infinity, requests: Int = .max) throws -> Tally {
    tally = Tally()
    left = requests
    isOver = false
    let processor = ProcessAccount.ownSeconds
    let start = Loop.clock()
    end = start + seconds
    let patience = loop.after(min(seconds, 600) + 60) { [unowned self] in
      failure = failure ?? WrongAnswer(description: "\(workload.name): \(open) answers are a minute late")
      loop.stop()
    }
    for client in clients { ask(client) }
    if open > 0, failure == nil { loop.run() }
    patience.cancel()
    if let failure { throw failure }
    let elapsed = Loop.clock() - start
    if tally.requests == 0 || seconds == .infinity {
      tally.requests = Int(tally.latency.count)
      tally.seconds = elapsed
    } else {
      tally.seconds = seconds
    }
    tally.ownSeconds = ProcessAccount.ownSeconds - processor
    return tally
  }

  private func ask(_ client: LoopClient) {
    guard !isOver, left > 0 else { return }
    if left != .max { left -= 1 }
    let step = workload.steps[talks[client.number].step]
    stock.fill(&talks[client.number].values)
    let request = step.template.render(talks[client.number].values)
    if workload.grows { stock.grow() }
    open += 1
    talks[client.number].askedAt = Loop.clock()
    client.send(request)
  }

  func answered(_ client: LoopClient, _ status: Int, _ body: Span<UInt8>) {
    let now = Loop.clock()
    let number = client.number
    open -= 1
    tally.latency.add(UInt64(max(0, (now - talks[number].askedAt) * 1e9)))
    if now < end { tally.requests += 1 } else { isOver = true }
    let step = workload.steps[talks[number].step]
    guard status == step.status else {
      let text = String(decoding: body.withUnsafeBufferPointer { Array($0.prefix(400)) }, as: UTF8.self)
      return failed(client, "answered \(status), not \(step.status): \(text)", step)
    }
    if isStory { talks[number].values.made[talks[number].step] = Self.id(body) }
    onID?(Self.id(body))
    talks[number].step += 1
    if talks[number].step == workload.steps.count { talks[number].step = 0 }
    ask(client)
    if open == 0 { loop.stop() }
  }

  func failed(_ client: LoopClient, _ reason: String) {
    failed(client, reason, workload.steps[talks[client.number].step])
  }

  private func failed(_ client: LoopClient, _ reason: String, _ step: Workload.Step) {
    failure = failure ?? WrongAnswer(description: "\(workload.name): \(step.template.line): \(reason)")
    isOver = true
    loop.stop()
  }

  /// The first `"id"` of an answer.
  private static func id(_ body: Span<UInt8>) -> [UInt8] {
    body.withUnsafeBufferPointer { bytes in
      var index = 0
      while index + 4 < bytes.count {
        if bytes[index] == 0x22, bytes[index + 1] == 0x69, bytes[index + 2] == 0x64, bytes[index + 3] == 0x22 {
          let rest = bytes[(index + 4)...].drop { $0 != 0x22 }.dropFirst()
          return Array(rest.prefix { $0 != 0x22 })
        }
        index += 1
      }
      return []
    }
  }
}
