import type { Plugin } from 'graphql-yoga';
import { encodingOf, packed } from './schema-encoding.ts';

/** Of a stream nobody knows the length; and it is no JSON. */
const lengthOf = ({ headers }: Response): number =>
  /json/.test(headers.get('content-type') ?? '') ? Number(headers.get('content-length')) : 0;

/** Packs long answers about the schema. Put it last, for it answers with a response of its own. */
export const useSchemaEncoding = (): Plugin => ({
  onResponse: async ({ request, response, setResponse, fetchAPI }) => {
    const encoding = encodingOf(request, lengthOf(response));
    if (encoding === 'identity') return;
    const { status } = response;
    const { bytes, headers } = await packed(
      Buffer.from(await response.arrayBuffer()),
      Object.fromEntries(response.headers),
      encoding,
    );
    setResponse(new fetchAPI.Response(bytes, { status, headers }));
  },
});
