import Testing
import Wire

@testable import Journal

/// Files of earlier versions.
@Suite struct FirstFormatTests {
  private let folder: Folder

  init() throws { folder = try Folder() }

  private func write(_ payloads: String...) -> [UInt8] {
    var bytes = FirstFormat.title
    for payload in payloads.map({ Array($0.utf8) }) {
      bytes += Record.sign
      bytes.append(number: UInt32(payload.count))
      bytes.append(number: Checksum.of(payload))
      bytes += payload
    }
    folder.write(bytes)
    return bytes
  }

  @Test func anOldFileIsReadAndWrittenAnew() throws {
    _ = write("one", "", "three")
    let file = try JournalFile(folder.data)
    let (turns, replay) = try file.content()
    #expect(turns == [["one"], [""], ["three"]] && replay.damages.isEmpty && file.isReadOnly)
    #expect(throws: JournalError.self) { try file.append([[1]]) }
    var draft = try file.draft()
    for turn in turns { try draft.add(turn.map { Array($0.utf8) }) }
    try file.adopt(draft)
    try file.append([Array("four".utf8)])
    #expect(try file.content().turns == [["one"], [""], ["three"], ["four"]])
    #expect(folder.names == ["data"])
  }

  /// The last record included: the format does not tell whether it was acknowledged.
  @Test(arguments: Blow.allCases)
  func damageAnywhereInAnOldFileIsRefused(blow: Blow) throws {
    let whole = write("one", "two", "three")
    // Where records end: a file that was cut off there looks whole.
    let borders = [18, 33, 48]
    for offset in whole.indices where !(blow == .cut && borders.contains(offset)) {
      let bytes = blow.strike(whole, at: offset)
      folder.write(bytes)
      #expect(throws: JournalError.self, "\(blow) at byte \(offset)") { try folder.content() }
      #expect(try folder.bytes() == bytes)
    }
    folder.write(Blow.flip.strike(whole, at: 34))
    #expect(try folder.content(recovers: true).turns == [["one"], ["three"]])
  }
}
