import Testing
import Wire

@testable import Benchmark

@Suite struct BenchmarkReportTests {
  private static let result: BenchmarkResult = {
    var result = BenchmarkResult(
      version: "1.2.3", time: 1_767_225_600, machine: "2 cores of <a kind>", server: "nestbox")
    result.others = ["127.0.0.1:8080/<page>"]
    result.starts = [0.004, 0.005, 0.006]
    result.emptyBytes = 9_000_000
    for size in [1000, 100_000] {
      result.filled.append(.init(objects: size, seconds: 0.5, residentBytes: 20_000_000, bytesPerObject: 1100))
      result.measurements.append(measurement("nestbox", size, 1200))
    }
    result.measurements.append(measurement("127.0.0.1:8080/<page>", 1000, 1000))
    return result
  }()

  private static func measurement(_ server: String, _ objects: Int, _ requests: Int) -> Measurement {
    var latency = Histogram()
    for _ in 0..<99 { latency.add(50) }
    latency.add(8_000_000)
    return Measurement(
      server: server, workload: "GET a customer", objects: objects, connections: 16, requests: requests, seconds: 0.5,
      latency: latency, processorMicroseconds: server == "nestbox" ? 9.5 : nil, clientShare: 0.5)
  }

  @Test func theTableTellsRatesTimesAndRatios() {
    let text = TextReport.block(Self.result, objects: 1000)
    #expect(text.contains("1,000 customers, made in 500 ms: 20.0 MB resident, 1,100 bytes a customer"))
    let row = text.split(separator: "\n").last ?? ""
    let words = row.split(separator: " ").joined(separator: " ")
    #expect(words.hasPrefix("GET a customer 16 2,400 0.05 µs 0.05 µs 8."))
    #expect(words.hasSuffix(" ms 9.50 µs 2,000 – 1.20 × –"))
    #expect(!TextReport.block(Self.result, objects: 100_000).contains("ratio"), "the other has not been asked there")
  }

  @Test func theStartIsTold() {
    #expect(TextReport.starts(Self.result) == "First answer after 4.00 ms (median of 3: 5.00 ms); 9.00 MB resident")
  }

  @Test func aBusyClientIsMarked() {
    var result = Self.result
    let row = result.measurements[0]
    result.measurements[0] = Measurement(
      server: row.server, workload: row.workload, objects: row.objects, connections: row.connections,
      requests: row.requests, seconds: row.seconds, latency: row.latency, processorMicroseconds: 1, clientShare: 0.95)
    #expect(TextReport.block(result, objects: 1000).contains("2,400*"))
  }

  @Test func programsReadEverything() throws {
    let json = try JSONParser.parse(Self.result.json.prettyText)
    #expect(json["time"] == 1_767_225_600)
    #expect(json["filled"]?.array?.count == 2)
    let first = try #require(json["measurements"]?.array?.first)
    #expect(first["requests_per_second"] == .double(2400))
    #expect(first["latency"]?["p50"] == .double(0.05))
    #expect(first["processor"] == .double(9.5))
    #expect(json["measurements"]?.array?.last?["processor"] == .null)
  }

  @Test func thePageNeedsNothingButItself() {
    let page = HTMLReport(Self.result).text
    for outside in ["http://", "https://", "src=", "@import", "url("] { #expect(!page.contains(outside)) }
    #expect(page.contains("2 cores of &lt;a kind&gt;") && page.contains("8080/&lt;page&gt;"))
    #expect(page.contains("2026-01-01"))
    #expect(page.contains("2,400 · 1.20 ×"))
    #expect(page.contains("prefers-color-scheme: dark"))
  }
}
