import Wire

/// How many bytes of memory the machine has left, or a container for what runs in it. Where that is not told, much.
func freeMemory() -> Int {
  let line = lines("/proc/meminfo").first { $0.hasPrefix("MemAvailable:") }
  let free = line.flatMap { Int($0.filter(\.isNumber)) }.map { $0 << 10 } ?? 1 << 40
  let group = "/sys/fs/cgroup/memory."
  guard let limit = lines(group + "max").first.flatMap({ Int($0) }),
    let used = lines(group + "current").first.flatMap({ Int($0) })
  else { return free }
  return min(free, max(limit - used, 0))
}

private func lines(_ path: String) -> [Substring] {
  String(decoding: Disk.read(path) ?? [], as: UTF8.self).split(separator: "\n")
}
