import { action, type Endpoint } from '../endpoint.ts';
import { missing, RestError } from '../errors.ts';
import { hash, oneOf, required, string } from '../parameters.ts';
import type { Flow } from './objects.ts';

const parameters = {
  tracking_details: required(
    hash({
      ach: hash({ trace_id: required(string()) }),
      type: required(oneOf('ach', 'us_domestic_wire')),
      us_domestic_wire: hash({ chips: string(), imad: string(), omad: string() }),
    }),
  ),
};

/** A test gives money that has left the numbers by which banks find it. */
export const trackForTest = (path: `${string}{${string}}`, type: string): Endpoint =>
  action(
    path,
    { type, parameters },
    (world, flow: Flow, { tracking_details: { type: kind, ach, us_domestic_wire } }) => {
      if (flow.status !== 'posted' && flow.status !== 'returned') {
        throw new RestError(400, `${flow.id} is ${flow.status}: only what has been posted can be tracked.`);
      }
      const { chips = null, imad = null, omad = null } = us_domestic_wire ?? {};
      const numbers = kind === 'ach' ? ach : us_domestic_wire && { chips, imad, omad };
      if (numbers === undefined) throw missing(`tracking_details[${kind}]`);
      return world.put({ ...flow, tracking_details: { type: kind, [kind]: numbers } });
    },
  );
