import Platform

/// The kernel's randomness, fetched a kilobyte at a time: a system call each would cost more than all else in an id.
package struct SecureRandom: RandomNumberGenerator {
  private var pool = [128 of UInt64](repeating: 0)
  private var left = 0

  package init() {}

  package mutating func next() -> UInt64 {
    if left == 0 {
      withUnsafeMutableBytes(of: &pool) { fillRandomly($0) }
      left = pool.count
    }
    left -= 1
    defer { pool[left] = 0 }
    return pool[left]
  }
}

/// SplitMix64 (Steele, Lea and Flood 2014): small, fast, and every seed is a good one.
package struct SplitMix: RandomNumberGenerator, Codable, Sendable {
  private var state: UInt64

  package init(state: UInt64) { self.state = state }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
    return value ^ (value >> 31)
  }
}

/// Always the same numbers from the same seed: xoshiro256** (Blackman, Vigna), its state spread by SplitMix64.
package struct SeededRandom: RandomNumberGenerator {
  private var state: [4 of UInt64]

  package init(seed: UInt64) {
    state = [0, 0, 0, 0]
    var spread = SplitMix(state: seed)
    for index in 0..<4 { state[index] = spread.next() }
  }

  package mutating func next() -> UInt64 {
    let result = rotate(state[1] &* 5, 7) &* 9
    let shifted = state[1] << 17
    state[2] ^= state[0]
    state[3] ^= state[1]
    state[1] ^= state[2]
    state[0] ^= state[3]
    state[2] ^= shifted
    state[3] = rotate(state[3], 45)
    return result
  }

  private func rotate(_ value: UInt64, _ count: UInt64) -> UInt64 { value << count | value >> (64 - count) }
}

extension RandomNumberGenerator {
  package mutating func bytes(_ count: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(count)
    while bytes.count < count {
      let word = next()
      for index in 0..<min(8, count - bytes.count) {
        bytes.append(UInt8(truncatingIfNeeded: word >> UInt64(8 * index)))
      }
    }
    return bytes
  }
}
