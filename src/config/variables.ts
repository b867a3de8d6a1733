import { z } from 'zod';

/** A variable that is a whole number within a range; whoever uses it says what holds without it. */
export const numberBetween = (from: number, to: number) =>
  z
    .string()
    .refine((text) => /^\d{1,9}$/.test(text) && Number(text) >= from && Number(text) <= to, {
      error: `must be a whole number from ${from} to ${to}`,
    })
    .transform(Number);

export const wholeNumber = (from: number, to: number, otherwise: number) => numberBetween(from, to).default(otherwise);

export const flag = () =>
  z.enum(['true', 'false'], { error: 'must be true or false' }).transform((text) => text === 'true');
