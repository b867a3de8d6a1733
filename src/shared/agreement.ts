/** How often others are asked what they go by. */
const LOOK_MS = 60_000;
/** And how often while they cannot be. */
const AGAIN_MS = 1_000;

/** Where each process says what it goes by. */
export interface Noticeboard {
  /**
   * Puts up what this process goes by, and gives what another has put up last; undefined when there is nothing. Rejects
   * when it cannot be reached.
   */
  exchange(settings: string): Promise<string | undefined>;
}

/**
 * Looks whether all who share a budget go by the same settings, now and every minute for as long as the process lives:
 * whoever goes by a smaller budget gets nothing while those with a larger one use it up.
 *
 * @param onOther told of each setting that is another, once
 */
export const watchAgreement = <Settings extends object>(
  board: Noticeboard,
  settings: Settings,
  onOther: (mine: Settings, other: unknown) => void,
): void => {
  const mine = JSON.stringify(settings);
  const told = new Set([mine]);
  const look = async (): Promise<void> => {
    const other = await board.exchange(mine);
    if (other === undefined || told.has(other)) return;
    told.add(other);
    onOther(settings, JSON.parse(other));
  };
  const lookOn = (): void => {
    look().then(
      () => setTimeout(lookOn, LOOK_MS).unref(),
      // A process that starts is busy, and may take an answer for one that is late.
      () => setTimeout(lookOn, AGAIN_MS).unref(),
    );
  };
  lookOn();
};
