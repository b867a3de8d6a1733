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
