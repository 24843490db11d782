import Platform

/// An HTTP server on a loop: one listening port, one handler.
package final class Server: LoopService {
  package struct Options: Sendable {
    package var host = "127.0.0.1"
    /// 0 picks a free one.
    package var port = 0
    package var headLimit = 64 << 10
    package var bodyLimit = 8 << 20
    /// Of paths that take more, or less.
    package var bodyLimits: KeyValuePairs<String, Int> = [:]
    /// Paths to which bodies of any length are put. Their requests come with an `upload` in the place of a body, and what
    /// answers them has to read it.
    package var streamedPaths: [String] = []
    /// How long a client may be silent in the middle of a request or refuse to read its answer, and how long it may
    /// take for a request's head or a TLS handshake altogether.
    package var requestPatience = 30.0
    /// How long a client may take to send a whole request, and to read all that was answered, however busy it looks.
    package var exchangePatience = 300.0
    /// After so long the next answer ends a connection.
    package var connectionLifetime = 3600.0
    /// How long a connection may idle between requests.
    package var idlePatience = 75.0
    /// How long requests in flight may take to finish when the server stops.
    package var stopPatience = 5.0
    /// Headers of answers that pages of any origin may read.
    package var crossOrigin: Headers = [
      "Access-Control-Allow-Origin": "*", "Access-Control-Allow-Methods": "GET, HEAD, PUT, PATCH, POST, DELETE",
      "Access-Control-Max-Age": "300",
    ]
    /// With one, the server speaks https.
    package var identity: TLSIdentity?

    package init(host: String = "127.0.0.1", port: Int = 0, identity: TLSIdentity? = nil) {
      self.host = host
      self.port = port
      self.identity = identity
    }
  }

  let loop: Loop
  let handler: any Handler
  let options: Options
  private let listener: Listener
  private let tls: TLSContext?
  private var connections: [ObjectIdentifier: Connection] = [:]
  private var whenStopped: [() -> Void] = []
  private(set) var isStopping = false
  private var sweep: Timer?

  let receiveBuffer = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: 64 << 10)
  /// Emptied output buffers, for the next connections that have something to say.
  var spareOutputs: [[UInt8]] = []
  /// Connections that have something to say.
  private var unsettled: [Connection] = []
  var writer: ResponseWriter
  /// Without any, everything is shared.
  package var accessRules: (any AccessRules)?
  /// Told of requests that the rules refuse.
  package let refusals = Hooks<(request: Request, answer: Response)>()
  /// May be the same for several servers of a loop.
  package var budget = MemoryBudget()

  var isSecure: Bool { tls != nil }

  package var port: Int { listener.port }

  package init(_ loop: Loop, _ options: Options, _ handler: any Handler) throws(ListenError) {
    self.loop = loop
    self.handler = handler
    self.options = options
    writer = ResponseWriter(crossOrigin: options.crossOrigin)
    do throws(TLSError) {
      tls = if let identity = options.identity { try TLSContext(serving: identity) } else { nil }
    } catch {
      throw .tls(error)
    }
    listener = try Listener(loop, host: options.host, port: options.port)
    signal(SIGPIPE, SIG_IGN)
    Descriptor.raiseLimit()
    try listener.start { [unowned self] in accept($0) }
    loop.add(self)
  }

  deinit { receiveBuffer.deallocate() }

  private func accept(_ descriptor: Int32) {
    do {
      let session = if let tls { try TLSSession(serving: descriptor, tls) } else { TLSSession?.none }
      let connection = try Connection(self, Transport(descriptor: descriptor, session: session))
      connections[ObjectIdentifier(connection)] = connection
      if sweep == nil { startSweep() }
    } catch {
      close(descriptor)
    }
  }

  /// Connections with an answer send it at the end of the turn: so clients wake when all answers are made, and do not
  /// take the processor from those that are still to be made.
  func settleSoon(_ connection: Connection) { unsettled.append(connection) }

  func flush() {
    // Closing a connection may add to them.
    var index = 0
    while index < unsettled.count {
      unsettled[index].settle()
      index += 1
    }
    unsettled.removeAll(keepingCapacity: true)
  }

  func forget(_ connection: Connection) {
    connections[ObjectIdentifier(connection)] = nil
    finishStop()
  }

  /// Time-outs are coarse, so that requests need no timers.
  private func startSweep() {
    let patience = min(options.requestPatience, options.idlePatience, options.exchangePatience)
    let interval = isStopping ? 0.1 : min(1, patience / 4)
    sweep = loop.after(interval) { [weak self] in
      guard let self else { return }
      for connection in connections.values { connection.checkPatience() }
      if connections.isEmpty { sweep = nil } else { startSweep() }
    }
  }

  /// Stops accepting, lets what is in flight finish, then calls back.
  package func stop(_ stopped: @escaping () -> Void) {
    whenStopped.append(stopped)
    guard !isStopping else { return finishStop() }
    isStopping = true
    listener.close()
    sweep?.cancel()
    startSweep()
    for connection in connections.values { connection.drain() }
    loop.after(options.stopPatience) { [weak self] in
      guard let self else { return }
      for connection in connections.values { connection.close() }
    }
    finishStop()
  }

  private func finishStop() {
    guard isStopping, connections.isEmpty else { return }
    sweep?.cancel()
    let stopped = whenStopped
    whenStopped = []
    for tell in stopped { tell() }
  }
}
