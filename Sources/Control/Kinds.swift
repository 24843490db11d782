import StripeSandbox
import Wire

extension ControlAPI {
  /// `GET /_sandbox/kinds`: the kinds of object, where each is read, and how many of each the sandbox holds.
  func listKinds(_ call: ControlCall) throws(ControlError) -> JSON {
    let kinds = Registry.shared.kinds.map { kind -> JSON in
      [
        "object": .string(kind.object.description), "prefixes": .array(kind.idPrefixes.map(JSON.string)),
        "path": Registry.shared.path(of: kind).map(JSON.string) ?? .null,
        "count": .integer(call.sandbox.store.count(of: kind)),
      ]
    }
    return ["kinds": .array(kinds)]
  }
}
