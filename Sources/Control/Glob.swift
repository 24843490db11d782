/// A path with `*` for any part of a segment and `**` for any number of segments.
struct Glob: Equatable {
  let pattern: String

  init(_ pattern: String) { self.pattern = pattern }

  func matches(_ path: String) -> Bool { Self.match(Array(pattern.utf8)[...], Array(path.utf8)[...]) }

  private static func match(_ pattern: ArraySlice<UInt8>, _ path: ArraySlice<UInt8>) -> Bool {
    guard let first = pattern.first else { return path.isEmpty }
    guard first == UInt8(ascii: "*") else {
      return path.first == first && match(pattern.dropFirst(), path.dropFirst())
    }
    let isDeep = pattern.dropFirst().first == UInt8(ascii: "*")
    let rest = pattern.dropFirst(isDeep ? 2 : 1)
    var index = path.startIndex
    while true {
      if match(rest, path[index...]) { return true }
      guard index < path.endIndex, isDeep || path[index] != UInt8(ascii: "/") else { return false }
      index += 1
    }
  }
}
