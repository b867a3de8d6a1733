import { badUserInput } from '../../../graph/errors.ts';

/** A moment that a list can be ordered by, and so narrowed by. */
export interface Moment<Order extends string> {
  readonly order: Order;
  /** The argument that narrows by it, and what was given there. */
  readonly argument: string;
  readonly range: object | null | undefined;
}

/**
 * REST's `order_by`, filled in where only one value fits. REST narrows a list only by the moment that
 * it is ordered by: anything else is BAD_USER_INPUT. Undefined is REST's default, `created`.
 */
export const orderFor = <Order extends string>(
  orderBy: Order | null | undefined,
  moments: readonly Moment<Order>[],
): Order | undefined => {
  const [narrowed, another] = moments.filter(({ range }) => range != null);
  if (narrowed && another) {
    throw badUserInput(
      `Give \`${narrowed.argument}\` or \`${another.argument}\`, not both: a list is narrowed by the moment that it is ordered by.`,
    );
  }
  if (narrowed && orderBy != null && orderBy !== narrowed.order) {
    throw badUserInput(
      `\`${narrowed.argument}\` needs \`orderBy: ${narrowed.order.toUpperCase()}\`. Write that, or leave \`orderBy\` out.`,
    );
  }
  const order = orderBy ?? narrowed?.order;
  return order === 'created' ? undefined : order;
};
