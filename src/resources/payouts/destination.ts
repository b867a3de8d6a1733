import { checkedInputId } from '../../graph/kit/input-error.ts';
import { defineResource } from '../../graph/resource.ts';

/** REST names bank accounts and cards of the account itself by these ids, and has no type for both. */
const OwnBank = defineResource('bank account or card', { object: 'bank_account', prefix: ['ba_', 'card_'] });

export const checkedBankInput = (id: string): string => checkedInputId(OwnBank, id, ['destination']);
