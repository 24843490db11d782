/// The name of a parameter in an error: `a`, `a[b]`, `a[b][0]`. Spelled out only for an error.
enum ParameterName: CustomStringConvertible {
  case field(String)
  indirect case member(String, of: ParameterName)
  indirect case item(Int, of: ParameterName)

  init(_ name: String, in object: ParameterName?) {
    self = object.map { .member(name, of: $0) } ?? .field(name)
  }

  var description: String {
    switch self {
    case .field(let name): name
    case .member(let name, let object): "\(object)[\(name)]"
    case .item(let index, let list): "\(list)[\(index)]"
    }
  }
}
