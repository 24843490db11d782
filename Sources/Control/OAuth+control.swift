import StripeSandbox
import Wire

extension ControlAPI {
  /// Does what an account's owner does at `/oauth/authorize`: the code, for `POST /oauth/token`.
  func authorize(_ call: ControlCall) throws(ControlError) -> JSON {
    ["code": .string(OAuth.code(call.body, in: call.sandbox))]
  }
}
