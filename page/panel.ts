import type { PlannedCall } from '../src/graph/plan/call-tree.ts';
import type { RecordedCall } from '../src/graph/read/call-record.ts';
import { button, counted, element } from './element.ts';
import type { Result } from './graphiql.ts';
import { drawPlan } from './plan-tree.ts';
import { drawWaterfall } from './waterfall.ts';

interface Extensions {
  readonly cost?: {
    readonly estimated: number;
    readonly actual: number;
    readonly max: number;
    readonly shared?: number;
  };
  readonly rest?: {
    readonly durationMs?: number;
    readonly calls?: readonly RecordedCall[];
    readonly plan?: readonly PlannedCall[];
  };
}

export interface PanelOptions {
  /** Whether the gateway tells the REST calls of operations. */
  readonly explains: boolean;
  /** Asks for the plan of what is written in the editors. */
  readonly explain: () => void;
  readonly restore: () => void;
}

const paragraph = (text: string, kind = 'note'): HTMLElement => element('p', { class: kind }, text);

const errorsOf = ({ errors = [] }: Result): HTMLElement[] => errors.map(({ message }) => paragraph(message, 'problem'));

/** The panel beside the result: which REST calls an operation can make, and which it has made. */
export class Panel {
  readonly #root = element('div', { class: 'rest-calls' });
  readonly #plan = element('div', { 'aria-live': 'polite' });
  readonly #calls = element('div', { 'aria-live': 'polite' });

  constructor({ explains, explain, restore }: PanelOptions) {
    this.#plan.append(paragraph('Shows which REST calls this operation could make, and makes none.'));
    this.#calls.append(paragraph('Run an operation: what it asks of the REST API is drawn here.'));
    const before = [element('h3', {}, 'Before'), button('Explain', explain), this.#plan];
    this.#root.append(
      ...(explains ? before : []),
      element('h3', {}, 'Last run'),
      this.#calls,
      element('h3', {}, 'Examples'),
      paragraph('Opens again those that you have changed or closed. Your own tabs stay.'),
      button('Restore examples', restore),
    );
  }

  /** Puts it where GraphiQL wants it; null when GraphiQL closes it. */
  readonly mount = (place: Element | null): void => {
    place?.append(this.#root);
  };

  /** What an operation has made. */
  showCalls({ extensions }: Result): void {
    const { cost, rest } = (extensions ?? {}) as Extensions;
    if (cost === undefined) {
      this.#calls.replaceChildren(paragraph('It was refused before its calls were counted.'));
      return;
    }
    const { actual, estimated, max, shared = 0 } = cost;
    const calls = rest?.calls;
    this.#calls.replaceChildren(
      paragraph(
        [
          `${counted(actual, 'REST call')} of ${estimated} that it could have made; ${max} are allowed`,
          ...(shared > 0 ? [`${shared} more shared with other operations`] : []),
          ...(rest?.durationMs === undefined ? [] : [`${rest.durationMs} ms in all`]),
        ].join('. '),
        'sum',
      ),
      ...(calls === undefined
        ? [paragraph('Which they were is not told here. Whoever runs this gateway turns that on with EXPLAIN=true.')]
        : [drawWaterfall(calls, rest?.durationMs ?? 0)]),
    );
  }

  /** What an operation could make, or why it would be refused. */
  showPlan(result: Result): void {
    const { cost, rest } = (result.extensions ?? {}) as Extensions;
    const sum = cost
      ? [paragraph(`${counted(cost.estimated, 'REST call')} at most; ${cost.max} are allowed`, 'sum')]
      : [];
    this.#plan.replaceChildren(...errorsOf(result), ...sum, ...(rest?.plan ? [drawPlan(rest.plan)] : []));
  }
}
