import type { ObjectFieldBuilder } from '@pothos/core';
import type { Types } from '../../../graph/kit/builder.ts';
import { type Flow, flowFields } from './flow-fields.ts';

interface CancelableFlow extends Flow {
  readonly cancelable: boolean;
  readonly description: string | null;
}

/** What every kind of flow has that is started here, and not by somebody else: inbound transfers and all outbound ones. */
export const cancelableFlowFields = <Shape extends CancelableFlow>(fieldsOf: ObjectFieldBuilder<Types, Shape>) => {
  const t = fieldsOf as unknown as ObjectFieldBuilder<Types, CancelableFlow>;
  return {
    ...flowFields(t),
    cancelable: t.expose('cancelable', { type: 'Boolean', description: 'True while it can still be called back.' }),
    description: t.expose('description', {
      type: 'String',
      nullable: true,
      description: 'Free text for people; null when none was given.',
    }),
  };
};
