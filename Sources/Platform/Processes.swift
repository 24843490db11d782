import CPlatform

#if !canImport(Darwin)
  // `environ` is a variable that other threads may change, as far as the compiler knows.
  @preconcurrency import Glibc
#endif

/// The variables of this process, `NAME=value` each.
package var environmentEntries: [String] {
  var entries: [String] = []
  #if canImport(Darwin)
    guard var next = _NSGetEnviron()?.pointee else { return [] }
  #else
    var next = environ
  #endif
  while let entry = next.pointee {
    entries.append(String(cString: entry))
    next += 1
  }
  return entries
}

package func processorCount() -> Int { max(sysconf(Int32(_SC_NPROCESSORS_ONLN)), 1) }

/// Where this program lies, if it can be told.
package var executablePath: String? {
  var path = [CChar](repeating: 0, count: Int(PATH_MAX))
  #if canImport(Darwin)
    var size = UInt32(path.count)
    guard _NSGetExecutablePath(&path, &size) == 0 else { return nil }
    let bytes = path.prefix { $0 != 0 }
  #else
    let count = readlink("/proc/self/exe", &path, path.count)
    guard count > 0 else { return nil }
    let bytes = path[..<count]
  #endif
  return String(decoding: bytes.map(UInt8.init(bitPattern:)), as: UTF8.self)
}

/// Starts a program that reads nothing.
///
/// - Parameter writing: where its output and its errors go; its output goes nowhere without.
package func spawn(
  _ arguments: [String], environment: [String], writing: (output: Int32, errors: Int32)? = nil
) throws(SystemError) -> pid_t {
  #if canImport(Darwin)
    var actions: posix_spawn_file_actions_t?
  #else
    var actions = posix_spawn_file_actions_t()
  #endif
  posix_spawn_file_actions_init(&actions)
  defer { posix_spawn_file_actions_destroy(&actions) }
  posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
  if let writing {
    posix_spawn_file_actions_adddup2(&actions, writing.output, STDOUT_FILENO)
    posix_spawn_file_actions_adddup2(&actions, writing.errors, STDERR_FILENO)
  } else {
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
  }
  let (words, variables) = (arguments.map { strdup($0) }, environment.map { strdup($0) })
  defer { for string in words + variables { free(string) } }
  var process = pid_t()
  let code = posix_spawn(&process, arguments.first ?? "", &actions, nil, words + [nil], variables + [nil])
  guard code == 0 else { throw SystemError("posix_spawn", code) }
  return process
}
