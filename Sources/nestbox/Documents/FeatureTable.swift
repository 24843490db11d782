import StripeSandbox
import Wire

/// The parts of Stripe's API that are there, as a document made of the registry that answers it.
enum FeatureTable {
  static func markdown() -> String {
    let registry = Registry.shared
    let resources = Dictionary(grouping: registry.endpoints, by: { resource(of: $0.1.pattern) })
    let rows = resources.sorted { $0.key < $1.key }.flatMap { name, endpoints in
      let paths = Dictionary(grouping: endpoints, by: { $0.1.pattern }).sorted { $0.key < $1.key }
      return paths.enumerated().map { index, path in
        let methods = "`\(path.value.map(\.method.rawValue).sorted().joined(separator: " "))`"
        return "| \(index == 0 ? name : "") | \(methods) | `\(path.key)` |"
      }
    }
    let releases = Release.all.map { "| \($0.version.name) | \($0.changes.joined(separator: " ")) |" }
    let events = Set(registry.events.map(\.event)).sorted().map { "`\($0)`" }
    return """
      # What is there

      Made by this sandbox of what it answers: \(registry.endpoints.count) endpoints of Stripe's API, \
      \(registry.kinds.count) kinds of object, \(events.count) events that `nestbox trigger` brings about. An endpoint that
      is not in this list is answered with an error and the header `Sandbox-Limit`.

      ## Resources

      | resource | methods | path |
      |---|---|---|
      \(rows.joined(separator: "\n"))

      ## Versions

      Every resource is answered at every version from the first to the last of this table, by `Stripe-Version`; what
      changes is here. Without the header, the newest answers.

      | from | what changes |
      |---|---|
      \(releases.joined(separator: "\n"))

      ## Events

      \(events.joined(separator: ", "))
      """ + "\n"
  }

  /// `/v1/customers/{id}/sources` belongs to `customers`, `/v1/billing/meters` to `billing/meters`.
  private static func resource(of pattern: String) -> String {
    let parts = pattern.split(separator: "/").dropFirst()
    let name = parts.prefix { !$0.hasPrefix("{") }
    let isVersion2 = pattern.hasPrefix("/v2/")
    let verbs = ["search", "upcoming", "create_preview", "cancel", "self"]
    let kept = name.enumerated().filter { $0.offset == 0 || !verbs.contains(String($0.element)) }.map(\.element)
    return (isVersion2 ? "v2 " : "") + kept.joined(separator: "/")
  }
}
