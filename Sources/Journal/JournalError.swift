import Platform

/// An error of a journal, in one line.
package struct JournalError: Error, CustomStringConvertible, Sendable {
  package let description: String

  package init(_ description: String) { self.description = description }

  /// The system's reason for the failure of the last call.
  init(_ path: String, cannotBe what: String) {
    description = "\(path) cannot be \(what): \(String(cString: strerror(errno)))"
  }
}
