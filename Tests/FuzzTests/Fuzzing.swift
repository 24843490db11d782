import Platform
import Testing
import Wire

/// Random damage to examples, until something is wrong with what comes of it.
///
/// `NESTBOX_FUZZ_SECONDS` sets how long each fuzzer runs, `NESTBOX_FUZZ_SEED` which input is its first. Every input has
/// a seed of its own, which a failure names; that of an input that ended the process stands in `Trace.folder`.
struct Fuzzer {
  static let seconds = getenv("NESTBOX_FUZZ_SECONDS").flatMap { Double(String(cString: $0)) } ?? 2
  static let seed = getenv("NESTBOX_FUZZ_SEED").flatMap { UInt64(String(cString: $0)) } ?? UInt64(time(nil)) << 24

  let name: String
  let examples: [[UInt8]]
  /// Bytes that mean something in this language.
  let morsels: [[UInt8]]

  init(_ name: String, _ examples: [[UInt8]], morsels: [String]) {
    self.name = name
    self.examples = examples
    self.morsels = morsels.map { Array($0.utf8) }
  }

  /// - Parameter check: Says what is wrong with an input.
  func run(_ check: ([UInt8]) -> String?) {
    Self.run(name) { seed in
      var random = SeededRandom(seed: seed)
      let input = mutation(&random)
      guard check(input) != nil else { return nil }
      let shrunk = Self.shrink(input) { check($0) != nil }
      return "\(check(shrunk) ?? ""): \(Corpus.escaped(shrunk))"
    }
  }

  /// Runs an attempt with one seed after the other.
  static func run(_ name: String, _ attempt: (UInt64) -> String?) {
    let trace = Trace(name)
    let start = Loop.clock()
    var seed = Self.seed
    repeat {
      trace.note(seed)
      if let problem = attempt(seed) {
        Issue.record("\(name), NESTBOX_FUZZ_SEED=\(seed): \(problem)")
        return
      }
      seed &+= 1
    } while Loop.clock() - start < seconds
    print("fuzzed \(name): \(seed - Self.seed) inputs in \(Int(Loop.clock() - start)) s, from seed \(Self.seed)")
    trace.remove()
  }

  private func mutation(_ random: inout SeededRandom) -> [UInt8] {
    var bytes = examples.randomElement(using: &random) ?? []
    for _ in 0..<Int.random(in: 0...8, using: &random) {
      let index = Int.random(in: 0...bytes.count, using: &random)
      let end = min(bytes.count, index + Int.random(in: 0...24, using: &random))
      switch Int.random(in: 0..<8, using: &random) {
      case 0, 1: bytes.insert(contentsOf: morsels.randomElement(using: &random) ?? [], at: index)
      case 2 where index < bytes.count: bytes[index] = UInt8.random(in: 0...255, using: &random)
      case 3 where index < bytes.count: bytes[index] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      case 4: bytes.removeSubrange(index..<end)
      case 5: bytes.insert(contentsOf: bytes[index..<end], at: Int.random(in: 0...bytes.count, using: &random))
      case 6:
        let other = examples.randomElement(using: &random) ?? []
        bytes.replaceSubrange(index..<end, with: other.dropFirst(Int.random(in: 0...other.count, using: &random)))
      default:
        let morsel = morsels.randomElement(using: &random) ?? []
        let times = 1 << Int.random(in: 0...10, using: &random)
        bytes.insert(contentsOf: repeatElement(morsel, count: times).joined(), at: index)
      }
    }
    return bytes
  }

  /// Leaves out what the failure does not need.
  static func shrink<Part>(_ input: [Part], patience: Double = 10, _ fails: ([Part]) -> Bool) -> [Part] {
    var input = input
    var size = max(1, input.count / 2)
    let end = Loop.clock() + patience
    while Loop.clock() < end {
      var index = 0
      var hasShrunk = false
      while index < input.count, Loop.clock() < end {
        var shorter = input
        shorter.removeSubrange(index..<min(index + size, input.count))
        if fails(shorter) {
          input = shorter
          hasShrunk = true
        } else {
          index += size
        }
      }
      if size == 1, !hasShrunk { break }
      size = max(1, size / 2)
    }
    return input
  }
}

/// The seed under way, in a file: a trap leaves no time to say it.
private struct Trace {
  static let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"

  private let path: String
  private let descriptor: Int32

  init(_ name: String) {
    path = "\(Self.folder)/nestbox-fuzz-\(name).seed"
    descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
  }

  func note(_ seed: UInt64) {
    let text = Array("\(seed)\n".utf8)
    pwrite(descriptor, text, text.count, 0)
  }

  func remove() {
    close(descriptor)
    unlink(path)
  }
}

/// Examples in files beside the tests, one a line, with `\r`, `\n`, `\\` and `\xHH` for what a line cannot hold.
enum Corpus {
  static let project = #filePath.split(separator: "/").dropLast(3).map { "/" + $0 }.joined()

  static func lines(_ name: String) throws -> [[UInt8]] {
    try read("\(project)/Tests/FuzzTests/Corpus/\(name)").split(separator: UInt8(ascii: "\n")).map(unescaped)
  }

  /// The files of a folder and of those in it.
  static func files(in folder: String, ending: String) throws -> [[UInt8]] {
    guard let open = opendir("\(project)/\(folder)") else { return [] }
    defer { closedir(open) }
    var files: [[UInt8]] = []
    while let entry = readdir(open) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      if name.hasPrefix(".") { continue }
      if name.hasSuffix(ending) {
        files.append(try read("\(project)/\(folder)/\(name)"))
      } else if !name.contains(".") {
        files += try self.files(in: "\(folder)/\(name)", ending: ending)
      }
    }
    return files
  }

  private static func read(_ path: String) throws -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    try #require(descriptor >= 0, "\(path)")
    defer { close(descriptor) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 64 << 10)
    while case let count = Platform.read(descriptor, &buffer, buffer.count), count > 0 { bytes += buffer[..<count] }
    return bytes
  }

  private static func unescaped(_ line: ArraySlice<UInt8>) -> [UInt8] {
    var bytes: [UInt8] = []
    var rest = line
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "\\"), let kind = rest.popFirst() else {
        bytes.append(byte)
        continue
      }
      switch kind {
      case UInt8(ascii: "r"): bytes.append(0x0D)
      case UInt8(ascii: "n"): bytes.append(0x0A)
      case UInt8(ascii: "x"):
        bytes.append(UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) ?? 0)
        rest = rest.dropFirst(2)
      default: bytes.append(kind)
      }
    }
    return bytes
  }

  static func escaped(_ bytes: [UInt8]) -> String {
    bytes.prefix(2000).map { byte in
      switch byte {
      case 0x0D: "\\r"
      case 0x0A: "\\n"
      case 0x5C: "\\\\"
      case 0x20...0x7E: String(UnicodeScalar(byte))
      default: "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
      }
    }.joined()
  }
}
