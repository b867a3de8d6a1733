import type { IncomingMessage, ServerResponse } from 'node:http';
import { type ExecutionResult, GraphQLError } from 'graphql';
import type { Logger } from 'pino';
import { withoutStacks } from '../graph/errors.ts';
import { SECURITY_HEADERS } from '../http/answer-headers.ts';
import type { Answer } from '../plugins/answer-operation.ts';
import { checkType } from '../plugins/content-type.ts';
import { endsConnection } from '../plugins/leaving-headers.ts';
import type { JsonType } from '../plugins/media-type.ts';
import type { OperationSteps } from '../plugins/operation-steps.ts';
import { publicResult } from '../plugins/public-result.ts';
import { recordOf } from '../plugins/request-record.ts';
import { type Reply, resultReply } from '../plugins/result-reply.ts';
import { encodingOf, packed } from '../plugins/schema-encoding.ts';
import { beginOperation, endOperation } from '../plugins/watch-operation.ts';
import { NodeRequest } from './node-request.ts';
import { sendBytes, sendText } from './send-reply.ts';

/** What was thrown, as a result: a refusal as it is, anything else with its cause. */
const asResult = (thrown: unknown): ExecutionResult => {
  if (thrown instanceof GraphQLError) return { errors: [thrown] };
  const fault = thrown instanceof Error ? thrown : new Error(String(thrown));
  return { errors: [new GraphQLError(fault.message, { originalError: fault })] };
};

const isStream = (answer: Answer): answer is AsyncIterable<ExecutionResult> => Symbol.asyncIterator in answer;

/**
 * The way in for a plain POST to a server of `node:http`, which has nothing to be negotiated: the steps of an operation
 * one after the other, without what graphql-yoga makes of a request to run plugins. What is no plain POST must not be
 * given to it.
 */
export const createDirectWay = (
  { observers, origins, identifyCaller, params, answer, errors }: OperationSteps,
  log: Logger,
) => {
  /** Executes the operation. Whatever was thrown on the way becomes an answer too. */
  const operate = async (request: NodeRequest, message: IncomingMessage, response: ServerResponse) => {
    try {
      beginOperation(request, observers);
      // Who asks, by the headers alone, before anything of the body is read.
      origins.check(request, message.headers.host ?? '');
      const identified = identifyCaller(request);
      if (identified !== undefined) await identified;
      checkType(request);
      const asked = await params.ofBody(request, message);
      const answered = await answer({ params: asked, request, response });
      if (isStream(answered)) throw new TypeError('A stream was made for a client that takes none.');
      return answered;
    } catch (thrown) {
      return asResult(thrown);
    }
  };

  /** The answer as the caller sees it; observers are told. Its errors leave for the caller, who is shown no stacks. */
  const replyTo = (request: NodeRequest, result: ExecutionResult, type: JsonType): Reply =>
    withoutStacks(() => {
      const told = publicResult(result, request, errors);
      endOperation(request, told);
      return resultReply(told, type);
    });

  const reply = (request: NodeRequest, result: ExecutionResult, type: JsonType): Reply => {
    try {
      return replyTo(request, result, type);
    } catch (fault) {
      return replyTo(request, asResult(fault), type);
    }
  };

  const headersOf = (
    { status, contentType, headers }: Reply,
    bytes: number,
    request: NodeRequest,
    message: IncomingMessage,
  ): Record<string, string> => {
    // V8 makes a dictionary of what begins with a copy, and takes ten times as long for it.
    const all: Record<string, string> = {
      'x-request-id': recordOf(request).requestId,
      'content-type': contentType,
      'content-length': String(bytes),
      ...SECURITY_HEADERS,
    };
    if (headers !== undefined) Object.assign(all, headers);
    const marks = origins.marks(request);
    if (marks !== undefined) Object.assign(all, marks);
    if (endsConnection(status, message)) all.connection = 'close';
    return all;
  };

  return async (message: IncomingMessage, response: ServerResponse, type: JsonType): Promise<void> => {
    const request = new NodeRequest(message, response);
    try {
      const made = reply(request, await operate(request, message, response), type);
      // Nobody is there any more.
      if (response.destroyed || response.writableEnded) return;
      const { status, body } = made;
      const bytes = Buffer.byteLength(body);
      const headers = headersOf(made, bytes, request, message);
      const encoding = encodingOf(request, bytes);
      if (encoding === 'identity') {
        sendText(response, status, headers, body, bytes);
      } else {
        const packet = await packed(Buffer.from(body), headers, encoding);
        sendBytes(response, status, packet.headers, packet.bytes);
      }
    } catch (error) {
      log.error({ err: error }, 'unexpected error');
      response.destroy();
    }
  };
};
