import type { Plugin } from 'graphql-yoga';
import { chooseEncoding, encode } from './encoding.ts';
import { recordOf } from './request-record.ts';

/** What is shorter is sent as soon as packed. The schema has half a million bytes. */
const PACKED_FROM = 32_768;

const isLongJson = ({ headers }: Response): boolean =>
  /json/.test(headers.get('content-type') ?? '') && Number(headers.get('content-length') ?? PACKED_FROM) >= PACKED_FROM;

/**
 * Packs what was answered without a REST call, where it is long: the schema, which GraphiQL and code generators ask for. Nothing else: where data
 * stand beside what a caller wrote, the packed length tells something of them (BREACH). Put it last, for it answers with a response of its own.
 */
export const useSchemaEncoding = (): Plugin => ({
  onResponse: async ({ request, response, setResponse, fetchAPI }) => {
    if (!recordOf(request).isWithoutData || !isLongJson(response)) return;
    const encoding = chooseEncoding(request.headers.get('accept-encoding'));
    if (encoding === 'identity') return;
    const packed = new Uint8Array(await encode(Buffer.from(await response.arrayBuffer()), encoding));
    const { status, headers } = response;
    const told = {
      ...Object.fromEntries(headers),
      'content-type': headers.get('content-type') ?? '',
      'content-encoding': encoding,
      'content-length': String(packed.length),
      vary: [headers.get('vary'), 'accept-encoding'].filter(Boolean).join(', '),
    };
    setResponse(new fetchAPI.Response(packed, { status, headers: told }));
  },
});
