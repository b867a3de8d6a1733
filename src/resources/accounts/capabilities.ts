import type { FieldRef } from '@pothos/core';
import type Stripe from 'stripe';
import { builder, type Types } from '../../graph/kit/builder.ts';
import { enumerated } from '../../graph/kit/enum-fields.ts';
import { enumeration } from '../../graph/kit/enumeration.ts';
import type { Fields } from '../../graph/kit/field.ts';
import { text } from '../../graph/kit/fields.ts';
import { OBJECT, optionalValue, ownedBy, restValue, TEXT } from '../../graph/kit/rest-value.ts';

type Status = 'active' | 'inactive' | 'pending';

interface Capability {
  readonly name: string;
  readonly status: Status;
}

const CapabilityStatus = enumeration<Status>('AccountCapabilityStatus', 'Whether an account can do something.', {
  active: 'It can.',
  inactive: 'It cannot: something is missing, or it was switched off.',
  pending: 'It is being looked into.',
});

const AccountCapability = builder.objectRef<Capability>('AccountCapability');
AccountCapability.implement({
  description: 'Something that an account can be allowed to do.',
  fields: (t) => ({
    name: text(t, 'name', 'What it is, by the name that REST has for it, such as `card_payments` or `transfers`.'),
    status: enumerated(t, 'status', 'Whether the account can.', { type: CapabilityStatus }),
  }),
});

/** There are more than fifty, and new ones come: a list, in the order of their names, needs no new schema for them. */
export const capabilities = (t: Fields<Stripe.Account>): FieldRef<Types> =>
  t.field({
    type: [AccountCapability],
    nullable: true,
    description: 'What it can be allowed to do, and whether it can; null when REST does not say.',
    resolve: (account) => {
      const all = optionalValue(account, 'capabilities', OBJECT);
      if (all === null) return null;
      const capability = (name: string) => ({ name, status: restValue(ownedBy(all, account), name, TEXT) as Status });
      return Object.keys(all).sort().map(capability);
    },
  });
