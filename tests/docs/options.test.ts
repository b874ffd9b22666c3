import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { optionsPage } from '../../tools/options/page.ts'

it('docs/options.md is what the commands print; after a change of their help, `npm run options` writes it', async () => {
  expect((await optionsPage()).split('\n')).toEqual(readFileSync('docs/options.md', 'utf8').split('\n'))
})
