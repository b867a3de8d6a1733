export interface RestErrorFields {
  readonly type?: 'api_error' | 'idempotency_error' | 'invalid_request_error';
  readonly code?: string;
  readonly param?: string;
}

/** A refusal in the REST API's shape: a status and `{ error: { type, message, code?, param?, doc_url? } }`. */
export class RestError extends Error {
  readonly status: number;
  readonly fields: RestErrorFields;

  constructor(status: number, message: string, fields: RestErrorFields = {}) {
    super(message);
    this.name = 'RestError';
    this.status = status;
    this.fields = fields;
  }

  body(): { error: Record<string, string> } {
    const { type = 'invalid_request_error', code, param } = this.fields;
    return {
      error: {
        ...(code !== undefined && {
          code,
          doc_url: `https://stripe.com/docs/error-codes/${code.replaceAll('_', '-')}`,
        }),
        message: this.message,
        ...(param !== undefined && { param }),
        type,
      },
    };
  }
}

/** `treasury.financial_account` is called "financial account" in messages. */
const spoken = (type: string): string => type.slice(type.lastIndexOf('.') + 1).replaceAll('_', ' ');

/** An id in the path that names nothing is 404; the same id in a parameter is 400. */
export const noSuch = (
  type: string,
  id: string,
  where: { readonly status: 400 | 404; readonly param: string },
): RestError =>
  new RestError(where.status, `No such ${spoken(type)}: '${id}'`, {
    code: 'resource_missing',
    param: where.param,
  });

export const invalid = (param: string, message: string, code?: string): RestError =>
  new RestError(400, message, { param, ...(code !== undefined && { code }) });

export const missing = (param: string): RestError =>
  invalid(param, `Missing required param: ${param}.`, 'parameter_missing');
