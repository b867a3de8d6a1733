import { configurationPage } from './configuration-page.ts';

process.stdout.write(configurationPage());
