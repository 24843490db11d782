import Platform
import Testing
import Wire

/// The real binary in a process of its own.
final class RunningCommand {
  struct TimedOut: Error { let output: String }

  private let process: pid_t
  private let output: Int32
  private let errors: Int32
  private(set) var text = ""
  private var status: Int32?

  /// A process started between the making of a pipe and its marking would keep the pipe open.
  private static let spawning = Locked<Void>(())

  /// How many seconds a command may be silent, on a machine that is busy with something else.
  private static let patience: Int32 = 60

  /// It sees only the variables given, so that the tests' own environment does not matter; that is, and how the
  /// sanitizer is to behave that it was built with.
  convenience init(_ arguments: [String], _ variables: [String: String] = [:]) throws {
    let spawned = try Self.spawning.withLock { _ in try Self.spawn(arguments, variables) }
    self.init(spawned.process, spawned.output, spawned.errors)
  }

  private init(_ process: pid_t, _ output: Int32, _ errors: Int32) {
    self.process = process
    self.output = output
    self.errors = errors
  }

  private static func spawn(
    _ arguments: [String], _ variables: [String: String]
  ) throws -> (process: pid_t, output: Int32, errors: Int32) {
    let (output, outputEnd) = try Self.pipe()
    let (errors, errorsEnd) = try Self.pipe()
    defer {
      close(outputEnd)
      close(errorsEnd)
    }
    let process = try Platform.spawn(
      [Self.binary] + arguments, environment: Self.sanitizing + variables.map { "\($0)=\($1)" },
      writing: (outputEnd, errorsEnd))
    return (process, output, errors)
  }

  deinit {
    if status == nil {
      kill(process, SIGKILL)
      _ = wait()
    }
    close(output)
    close(errors)
  }

  private static let sanitizing = ["ASAN_OPTIONS", "TSAN_OPTIONS"].compactMap { (name: String) in
    getenv(name).map { "\(name)=\(String(cString: $0))" }
  }

  /// Built beside the tests.
  private static let binary: String = {
    let tests = executablePath ?? ""
    return tests[..<(tests.lastIndex(of: "/") ?? tests.startIndex)] + "/nestbox"
  }()

  func send(_ signal: Int32) { kill(process, signal) }

  /// Reads standard output until a text is in it.
  func waitForOutput(_ expected: String) throws {
    while !text.contains(expected) {
      guard let more = Self.read(output, seconds: Self.patience), !more.isEmpty else { throw TimedOut(output: text) }
      text += more
    }
  }

  /// Takes what has been written meanwhile, without waiting for more.
  func read() { text += Self.read(output, seconds: 0) ?? "" }

  /// Whether the command has come to its end.
  var hasEnded: Bool {
    var ended: Int32 = 0
    if status == nil, waitpid(process, &ended, WNOHANG) == process { status = Self.code(ended) }
    return status != nil
  }

  /// The port of a `serve --port 0`.
  func waitForPort() throws -> Int {
    try waitForOutput("\n")
    let line = text.prefix { $0 != "\n" }
    return try #require(Int(line.split(separator: ":").last ?? ""))
  }

  /// The exit code, with everything that was written.
  func finish() throws -> (code: Int32, output: String, errors: String) {
    while let more = Self.read(output, seconds: Self.patience) {
      if more.isEmpty { break }
      text += more
    }
    var errorText = ""
    while let more = Self.read(errors, seconds: Self.patience), !more.isEmpty { errorText += more }
    return (wait(), text, errorText)
  }

  private func wait() -> Int32 {
    if let status { return status }
    var ended: Int32 = 0
    let deadline = Loop.clock() + Double(Self.patience)
    var found = waitpid(process, &ended, WNOHANG)
    while found == 0 || (found < 0 && errno == EINTR) {
      // It has closed its output and does not end.
      if Loop.clock() > deadline { kill(process, SIGKILL) }
      _ = Platform.poll(nil, 0, 1)
      found = waitpid(process, &ended, WNOHANG)
    }
    let code = Self.code(ended)
    status = code
    return code
  }

  /// A signal's number stands in the low bits, an exit code above them.
  private static func code(_ status: Int32) -> Int32 {
    status & 0x7F == 0 ? (status >> 8) & 0xFF : -(status & 0x7F)
  }

  private static func pipe() throws -> (read: Int32, write: Int32) {
    var ends: [Int32] = [0, 0]
    guard Platform.pipe(&ends) == 0 else { throw SystemError("pipe") }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }

  /// What is there to read; empty at the end, nil if nothing came in time.
  private static func read(_ descriptor: Int32, seconds: Int32) -> String? {
    var poll = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    guard Platform.poll(&poll, 1, seconds * 1000) > 0 else { return nil }
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = Platform.read(descriptor, &buffer, buffer.count)
    return String(decoding: buffer.prefix(max(count, 0)), as: UTF8.self)
  }
}

/// Does something again and again until that is so, but not for ever.
func again(until isSo: () -> Bool, _ body: () throws -> Void) rethrows {
  let deadline = Loop.clock() + 60
  while !isSo(), Loop.clock() < deadline {
    try body()
    usleep(5_000)
  }
}
