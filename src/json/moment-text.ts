const DAY = 86_400;
/** Days of the years 1970 to 9999: all others are written with signs and more digits. */
const DAYS = 2_932_897;

const twoDigits = (value: number): string => (value < 10 ? `0${value}` : `${value}`);

const SECONDS = Array.from({ length: 60 }, (_, second) => `${twoDigits(second)}.000Z"`);
const MINUTES = Array.from(
  { length: 1_440 },
  (_, minute) => `${twoDigits(Math.floor(minute / 60))}:${twoDigits(minute % 60)}:`,
);

/** How many days are kept as text, which is more than a year: moments of a list are near one another. */
const KEPT_DAYS = 512;
const kept: ({ readonly day: number; readonly text: string } | undefined)[] = Array.from({ length: KEPT_DAYS });

const dayText = (day: number): string => {
  const known = kept[day % KEPT_DAYS];
  if (known?.day === day) return known.text;
  const text = `"${new Date(day * DAY * 1_000).toISOString().slice(0, 11)}`;
  kept[day % KEPT_DAYS] = { day, text };
  return text;
};

/**
 * A moment in Unix seconds as JSON: what `JSON.stringify` makes of that Date, ten times faster, for the times of a long
 * list are the most that there is to write. Undefined for anything else than a whole second of the years 1970 to 9999.
 */
export const momentText = (seconds: unknown): string | undefined => {
  if (typeof seconds !== 'number' || !Number.isInteger(seconds)) return undefined;
  const day = Math.floor(seconds / DAY);
  if (!(day >= 0 && day < DAYS)) return undefined;
  const rest = seconds - day * DAY;
  const minute = Math.floor(rest / 60);
  return `${dayText(day)}${MINUTES[minute]}${SECONDS[rest - minute * 60]}`;
};
