import { checkedInputId } from '../../../graph/kit/input-error.ts';
import { mutation } from '../../../graph/kit/mutation.ts';
import type { ResourceRef } from '../../../graph/kit/node.ts';
import { describePrefixes, type RestObject } from '../../../graph/resource.ts';

/** A flow of money for which the caller, in a test, does what the bank would do. */
export interface TestedFlow<Shape> {
  readonly type: ResourceRef<Shape>;
  /** The payload's field and the flow in words. */
  readonly field: string;
  readonly words: string;
}

interface BankActOptions<Shape> extends TestedFlow<Shape> {
  readonly name: string;
  readonly description: string;
  readonly endpoint: `/v1/test_helpers/${string}/{id}/${string}`;
}

export const idOfFlow = <Shape>({ type, words }: TestedFlow<Shape>): string =>
  `Id of the ${words}, begins with ${describePrefixes(type.resource.prefixes)}.`;

/** Something that a bank does with a flow, with no input but the flow's id. */
export const bankAct = <Shape extends RestObject>({
  name,
  description,
  endpoint,
  ...flow
}: BankActOptions<Shape>): void => {
  const { type, field, words } = flow;
  mutation({
    name,
    description,
    testOnly: true,
    endpoint,
    object: { field, type, description: `The ${words} as it is now.` },
    input: (t) => ({ id: t.id({ required: true, description: idOfFlow(flow) }) }),
    expand: ['transaction'],
    values: ({ id }) => ({ id: checkedInputId(type.resource, id, ['id']) }),
    params: () => ({}),
  });
};
