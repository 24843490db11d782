import Platform
import Testing
import Wire

@Suite struct DiskTests {
  /// `a`, `b/c` and `b/up`, a link to where they all are.
  private func withFolder(_ body: (String) throws -> Void) throws {
    var template = Array("/tmp/nestbox-disk-XXXXXX".utf8CString)
    let folder = try #require(mkdtemp(&template).map { String(cString: $0) })
    let files = ["a", "b/c"]
    #expect(mkdir(folder + "/b", 0o700) == 0)
    for file in files { close(creat("\(folder)/\(file)", 0o600)) }
    #expect(symlink(folder, folder + "/b/up") == 0)
    defer {
      for path in files + ["b/up"] { unlink("\(folder)/\(path)") }
      rmdir(folder + "/b")
      rmdir(folder)
    }
    try body(folder)
  }

  @Test func aFolderIsFollowedDownwardsOnly() throws {
    try withFolder { folder in
      #expect(Disk.names(in: folder)?.sorted() == ["a", "b"])
      #expect(Disk.paths(below: folder).sorted() == ["a", "b", "b/c", "b/up"])
      #expect(Disk.isFolder(folder + "/b") && Disk.isFolder(folder + "/b/up") && !Disk.isFolder(folder + "/a"))
      #expect(Disk.read(folder + "/a") == [] && Disk.read(folder + "/b") == nil)
    }
  }

  @Test func whatIsNotThereIsNil() {
    #expect(!Disk.exists("/nowhere") && !Disk.isFolder("/nowhere"))
    #expect(Disk.names(in: "/nowhere") == nil && Disk.read("/nowhere") == nil)
    #expect(Disk.paths(below: "/nowhere") == [])
  }
}
