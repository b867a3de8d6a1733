import { pathToFileURL } from 'node:url';

const given = process.env.STRIPE_OPENAPI;

if (given === undefined) {
  throw new Error('Set STRIPE_OPENAPI to the folder with the OpenAPI description of the REST API and its fixtures.');
}

/** Where the description of the REST API lies, which is not a part of this project. */
export const folder = pathToFileURL(`${given}/`);
