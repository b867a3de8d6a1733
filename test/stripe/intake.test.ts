import { describe, expect, it } from 'vitest';
import { type Arriving, Intake } from '../../src/stripe/intake.ts';
import { jsonText } from '../faulty-upstream/faults.ts';
import { startClientWorld } from './world.ts';

/** Answers of which it is known whether they are read. */
const arriving = (count: number) =>
  Array.from({ length: count }, () => {
    const answer: Arriving & { isRead: boolean } = {
      isRead: true,
      pause: () => {
        answer.isRead = false;
      },
      resume: () => {
        answer.isRead = true;
      },
    };
    return answer;
  });

const areRead = (answers: readonly { readonly isRead: boolean }[]) => answers.map(({ isRead }) => isRead);

describe('what answers hold while they arrive', () => {
  it('is as much as four of the longest; beyond that the first alone is read on, until there is room again', () => {
    const intake = new Intake(100);
    const answers = arriving(6);
    const [first, second, third] = answers;
    if (first === undefined || second === undefined || third === undefined) throw new TypeError('There are six.');
    for (const answer of answers) intake.take(answer, 66);
    expect(areRead(answers)).toEqual(Array(6).fill(true));
    for (const answer of [second, third, first]) intake.take(answer, 34);
    expect(areRead(answers)).toEqual([true, false, false, true, true, true]);
    for (const answer of answers.slice(3)) intake.take(answer, 34);
    expect(areRead(answers)).toEqual([true, false, false, false, false, false]);
    // Still too much is held: of those that are left, the one that began first is read on.
    intake.end(first);
    expect(areRead(answers)).toEqual([true, true, false, false, false, false]);
    intake.end(second);
    expect(areRead(answers)).toEqual([true, true, true, true, true, true]);
  });

  it('keeps none of them from its end', async () => {
    const body = JSON.stringify({ id: 'obj_1', object: 'thing', text: 'x'.repeat(900_000) });
    const { get } = await startClientWorld(
      { faults: () => jsonText(body) },
      { restMaxAnswerBytes: 1_000_000, restConnections: 30, restReadTimeoutMs: 60_000, restReadDeadlineMs: 60_000 },
    );
    const answers = await Promise.all(Array.from({ length: 20 }, () => get()));
    expect(answers.map(({ bytes }) => bytes)).toEqual(Array(20).fill(body.length));
  });
});
