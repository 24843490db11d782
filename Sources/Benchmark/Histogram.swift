/// How often which time was taken. A bucket is at most a 64th wide of what it holds, so a percentile is that exact,
/// however many times there are.
package struct Histogram: Sendable, Equatable {
  private static let precision = 6
  private var counts: [UInt64] = Array(repeating: 0, count: 64 << Self.precision)
  package private(set) var count: UInt64 = 0
  package private(set) var sum: UInt64 = 0

  package init() {}

  package mutating func add(_ nanoseconds: UInt64) {
    counts[Self.bucket(nanoseconds)] += 1
    count += 1
    sum &+= nanoseconds
  }

  package mutating func merge(_ other: Histogram) {
    for index in counts.indices { counts[index] += other.counts[index] }
    count += other.count
    sum &+= other.sum
  }

  package var mean: Double { count == 0 ? 0 : Double(sum) / Double(count) }

  /// The least time that so many of a hundred do not exceed; 0 of none.
  package func percentile(_ percent: Double) -> UInt64 {
    guard count > 0 else { return 0 }
    let wanted = max(1, UInt64((Double(count) * percent / 100).rounded(.up)))
    var seen: UInt64 = 0
    for (index, count) in counts.enumerated() where count > 0 {
      seen += count
      if seen >= wanted { return Self.middle(index) }
    }
    return 0
  }

  /// Small values have a bucket each; above, every doubling has 64.
  private static func bucket(_ value: UInt64) -> Int {
    let magnitude = 63 - value.leadingZeroBitCount
    guard magnitude >= precision else { return Int(value) }
    let shift = magnitude - precision
    return (shift + 1) << precision + Int(value >> UInt64(shift)) - 1 << precision
  }

  private static func middle(_ bucket: Int) -> UInt64 {
    let row = bucket >> precision
    guard row > 0 else { return UInt64(bucket) }
    let shift = UInt64(row - 1)
    let lowest = UInt64(bucket & (1 << precision - 1) + 1 << precision) << shift
    return lowest + (1 << shift) / 2
  }
}
