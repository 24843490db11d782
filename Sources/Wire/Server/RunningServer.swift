import Platform

/// A server with a loop and a thread of its own, for tests and for commands that need one beside them.
package final class RunningServer: Sendable {
  package typealias MakeHandler = @Sendable (Loop) throws -> any Handler

  package let port: Int
  private let mailbox: Mailbox
  private let ended: Promise<Void>

  /// The handler is made on the loop's thread, where it stays.
  ///
  /// - Parameters:
  ///   - kind: how its loop waits.
  ///   - configure: sees to the rest before the first connection.
  package static func start(
    _ options: Server.Options = Server.Options(), waiting kind: Poller.Kind = .standard,
    configure: @escaping @Sendable (Server) -> Void = { _ in }, _ makeHandler: @escaping MakeHandler
  ) throws -> RunningServer {
    let started = try Promise<Result<(Int, Mailbox), any Error>>()
    let ended = try Promise<Void>()
    try startThread {
      do {
        let loop = try Loop(kind)
        let server = try Server(loop, options, makeHandler(loop))
        configure(server)
        started.put(.success((server.port, loop.mailbox)))
        loop.run()
      } catch {
        started.put(.failure(error))
      }
      ended.put(())
    }
    let (port, mailbox) = try started.wait().get()
    return RunningServer(port, mailbox, ended)
  }

  private init(_ port: Int, _ mailbox: Mailbox, _ ended: Promise<Void>) {
    self.port = port
    self.mailbox = mailbox
    self.ended = ended
  }

  /// Runs a job on the server's loop.
  package func post(_ job: @escaping Mailbox.Job) { mailbox.post(job) }

  /// Stops in good order and waits for the end.
  package func stop() {
    mailbox.post { $0.shutDown() }
    ended.wait()
  }

  deinit { mailbox.post { $0.shutDown() } }
}
