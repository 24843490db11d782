import StripeSandbox
import Wire

/// A test that waits until webhooks have arrived: `GET /_sandbox/deliveries?type=charge.succeeded&wait=5`.
///
/// It is answered as soon as there are enough deliveries of that kind, and with 408 when its time is up.
final class DeliveryWaits {
  private struct Wait {
    let number: Int
    let isOver: () -> Response?
    let reply: Reply
  }

  private var waits: [Wait] = []
  private var made = 0

  var isEmpty: Bool { waits.isEmpty }

  /// - Parameter isOver: the answer, once there is one.
  /// - Parameter late: the answer when time is up.
  func add(
    for seconds: Double, _ reply: Reply, after: (Double, @escaping () -> Void) -> Void,
    isOver: @escaping () -> Response?, late: @escaping () -> Response
  ) {
    if let answer = isOver() { return reply(answer) }
    made += 1
    let number = made
    waits.append(Wait(number: number, isOver: isOver, reply: reply))
    after(seconds) { [weak self] in
      guard let self, let index = waits.firstIndex(where: { $0.number == number }) else { return }
      waits.remove(at: index).reply(late())
    }
  }

  /// Something was delivered, or given up.
  func look() {
    guard !waits.isEmpty else { return }
    var answers: [(Reply, Response)] = []
    waits.removeAll { wait in
      guard let answer = wait.isOver() else { return false }
      answers.append((wait.reply, answer))
      return true
    }
    for (reply, answer) in answers { reply(answer) }
  }
}
