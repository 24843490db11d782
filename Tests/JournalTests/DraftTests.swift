import Platform
import Testing

@testable import Journal

@Suite struct DraftTests {
  private let folder: Folder

  init() throws { folder = try Folder() }

  @Test func aFileWrittenAnewHoldsWhatItIsGiven() throws {
    let file = try folder.fill()
    for number in 0..<20 { try file.append([[UInt8](repeating: UInt8(number), count: 81_920)]) }
    #expect(file.hasGrown)
    var draft = try file.draft()
    try draft.add([Array("all".utf8)])
    try draft.settle()
    try draft.verify()
    #expect(folder.names == ["data", "data.new"])
    try file.adopt(draft)
    #expect(!file.hasGrown)
    try file.append([Array("more".utf8)])
    #expect(throws: JournalError.self) { try JournalFile(folder.data) }
    #expect(try file.content().turns == [["all"], ["more"]])
    #expect(folder.names == ["data"])
  }

  /// While a draft is written, the old file goes on; what it gets is copied.
  @Test func whatCameInTheMeantimeIsCopied() throws {
    let file = try folder.fill(["one"], ["two"])
    let start = file.position
    var draft = try file.draft()
    try draft.add([Array("one and two".utf8)])
    try file.append([Array("three".utf8), Array("unwanted".utf8)])
    try file.append([Array("unwanted".utf8)])
    let source = try #require(file.source)
    try draft.copy(source, from: start, to: file.position) { $0 != Array("unwanted".utf8) }
    try file.adopt(draft)
    #expect(try file.content().turns == [["one and two"], ["three"]])
  }

  @Test func linkAndModeOutliveTheRewriting() throws {
    try folder.fill(["one"])
    chmod(folder.data, 0o664)
    symlink("data", folder.path + "/link")
    do {
      let linked = try JournalFile(folder.path + "/link")
      _ = try linked.replay { _ in }
      var draft = try linked.draft()
      try draft.add([Array("all".utf8)])
      try linked.adopt(draft)
    }
    #expect(folder.names == ["data", "link"] && folder.mode() == 0o664)
    var status = stat()
    #expect(lstat(folder.path + "/link", &status) == 0 && status.st_mode & S_IFMT == S_IFLNK)
    #expect(try folder.content().turns == [["all"]])
  }

  @Test func aLinkToNothingLeadsToANewFile() throws {
    symlink("data", folder.path + "/link")
    _ = try JournalFile(folder.path + "/link")
    #expect(folder.names == ["data", "link"])
  }

  @Test func aDraftThatWasLeftBehindGoes() throws {
    try folder.fill(["one"])
    folder.write([1, 2, 3], "data.new")
    #expect(try folder.content().turns == [["one"]])
    #expect(folder.names == ["data"])
  }

  @Test func aDraftThatIsNotWhatWasWrittenIsNotAdopted() throws {
    let file = try folder.fill(["one"])
    var draft = try file.draft()
    try draft.add([Array("all".utf8)])
    try draft.settle()
    folder.write(Blow.flip.strike(try folder.bytes("data.new"), at: Header.size + 41), "data.new")
    #expect(throws: JournalError.self) { try draft.verify() }
    draft.discard()
    #expect(try file.content().turns == [["one"]])
  }
}
