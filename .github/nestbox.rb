# A Homebrew formula for a tap: put it into Formula/ there, and fill in the repository and the checksums of a release.
class Nestbox < Formula
  desc "Payments sandbox: a stateful fake of Stripe's API"
  homepage "https://github.com/OWNER/nestbox"
  version "0.1.0"

  on_linux do
    on_intel do
      url "https://github.com/OWNER/nestbox/releases/download/v#{version}/nestbox-linux-x86_64.tar.gz"
      sha256 "SHA256_OF_X86_64"
    end
    on_arm do
      url "https://github.com/OWNER/nestbox/releases/download/v#{version}/nestbox-linux-aarch64.tar.gz"
      sha256 "SHA256_OF_AARCH64"
    end
  end

  def install
    bin.install "nestbox"
    generate_completions_from_executable(bin/"nestbox", "completion")
  end

  test do
    assert_match "advance_clock", shell_output("#{bin}/nestbox mcp --list")
  end
end
