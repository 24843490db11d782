/// Decides which requests a server answers, and whether pages of other origins may read the answers.
package protocol AccessRules: AnyObject {
  func admission(of request: Request) -> Admission
}

package enum Admission {
  /// A page of any origin may call and read.
  case shared
  /// No answer allows pages of other origins anything.
  case sameOrigin
  case refused(Response)
}
