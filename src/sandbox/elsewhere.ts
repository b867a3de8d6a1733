import type { RestObject } from './rest-object.ts';
import type { World } from './world.ts';

/**
 * What a transfer is on the connected account's side: its payment, the refunds of that, and how both show in that
 * account's balance. The platform meets them by expanding its own objects; under their own URLs they are not its own.
 */
const isElsewhere = (object: RestObject, world: World): boolean => {
  switch (object.object) {
    case 'charge':
      return typeof object.source_transfer === 'string';
    case 'refund':
      return typeof object.source_transfer_reversal === 'string';
    case 'balance_transaction': {
      const source = String(object.source);
      const found = /^pyr?_/.test(source) && (world.find('charge', source) ?? world.find('refund', source));
      return found ? isElsewhere(found, world) : false;
    }
    default:
      return false;
  }
};

export const isOwn = (object: RestObject, world: World): boolean => !isElsewhere(object, world);
