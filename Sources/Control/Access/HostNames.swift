import Platform
import Wire

/// The names under which a server answers. A page that has a name of its own pointed at this machine ("DNS rebinding")
/// is not served, though its browser takes it for one of ours.
package struct HostNames: Sendable {
  private static let wildcards = ["0.0.0.0", "::"]

  /// In small letters.
  private var names: Set<String>
  /// Every address of the machine is listened on: so any of them may be in use.
  private let acceptsAddresses: Bool

  /// - Parameter bound: the host that the server listens on.
  package init(bound: String, allowed: [String] = []) {
    acceptsAddresses = Self.wildcards.contains(bound)
    names = Set(allowed.map { Self.plain($0) })
    names.insert(Self.plain(bound))
    if !Self.isLoopback(bound) { names.insert(Self.ownName) }
  }

  /// Whether only this machine can reach a server that listens there.
  package static func isLoopback(_ bound: String) -> Bool {
    let name = plain(bound)
    return name.utf8.span.isLoopback
  }

  /// - Parameter authority: a name or an address, with a port or without.
  func contains(_ authority: Span<UInt8>, isSecure: Bool) -> Bool {
    let host = authority.extracting(authority.hostRange)
    if host.isLoopback { return true }
    if acceptsAddresses, host.isAddress { return true }
    let name = host.text.lowercased()
    return names.contains(name) || isSecure && (name == "stripe.com" || name.hasSuffix(".stripe.com"))
  }

  /// In small letters, without the brackets of an IPv6 address.
  private static func plain(_ name: String) -> String {
    let name = name.lowercased()
    return name.hasPrefix("[") ? String(name.dropFirst().prefix { $0 != "]" }) : name
  }

  private static var ownName: String {
    var name = [CChar](repeating: 0, count: 256)
    guard gethostname(&name, name.count - 1) == 0 else { return "" }
    return String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self).lowercased()
  }
}

extension Span<UInt8> {
  /// Where the host stands in `host:port`, without the brackets of an IPv6 address and without a dot at its end.
  var hostRange: Range<Int> {
    if !isEmpty, self[0] == UInt8(ascii: "[") { return 1..<(firstIndex(of: UInt8(ascii: "]"), from: 1) ?? count) }
    var end = firstIndex(of: UInt8(ascii: ":"), from: 0) ?? count
    if end > 1, self[end - 1] == UInt8(ascii: ".") { end -= 1 }
    return 0..<end
  }

  /// `localhost`, a name under it, or an address of the machine to itself.
  var isLoopback: Bool {
    if ends(with: "localhost") { return count == 9 || self[count - 10] == UInt8(ascii: ".") }
    if starts(with: "127.") { return isAddress }
    return count == 3 && starts(with: "::1")
  }

  /// Digits and dots, or anything with a colon: no name has that form.
  var isAddress: Bool {
    if firstIndex(of: UInt8(ascii: ":"), from: 0) != nil { return true }
    for index in indices where self[index] != UInt8(ascii: ".") && !(0x30...0x39).contains(self[index]) { return false }
    return !isEmpty
  }

  /// The text has to be in small letters.
  private func ends(with text: StaticString) -> Bool {
    let length = text.utf8CodeUnitCount
    guard count >= length else { return false }
    for offset in 0..<length {
      let byte = self[count - length + offset]
      let small = (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
      if small != text.utf8Start[offset] { return false }
    }
    return true
  }
}
