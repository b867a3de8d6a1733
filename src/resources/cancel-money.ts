import { checkedInputId } from '../graph/kit/input-error.ts';
import { mutation } from '../graph/kit/mutation.ts';
import type { ResourceRef } from '../graph/kit/node.ts';
import { describePrefixes, type RestObject } from '../graph/resource.ts';

interface CancelOptions<Shape> {
  readonly name: string;
  readonly description: string;
  readonly type: ResourceRef<Shape>;
  /** The payload's field, and what it is called. */
  readonly field: string;
  readonly endpoint: `/v1/${string}/{id}/cancel`;
}

/** Calls back money that has not left, or not come, yet. */
export const cancelMoney = <Shape extends RestObject>({
  name,
  description,
  type,
  field,
  endpoint,
}: CancelOptions<Shape>): void =>
  mutation({
    name,
    description,
    endpoint,
    object: { field, type, description: `The ${field} as it is now.` },
    input: (t) => ({
      id: t.id({
        required: true,
        description: `Id of the ${field}, begins with ${describePrefixes(type.resource.prefixes)}.`,
      }),
    }),
    expand: [],
    values: ({ id }) => ({ id: checkedInputId(type.resource, id, ['id']) }),
    params: () => ({}),
  });
