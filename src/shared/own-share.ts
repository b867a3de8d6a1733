import { OwnTurns, type Rates } from '../stripe/turns.ts';

/** This process's part of a limit: at least one call, or nothing would ever go. */
export const shareOf = (limit: number, replicas: number): number => Math.max(1, Math.floor(limit / replicas));

/** Turns by this process's share alone, none of them before `shutUntil`. */
export const openOwnShare = (rates: Rates, replicas: number, shutUntil: number, onFree: () => void): OwnTurns => {
  const own = new OwnTurns({
    readsPerSecond: shareOf(rates.readsPerSecond, replicas),
    writesPerSecond: shareOf(rates.writesPerSecond, replicas),
    endpointPerSecond: shareOf(rates.endpointPerSecond, replicas),
  });
  own.listen(onFree);
  own.slowDown('', 'global-rate', shutUntil - performance.now());
  return own;
};
