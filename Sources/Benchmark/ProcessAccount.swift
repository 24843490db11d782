import Platform
import Wire

/// The kernel's figures for processes of this machine.
struct ProcessAccount: Sendable {
  private let processes: [Int32]

  init(_ process: Int32) { processes = [process] }

  /// Those that listen on a port, all of a server's workers among them; nil if they are elsewhere or cannot be seen.
  init?(listeningOn port: Int) {
    let sockets = ["/proc/net/tcp", "/proc/net/tcp6"].flatMap { Self.listeners(text($0) ?? "", port) }
    let names = Set(sockets.map { "socket:[\($0)]" })
    processes = entries("/proc").compactMap { Int32($0) }.filter { process in
      entries("/proc/\(process)/fd").contains { names.contains(link("/proc/\(process)/fd/\($0)") ?? "") }
    }
    if processes.isEmpty { return nil }
  }

  /// The inodes of the sockets that listen on the port.
  private static func listeners(_ table: String, _ port: Int) -> [Substring] {
    table.split(separator: "\n").dropFirst().compactMap { line in
      let fields = line.split(separator: " ")
      guard fields.count > 9, fields[3] == "0A", let colon = fields[1].lastIndex(of: ":"),
        Int(fields[1][colon...].dropFirst(), radix: 16) == port
      else { return nil }
      return fields[9]
    }
  }

  /// Time that they have had a processor.
  var seconds: Double {
    var nanoseconds = 0
    for process in processes {
      for task in entries("/proc/\(process)/task") {
        let first = text("/proc/\(process)/task/\(task)/schedstat")?.split(separator: " ").first
        nanoseconds += first.flatMap { Int($0) } ?? 0
      }
    }
    return Double(nanoseconds) / 1e9
  }

  /// Memory that is really there.
  var residentBytes: Int {
    processes.reduce(0) { sum, process in
      let pages = text("/proc/\(process)/statm")?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
      return sum + pages * sysconf(Int32(_SC_PAGESIZE))
    }
  }

  /// The processor time of this process.
  static var ownSeconds: Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}

func text(_ path: String) -> String? { Disk.read(path).map { String(decoding: $0, as: UTF8.self) } }

private func entries(_ path: String) -> [String] { Disk.names(in: path) ?? [] }

private func link(_ path: String) -> String? {
  var buffer = [CChar](repeating: 0, count: 256)
  let count = readlink(path, &buffer, buffer.count)
  return count > 0 ? String(decoding: buffer[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self) : nil
}
