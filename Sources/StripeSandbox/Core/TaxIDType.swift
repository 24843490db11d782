/// The kinds of tax number that Stripe knows.
enum TaxIDType {
  static let all = """
    ad_nrt|ae_trn|ar_cuit|au_abn|au_arn|bg_uic|bo_tin|br_cnpj|br_cpf|ca_bn|ca_gst_hst|ca_pst_bc|ca_pst_mb|\
    ca_pst_sk|ca_qst|ch_vat|cl_tin|cn_tin|co_nit|cr_tin|do_rcn|ec_ruc|eg_tin|es_cif|eu_oss_vat|eu_vat|gb_vat|\
    ge_vat|hk_br|hu_tin|id_npwp|il_vat|in_gst|is_vat|jp_cn|jp_rn|jp_trn|ke_pin|kr_brn|li_uid|mx_rfc|my_frp|my_itn|\
    my_sst|no_vat|nz_gst|pe_ruc|ph_tin|ro_tin|rs_pib|ru_inn|ru_kpp|sa_vat|sg_gst|sg_uen|si_tin|sv_nit|th_vat|\
    tr_tin|tw_vat|ua_vat|us_ein|uy_ruc|ve_rif|vn_tin|za_vat|al_tin|am_tin|ao_tin|au_acn|au_wpn|aw_tin|az_tin|\
    ba_tin|bb_tin|bd_bin|bf_ifu|bh_vat|bj_ifu|bs_tin|bw_vat|by_tin|cd_nif|ch_uid|ci_vat|cm_niu|cv_nif|cz_dic|\
    de_stn|et_tin|fo_vat|fr_siren|fr_siret|fr_spi|gh_tin|gi_tin|gn_nif|hr_oib|ic_nif|is_kt|it_cf|kg_tin|kh_tin|\
    kz_bin|la_tin|li_vat|lk_vat|ma_vat|md_cf|md_vat|me_pib|mk_vat|mr_nif|mu_vat|mz_nuit|ng_tin|no_voec|np_pan|\
    nz_bn|om_vat|pl_nip|pt_nif|py_ruc|sm_coe|sn_ninea|sr_fin|tj_tin|tt_bir|tt_vat|tz_vat|ug_tin|uz_tin|uz_vat|\
    zm_tin|zw_tin
    """

  /// How the commonest look: `9` a digit, `A` a letter, `*` either, `?` the rest is optional, `-` and `.` themselves.
  private static let patterns: [String: [String]] = [
    "au_abn": ["99999999999"],
    "br_cnpj": ["99.999.999/9999-99", "99999999999999"],
    "br_cpf": ["999.999.999-99", "99999999999"],
    "ca_bn": ["999999999"],
    "ca_gst_hst": ["999999999AA9999"],
    "ch_vat": ["AAA-999.999.999 AAA", "AAA-999.999.999 AAAA", "AAA999999999AAA", "AAA999999999AAAA"],
    "eu_vat": ["AA**?**********"],
    "gb_vat": ["AA999999999", "AA999999999999", "AA99999"],
    "in_gst": ["99AAAAA9999A*A*"],
    "jp_cn": ["9999999999999"],
    "mx_rfc": ["AAA999999***", "AAAA999999***"],
    "no_vat": ["999999999AAA"],
    "nz_gst": ["999999999", "99999999", "999-999-999", "99-999-999"],
    "sg_gst": ["A99999999A", "A9-9999999-9", "999999999A"],
    "us_ein": ["99-9999999"],
    "za_vat": ["9999999999"],
  ]

  static func accepts(_ value: String, as type: String) -> Bool {
    guard let patterns = patterns[type] else { return !value.isEmpty }
    return patterns.contains { matches(Array(value.utf8), Array($0.utf8)) }
  }

  private static func matches(_ value: [UInt8], _ pattern: [UInt8]) -> Bool {
    let minimum = pattern.firstIndex(of: UInt8(ascii: "?")) ?? pattern.count
    let places = pattern.filter { $0 != UInt8(ascii: "?") }
    guard (minimum...places.count).contains(value.count) else { return false }
    return zip(value, places).allSatisfy { byte, place in
      let isDigit = (0x30...0x39).contains(byte)
      let isLetter = (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
      return switch place {
      case UInt8(ascii: "9"): isDigit
      case UInt8(ascii: "A"): isLetter
      case UInt8(ascii: "*"): isDigit || isLetter
      default: byte == place
      }
    }
  }

  /// Stripe asks a government about these.
  static func isVerifiable(_ type: String) -> Bool { ["au_abn", "eu_vat", "gb_vat"].contains(type) }

  static func country(of type: String, _ value: String) -> String? {
    switch type {
    case "eu_oss_vat": nil
    case "eu_vat": value.uppercased().hasPrefix("EL") ? "GR" : String(value.prefix(2)).uppercased()
    default: String(type.prefix(2)).uppercased()
    }
  }
}
