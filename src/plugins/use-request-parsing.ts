import { GraphQLError } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import { publicError } from '../graph/errors.ts';

const unsupported = () =>
  publicError('BAD_REQUEST', 'Send a POST as `content-type: application/json`.', {
    extensions: { http: { status: 415 } },
  });

const unreadable = () =>
  publicError('BAD_REQUEST', 'The body, `variables` and `extensions` must be JSON.', {
    extensions: { http: { status: 400 } },
  });

/** graphql-yoga hands a SyntaxError on as it is from a query string; for a body it quotes the error, and with it the body. */
const isNoJson = (error: unknown): boolean =>
  error instanceof SyntaxError || (error instanceof GraphQLError && error.extensions.originalError !== undefined);

/** Says what is wrong with a request that cannot be read, where graphql-yoga fails with 500 or says nothing. */
export const useRequestParsing = (): Plugin => ({
  onRequestParse: ({ request, requestParser: parse, setRequestParser }) => {
    if (parse === undefined) {
      if (request.method === 'POST') throw unsupported();
      return;
    }
    setRequestParser(async (body) => {
      try {
        return await parse(body);
      } catch (error) {
        throw isNoJson(error) ? unreadable() : error;
      }
    });
  },
});
