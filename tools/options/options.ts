// `npm run options`: writes docs/options.md, which tests/docs/options.test.ts compares with what the commands print.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { optionsPage } from './page.ts'

await writeFile(join(import.meta.dirname, '../../docs/options.md'), await optionsPage())
