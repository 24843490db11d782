import Testing

@testable import Control

@Suite struct LatestTests {
  @Test func keepsTheLatestOldestFirst() {
    var latest = Latest<Int>(3)
    #expect(latest.all.isEmpty)
    for number in 1...7 {
      latest.append(number)
      #expect(Array(latest.all) == Array(max(1, number - 2)...number))
    }
    latest.removeOldest(2)
    #expect(Array(latest.all) == [7])
    for number in 8...9 { latest.append(number) }
    #expect(Array(latest.all) == [7, 8, 9])
  }
}
