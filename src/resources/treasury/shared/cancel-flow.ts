import { checkedInputId } from '../../../graph/kit/input-error.ts';
import { mutation } from '../../../graph/kit/mutation.ts';
import type { ResourceRef } from '../../../graph/kit/node.ts';
import { describePrefixes, type RestObject } from '../../../graph/resource.ts';

interface CancelOptions<Shape> {
  readonly name: string;
  readonly type: ResourceRef<Shape>;
  /** The payload's field and the flow in words. */
  readonly field: string;
  readonly words: string;
  readonly endpoint: `/${string}/{id}/cancel`;
}

/** Calls back a flow that was started here, while REST says that it is cancelable. */
export const cancelFlow = <Shape extends RestObject>({
  name,
  type,
  field,
  words,
  endpoint,
}: CancelOptions<Shape>): void =>
  mutation({
    name,
    description: `Calls an ${words} back while it is \`cancelable\`; the money is where it was.`,
    endpoint,
    object: { field, type, description: `The ${words} as it is now.` },
    input: (t) => ({
      id: t.id({
        required: true,
        description: `Id of the ${words}, begins with ${describePrefixes(type.resource.prefixes)}.`,
      }),
    }),
    expand: ['transaction'],
    values: ({ id }) => ({ id: checkedInputId(type.resource, id, ['id']) }),
    params: () => ({}),
  });
