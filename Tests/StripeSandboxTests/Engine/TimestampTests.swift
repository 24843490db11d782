import Testing

@testable import StripeSandbox

@Suite struct TimestampTests {
  @Test(arguments: [
    (0, "1970-01-01T00:00:00.000Z"), (1_767_225_600, "2026-01-01T00:00:00.000Z"),
    (951_782_399, "2000-02-28T23:59:59.000Z"), (951_782_400, "2000-02-29T00:00:00.000Z"),
    (4_102_444_799, "2099-12-31T23:59:59.000Z"),
  ])
  func aMomentIsWrittenAndRead(_ seconds: Int, _ text: String) {
    #expect(Timestamp.text(seconds) == text)
    #expect(Timestamp(text)?.seconds == seconds)
  }

  @Test(arguments: [
    "", "2026-01-01", "2026-13-01T00:00:00Z", "2026-01-01T24:00:00Z", "2026-01-01T00:00:00", "now", "TZ",
    "2026-01-01TZ", "2026-01-01T.Z", "2026-01-01T.5Z",
  ])
  func whatIsNoMomentIsNotRead(_ text: String) {
    #expect(Timestamp(text) == nil)
  }
}
