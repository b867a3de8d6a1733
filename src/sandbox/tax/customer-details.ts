import { invalid } from '../errors.ts';
import { array, clearable, hash, oneOf, type Read, required, string, type Values } from '../parameters.ts';

const country: Read<string> = (value, param) => {
  const text = string()(value, param);
  if (!/^[A-Za-z]{2}$/.test(text)) throw invalid(param, `Country '${text}' is unknown. Try using a 2-character code.`);
  return text.toUpperCase();
};

const address = hash({
  city: clearable(),
  country: required(country),
  line1: clearable(),
  line2: clearable(),
  postal_code: clearable(),
  state: clearable(),
});
type Address = ReturnType<typeof address>;

const taxIdTypes = oneOf(
  ...(
    'ad_nrt ae_trn ar_cuit au_abn au_arn bg_uic bh_vat bo_tin br_cnpj br_cpf by_tin ca_bn ca_gst_hst ca_pst_bc ' +
    'ca_pst_mb ca_pst_sk ca_qst ch_uid ch_vat cl_tin cn_tin co_nit cr_tin de_stn do_rcn ec_ruc eg_tin es_cif ' +
    'eu_oss_vat eu_vat gb_vat ge_vat hk_br hr_oib hu_tin id_npwp il_vat in_gst is_vat jp_cn jp_rn jp_trn ke_pin ' +
    'kr_brn kz_bin li_uid li_vat ma_vat md_vat mx_rfc my_frp my_itn my_sst ng_tin no_vat no_voec nz_gst om_vat ' +
    'pe_ruc ph_tin ro_tin rs_pib ru_inn ru_kpp sa_vat sg_gst sg_uen si_tin sv_nit th_vat tr_tin tw_vat tz_vat ' +
    'ua_vat us_ein uy_ruc uz_tin uz_vat ve_rif vn_tin za_vat'
  ).split(' '),
);

const shape = {
  address,
  address_source: oneOf('billing', 'shipping'),
  ip_address: string(),
  tax_ids: array(hash({ type: required(taxIdTypes), value: required(string()) })),
  taxability_override: oneOf('customer_exempt', 'none', 'reverse_charge'),
};
export const customerDetails = hash(shape);
export const shipFromDetails = hash({ address: required(address) });

const shownAddress = (given: Address): Record<string, string | null> => {
  const { city = null, country, line1 = null, line2 = null, postal_code = null, state = null } = given;
  return { city, country, line1, line2, postal_code, state };
};

export const shownCustomer = (given: Values<typeof shape> | undefined): Record<string, unknown> => ({
  address: given?.address ? shownAddress(given.address) : null,
  address_source: given?.address_source ?? (given?.address ? 'billing' : null),
  ip_address: given?.ip_address ?? null,
  tax_ids: given?.tax_ids ?? [],
  taxability_override: given?.taxability_override ?? 'none',
});

export const shownShipFrom = (given: { readonly address: Address } | undefined): { address: unknown } | null =>
  given === undefined ? null : { address: shownAddress(given.address) };
