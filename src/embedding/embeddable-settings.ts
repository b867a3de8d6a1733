import { callerSettings } from '../config/caller-settings.ts';
import { documentSettings } from '../config/document-settings.ts';
import { exposureSettings } from '../config/exposure-settings.ts';
import { requestLimits } from '../config/request-limits.ts';
import { restSettings } from '../config/rest-settings.ts';

/** The server, which is the application's, waits for a request. */
const { requestTimeoutMs: _ofTheServer, ...limits } = requestLimits;

/**
 * The settings that mean something within another application: all but those of the process, and of several processes.
 */
export const embeddableSettings = {
  ...callerSettings,
  ...exposureSettings,
  ...documentSettings,
  ...limits,
  ...restSettings,
};
