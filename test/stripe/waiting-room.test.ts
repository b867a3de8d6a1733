import { describe, expect, it } from 'vitest';
import { WaitingRoom } from '../../src/stripe/waiting-room.ts';

const fill = (room: WaitingRoom, use: 'read' | 'write'): number => {
  let seated = 0;
  while (room.enter(use)) seated += 1;
  return seated;
};

describe('WaitingRoom', () => {
  it('keeps a fifth for writes', () => {
    const room = new WaitingRoom(10);
    expect(fill(room, 'read')).toBe(8);
    expect(fill(room, 'write')).toBe(2);
    room.leave('read');
    expect(room.enter('write')).toBe(true);
    expect(room.enter('read')).toBe(false);
  });

  it('gives all of itself to writes when no read waits', () => {
    const room = new WaitingRoom(10);
    expect(fill(room, 'write')).toBe(10);
    expect(room.enter('read')).toBe(false);
  });
});

describe('a full WaitingRoom', () => {
  /** Readers of a caller, who note when they are asked to leave. */
  const seats = (room: WaitingRoom, caller: string, left: string[]) => (n: number) => {
    const seat = {
      caller,
      leave: () => {
        room.rise(seat);
        left.push(`${caller}${n}`);
      },
    };
    return room.sit(seat);
  };

  it('asks whoever has most to leave, last one first, for a caller who has fewer', () => {
    const room = new WaitingRoom(10);
    const left: string[] = [];
    const much = seats(room, 'much', left);
    const little = seats(room, 'little', left);
    expect([0, 1, 2, 3, 4, 5, 6, 7, 8].map(much)).toEqual([...Array(8).fill(true), false]);
    expect([0, 1, 2, 3].map(little)).toEqual(Array(4).fill(true));
    expect(left).toEqual(['much7', 'much6', 'much5', 'much4']);
    // Four and four: neither has more than the other.
    expect(little(4)).toBe(false);
    expect(much(8)).toBe(false);
    expect(left.length).toBe(4);
  });
});
