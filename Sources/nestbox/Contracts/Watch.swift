import Platform
import Wire

/// Runs again whenever a file below some paths has changed.
struct Watch {
  private let paths: [String]

  init(_ paths: [String]) { self.paths = paths }

  func run(_ console: Console, _ verify: () throws -> Exit) throws -> Exit {
    var last = Exit.good
    while !Interruption.isAsked {
      let before = state
      do {
        last = try verify()
      } catch let failure as Failure {
        console.write("nestbox: \(failure.description)")
        last = failure.exit
      }
      console.write("watching \(paths.joined(separator: ", ")) (Ctrl-C ends)")
      while !Interruption.isAsked, state == before { usleep(200_000) }
    }
    return last
  }

  /// When each file was changed last, and how long it is.
  private var state: [String: [Int]] {
    var state: [String: [Int]] = [:]
    for path in paths {
      let files = Disk.isFolder(path) ? Disk.paths(below: path).map { "\(path)/\($0)" } : [path]
      for file in files {
        var status = stat()
        guard stat(file, &status) == 0 else { continue }
        state[file] = [Int(status.modified.tv_sec), Int(status.modified.tv_nsec), Int(status.st_size)]
      }
    }
    return state
  }
}
