import { setFlagsFromString } from 'node:v8';

const FLAGS = [
  // The schema is made of parsed documents that stay, so V8 learns to put every parsed document where only a full
  // collection looks, and all that it refers to after it: 300 KB for a query of 200 fields, and collections six times
  // as long.
  '--no-allocation-site-pretenuring',
  // What a full collection has left may grow by so much until the next one. V8 itself lets a small heap grow to four
  // times as much, of which nothing is given back: new documents alone then make 100 MB of it.
  '--heap-growing-percent=30',
];

/** How V8 is to collect garbage in a process that is the gateway's own. */
export const setV8Flags = (): void => {
  for (const flag of FLAGS) setFlagsFromString(flag);
};
