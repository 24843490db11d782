import Coding
import Wire

/// The application fakes, as far as the control API has to do with them.
package protocol StatefulApplications: AnyObject {
  func reset(_ sandbox: String)
  /// Their state in a sandbox, for `restore`.
  func snapshot(of sandbox: String) -> any Sendable
  func restore(_ snapshot: any Sendable, of sandbox: String)

  /// Their state in a sandbox, for an export.
  func written(_ sandbox: String) -> any Encodable & Sendable
  /// The same of what `snapshot` gave.
  func written(snapshot: any Sendable) -> (any Encodable & Sendable)?
  /// Reads what was written down, on any thread.
  var read: @Sendable (StateReader) throws -> any Encodable & Sendable { get }
  func apply(_ state: any Sendable, isWhole: Bool, to sandbox: String)

  /// Has every sandbox named in which something may change.
  func watch(_ watcher: @escaping (_ sandbox: String) -> Void)
  /// The changes since the last journal entry, if any.
  func takeChanges(in sandbox: String) -> (state: any Encodable & Sendable, isWhole: Bool)?
  /// The present state is in the journal; the next entry holds changes to it.
  func begin(_ sandbox: String)
  var sandboxes: Set<String> { get }
}
