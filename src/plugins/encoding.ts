import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

export type Encoding = 'br' | 'gzip' | 'identity';

/** Brotli at its best takes half a minute for 9 MB; at this it is a fifth of the page in less than half a second. */
const BROTLI_QUALITY = 6;

/** Bytes in that encoding, packed beside the event loop. */
export const encode = (bytes: Buffer, encoding: Encoding): Promise<Uint8Array> => {
  switch (encoding) {
    case 'br':
      return promisify(brotliCompress)(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } });
    case 'gzip':
      return promisify(gzip)(bytes);
    case 'identity':
      return Promise.resolve(bytes);
  }
};

/** The smallest encoding that a browser takes. */
export const chooseEncoding = (acceptEncoding: string | null): Encoding => {
  const accepted = (acceptEncoding ?? '')
    .toLowerCase()
    .split(',')
    .map((each) => each.trim())
    .filter((each) => !/;\s*q=0(\.0*)?$/.test(each))
    .map((each) => each.split(';')[0]);
  if (accepted.includes('br')) return 'br';
  return accepted.includes('gzip') ? 'gzip' : 'identity';
};
