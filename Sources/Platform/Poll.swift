/// POSIX's poll, for systems without epoll. A wait takes longer the more descriptors are watched.
package final class Poll {
  private var watched: [pollfd] = []
  private var tags: [UInt64] = []
  /// Where a descriptor stands in both.
  private var places: [Int32: Int] = [:]
  private var events: [(tag: UInt64, readiness: Readiness)] = []

  func add(_ raw: Int32, _ interest: Readiness, tag: UInt64) {
    places[raw] = watched.count
    watched.append(pollfd(fd: raw, events: Int16(interest.rawValue), revents: 0))
    tags.append(tag)
  }

  func change(_ raw: Int32, _ interest: Readiness) {
    if let place = places[raw] { watched[place].events = Int16(interest.rawValue) }
  }

  func remove(_ raw: Int32) {
    guard let place = places.removeValue(forKey: raw) else { return }
    let last = watched.removeLast()
    let tag = tags.removeLast()
    guard place < watched.count else { return }
    watched[place] = last
    tags[place] = tag
    places[last.fd] = place
  }

  func wait(milliseconds: Int32) -> Int {
    events.removeAll(keepingCapacity: true)
    var left = poll(&watched, nfds_t(watched.count), milliseconds)
    var place = 0
    while left > 0, place < watched.count {
      let happened = Int32(watched[place].revents)
      if happened != 0 {
        events.append((tags[place], Self.readiness(happened)))
        left -= 1
      }
      place += 1
    }
    return events.count
  }

  func event(_ index: Int) -> (tag: UInt64, readiness: Readiness) { events[index] }

  /// macOS says that a connection hung up as soon as the other side sends no more. What it sent before is still to be
  /// read, and reading tells whether it ended.
  private static func readiness(_ happened: Int32) -> Readiness {
    Readiness(rawValue: UInt32(happened & POLLIN != 0 ? happened & ~POLLHUP : happened))
  }
}
