import { callerSettings } from './caller-settings.ts';
import { documentSettings } from './document-settings.ts';
import { eventSettings } from './event-settings.ts';
import { exposureSettings } from './exposure-settings.ts';
import { processSettings } from './process-settings.ts';
import { requestLimits } from './request-limits.ts';
import { restSettings } from './rest-settings.ts';
import type { Setting, SettingsOf } from './setting.ts';
import { sharedSettings } from './shared-settings.ts';

/** A heading of docs/configuration.md with what stands under it. */
interface Section {
  readonly title: string;
  readonly intro?: string;
  readonly settings: Readonly<Record<string, Setting<unknown>>>;
}

/** Every variable, in the order of docs/configuration.md, which is made of this. */
export const SECTIONS: readonly Section[] = [
  { title: 'Keys and callers', intro: '[security.md](security.md) explains them.', settings: callerSettings },
  {
    title: 'The process',
    intro: '[operations.md](operations.md) says how it stops, and what it tells of itself.',
    settings: processSettings,
  },
  { title: 'What is shown, and to whom', settings: exposureSettings },
  {
    title: 'Known documents',
    intro: '[persisted-documents.md](persisted-documents.md) says how they are named.',
    settings: documentSettings,
  },
  { title: 'Events', intro: '[live.md](live.md) says how they come, and to whom.', settings: eventSettings },
  { title: 'What a request may take', settings: requestLimits },
  { title: 'How the REST API is asked', settings: restSettings },
  {
    title: 'More than one process',
    intro: '[scaling.md](scaling.md) says what they share.',
    settings: sharedSettings,
  },
];

/**
 * The one table of all settings. A new one is one row in the file of its section: type, rule and page come from there.
 */
export const SETTINGS = {
  ...callerSettings,
  ...processSettings,
  ...exposureSettings,
  ...documentSettings,
  ...eventSettings,
  ...requestLimits,
  ...restSettings,
  ...sharedSettings,
};

/** The values of all settings. Whoever takes some as options takes them from here, by Pick. */
export type Settings = SettingsOf<typeof SETTINGS>;
