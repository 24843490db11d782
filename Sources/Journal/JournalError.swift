import Glibc

/// What is wrong with a journal, in one line.
package struct JournalError: Error, CustomStringConvertible, Sendable {
  package let description: String

  package init(_ description: String) { self.description = description }

  /// What the system said about the last call.
  init(_ path: String, cannotBe what: String) {
    description = "\(path) cannot be \(what): \(String(cString: strerror(errno)))"
  }
}
