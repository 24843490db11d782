import Wire

/// The contents of a server, as far as the requests to it need to know: its customers, and how many there are.
final class Stock {
  /// As many ids are remembered: enough that a read seldom finds the last one's object still warm.
  private static let remembered = 1 << 16

  /// Customers made one by one, so that their emails are numbered.
  private(set) var size = 0
  /// How many requests have left something behind.
  private(set) var growth = 0
  private var serial = 0
  private var ids: [[UInt8]] = []
  private var random = SeededRandom(seed: 1)

  /// Whatever was asked so far was to fill it.
  func seal() { (size, growth) = (serial, 0) }

  func grow() { growth += 1 }

  func take(_ id: [UInt8]) {
    if ids.count < Self.remembered { return ids.append(id) }
    let index = Int(random.next() >> 33) % max(serial, 1)
    if index < ids.count { ids[index] = id }
  }

  /// Fills the holes of the next request.
  func fill(_ values: inout RequestTemplate.Values) {
    values.serial = serial
    serial += 1
    guard size > 0, !ids.isEmpty else { return }
    let number = Int(random.next() >> 33)
    values.number = number % size
    values.customer = ids[number % ids.count]
  }
}
