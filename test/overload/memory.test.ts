import { describe, expect, it } from 'vitest';
import { Memory, OperationMemory } from '../../src/overload/memory.ts';

const MEGABYTE = 2 ** 20;
/** What of each operation does not count. */
const FREE = 262_144;

describe('the memory of all operations', () => {
  it('is taken by what each has beyond a little, and given back when it ends', () => {
    const memory = new Memory(MEGABYTE);
    const one = new OperationMemory(memory, '');
    const other = new OperationMemory(memory, '');
    expect(one.take(FREE)).toBe(true);
    expect(one.take(MEGABYTE)).toBe(true);
    expect(one.take(1)).toBe(false);
    expect(other.take(FREE)).toBe(true);
    expect(other.take(1)).toBe(false);
    one.end();
    one.end();
    expect(other.take(MEGABYTE)).toBe(true);
    expect(other.take(1)).toBe(false);
  });

  it('takes nothing of an operation that has ended', () => {
    const memory = new Memory(MEGABYTE);
    const one = new OperationMemory(memory, '');
    one.end();
    expect(one.take(10 * MEGABYTE)).toBe(true);
    expect(new OperationMemory(memory, '').take(MEGABYTE + FREE)).toBe(true);
  });

  it('is half of it at most one caller’s, where callers are told apart', () => {
    const memory = new Memory(2 * MEGABYTE);
    expect(new OperationMemory(memory, 'one').take(MEGABYTE + FREE)).toBe(true);
    expect(new OperationMemory(memory, 'one').take(FREE + 1)).toBe(false);
    expect(new OperationMemory(memory, 'other').take(MEGABYTE + FREE)).toBe(true);
  });
});
