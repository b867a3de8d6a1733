import { examplesIndex } from './examples-index.ts';

process.stdout.write(examplesIndex());
