/// A path with `*` for any part of a segment and `**` for any number of segments.
///
/// All places in the pattern that what was read so far can have led to are followed at once, one bit each, so that the
/// time for a path depends on its length alone.
struct Glob: Equatable {
  static let longest = 255

  private typealias Places = SIMD4<UInt64>

  let pattern: String
  /// The places behind which this byte leads on.
  private var literals: [UInt8: Places] = [:]
  /// Places of `*` and of `**`.
  private var stars = Places.zero
  private var deepStars = Places.zero
  private var end = 0

  /// Nil when it is longer than `longest`.
  init?(_ pattern: String) {
    self.pattern = pattern
    guard pattern.utf8.count <= Self.longest else { return nil }
    var rest = Array(pattern.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "*") {
        var isDeep = false
        while rest.first == byte {
          rest.removeFirst()
          isDeep = true
        }
        if isDeep { deepStars.insert(end) } else { stars.insert(end) }
      } else {
        literals[byte, default: .zero].insert(end)
      }
      end += 1
    }
  }

  func matches(_ path: String) -> Bool {
    var reached = Places.zero
    reached.insert(0)
    pass(&reached)
    for byte in path.utf8 {
      var next = (reached & (literals[byte] ?? .zero)).shifted
      next |= reached & deepStars
      if byte != UInt8(ascii: "/") { next |= reached & stars }
      if next == .zero { return false }
      pass(&next)
      reached = next
    }
    return reached.contains(end)
  }

  /// A star may stand for nothing.
  private func pass(_ places: inout Places) { places |= (places & (stars | deepStars)).shifted }
}

extension SIMD4<UInt64> {
  fileprivate mutating func insert(_ place: Int) { self[place >> 6] |= 1 << UInt64(place & 63) }

  fileprivate func contains(_ place: Int) -> Bool { self[place >> 6] >> UInt64(place & 63) & 1 == 1 }

  /// Every place moved to the next one.
  fileprivate var shifted: Self {
    let carried = self &>> 63
    return self &<< 1 | Self(0, carried[0], carried[1], carried[2])
  }
}
