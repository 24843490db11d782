import Platform
import Wire

/// A server in a process of its own, which ends with this value.
final class ServerProcess {
  struct Failed: Error, CustomStringConvertible {
    let description: String
  }

  let url: HTTPURL
  /// From the start of the process to its first answer.
  let secondsToFirstAnswer: Double
  let account: ProcessAccount
  private let process: pid_t

  /// Starts a program with arguments, in which `PORT` is a free port.
  init(_ command: [String]) throws {
    let port = try Self.freePort()
    guard let url = HTTPURL("http://127.0.0.1:\(port)") else { throw Failed(description: "no port") }
    let arguments = command.map { $0 == "PORT" ? String(port) : $0 }
    let start = Loop.clock()
    process = try Self.spawn(arguments)
    account = ProcessAccount(process)
    self.url = url
    do {
      try Self.awaitAnswer(url, process, arguments)
    } catch {
      Self.end(process)
      throw error
    }
    secondsToFirstAnswer = Loop.clock() - start
  }

  deinit { Self.end(process) }

  private static func end(_ process: pid_t) {
    kill(process, SIGKILL)
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0, errno == EINTR {}
  }

  private static func awaitAnswer(_ url: HTTPURL, _ process: pid_t, _ arguments: [String]) throws {
    let client = HTTPClient()
    let patience = Loop.clock() + 20
    while true {
      do {
        _ = try client.send(.get, url.appending("/_sandbox/health"))
        return
      } catch {
        var status: Int32 = 0
        guard waitpid(process, &status, WNOHANG) == 0, Loop.clock() < patience else {
          throw Failed(description: "'\(arguments.joined(separator: " "))' does not answer: \(error)")
        }
        usleep(100)
      }
    }
  }

  private static func spawn(_ arguments: [String]) throws -> pid_t {
    // A measured server gets no NESTBOX_ variables.
    let environment = ["PATH", "LD_LIBRARY_PATH"].map { name in
      "\(name)=\(getenv(name).map { String(cString: $0) } ?? "")"
    }
    do throws(SystemError) {
      return try Platform.spawn(arguments, environment: environment)
    } catch {
      throw Failed(description: "'\(arguments[0])' cannot be started: \(error)")
    }
  }

  /// A port that was free a moment ago.
  private static func freePort() throws -> Int {
    let server = try RunningServer.start { _ in Silence() }
    defer { server.stop() }
    return server.port
  }

  private final class Silence: Handler {
    func handle(_ request: Request, _ reply: Reply) { reply(Response(404)) }
  }
}
