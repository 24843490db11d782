import Glibc
import Testing
import Wire

@testable import nestbox

/// The binary from the outside: exit codes, signals, what it prints.
@Suite struct ProcessTests {
  @Test(
    arguments: [
      (["--version"], 0), (["--help"], 0), (["serve", "--help"], 0), (["help", "verify"], 0), ([], 2), (["sreve"], 2),
      (["serve", "--prot", "1"], 2), (["serve", "--port", "70000"], 2), (["serve", "--data", "x"], 2),
      (["serve", "--host", "192.0.2.1", "--port", "0"], 2), (["serve", "--host", "nowhere.invalid", "--port", "0"], 2),
    ] as [([String], Int32)])
  func exitCodesTellWhatHappened(arguments: [String], code: Int32) throws {
    let ended = try RunningCommand(arguments).finish()
    #expect(ended.code == code)
    if code == 0 {
      #expect(ended.errors.isEmpty)
      #expect(!ended.output.isEmpty)
    } else {
      #expect(ended.output.isEmpty)
      #expect(ended.errors.hasPrefix("nestbox: "))
      #expect(ended.errors.filter { $0 == "\n" }.count == 1, "one line that says what to do")
    }
  }

  @Test(arguments: [SIGTERM, SIGINT])
  func aSignalEndsServeInGoodOrder(signal: Int32) throws {
    let serve = try RunningCommand(["serve", "--port", "0"])
    let port = try serve.waitForPort()
    #expect(try ask(port, "GET /_sandbox/health").contains("200"))
    serve.send(signal)
    let ended = try serve.finish()
    #expect(ended.code == 0)
    #expect(ended.errors.isEmpty)
    #expect(ended.output.contains(" 200 GET /_sandbox/health "), "the last lines of the log are not lost")
  }

  @Test func aPortInUseIsSaidInOneLine() throws {
    let first = try RunningCommand(["serve", "--port", "0"])
    let port = try first.waitForPort()
    let ended = try RunningCommand(["serve"], ["NESTBOX_PORT": "\(port)"]).finish()
    #expect(ended.code == 2)
    #expect(ended.errors.contains("Port \(port) of 127.0.0.1 is in use"))
  }

  @Test func healthIsGoodAsSoonAsThePortIsOpen() throws {
    let serve = try RunningCommand(["serve", "--port", "0", "--log", "off"])
    let answer = try ask(try serve.waitForPort(), "GET /_sandbox/health")
    #expect(answer.hasPrefix("HTTP/1.1 200 "))
    #expect(answer.contains("\r\nContent-Type: application/json"))
    let body = try JSONParser.parse(String(answer.split(separator: "\r\n").last ?? ""))
    #expect(body == ["status": "ok", "version": .string(Nestbox.version)])
  }

  @Test func theBannerNamesEveryServiceAndLinesToPaste() throws {
    let serve = try RunningCommand(["serve", "--port", "0"])
    let port = try serve.waitForPort()
    try serve.waitForOutput("To paste:")
    #expect(serve.text.contains("Stripe API  /v1"))
    #expect(serve.text.contains("curl http://localhost:\(port)/v1/customers"))
  }

  @Test func nothingSecretIsLogged() throws {
    let serve = try RunningCommand(["serve", "--port", "0", "--log", "json"])
    let port = try serve.waitForJSONPort()
    let query = "card[number]=4242424242424242&card[cvc]=314&client_secret=pi_1_secret_x&key=sk_live_anothersecret"
    _ = try ask(port, "GET /v1/customers?\(query)")
    _ = try ask(port, "GET /v1/customers", "Authorization: Bearer sk_live_verysecret")
    _ = try ask(port, "GET /s/line%0Abreak/nothing")
    serve.send(SIGTERM)
    let lines = try serve.finish().output.split(separator: "\n")
    #expect(lines.count == 4)
    for line in lines {
      _ = try JSONParser.parse(String(line))
      for secret in ["424242424242", "314", "secret_x", "another", "verysecret"] { #expect(!line.contains(secret)) }
    }
  }
}

extension RunningCommand {
  /// The port that the first line of a JSON log tells.
  fileprivate func waitForJSONPort() throws -> Int {
    try waitForOutput("\n")
    let line = try JSONParser.parse(String(text.prefix { $0 != "\n" }))
    return try #require(Int(line["listening"]?.string?.split(separator: ":").last ?? ""))
  }
}

/// One request and everything that comes back.
private func ask(_ port: Int, _ line: String, _ field: String = "Accept: */*") throws -> String {
  let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
  defer { close(socket) }
  var address = sockaddr_in()
  address.sin_family = sa_family_t(AF_INET)
  address.sin_port = in_port_t(port).bigEndian
  address.sin_addr.s_addr = in_addr_t(INADDR_LOOPBACK).bigEndian
  let connected = withUnsafeBytes(of: &address) { bytes in
    bytes.withMemoryRebound(to: sockaddr.self) { connect(socket, $0.baseAddress, socklen_t(bytes.count)) }
  }
  try #require(connected == 0)
  let request = Array("\(line) HTTP/1.1\r\nHost: localhost\r\n\(field)\r\nConnection: close\r\n\r\n".utf8)
  try #require(send(socket, request, request.count, Int32(MSG_NOSIGNAL)) == request.count)
  var answer: [UInt8] = []
  var buffer = [UInt8](repeating: 0, count: 4096)
  while case let count = recv(socket, &buffer, buffer.count, 0), count > 0 { answer += buffer.prefix(count) }
  return String(decoding: answer, as: UTF8.self)
}
