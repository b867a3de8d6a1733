import type { InputFieldMap, InputShapeFromFields } from '@pothos/core';
import { builder } from '../../../graph/kit/builder.ts';
import { connection, connectionType } from '../../../graph/kit/connection.ts';
import type { Template } from '../../../graph/kit/endpoint.ts';
import { checkedId, lookup } from '../../../graph/kit/lookup.ts';
import type { ResourceRef } from '../../../graph/kit/node.ts';
import type { RestObject } from '../../../graph/resource.ts';
import type { RestParams } from '../../../stripe/form.ts';
import { FinancialAccount } from '../financial-accounts.ts';

interface FlowQueries<Args extends InputFieldMap> {
  /** The query field of one flow; that of the list has an `s` more. */
  readonly name: string;
  /** One flow and several, in words; `one` has its article. */
  readonly words: { readonly one: string; readonly many: string };
  readonly endpoint: Template;
  readonly args: Args;
  /** The arguments as REST's parameters. Throws BAD_USER_INPUT on what REST would refuse. */
  readonly filters: (args: InputShapeFromFields<Args>) => RestParams;
}

/**
 * How flows of one kind are found: one by its id, and those of one financial account, as a query field and as an edge
 * of the account. REST lists no flows over all accounts.
 */
export const flowQueries = <Shape extends RestObject, Args extends InputFieldMap>(
  type: ResourceRef<Shape>,
  { name, words, endpoint, args, filters }: FlowQueries<Args>,
): void => {
  const FlowConnection = connectionType(type, words.many);

  builder.objectField(FinancialAccount, `${name}s`, (t) =>
    connection(t, FlowConnection, {
      description: `Its ${words.many}, newest first.`,
      args,
      endpoint,
      filters: (given, { id }) => ({ financial_account: id, ...filters(given) }),
      needsOnlyId: true,
    }),
  );
  builder.queryField(name, (t) => lookup(t, type, `${words.one} by its id, or null when there is none.`));
  builder.queryField(`${name}s`, (t) =>
    connection(t, FlowConnection, {
      description: `The ${words.many} of one financial account, newest first.`,
      args: {
        financialAccount: t.arg.id({ required: true, description: 'Id of the account, begins with `fa_`.' }),
        ...args,
      },
      endpoint,
      // Pothos cannot see through the type parameter: the arguments are the id and those above.
      filters: (given) => ({
        financial_account: checkedId(
          FinancialAccount.resource,
          (given as unknown as { readonly financialAccount: string }).financialAccount,
          'financialAccount',
        ),
        ...filters(given as unknown as InputShapeFromFields<Args>),
      }),
    }),
  );
};
