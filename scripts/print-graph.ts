import { schema } from '../src/schema.ts';
import { graphPicture } from './graph-picture.ts';

process.stdout.write(await graphPicture(schema));
