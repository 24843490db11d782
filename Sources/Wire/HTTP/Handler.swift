/// Whatever answers requests. Called on the loop's thread only, so it may own mutable state without locks.
package protocol Handler: AnyObject {
  func handle(_ request: Request, _ reply: Reply)
}

/// The way back to whoever asked. Answer once, now or later, on the loop's thread.
package struct Reply {
  private let deliver: (Response) -> Void

  package init(_ deliver: @escaping (Response) -> Void) { self.deliver = deliver }

  package func callAsFunction(_ response: Response) { deliver(response) }
}
