import type { RestList, RestObject } from '../rest-object.ts';

export type TaxBehavior = 'exclusive' | 'inclusive';

/** With `exclusive` behaviour the tax comes on top of the amount, with `inclusive` it is a part of it. */
export interface Taxed {
  readonly amount: number;
  readonly amount_tax: number;
  readonly tax_behavior: TaxBehavior;
}

export interface ShippingCost extends Taxed {
  readonly tax_code: string;
  readonly tax_breakdown?: unknown;
}

interface Sale extends RestObject {
  currency: string;
  customer: string | null;
  customer_details: unknown;
  ship_from_details: unknown;
  shipping_cost: ShippingCost | null;
  tax_date: number;
}

export interface CalculationLineItem extends RestObject, Taxed {
  product: string | null;
  quantity: number;
  reference: string | null;
  tax_code: string;
}

export interface Calculation extends Sale {
  object: 'tax.calculation';
  expires_at: number | null;
  line_items?: RestList<CalculationLineItem>;
}

export interface TransactionLineItem extends RestObject, Taxed {
  product: string | null;
  quantity: number;
  reference: string;
  reversal: { original_line_item: string } | null;
}

export interface TaxTransaction extends Sale {
  object: 'tax.transaction';
  line_items?: RestList<TransactionLineItem>;
  reference: string;
  reversal: { original_transaction: string } | null;
}

export const lineItemList = <T extends RestObject>(path: string, parentId: string, data: T[]): RestList<T> => ({
  object: 'list',
  data,
  has_more: false,
  url: `${path}/${parentId}/line_items`,
});
