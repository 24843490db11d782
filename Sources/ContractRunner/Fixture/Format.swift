/// The members that the format knows, as the JSON Schemas beside the contracts list them too.
enum Format {
  static let contract = ["$schema", "name", "api", "source", "differs", "given", "steps", "finally"]
  static let source = ["document", "heading", "examples"]
  static let step = ["name", "api", "request", "expect", "capture", "until", "repeat", "parallel", "check", "is"]
  static let request = ["method", "path", "query", "headers", "bearer", "basic", "json", "form", "raw"]
  static let expectation = ["status", "headers", "body", "text"]
  static let until = ["seconds", "every"]
  static let api = ["$schema", "api", "title", "uses", "basic", "bearer", "headers", "operations", "states"]
  static let state = ["about", "needs", "parameters", "steps", "finally"]
}
