import { fieldsPage } from './field-table/page.ts';

process.stdout.write(fieldsPage());
