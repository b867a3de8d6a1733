import type { RestSettings } from '../config/rest-settings.ts';

type ProxySettings = Pick<RestSettings, 'apiBase'> & Partial<Pick<RestSettings, 'httpsProxy' | 'noProxy'>>;

/** The port of an address, also where it is the scheme's own. */
const portOf = ({ port, protocol }: URL): string => port || (protocol === 'https:' ? '443' : '80');

/** `host`, `host:port`, `[::1]` or `[::1]:port`; an IPv6 address without brackets has no port. */
const ENTRY = /^(?:\[([^\]]+)\]|([^:]+)|(.*:.*:.*))(?::(\d+))?$/;

/** Whether one entry of `NO_PROXY` covers that host: the host itself, or a domain that it is in. */
const covers = (entry: string, host: string, port: string): boolean => {
  if (entry === '*') return true;
  const [, bracketed, plain, bare, itsPort] = ENTRY.exec(entry) ?? [];
  if (itsPort !== undefined && itsPort !== port) return false;
  const name = (bracketed ?? plain ?? bare ?? '').replace(/^\*?\./, '');
  return name !== '' && (host === name || host.endsWith(`.${name}`));
};

/**
 * The proxy that calls to the REST API go through; undefined where they go straight. Only https is tunnelled: with http
 * a proxy would read the key. Pure.
 */
export const proxyFor = ({ apiBase, httpsProxy, noProxy = '' }: ProxySettings): URL | undefined => {
  const base = new URL(apiBase);
  if (httpsProxy === undefined || base.protocol !== 'https:') return undefined;
  const host = base.hostname.replace(/^\[|\]$/g, '');
  const entries = noProxy.toLowerCase().split(/[\s,]+/);
  return entries.some((entry) => covers(entry, host, portOf(base))) ? undefined : new URL(httpsProxy);
};
