import Testing

@testable import Wire

@Suite struct CryptoTests {
  /// FIPS 180-4's examples, and lengths around the padding's edges (digests by coreutils' sha256sum).
  @Test(arguments: [
    ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
    ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    (
      "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    ),
    (String(repeating: "a", count: 55), "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318"),
    (String(repeating: "a", count: 56), "b35439a4ac6f0948b6d6f9e3c6af0f5f590ce20f1bde7090ef7970686ec6738a"),
    (String(repeating: "a", count: 64), "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb"),
  ])
  func sha256(text: String, digest: String) {
    #expect(hexadecimal(SHA256.hash(Array(text.utf8))) == digest)
  }

  @Test func sha256OfAMillionLetters() {
    let digest = hexadecimal(SHA256.hash([UInt8](repeating: UInt8(ascii: "a"), count: 1_000_000)))
    #expect(digest == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }

  @Test func sha256DoesNotMindHowItsInputIsCut() {
    let bytes = (0..<300).map { UInt8(truncatingIfNeeded: $0) }
    for cut in bytes.indices {
      var hash = SHA256()
      hash.update(Array(bytes[..<cut]))
      hash.update(Array(bytes[cut...]))
      #expect(hash.finish() == SHA256.hash(bytes))
    }
  }

  /// RFC 4231, cases 1, 2, 3 and 6.
  @Test(arguments: [
    (
      [UInt8](repeating: 0x0b, count: 20), Array("Hi There".utf8),
      "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
    ),
    (
      Array("Jefe".utf8), Array("what do ya want for nothing?".utf8),
      "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    ),
    (
      [UInt8](repeating: 0xaa, count: 20), [UInt8](repeating: 0xdd, count: 50),
      "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"
    ),
    (
      [UInt8](repeating: 0xaa, count: 131), Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
      "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
    ),
  ])
  func hmac(key: [UInt8], message: [UInt8], code: String) {
    #expect(hexadecimal(HMAC(key: key).authenticate(message)) == code)
  }

  /// RFC 7914, section 11, and the well-known SHA-256 versions of RFC 6070's vectors.
  @Test(arguments: [
    (
      "passwd", "salt", 1, 64,
      "55ac046e56e3089fec1691c22544b605f94185216dde0465e68b9d57c20dacbc"
        + "49ca9cccf179b645991664b39d77ef317c71b845b1e30bd509112041d3a19783"
    ),
    ("password", "salt", 2, 32, "ae4d0c95af6b46d32d0adff928f06dd02a303f8ef3c251dfd6e2d85a95474c43"),
    ("password", "salt", 4096, 20, "c5e478d59288c841aa530db6845c4c8d962893a0"),
  ])
  func pbkdf2(password: String, salt: String, iterations: Int, count: Int, key: String) {
    let derived = HMAC(key: Array(password.utf8)).derive(salt: Array(salt.utf8), iterations: iterations, count: count)
    #expect(hexadecimal(derived) == key)
  }

  /// RFC 4648, section 10.
  @Test(arguments: [
    ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
    ("foobar", "Zm9vYmFy"),
  ])
  func base64(plain: String, encoded: String) {
    #expect(Base64.standard.encode(Array(plain.utf8)) == encoded)
    #expect(Base64.standard.decode(encoded) == Array(plain.utf8))
    let bare = encoded.filter { $0 != "=" }
    #expect(Base64.url.encode(Array(plain.utf8)) == bare)
    #expect(Base64.url.decode(bare) == Array(plain.utf8))
  }

  @Test func base64URLHasItsOwnLastLetters() {
    #expect(Base64.url.encode([0xFB, 0xFF]) == "-_8")
    #expect(Base64.standard.encode([0xFB, 0xFF]) == "+/8=")
    #expect(Base64.url.decode("-_8=") == [0xFB, 0xFF])
  }

  @Test(arguments: ["Z", "Zg", "Zg=", "Zg===", "=", "====", "Zh==", "Zm9v\n", "Zm-v", "Zg==Zg==", "Zm9vé"])
  func base64RefusesWhatItWouldNotWrite(text: String) {
    #expect(Base64.standard.decode(text) == nil)
  }

  @Test func theChecksumIsTheUsualOne() {
    #expect(Checksum.of(Array("123456789".utf8)) == 0xCBF4_3926)
    #expect(Checksum.of([]) == 0)
  }

  @Test func comparesInConstantTime() {
    #expect(equalInConstantTime([1, 2, 3], [1, 2, 3]))
    #expect(!equalInConstantTime([1, 2, 3], [1, 2, 4]))
    #expect(!equalInConstantTime([1, 2, 3], [1, 2]))
  }

  @Test func secureRandomnessDoesNotRepeat() {
    var random = SecureRandom()
    var other = SecureRandom()
    #expect(Set((0..<1000).map { _ in random.next() } + (0..<1000).map { _ in other.next() }).count == 2000)
    #expect(random.bytes(13).count == 13)
  }

  /// Vigna's C code, seeded with SplitMix64 from 0.
  @Test func seededRandomnessIsXoshiro() {
    var random = SeededRandom(seed: 0)
    #expect(
      (0..<3).map { _ in random.next() } == [0x99EC_5F36_CB75_F2B4, 0xBF6E_1F78_4956_452A, 0x1A5F_849D_4933_E6E0])
  }
}
