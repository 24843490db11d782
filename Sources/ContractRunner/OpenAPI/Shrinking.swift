import Wire

/// Smaller requests of the same kind, the much smaller ones first.
struct Shrinking {
  private let endpoint: OpenAPI.Endpoint

  init(_ api: OpenAPI, _ endpoint: OpenAPI.Endpoint) { self.endpoint = endpoint }

  func smaller(_ values: RequestValues) -> [RequestValues] {
    var all: [RequestValues] = []
    func add(_ change: (inout RequestValues) -> Void) {
      var smaller = values
      change(&smaller)
      all.append(smaller)
    }
    for index in values.query.indices { add { $0.query.remove(at: index) } }
    for index in values.headers.indices { add { $0.headers.remove(at: index) } }
    for index in values.cookies.indices { add { $0.cookies.remove(at: index) } }
    if let (type, value) = values.body {
      for smaller in Self.smaller(value) { add { $0.body = (type, smaller) } }
    }
    for (index, parameter) in values.query.enumerated() {
      for value in Self.smaller(parameter.value) { add { $0.query[index].value = value } }
    }
    return all
  }

  static func smaller(_ value: JSON, _ level: Int = 0) -> [JSON] {
    guard level < 8 else { return [] }
    switch value {
    case .object(let object):
      let fewer = object.keys.map { key -> JSON in
        var object = object
        object[key] = nil
        return .object(object)
      }
      return fewer
        + object.flatMap { member in
          smaller(member.value, level + 1).map { value in
            var object = object
            object[member.key] = value
            return .object(object)
          }
        }
    case .array(let items):
      let fewer = items.indices.map { index -> JSON in
        var items = items
        items.remove(at: index)
        return .array(items)
      }
      let half = items.count > 2 ? [JSON.array(Array(items.prefix(items.count / 2)))] : []
      return half + fewer
        + items.indices.flatMap { index in
          smaller(items[index], level + 1).map { value in
            var items = items
            items[index] = value
            return .array(items)
          }
        }
    case .string(let text):
      if text.isEmpty || text.hasPrefix("${") { return [] }
      let half = String(text.prefix(text.count / 2))
      let plain = String(repeating: "a", count: text.count)
      return [JSON.string(half)] + (text.count > 1 ? [.string(String(text.dropLast()))] : [])
        + (plain == text ? [] : [.string(plain)])
    case .integer(let number) where number != 0: return number == 1 ? [0] : [0, 1, .integer(number / 2)]
    case .double, .decimal: return [0, 1]
    default: return []
    }
  }
}
