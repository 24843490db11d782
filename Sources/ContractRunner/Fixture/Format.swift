/// The members that the format knows, as the JSON Schemas beside the contracts list them too.
enum Format {
  static let contract = [
    "$schema", "name", "api", "source", "differs", "tags", "rows", "shapes", "cookies", "webhooks", "given", "steps",
    "finally",
  ]
  static let source = ["document", "heading", "examples"]
  static let step = [
    "name", "api", "delay", "for", "request", "expect", "capture", "until", "repeat", "parallel", "check", "is", "use",
    "webhook", "within", "among", "none", "signed",
  ]
  static let request = [
    "method", "path", "query", "headers", "bearer", "basic", "cookies", "json", "form", "raw", "multipart", "file",
    "gzip",
  ]
  static let expectation = ["status", "headers", "cookies", "body", "text", "events"]
  static let capture = ["from", "regex", "optional"]
  static let part = ["file", "raw", "json", "base64", "name", "type"]
  static let signature = ["header", "scheme", "prefix", "secret", "tolerance"]
  static let webhook = ["answers"]
  static let until = ["seconds", "every"]
  static let api = [
    "$schema", "api", "title", "uses", "basic", "bearer", "headers", "cookies", "operations", "shapes", "states",
  ]
  static let state = ["about", "needs", "parameters", "steps", "finally"]
}
