/// Numbers found by texts: a hash table of its own, because it holds numbers alone. The texts stand where the numbers lead,
/// and a dictionary would hold them a second time.
///
/// A large one consists of many small tables, so that growing, and copying what a snapshot shares, is done for one of them
/// at a time.
struct TextIndex: Sendable {
  /// How many entries the one table has when it becomes many. A table that is searched alone costs half the cache misses
  /// of one among many.
  private static let single = 1 << 18
  private static let many = 256

  private var tables = [HashTable()]
  private var count = 0

  /// FNV's idea, eight bytes at a time.
  static func hash(_ text: String) -> UInt32 {
    let bytes = text.utf8.span.bytes
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    var index = 0
    while index + 8 <= bytes.byteCount {
      hash = (hash ^ bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)) &* 0x9E37_79B9_7F4A_7C15
      hash ^= hash >> 29
      index += 8
    }
    while index < bytes.byteCount {
      hash = (hash ^ UInt64(bytes.unsafeLoad(fromByteOffset: index, as: UInt8.self))) &* 0x9E37_79B9_7F4A_7C15
      index += 1
    }
    return UInt32(truncatingIfNeeded: hash >> 32)
  }

  /// The number of a hash for which `isMeant` holds.
  func find(_ hash: UInt32, _ isMeant: (Int) -> Bool) -> Int? { tables[place(hash)].find(hash, isMeant) }

  mutating func insert(_ hash: UInt32, _ number: Int) {
    if count == Self.single, tables.count == 1 { split() }
    tables[place(hash)].insert(hash, number)
    count += 1
  }

  mutating func remove(_ hash: UInt32, _ number: Int) {
    if tables[place(hash)].remove(hash, number) { count -= 1 }
  }

  /// By the hash's highest bits; a table looks at the lowest.
  private func place(_ hash: UInt32) -> Int { tables.count == 1 ? 0 : Int(hash >> 24) }

  private mutating func split() {
    let single = tables[0]
    tables = Array(repeating: HashTable(), count: Self.many)
    single.forEach { hash, number in tables[Int(hash >> 24)].insert(hash, number) }
  }
}

/// A slot is the hash above the number plus one; zero is empty.
private struct HashTable: Sendable {
  private var slots: [UInt64] = []
  private var count = 0

  func find(_ hash: UInt32, _ isMeant: (Int) -> Bool) -> Int? {
    guard !slots.isEmpty else { return nil }
    var index = Int(hash) & (slots.count - 1)
    while slots[index] != 0 {
      if Self.hash(of: slots[index]) == hash {
        let number = Self.number(of: slots[index])
        if isMeant(number) { return number }
      }
      index = (index + 1) & (slots.count - 1)
    }
    return nil
  }

  func forEach(_ body: (UInt32, Int) -> Void) {
    for slot in slots where slot != 0 { body(Self.hash(of: slot), Self.number(of: slot)) }
  }

  mutating func insert(_ hash: UInt32, _ number: Int) {
    if 4 * (count + 1) > 3 * slots.count { grow() }
    put(UInt64(hash) << 32 | UInt64(UInt32(truncatingIfNeeded: number + 1)))
    count += 1
  }

  /// Backward-shift deletion, so that probes never cross a hole.
  mutating func remove(_ hash: UInt32, _ number: Int) -> Bool {
    guard !slots.isEmpty else { return false }
    let mask = slots.count - 1
    var hole = Int(hash) & mask
    while slots[hole] != 0, Self.number(of: slots[hole]) != number { hole = (hole + 1) & mask }
    guard slots[hole] != 0 else { return false }
    count -= 1
    var index = hole
    while true {
      index = (index + 1) & mask
      guard slots[index] != 0 else { break }
      let home = Int(Self.hash(of: slots[index])) & mask
      if (index - home) & mask >= (index - hole) & mask {
        slots[hole] = slots[index]
        hole = index
      }
    }
    slots[hole] = 0
    return true
  }

  private mutating func put(_ slot: UInt64) {
    var index = Int(Self.hash(of: slot)) & (slots.count - 1)
    while slots[index] != 0 { index = (index + 1) & (slots.count - 1) }
    slots[index] = slot
  }

  private mutating func grow() {
    let old = slots
    slots = Array(repeating: 0, count: max(16, 2 * old.count))
    for slot in old where slot != 0 { put(slot) }
  }

  private static func hash(of slot: UInt64) -> UInt32 { UInt32(truncatingIfNeeded: slot >> 32) }
  private static func number(of slot: UInt64) -> Int { Int(UInt32(truncatingIfNeeded: slot)) - 1 }
}
