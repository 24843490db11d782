import StripeSandbox
import Wire

/// Says of every event that `--forward-to` sends which it is and what was answered, as `stripe listen` does.
struct ForwardLog {
  let isJSON: Bool
  private let write: (String) -> Void
  private var clock = LogClock()

  init(isJSON: Bool, write: @escaping (String) -> Void) {
    self.isJSON = isJSON
    self.write = write
  }

  mutating func note(_ delivery: Delivery, _ attempt: Delivery.Attempt) {
    clock.update()
    write(isJSON ? json(delivery, attempt) : text(delivery, attempt))
  }

  private func text(_ delivery: Delivery, _ attempt: Delivery.Attempt) -> String {
    let time = String(decoding: clock.timeOfDay, as: UTF8.self)
    let answer = attempt.status.map(String.init) ?? "no answer"
    let problem = attempt.problem.map { " " + $0 } ?? ""
    return """
      \(time)   --> \(delivery.type) [\(delivery.event)]
      \(time)  <--  [\(answer)] POST \(delivery.url) [\(delivery.event)] \(attempt.milliseconds) ms\(problem)

      """
  }

  private func json(_ delivery: Delivery, _ attempt: Delivery.Attempt) -> String {
    var line: JSON.Object = [
      "time": .string(clock.timestamp), "forwarded": .string(delivery.type), "event": .string(delivery.event),
      "url": .string(delivery.url), "status": attempt.status.map(JSON.integer) ?? .null,
      "milliseconds": .integer(attempt.milliseconds),
    ]
    if let problem = attempt.problem { line["problem"] = .string(problem) }
    return JSON.object(line).text + "\n"
  }
}
